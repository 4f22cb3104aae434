import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { silentLog, unknown, type CheckRequest, type DiffRequest, type PropertyMap } from "../../../lib/plugin";
import { checkConfig, diffConfig } from "../../../sandbox/plugins/kubernetes/config-check";
import { CredentialSource } from "../../../sandbox/plugins/kubernetes/credentials";
import { activeCluster, readKubeconfig } from "../../../sandbox/plugins/kubernetes/kubeconfig";
import { readSettings } from "../../../sandbox/plugins/kubernetes/settings";

const config = (server: string, token = "t"): string =>
  JSON.stringify({
    "current-context": "one",
    contexts: [
      { name: "one", context: { cluster: "c", user: "u", namespace: "team" } },
      { name: "two", context: { cluster: "d", user: "u" } },
    ],
    clusters: [
      { name: "c", cluster: { server } },
      { name: "d", cluster: { server: "https://d" } },
    ],
    users: [{ name: "u", user: { token } }],
  });

const context = { urn: "", type: "", name: "cluster", log: silentLog, signal: new AbortController().signal };

test("a kubeconfig is read from a path, with its own paths relative to the file", () => {
  const folder = mkdtempSync(join(tmpdir(), "kubeconfig-"));
  const path = join(folder, "config");
  writeFileSync(path, config("https://a").replace('"server"', '"certificate-authority":"ca.pem","server"'));
  expect(activeCluster(readKubeconfig(path)).cluster["certificate-authority"]).toBe(join(folder, "ca.pem"));
});

test("context and cluster can be overridden, and the context's namespace is the default one", () => {
  const settings = readSettings({ "kubernetes:config:kubeconfig": config("https://a") }, {});
  expect(settings).toMatchObject({ defaultNamespace: "team", cluster: { cluster: { server: "https://a" } } });
  const other = readSettings(
    { "kubernetes:config:kubeconfig": config("https://a"), "kubernetes:config:context": "two" },
    {},
  );
  expect(other).toMatchObject({ defaultNamespace: "default", cluster: { cluster: { server: "https://d" } } });
});

test("a kubeconfig that cannot be used does not fail the provider, but says why", () => {
  const variables = { "kubernetes:config:kubeconfig": config("https://a"), "kubernetes:config:context": "three" };
  expect(readSettings(variables, {}).unusable).toMatch(/context "three" does not exist.*one, two/);
  expect(readSettings({ "kubernetes:config:kubeconfig": "nonsense" }, {}).unusable).toMatch(
    /neither a kubeconfig nor the path/,
  );
});

test("a setting of the provider wins over the environment", () => {
  const environment = { PULUMI_K8S_ENABLE_CONFIGMAP_MUTABLE: "true", PULUMI_K8S_DELETE_UNREACHABLE: "true" };
  const settings = readSettings({ "kubernetes:config:enableConfigMapMutable": "false" }, environment);
  expect(settings).toMatchObject({ enableConfigMapMutable: false, deleteUnreachable: true, serverSideApply: true });
});

const diff = (olds: PropertyMap, news: PropertyMap) =>
  diffConfig({ ...context, id: "", ignoreChanges: [], oldInputs: olds, olds, news } satisfies DiffRequest);

test.each<[string, PropertyMap, PropertyMap, string[]]>([
  ["another server", { kubeconfig: config("https://a") }, { kubeconfig: config("https://b") }, ["kubeconfig"]],
  ["another token", { kubeconfig: config("https://a") }, { kubeconfig: config("https://a", "new") }, []],
  [
    "another context",
    { kubeconfig: config("https://a") },
    { kubeconfig: config("https://a"), context: "two" },
    ["context"],
  ],
  ["not known yet", { kubeconfig: config("https://a") }, { kubeconfig: unknown }, ["kubeconfig"]],
  [
    "same identity",
    { kubeconfig: config("https://a"), clusterIdentifier: "x" },
    { kubeconfig: config("https://b"), clusterIdentifier: "x" },
    [],
  ],
  ["another identity", { clusterIdentifier: "x" }, { clusterIdentifier: "y" }, ["clusterIdentifier"]],
])("%s replaces %#", (_title, olds, news, replaces) => {
  expect(diff(olds, news)).toMatchObject({ changes: "some", replaces });
});

const check = (news: PropertyMap, name = "cluster") =>
  checkConfig({ ...context, name, news, olds: {}, randomSeed: new Uint8Array() } satisfies CheckRequest).failures ?? [];

test("settings that contradict each other are refused, each at its own property", () => {
  expect(check({ renderYamlToDirectory: "out", context: "c" }).map(({ property }) => property)).toEqual(["context"]);
  expect(check({ alwaysRender: "true" }).map(({ property }) => property)).toEqual(["alwaysRender"]);
  expect(check({ strictMode: "true" }, "default_4_34_2").map(({ property }) => property)).toEqual([
    "strictMode",
    "kubeconfig",
    "context",
  ]);
  expect(check({ kubeconfig: "k" })).toEqual([]);
});

test("a credential program gives a token, once, and again when it has ended", async () => {
  const folder = mkdtempSync(join(tmpdir(), "exec-"));
  const program = join(folder, "token");
  writeFileSync(program, `#!/bin/sh\necho run >> ${folder}/runs\nprintf '{"status":{"token":"secret-%s"}}' "$WHO"`, {
    mode: 0o755,
  });
  const source = new CredentialSource({
    cluster: {},
    user: { exec: { command: program, env: [{ name: "WHO", value: "me" }] } },
    namespace: undefined,
  });
  expect((await source.get()).headers).toEqual({ authorization: "Bearer secret-me" });
  expect(await source.get()).toEqual(await source.get());
  expect(source.expire()).toBe(true);
  await source.get();
  expect((await import("node:fs")).readFileSync(join(folder, "runs"), "utf8")).toBe("run\nrun\n");
});

test("fails for a credential program that is not there, and says how to get it", async () => {
  const user = { exec: { command: "no-such-program", installHint: "Install the thing." } };
  const source = new CredentialSource({ cluster: {}, user, namespace: undefined });
  await expect(source.get()).rejects.toThrow(/no-such-program.*not found on the PATH\)\nInstall the thing/);
});
