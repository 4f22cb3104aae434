import { BOOT_MS, sharedCluster, type TestCluster } from "./harness";
import { fortyKinds } from "./kubernetes-plugin/forty-kinds";
import { PulumiProject } from "./kubernetes-plugin/project";

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
