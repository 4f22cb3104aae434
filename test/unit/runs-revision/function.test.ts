import { type KubernetesClient, KubernetesError } from "../../../lib/kubernetes";
import { silentLog } from "../../../lib/plugin";
import { REVISION, RUNS_REVISION } from "../../../lib/release/marks";
import { runsRevision } from "../../../provider/runs-revision/function";

const asked: string[] = [];

/** Asks a cluster whose Deployment is this one, or answers with this error. */
function ask(found: object | Error, more: Readonly<Record<string, string>> = {}) {
  asked.length = 0;
  const cluster = {
    json: (method: string, path: string) => {
      asked.push(`${method} ${path}`);
      return found instanceof Error ? Promise.reject(found) : Promise.resolve(found);
    },
    close: () => void asked.push("closed"),
  };
  const args = { kubeconfig: "{}", namespace: "shop", deployment: "web-blue", revision: "r1", ...more };
  const request = { token: RUNS_REVISION, args, preview: true, log: silentLog, signal: new AbortController().signal };
  return runsRevision(request, () => cluster as unknown as KubernetesClient);
}

test.each([
  ["that revision", { metadata: { annotations: { [REVISION]: "r1" } } }, true],
  ["another", { metadata: { annotations: { [REVISION]: "r2" } } }, false],
  ["none", {}, false],
])("a Deployment of %s is known by its annotation", async (_, deployment, runs) => {
  expect(await ask(deployment)).toEqual({ result: { runs } });
  expect(asked).toEqual(["GET /apis/apps/v1/namespaces/shop/deployments/web-blue", "closed"]);
});

test("a Deployment that is not there runs nothing", async () => {
  expect(await ask(new KubernetesError(404, "NotFound", "not there"))).toEqual({ result: { runs: false } });
});

test("what the cluster does not say is not guessed: the error goes on, and the connection is closed", async () => {
  await expect(ask(new KubernetesError(403, "Forbidden", "you may not"))).rejects.toThrow(/you may not/);
  expect(asked.at(-1)).toBe("closed");
});

test("fails when it is not told which revision", async () => {
  await expect(ask({}, { revision: undefined as never })).rejects.toThrow(/revision/);
});
