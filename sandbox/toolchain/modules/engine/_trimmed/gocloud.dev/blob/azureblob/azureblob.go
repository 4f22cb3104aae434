// Package azureblob, without its client: the sandbox's engine keeps state elsewhere.
package azureblob

import (
	"context"
	"errors"
	"net/url"

	"gocloud.dev/blob"
)

func init() {
	blob.DefaultURLMux().RegisterBucket("azblob", refusal{})
}

type refusal struct{}

func (refusal) OpenBucketURL(context.Context, *url.URL) (*blob.Bucket, error) {
	return nil, errors.New("the sandbox's engine has no client for azblob://; use a release of Pulumi, or gs://, postgres:// or file://")
}
