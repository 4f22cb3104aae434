import type { V1Deployment, V1Pod } from "@kubernetes/client-node";
import { REVISION } from "../../../provider/traffic-switch/journal";
import { areAlone, hopeless } from "../../../provider/traffic-switch/rollout";

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

test("a deadline that was missed is told with what the pods of that release wait for", () => {
  const deployment: V1Deployment = {
    status: {
      conditions: [
        { type: "Progressing", status: "False", reason: "ProgressDeadlineExceeded", message: "it took too long" },
      ],
    },
  };
  const pod = (name: string, revision: string, reason: string): V1Pod => ({
    metadata: { name, annotations: { [REVISION]: revision } },
    status: {
      containerStatuses: [
        { name: "app", image: "", imageID: "", ready: false, restartCount: 0, state: { waiting: { reason } } },
      ],
    },
  });
  const pods = [pod("a", "2", "ErrImagePull"), pod("b", "1", "CrashLoopBackOff"), pod("c", "2", "ContainerCreating")];
  expect(hopeless(deployment, "2", pods)).toBe(
    "ProgressDeadlineExceeded: it took too long; ErrImagePull (pod a, container app): ",
  );
});
