import { BOOT_MS, sharedCluster, type TestCluster } from "../../sandbox/testing/test-cluster";
import { fortyKinds } from "./kubernetes-plugin/forty-kinds";
import { PulumiProject } from "../../sandbox/testing/pulumi-project";

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

test("a program of 40 kinds goes up, stays, changes, shows drift and goes without a trace", async () => {
  const namespace = `kinds-${unique}`;
  await withProject("kinds", async (project) => {
    project.program(fortyKinds(namespace));
    await project.preview();
    expect(await project.up()).toMatch(/\+ 4\d created/);
    expect(new Set((await project.resources()).map(({ type }) => type)).size).toBeGreaterThanOrEqual(40);
    expect(await project.preview()).toMatch(/4\d unchanged\s*$/);

    await project.preview({ EDIT: "1" });
    await project.up({ EDIT: "1" });
    expect(await project.preview({ EDIT: "1" })).toMatch(/4\d unchanged\s*$/);

    // `kubectl edit` by another hand, then a refresh.
    await cluster.kubectl([
      "-n",
      namespace,
      "patch",
      "configmap",
      "outputs",
      "--type=merge",
      "-p",
      '{"data":{"v":"drifted"}}',
    ]);
    expect(await project.mustRun(["refresh", "--yes", "--skip-preview"])).toMatch(/ConfigMap outputs updated/);
    expect(await project.preview({ EDIT: "1" })).toContain('"drifted" => "2"');

    await project.mustRun(["destroy", "--yes", "--skip-preview"]);
    expect((await project.resources()).length).toBe(0);
    expect(await cluster.kubectl(["get", "namespace", namespace, "--ignore-not-found"])).toBe("");
    const kinds = "persistentvolume,storageclass,clusterrole,clusterrolebinding,priorityclass,ingressclass,crd";
    expect(await cluster.kubectl(["get", kinds, "-o", "name"])).not.toContain(namespace);
  });
});

test("an object that exists is imported without a difference, and .get reads one without owning it", async () => {
  const namespace = await cluster.createNamespace();
  await cluster.apply({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "there", namespace },
    spec: {
      replicas: 0,
      selector: { matchLabels: { app: "there" } },
      template: { metadata: { labels: { app: "there" } }, spec: { containers: [{ name: "c", image: "busybox" }] } },
    },
  });
  await withProject("import", async (project) => {
    const get = `module.exports.uid = k8s.core.v1.Namespace.get("ns", "${namespace}", { provider }).metadata.uid;`;
    project.program(get);
    await project.up();
    const token = "kubernetes:apps/v1:Deployment";
    const [provider] = (await project.resources()).filter(({ type }) => type === "pulumi:providers:kubernetes");
    await project.mustRun([
      ...["import", "--yes", "--skip-preview", "--protect=false", "--generate-code=false"],
      ...["--provider", `cluster=${provider?.urn ?? ""}`, token, "there", `${namespace}/there`],
    ]);
    const imported = (await project.resources()).find(({ type }) => type === token);
    project.program(`${get}\nnew k8s.apps.v1.Deployment("there", ${JSON.stringify(imported?.inputs)}, { provider });`);
    expect(await project.preview()).toMatch(/Resources:\n\s+\d+ unchanged\s*$/);
    await project.mustRun(["destroy", "--yes", "--skip-preview"]);
    expect(await cluster.kubectl(["get", "namespace", namespace, "-o", "name"])).toContain(namespace);
  });
  await cluster.deleteNamespace(namespace);
});

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

test("a misspelt field and the server's own objections fail the preview, at their paths", async () => {
  const namespace = `wrong-${unique}`; // Never made: what is wrong is found without it.
  await withProject("wrong", async (project) => {
    const deployment = (
      spec: string,
    ) => `new k8s.apps.v1.Deployment("web", { metadata: { name: "web", namespace: "${namespace}" }, spec: {
  selector: { matchLabels: { app: "x" } }, ${spec} } }, { provider });`;
    const template = (container: string, label = "x") =>
      `template: { metadata: { labels: { app: "${label}" } }, spec: { containers: [{ name: "c", image: "i", ${container} }] } }`;
    const preview = async (source: string): Promise<string> => {
      project.program(source);
      const { exit, output } = await project.run(["preview"]);
      expect(exit).not.toBe(0);
      return output;
    };
    expect(await preview(deployment(`replica: 2, ${template('imagePullPolic: "Always"')}`))).toMatch(
      /spec\.replica.*did you mean "replicas"\?[^]*containers\[0\]\.imagePullPolic.*"imagePullPolicy"/,
    );
    expect(await preview(deployment(template("", "y")))).toContain(
      'spec.template.metadata.labels: Invalid value: {"app":"y"}: `selector` does not match template `labels`',
    );
    expect(await preview(deployment(`replicas: "two", ${template("")}`))).toContain("spec.replicas of type int32");
  });
});

test("a rollout that cannot succeed fails at its deadline and not at the timeout, and says why", async () => {
  const namespace = await cluster.createNamespace();
  await withProject("stuck", async (project) => {
    project.program(`new k8s.apps.v1.Deployment("web", { metadata: { name: "web", namespace: "${namespace}" }, spec: {
  progressDeadlineSeconds: 5, selector: { matchLabels: { app: "x" } },
  template: { metadata: { labels: { app: "x" } }, spec: { containers: [{ name: "c", image: "busybox", command: ["false"] }] } } } }, { provider });`);
    const { exit, output } = await project.run(["up", "--yes", "--skip-preview"]);
    expect(exit).not.toBe(0);
    expect(output).toContain("[ProgressDeadlineExceeded]");
    expect(output).toMatch(/\[Pod web-.*\]: container "c" .*(CrashLoopBackOff|exit code 1)/);
    const [web] = (await project.resources()).filter(({ type }) => type.endsWith(":Deployment"));
    expect(web?.initErrors?.length).toBeGreaterThan(0);
  });
  await cluster.deleteNamespace(namespace);
});

test("YAML and custom resources of a definition in the same program are known in the preview", async () => {
  const namespace = await cluster.createNamespace();
  await withProject("yaml", async (project) => {
    project.program(`new k8s.yaml.ConfigGroup("group", { yaml: \`
apiVersion: v1
kind: List
items:
- { apiVersion: v1, kind: ConfigMap, metadata: { name: one, namespace: ${namespace} }, data: { a: "1" } }
- { apiVersion: v1, kind: ServiceAccount, metadata: { name: two, namespace: ${namespace} } }
\` }, { providers: { kubernetes: provider } });`);
    expect(await project.preview()).toMatch(/ConfigMap[^]*ServiceAccount|ServiceAccount[^]*ConfigMap/);
    await project.up();
    expect(await cluster.kubectl(["-n", namespace, "get", "configmap", "one", "-o", "jsonpath={.data.a}"])).toBe("1");
    expect(await project.preview()).toMatch(/Resources:\n\s+\d+ unchanged\s*$/);
  });
  await cluster.deleteNamespace(namespace);
});

test("in client-side mode items of lists change and go by their keys, and those that others added stay", async () => {
  const namespace = await cluster.createNamespace();
  await withProject("client-side", async (project) => {
    const program = (deployment: object, ports: object[]) =>
      project.program(`
const client = new k8s.Provider("client", { kubeconfig: process.env.KUBECONFIG_TEXT, enableServerSideApply: false });
const metadata = { name: "web", namespace: "${namespace}", annotations: { "pulumi.com/skipAwait": "true" } };
new k8s.apps.v1.Deployment("web", { metadata, spec: ${JSON.stringify(deployment)} }, { provider: client });
new k8s.core.v1.Service("web", { metadata, spec: { selector: { app: "web" }, ports: ${JSON.stringify(ports)} } }, { provider: client });`);
    const deployment = (spec: object, more: object = {}) => ({
      replicas: 0,
      selector: { matchLabels: { app: "web" } },
      ...more,
      template: { metadata: { labels: { app: "web" } }, spec },
    });
    const env = (values: Record<string, string>) => Object.entries(values).map(([name, value]) => ({ name, value }));
    const one = { name: "one", image: "busybox", env: env({ KEPT: "1", GONE: "1" }) };
    const two = { name: "two", image: "busybox" };
    program(deployment({ containers: [one, two], volumes: [{ name: "v", emptyDir: {} }] }), [
      { name: "http", port: 80 },
      { name: "more", port: 81 },
    ]);
    await project.up();

    const injected = { op: "add", path: "/spec/template/spec/containers/-", value: { name: "injected", image: "x" } };
    await cluster.kubectl([
      "-n",
      namespace,
      "patch",
      "deployment/web",
      "--type=json",
      "-p",
      JSON.stringify([injected]),
    ]);
    const changed = { ...one, image: "busybox:1", env: env({ KEPT: "2", NEW: "1" }) };
    program(
      deployment(
        { containers: [changed], volumes: [{ name: "v", configMap: { name: "x" } }] },
        { strategy: { type: "Recreate" } },
      ),
      [
        { name: "more", port: 81 },
        { name: "http", port: 8080 },
      ],
    );
    await project.up();

    const specOf = async (kind: string) =>
      JSON.parse(await cluster.kubectl(["-n", namespace, "get", kind, "web", "-o", "jsonpath={.spec}"])) as object;
    expect(await specOf("deployment")).toMatchObject({
      strategy: { type: "Recreate" },
      template: {
        spec: {
          containers: [changed, { name: "injected" }],
          volumes: [{ name: "v", configMap: { name: "x" } }],
        },
      },
    });
    expect(await specOf("service")).toMatchObject({
      ports: [
        { name: "more", port: 81 },
        { name: "http", port: 8080 },
      ],
    });
    expect(await project.preview()).toMatch(/Resources:\n\s+\d+ unchanged\s*$/);
  });
  await cluster.deleteNamespace(namespace);
});
