import type { Capability } from "../kubernetes/addons";
import { kubernetesPluginVersion } from "../toolchain";
import { pluginVersion } from "./install";

/** What differs from the plugins that Pulumi fetches elsewhere. */
export async function pluginDifferences(): Promise<readonly Capability[]> {
  const kubernetes = await pluginVersion("kubernetes");
  return [
    {
      name: "kubernetes plugin",
      level: "differs",
      text: `the official one, built from its source of January 2026 (${kubernetesPluginVersion}), which programs on @pulumi/kubernetes ${kubernetes} use as it is: what later releases mend or add is missing, and an object that is there already is taken into the stack, which they refuse; \`sandbox up --plugins=official\` has Pulumi fetch v${kubernetes}`,
    },
    {
      name: "gcp plugin",
      level: "differs",
      text: `one of the sandbox's own with the resources of this project, which asks as the official one does; \`sandbox up --plugins=official\` has Pulumi fetch v${await pluginVersion("gcp")}`,
    },
  ];
}
