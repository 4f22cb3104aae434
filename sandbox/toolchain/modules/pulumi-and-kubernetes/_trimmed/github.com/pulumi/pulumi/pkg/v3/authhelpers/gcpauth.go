// Package authhelpers, without Google's SDK: the sandbox keeps stacks in a folder.
package authhelpers

import (
	"context"
	"errors"

	"gocloud.dev/blob"
)

// GoogleCredentialsMux refuses.
func GoogleCredentialsMux(context.Context) (*blob.URLMux, error) {
	return nil, errors.New("the sandbox's engine keeps stacks in files and over HTTP only; use a release of Pulumi for gs://")
}
