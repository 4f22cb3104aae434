import { setTimeout as sleep } from "node:timers/promises";
import type { CoreV1Event, V1Deployment, V1Pod } from "@kubernetes/client-node";
import { type CallOptions, type KubernetesClient, KubernetesError } from "../../../lib/kubernetes";
import { RolloutFailedError } from "../../../provider/traffic-switch/cluster-port";
import { REVISION } from "../../../lib/release/marks";
import { KubernetesPort } from "../../../provider/traffic-switch/kubernetes-port";
import { SimulatedCluster } from "./simulated-cluster";
import { simulatedSpec } from "./simulated-spec";

const events = "/api/v1/namespaces/n/events";
const annotations = { [REVISION]: "2" };
const pod = (name: string, message?: string): V1Pod => ({
  metadata: { name, annotations },
  status: {
    conditions:
      message === undefined ? [] : [{ type: "PodScheduled", status: "False", reason: "Unschedulable", message }],
  },
});
const deployment = (...conditions: object[]) =>
  ({ metadata: { annotations }, status: { readyReplicas: 1, conditions } }) as V1Deployment;
const late = { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: "late" };
const missing: CoreV1Event = {
  metadata: {},
  involvedObject: { kind: "Pod", name: "b" },
  type: "Warning",
  reason: "FailedMount",
  message: 'secret "x" not found',
};
const forbidden = new KubernetesError(403, "Forbidden", "may not list events");

/** Waits, in a cluster in which nothing happens any more, for a tenth of a second. */
async function wait(deployment: V1Deployment, pods: readonly V1Pod[], warnings: readonly CoreV1Event[] | Error) {
  const lines: string[] = [];
  const queries: CallOptions["query"][] = [];
  const json = async (_: string, path: string, { query, signal }: CallOptions) => {
    signal.throwIfAborted();
    if (path === events) {
      queries.push(query);
      if (warnings instanceof Error) throw warnings;
      return { items: warnings };
    }
    // After the pods, so that what they wait for is known when the Deployment is looked at.
    if (path.endsWith("/deployments")) await sleep(10);
    return { metadata: { resourceVersion: "1" }, items: path.endsWith("/deployments") ? [deployment] : pods };
  };
  const watch = (_: string, __: object, signal: AbortSignal) => ({
    [Symbol.asyncIterator]: () => ({ next: () => sleep(10_000, undefined, { signal }) }),
  });
  const spec = simulatedSpec(new SimulatedCluster(["blue", "green"]), { active: "blue", readySeconds: 2 });
  const port = new KubernetesPort({ json, watch } as unknown as KubernetesClient, spec);
  const error = await port
    .awaitReady(
      "green",
      { replicas: 2, revision: "2", asStated: true },
      (line) => lines.push(line),
      new AbortController().signal,
    )
    .catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(RolloutFailedError);
  return { message: (error as Error).message, lines, queries };
}

test("a missed deadline is told with what each pod waits for, and only then are events read", async () => {
  const { message, lines, queries } = await wait(deployment(late), [pod("a", "0/1 nodes. No."), pod("b")], [missing]);
  expect(message).toBe(
    'ProgressDeadlineExceeded: late; Unschedulable (pod a): 0/1 nodes. No.; FailedMount (pod b): secret "x" not found',
  );
  expect(lines).toEqual(["1 of 2 ready, 1 cannot be scheduled: 0/1 nodes"]);
  expect(queries).toEqual([{ fieldSelector: "involvedObject.kind=Pod,type=Warning" }]);
});

test("a wait that is over is told so too, and names no pod's trouble twice", async () => {
  const { message } = await wait(deployment(), [pod("a", "0/1 nodes"), pod("b", "0/1 nodes")], []);
  expect(message).toBe("only 1 of 2 ready after 2 s; Unschedulable (pod a and 1 more): 0/1 nodes");
});

test.each([
  ["may not be read", forbidden],
  ["cannot be read", new Error("socket hang up")],
])("events that %s are missing from the message, and no failure", async (_, failure) => {
  expect((await wait(deployment(late), [pod("a", "0/1 nodes"), pod("b")], failure)).message).toBe(
    "ProgressDeadlineExceeded: late; Unschedulable (pod a): 0/1 nodes",
  );
});

test("what no waiting mends is told at once, without reading events", async () => {
  const quota = { type: "ReplicaFailure", status: "True", reason: "FailedCreate", message: "exceeded quota" };
  const { message, queries } = await wait(deployment(late, quota), [pod("a")], [missing]);
  expect(message).toBe("FailedCreate: exceeded quota");
  expect(queries).toEqual([]);
});
