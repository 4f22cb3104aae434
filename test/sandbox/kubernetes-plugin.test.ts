import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { adviceOn } from "../../preview/events/advice";
import { PulumiProject } from "../../sandbox/testing/pulumi-project";
import { BOOT_MS, sharedCluster, type TestCluster } from "../../sandbox/testing/test-cluster";

jest.setTimeout(180_000);

let cluster: TestCluster;
let kubeconfig: string;
const unique = Math.random().toString(36).slice(2, 8);

beforeAll(async () => {
  cluster = await sharedCluster();
  kubeconfig = await cluster.kubectl(["config", "view", "--raw", "--minify", "-o", "json"]);
}, BOOT_MS);

/** A project that is destroyed when the test is over, whatever happened. */
async function withProject(name: string, work: (project: PulumiProject) => Promise<void>): Promise<void> {
  const project = await PulumiProject.create(name, kubeconfig);
  try {
    await work(project);
  } finally {
    await project.close();
  }
}

test("secrets are in no output, no log and no clear-text state", async () => {
  const namespace = `canary-${unique}`;
  const canaries = { short: "c4n4ry!", lines: "first-canary\nsecond-canary\n", base64: "Y2FuYXJ5LWluLWJhc2U2NA==" };
  await withProject("canaries", async (project) => {
    const program = (version: number) => `
const o = { provider, dependsOn: [new k8s.core.v1.Namespace("ns", { metadata: { name: "${namespace}" } }, { provider })] };
const canaries = ${JSON.stringify(canaries)};
const metadata = (name) => ({ name, namespace: "${namespace}" });
new k8s.core.v1.Secret("plain", { metadata: metadata("plain"), stringData: { ...canaries, v: "${version}" } }, o);
new k8s.core.v1.ConfigMap("marked", { metadata: metadata("marked"), data: { c: pulumi.secret(canaries.short), v: "${version}" } }, o);
new k8s.apps.v1.Deployment("env", { metadata: metadata("env"), spec: { replicas: 0, selector: { matchLabels: { a: "b" } }, template: { metadata: { labels: { a: "b" } }, spec: { containers: [{ name: "c", image: "i", env: [{ name: "C", value: pulumi.secret(canaries.lines) }, { name: "V", value: "${version}" }] }] } } } }, o);`;
    let shown = "";
    for (const version of [1, 2]) {
      project.program(program(version));
      shown += await project.preview();
      shown += await project.up();
    }
    shown += await project.mustRun(["refresh", "--yes", "--diff"]);
    shown += await project.mustRun(["stack", "export"]);
    shown += await project.mustRun(["destroy", "--yes", "--skip-preview"]);
    const hidden = Object.values(canaries).flatMap((canary) => [
      ...canary.split("\n").filter((line) => line !== ""),
      Buffer.from(canary).toString("base64"),
    ]);
    expect(hidden.filter((text) => shown.includes(text))).toEqual([]);
  });
});

test("a kustomize directory, a chart and a YAML group go up, change and go as one program's", async () => {
  const namespace = await cluster.createNamespace();
  await withProject("rendered", async (project) => {
    writeFiles(project.folder, sources);
    project.program(`
const namespace = "${namespace}";
const version = process.env.VERSION ?? "1";
new k8s.kustomize.v2.Directory("directory", { directory: "./kustomized/overlay", namespace }, { provider });
new k8s.helm.v4.Chart("chart", { chart: "./chart", namespace, values: { version } }, { provider });
new k8s.yaml.v2.ConfigGroup("group", { yaml: \`
apiVersion: v1
kind: List
items:
- { apiVersion: v1, kind: ConfigMap, metadata: { name: grouped, namespace: ${namespace} }, data: { v: "\${version}" } }
- { apiVersion: v1, kind: ServiceAccount, metadata: { name: grouped, namespace: ${namespace} } }
\` }, { provider });`);
    const data = async (name: string) =>
      JSON.parse(
        await cluster.kubectl(["-n", namespace, "get", "configmap", name, "-o", "jsonpath={.data}"]),
      ) as unknown;

    expect(await project.preview()).toMatch(/ServiceAccount/);
    await project.up();
    expect(await data("over-settings")).toEqual({ from: "base", stage: "overlay" });
    expect(await data("chart-settings")).toEqual({ v: "1", release: "chart" });
    expect(await data("grouped")).toEqual({ v: "1" });
    expect(await project.preview()).toMatch(/Resources:\n\s+\d+ unchanged\s*$/);

    await project.up({ VERSION: "2" });
    expect([await data("chart-settings"), await data("grouped")]).toMatchObject([{ v: "2" }, { v: "2" }]);
    await project.mustRun(["destroy", "--yes", "--skip-preview"]);
    expect(await cluster.kubectl(["-n", namespace, "get", "configmap,serviceaccount", "-o", "name"])).toBe(
      "configmap/kube-root-ca.crt\nserviceaccount/default\n",
    );
  });
  await cluster.deleteNamespace(namespace);
});

test("a transform of the stack changes what the engine is told", async () => {
  const namespace = await cluster.createNamespace();
  await withProject("transform", async (project) => {
    project.program(`
pulumi.runtime.registerResourceTransform(({ type, props, opts }) =>
  type === "kubernetes:core/v1:ConfigMap" ? { props: { ...props, data: { seen: "yes" } }, opts } : undefined);
new k8s.core.v1.ConfigMap("c", { metadata: { name: "c", namespace: "${namespace}" } }, { provider });`);
    await project.up();
    expect(await cluster.kubectl(["-n", namespace, "get", "configmap", "c", "-o", "jsonpath={.data.seen}"])).toBe(
      "yes",
    );
  });
  await cluster.deleteNamespace(namespace);
});

/** A Deployment with a field that no API has, as YAML; a test says how it comes to the cluster. */
const misspelt = (name: string) =>
  `{ apiVersion: apps/v1, kind: Deployment, metadata: { name: ${name}, namespace: default }, spec: { replica: 0, selector: { matchLabels: { a: b } }, template: { metadata: { labels: { a: b } }, spec: { containers: [{ name: c, image: i }] } } } }`;

test.each([
  ["YAML group", "new k8s.yaml.v2.ConfigGroup('made', { yaml: process.env.YAML }, { provider });"],
  ["kustomize directory", "new k8s.kustomize.v2.Directory('made', { directory: './kustomized' }, { provider });"],
  ["chart", "new k8s.helm.v4.Chart('made', { chart: './chart' }, { provider });"],
])("a field that the API has not is refused in the preview, in a %s too", async (what, source) => {
  await withProject("misspelt", async (project) => {
    writeFiles(project.folder, {
      "kustomized/kustomization.yaml": "resources: [all.yaml]\n",
      "kustomized/all.yaml": misspelt("misspelt"),
      "chart/Chart.yaml": "apiVersion: v2\nname: chart\nversion: 1.0.0\n",
      "chart/templates/all.yaml": misspelt("misspelt"),
    });
    const workloads = JSON.stringify(join(__dirname, "../../workloads/known-fields.ts"));
    project.program(`require("tsx/cjs");\nrequire(${workloads}).rejectUnknownFields();\n${source}`);
    for (const command of [["preview"], ["up", "--yes", "--skip-preview"]]) {
      const { exit, output } = await project.run(command, { YAML: misspelt("misspelt") });
      expect(exit).not.toBe(0);
      expect(output).toMatch(/Deployment misspelt in made.*: got spec\.replica \(did you mean replicas\?\)/);
      // What the plugin renders is refused in the engine, and the SDK has a trace of its own to add.
      if (what === "YAML group") expect(output).not.toMatch(/^\s+at .*node_modules|TypeError/m);
    }
    expect((await project.resources()).filter(({ type }) => /Deployment$/.test(type))).toEqual([]);
  });
});

test("an object that an update made and lost sight of is the next one's; a colleague's field is named with a way out", async () => {
  const namespace = await cluster.createNamespace();
  const get = (path: string) => cluster.kubectl(["-n", namespace, "get", "configmap", "c", "-o", `jsonpath={${path}}`]);
  await withProject("owners", async (project) => {
    project.program(
      `new k8s.core.v1.ConfigMap("c", { metadata: { name: "c", namespace: "${namespace}", labels: { v: process.env.VERSION ?? "1" } } }, { provider });`,
    );
    await project.up();
    const uid = await get(".metadata.uid");
    const urn = (await project.resources()).find(({ type }) => type === "kubernetes:core/v1:ConfigMap")!.urn;
    await project.mustRun(["state", "delete", urn, "--yes"]);
    await project.up();
    expect(await get(".metadata.uid")).toBe(uid);

    await cluster.kubectl([
      "-n",
      namespace,
      "label",
      "configmap",
      "c",
      "v=theirs",
      "--overwrite",
      "--field-manager=colleague",
    ]);
    const { exit, output } = await project.run(["up", "--yes", "--skip-preview"], { VERSION: "2" });
    expect(exit).not.toBe(0);
    expect(adviceOn(output, urn)).toMatch(/^colleague wrote \.metadata\.labels\.v of c,.*ignoreChanges.*patchForce/s);
  });
  await cluster.deleteNamespace(namespace);
});

/** Sources that the program above renders: path → content. */
const sources: Readonly<Record<string, string>> = {
  "kustomized/base/kustomization.yaml": "resources: [settings.yaml]\n",
  "kustomized/base/settings.yaml":
    "apiVersion: v1\nkind: ConfigMap\nmetadata: { name: settings }\ndata: { from: base }\n",
  "kustomized/overlay/kustomization.yaml":
    "namePrefix: over-\nresources: [../base]\npatches:\n- patch: |-\n    apiVersion: v1\n    kind: ConfigMap\n    metadata: { name: settings }\n    data: { stage: overlay }\n",
  "chart/Chart.yaml": "apiVersion: v2\nname: chart\nversion: 1.0.0\n",
  "chart/values.yaml": "version: none\n",
  "chart/templates/settings.yaml":
    'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: "{{ .Release.Name }}-settings" }\ndata: { v: "{{ .Values.version }}", release: "{{ .Release.Name }}" }\n',
};

function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}
