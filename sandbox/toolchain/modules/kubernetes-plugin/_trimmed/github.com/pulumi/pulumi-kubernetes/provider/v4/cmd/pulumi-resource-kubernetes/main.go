// The official Kubernetes plugin. Its own main embeds copies of these two files that only its makefile makes.
package main

import (
	_ "embed"
	"os"

	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/provider"
	"github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version"
)

//go:embed schema.json
var schema []byte

//go:embed terraform-mapping.json
var terraformMapping []byte

func main() {
	// The version that the launcher stands under: the engine warns of one that is older than the program's SDK.
	served := os.Getenv("GKE_BLUEGREEN_PLUGIN_VERSION")
	if served == "" {
		served = version.Version
	}
	provider.Serve("kubernetes", served, schema, terraformMapping)
}
