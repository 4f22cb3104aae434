import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { installPlugins, pluginVersion, removePlugins } from "../../../sandbox/plugins/install";
import { changeSettings, settings } from "../../../sandbox/home/settings";

// The toolchain would build the plugin, which takes minutes.
jest.mock("../../../sandbox/toolchain", () => ({ toolPath: (tool: string) => Promise.resolve(`/built/${tool}`) }));

const home = mkdtempSync(join(tmpdir(), "gkb-pulumi-"));
jest.setTimeout(60_000);
afterAll(() => rmSync(home, { recursive: true }));

test("plugins stand under the versions that the npm packages ask for, and go when the official ones are wanted", async () => {
  await installPlugins(home);
  const folders = [
    `resource-gcp-v${await pluginVersion("gcp")}`,
    `resource-kubernetes-v${await pluginVersion("kubernetes")}`,
  ];
  expect(readdirSync(join(home, "plugins")).sort()).toEqual(folders);
  const launcher = join(home, "plugins", folders[1] ?? "", "pulumi-resource-kubernetes");
  // It says the version that it stands under: the engine warns of one that is older than the program's SDK.
  expect(readFileSync(launcher, "utf8")).toBe(
    `#!/bin/sh\nexec 'env' 'GKE_BLUEGREEN_PLUGIN_VERSION=${await pluginVersion("kubernetes")}' '/built/pulumi-resource-kubernetes' "$@"\n`,
  );
  await removePlugins(home);
  expect(readdirSync(join(home, "plugins"))).toEqual([]);
});

test("an official plugin that the engine fetched is not taken out", async () => {
  const folder = join(home, "plugins", `resource-gcp-v${await pluginVersion("gcp")}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "pulumi-resource-gcp"), "\x7fELF");
  await removePlugins(home);
  expect(readFileSync(join(folder, "pulumi-resource-gcp"), "latin1")).toBe("\x7fELF");
});

test("what was chosen once holds until it is chosen anew", () => {
  expect(settings(home).plugins).toBe("sandbox");
  changeSettings(home, { plugins: "official" });
  expect(changeSettings(home, {}).plugins).toBe("official");
  expect(settings(home).plugins).toBe("official");
});
