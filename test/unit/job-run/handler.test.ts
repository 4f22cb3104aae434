import { type PropertyMap, silentLog } from "../../../lib/plugin";
import { JobRunHandler } from "../../../provider/job-run/handler";
import { type KubernetesClient, KubernetesError } from "../../../lib/kubernetes";

const failed = { conditions: [{ type: "Failed", status: "True", message: "reached its backoff limit" }] };
const complete = { conditions: [{ type: "Complete", status: "True" }] };
const waitingPod = {
  metadata: { name: "migrate-x" },
  status: {
    containerStatuses: [
      { name: "migrate", state: { waiting: { reason: "ImagePullBackOff", message: "no such image" } } },
    ],
  },
};

/** A cluster with one Job. */
class Cluster {
  asked = 0;
  constructor(private readonly status: object | undefined) {}

  json<T>(_: string, path: string): Promise<T> {
    this.asked++;
    const job = this.status && { metadata: { name: "migrate" }, status: this.status };
    if (path.endsWith("/pods"))
      return Promise.resolve({ metadata: { resourceVersion: "1" }, items: [waitingPod] } as T);
    if (path.endsWith("/jobs"))
      return Promise.resolve({ metadata: { resourceVersion: "1" }, items: job ? [job] : [] } as T);
    return job ? Promise.resolve(job as T) : Promise.reject(new KubernetesError(404, "NotFound", "not there"));
  }

  text() {
    return Promise.resolve({ status: 200, text: "connecting\ndatabase away: ENOTFOUND\n", headers: {} });
  }

  /** Nothing happens until nobody waits any more. */
  watch(_: string, __: object, signal: AbortSignal): AsyncIterable<never> {
    const next = () =>
      new Promise<never>((_, reject) => {
        if (signal.aborted) reject(new Error("aborted"));
        signal.addEventListener("abort", () => reject(new Error("aborted")));
      });
    return { [Symbol.asyncIterator]: () => ({ next }) };
  }

  close() {
    // Nothing is open.
  }
}

const inputs = (uid: string): PropertyMap => ({ kubeconfig: "{}", namespace: "shop", job: "migrate", uid });
const call = () => ({ urn: "u", type: "t", name: "migrate", log: silentLog, signal: new AbortController().signal });
const create = (cluster: Cluster, log = silentLog) =>
  new JobRunHandler(() => cluster as unknown as KubernetesClient).create({
    ...call(), log, inputs: inputs("1"), preview: false, timeoutSeconds: undefined,
  }); // prettier-ignore
const update = (cluster: Cluster, uid: string) =>
  new JobRunHandler(() => cluster as unknown as KubernetesClient).update({
    ...call(), id: "migrate", olds: {}, oldInputs: inputs("1"), news: inputs(uid), preview: false, ignoreChanges: [], timeoutSeconds: undefined,
  }); // prettier-ignore

test("a Job that fails fails the update with the end of its log, and says what to do", async () => {
  await expect(create(new Cluster(failed))).rejects.toThrow(
    /^job migrate: Failed \(reached its backoff limit\):\n {4}connecting\n {4}database away: ENOTFOUND\nMend the cause and run the update again/,
  );
});

test("one that ends well is in the state, and so is one that was deleted since", async () => {
  expect(await create(new Cluster(complete))).toMatchObject({ id: "migrate", properties: { uid: "1" } });
  expect(await create(new Cluster(undefined))).toMatchObject({ id: "migrate" });
});

test("while it waits it says what its pods wait for", async () => {
  const lines: string[] = [];
  await create(new Cluster(complete), { ...silentLog, status: (line) => lines.push(line) });
  expect(lines).toEqual(["pod migrate-x: container migrate waits: ImagePullBackOff: no such image"]);
});

test("the next run is waited for, and the same one is not waited for again", async () => {
  const cluster = new Cluster(failed);
  await update(cluster, "1");
  expect(cluster.asked).toBe(0);
  await expect(update(cluster, "2")).rejects.toThrow(/job migrate: Failed/);
});
