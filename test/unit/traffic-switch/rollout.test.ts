import type { V1Pod } from "@kubernetes/client-node";
import { areAlone } from "../../../provider/traffic-switch/rollout";

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
