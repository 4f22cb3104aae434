import { pluginDifferences } from "../../../sandbox/plugins/differences";
import { version as gcp } from "@pulumi/gcp/package.json";
import { version as kubernetes } from "@pulumi/kubernetes/package.json";

test("sandbox status says what its plugins are, how they differ from the releases, and how to have those", async () => {
  const said = new Map((await pluginDifferences()).map(({ name, level, text }) => [name, `${level}: ${text}`]));
  expect([...said.keys()]).toEqual(["kubernetes plugin", "gcp plugin"]);
  const release = (version: string) => `v${version.replace(/^v/, "")}`;
  expect(said.get("kubernetes plugin")).toBe(
    `differs: the official one, built from its source of January 2026 (4.24.0+f47bc2d6f199), which programs on @pulumi/kubernetes ${release(kubernetes).slice(1)} use as it is: what later releases mend or add is missing, and an object that is there already is taken into the stack, which they refuse; \`sandbox up --plugins=official\` has Pulumi fetch ${release(kubernetes)}`,
  );
  expect(said.get("gcp plugin")).toBe(
    `differs: one of the sandbox's own with the resources of this project, which asks as the official one does; \`sandbox up --plugins=official\` has Pulumi fetch ${release(gcp)}`,
  );
});
