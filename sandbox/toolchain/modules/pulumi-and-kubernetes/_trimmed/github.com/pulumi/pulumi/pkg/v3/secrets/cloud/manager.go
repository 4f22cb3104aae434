// Package cloud, without the key stores of clouds: the sandbox's stacks have a passphrase.
package cloud

import (
	"encoding/json"
	"errors"

	"github.com/pulumi/pulumi/pkg/v3/secrets"
	"github.com/pulumi/pulumi/sdk/v3/go/common/workspace"
)

// Type of secrets managers that are refused.
const Type = "cloud"

var errNotBuilt = errors.New("the sandbox's engine keeps secrets with a passphrase only; use a release of Pulumi for key stores of clouds")

// EditProjectStack refuses.
func EditProjectStack(*workspace.ProjectStack, json.RawMessage) error {
	return errNotBuilt
}

// NewCloudSecretsManagerFromState refuses.
func NewCloudSecretsManagerFromState(json.RawMessage) (secrets.Manager, error) {
	return nil, errNotBuilt
}

// NewCloudSecretsManager refuses.
func NewCloudSecretsManager(*workspace.ProjectStack, string, bool) (secrets.Manager, error) {
	return nil, errNotBuilt
}
