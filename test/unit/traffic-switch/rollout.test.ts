import type { CoreV1Event, V1ContainerState, V1Deployment, V1Pod, V1PodCondition } from "@kubernetes/client-node";
import { REVISION } from "../../../lib/release/marks";
import {
  areAlone,
  deadlineExceeded,
  hopeless,
  lastReady,
  obstacles,
  strangersAmong,
  unschedulable,
} from "../../../provider/traffic-switch/rollout";

const running: V1Pod = { metadata: {}, status: { phase: "Running" } };
const ending: V1Pod = { metadata: { deletionTimestamp: new Date() }, status: { phase: "Running" } };
const evicted: V1Pod = { metadata: {}, status: { phase: "Failed" } };

test.each<[string, readonly V1Pod[] | undefined, boolean]>([
  ["the pods are not known yet", undefined, false],
  ["just those", [running, running], true],
  ["one of before is ending", [running, running, ending], false],
  ["one is ending, and the watch has not told of its successor", [running, ending], false],
  ["the watch has not told yet that one is ending", [running, running, running], false],
  ["what was evicted long ago lies about", [running, running, evicted], true],
])("a colour of two pods: %s", (_, pods, alone) => {
  expect(areAlone(pods, 2)).toBe(alone);
});

const ours = "2";

function pod(name: string, status: V1Pod["status"], metadata: V1Pod["metadata"] = {}): V1Pod {
  return { metadata: { name, annotations: { [REVISION]: ours }, ...metadata }, ...(status && { status }) };
}

const condition = (type: string, status: string, reason = "", message = ""): V1PodCondition => ({
  type,
  status,
  reason,
  message,
});

function inState(state: V1ContainerState, restartCount = 0) {
  const ended = restartCount > 0 ? { lastState: { terminated: { exitCode: 1, reason: "Error" } } } : {};
  return {
    containerStatuses: [{ name: "app", image: "", imageID: "", ready: false, restartCount, state, ...ended }],
  };
}

const waiting = (reason: string, message = "", restarts = 0) => inState({ waiting: { reason, message } }, restarts);
const full = "0/3 nodes are available: 3 Insufficient cpu. preemption: 0/3 nodes are available: 3 No victims found.";
const homeless = (message = full) => ({ conditions: [condition("PodScheduled", "False", "Unschedulable", message)] });

/** As the API writes it: times are texts. */
const warning = (name: string, reason: string, message: string, seen: object = {}) =>
  ({ metadata: {}, involvedObject: { kind: "Pod", name }, type: "Warning", reason, message, ...seen }) as CoreV1Event;

const at = (lastTimestamp: string | null, eventTime: string | null = null) => ({ lastTimestamp, eventTime });

test.each<[string, readonly V1Pod[], readonly CoreV1Event[], readonly string[]]>([
  ["nothing where all are ready", [pod("a", { ...inState({ running: {} }), conditions: [condition("Ready", "True")] })], [warning("a", "Unhealthy", "503")], []],
  ["nothing where nobody says anything", [pod("a", waiting("ContainerCreating"))], [], []],
  ["no node takes them", [pod("a", homeless()), pod("b", homeless()), pod("c", homeless())], [], [`Unschedulable (pod a and 2 more): ${full}`]],
  ["no node takes one, as the scheduler's event repeats", [pod("a", homeless("no"))], [warning("a", "FailedScheduling", "no")], ["Unschedulable (pod a): no"]],
  ["an image that is not there", [pod("a", waiting("ErrImagePull", "not found"))], [warning("a", "Failed", "not found")], ["ErrImagePull (pod a, container app): not found"]],
  ["a container that ended", [pod("a", waiting("CrashLoopBackOff", "back-off", 1))], [warning("a", "BackOff", "back-off")], ["CrashLoopBackOff (pod a, container app): ended 1 times, last with Error 1"]],
  ["a mounted Secret that is not there", [pod("a", waiting("ContainerCreating"))], [warning("a", "FailedMount", 'secret "x" not found')], ['FailedMount (pod a): secret "x" not found']],
  ["a readiness probe that fails", [pod("a", inState({ running: {} })), pod("b", inState({ running: {} }))], [warning("a", "Unhealthy", "10.0.0.1: 503"), warning("b", "Unhealthy", "10.0.0.2: 503")], ["Unhealthy (pod a and 1 more): 10.0.0.1: 503"]],
  ["a reason for each", [pod("a", homeless("full")), pod("b", waiting("ContainerCreating"))], [warning("b", "FailedMount", "gone")], ["Unschedulable (pod a): full", "FailedMount (pod b): gone"]],
  ["the last warning of several", [pod("a", inState({ running: {} }))], [warning("a", "FailedMount", "then", at("2026-01-01T00:00:01Z")), warning("a", "Unhealthy", "now", at("2026-01-01T00:00:03Z")), warning("a", "Other", "then", at(null, "2026-01-01T00:00:02.000000Z"))], ["Unhealthy (pod a): now"]],
  ["nothing of a node that was found since", [pod("a", waiting("ContainerCreating"))], [warning("a", "FailedScheduling", "0/3")], []],
  ["nothing of other pods", [pod("a", waiting("ContainerCreating"))], [warning("b", "FailedMount", "gone")], []],
  ["nothing of another revision", [pod("a", waiting("ErrImagePull"), { annotations: { [REVISION]: "1" } })], [warning("a", "FailedMount", "gone")], []],
  ["nothing of a pod that ends", [pod("a", homeless(), { deletionTimestamp: new Date() })], [], []],
])("what pods wait for: %s", (_, pods, warnings, told) => {
  expect(obstacles(ours, pods, warnings)).toEqual(told);
}); // prettier-ignore

test.each<[string, readonly V1Pod[], string | undefined]>([
  ["all have a node", [pod("a", { conditions: [condition("PodScheduled", "True")] }), pod("b", {})], undefined],
  ["two have none", [pod("a", homeless()), pod("b", homeless())], "2 cannot be scheduled: 0/3 nodes are available: 3 Insufficient cpu"],
  ["one has none, and the reason is one sentence", [pod("a", {}), pod("b", homeless("0/1 nodes are available: 1 node(s) had untolerated taint {example.com/gpu: }."))], "1 cannot be scheduled: 0/1 nodes are available: 1 node(s) had untolerated taint {example.com/gpu: }"],
  ["one is held back on purpose", [pod("a", { conditions: [condition("PodScheduled", "False", "SchedulingGated", "gated")] })], undefined],
])("the line of progress: %s", (_, pods, line) => {
  expect(unschedulable(ours, pods)).toBe(line);
}); // prettier-ignore

const saying = (...conditions: object[]) => ({ status: { conditions } }) as V1Deployment;
const late = { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: "it took too long" };

test.each<[string, V1Deployment, string | undefined]>([
  ["over", saying({ type: "Available", status: "False" }, late), "ProgressDeadlineExceeded: it took too long"],
  ["not over", saying({ type: "Progressing", status: "True", reason: "ReplicaSetUpdated" }), undefined],
  ["nobody's, while the Deployment is paused", saying({ ...late, status: "Unknown", reason: "DeploymentPaused" }), undefined],
  ["not known yet", {}, undefined],
])("a deadline that is %s", (_, deployment, told) => {
  expect(deadlineExceeded(deployment)).toBe(told);
}); // prettier-ignore

const refused = { type: "ReplicaFailure", status: "True", reason: "FailedCreate", message: "exceeded quota" };

test.each<[string, V1Deployment, readonly V1Pod[], string | undefined]>([
  ["pods that may not be made", saying(late, refused), [], "FailedCreate: exceeded quota"],
  ["an image that cannot be pulled", {}, [pod("a", waiting("ImagePullBackOff", "denied"))], "ImagePullBackOff (pod a, container app): denied"],
  ["a container that ends again and again", {}, [pod("a", waiting("CrashLoopBackOff", "", 2))], "CrashLoopBackOff (pod a, container app): ended 2 times, last with Error 1"],
  ["not one that ended once", {}, [pod("a", waiting("CrashLoopBackOff", "", 1))], undefined],
  ["not a full cluster, which may grow", {}, [pod("a", homeless())], undefined],
  ["not a deadline, which says nothing of the cause", saying(late), [], undefined],
])("what no waiting mends: %s", (_, deployment, pods, told) => {
  expect(hopeless(deployment, ours, pods)).toBe(told);
}); // prettier-ignore

test("the last of a colour's pods to get ready counts, and not one that is ending", () => {
  const readyAt = (time: string, metadata: V1Pod["metadata"] = {}): V1Pod => ({
    metadata,
    status: { conditions: [{ type: "Ready", status: "True", lastTransitionTime: new Date(time) }] },
  });
  const starting: V1Pod = { metadata: {}, status: { conditions: [{ type: "Ready", status: "False" }] } };
  const pods = [
    readyAt("2026-11-01T10:00:00Z"),
    readyAt("2026-11-01T10:05:00Z"),
    readyAt("2026-11-01T10:09:00Z", { deletionTimestamp: new Date() }),
    starting,
  ];
  expect(lastReady(pods)).toBe(Date.parse("2026-11-01T10:05:00Z"));
});

test("a CronJob's pod with the app's name is a stranger until it has ended", () => {
  const labelled = (name: string, labels: Record<string, string>, phase = "Running"): V1Pod => ({
    metadata: { name, labels },
    status: { phase },
  });
  const pods = [
    labelled("shop-blue-1", { app: "shop", color: "blue" }),
    labelled("shop-29123", { app: "shop" }),
    labelled("shop-29122", { app: "shop" }, "Succeeded"),
  ];
  expect(strangersAmong(pods, ["blue", "green"])).toEqual(["shop-29123"]);
});
