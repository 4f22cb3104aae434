// Package v2, without the typed Go SDK's 60 packages, of which the plugin needs only the type tokens.
package v2

import (
	"strings"

	"github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes/apiextensions"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// RegisterResource registers an object under the token that the typed SDK has for its kind.
func RegisterResource(ctx *pulumi.Context, apiVersion, kind, name string, props pulumi.Input,
	opts ...pulumi.ResourceOption,
) (pulumi.CustomResource, error) {
	group := apiVersion
	if !strings.Contains(apiVersion, "/") {
		group = "core/" + apiVersion
	}
	var object apiextensions.CustomResource
	if err := ctx.RegisterResource("kubernetes:"+group+":"+kind, name, props, &object, opts...); err != nil {
		return nil, err
	}
	return &object, nil
}
