// Package azurekeyvault, without its client: the sandbox's engine keeps keys elsewhere.
package azurekeyvault

import (
	"context"
	"errors"
	"net/url"

	"gocloud.dev/secrets"
)

func init() {
	secrets.DefaultURLMux().RegisterKeeper("azurekeyvault", refusal{})
}

type refusal struct{}

func (refusal) OpenKeeperURL(context.Context, *url.URL) (*secrets.Keeper, error) {
	return nil, errors.New("the sandbox's engine has no client for azurekeyvault://; use a release of Pulumi, or gcpkms:// or a passphrase")
}
