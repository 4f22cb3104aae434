// Package awskms, without its client: the sandbox's engine keeps keys elsewhere.
package awskms

import (
	"context"
	"errors"
	"net/url"

	"gocloud.dev/secrets"
)

func init() {
	secrets.DefaultURLMux().RegisterKeeper("awskms", refusal{})
}

type refusal struct{}

func (refusal) OpenKeeperURL(context.Context, *url.URL) (*secrets.Keeper, error) {
	return nil, errors.New("the sandbox's engine has no client for awskms://; use a release of Pulumi, or gcpkms:// or a passphrase")
}
