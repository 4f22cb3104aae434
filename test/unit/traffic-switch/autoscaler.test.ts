import { plan } from "../../../provider/traffic-switch/plan";
import { HELD, handOver, PROGRAM_WINS } from "../../../provider/traffic-switch/autoscaler";

const autoscaler = (minReplicas: number, maxReplicas: number, held?: string) => ({
  metadata: { annotations: { [PROGRAM_WINS]: "true", ...(held !== undefined && { [HELD]: held }) } },
  spec: { minReplicas, maxReplicas, scaleTargetRef: { kind: "Deployment", name: "web-blue" } },
});
const patched = (held: string | null, minReplicas: number, maxReplicas: number) => ({
  metadata: { annotations: { [HELD]: held } },
  spec: { minReplicas, maxReplicas },
});

test.each([
  ["rules, and a number is wanted: it is held there", autoscaler(2, 10), 3, patched("2-10", 3, 3)],
  ["is held already", autoscaler(3, 3, "2-10"), 3, undefined],
  ["is held at another number", autoscaler(3, 3, "2-10"), 5, patched("2-10", 5, 5)],
  ["was changed by hand while held", autoscaler(1, 20, "2-10"), 3, patched("2-10", 3, 3)],
  ["is held, and shall rule again: it has its bounds back", autoscaler(3, 3, "2-10"), null, patched(null, 2, 10)],
  ["is held, and nobody can read by what bounds", autoscaler(3, 3, "?"), null, patched(null, 3, 3)],
  ["is somebody else's", { ...autoscaler(2, 10), metadata: {} }, 3, undefined],
  ["rules and shall", autoscaler(2, 10), null, undefined],
])("an autoscaler that %s", (_, before, fixed, patch) => expect(handOver(before, fixed)).toEqual(patch));

test.each([
  ["stays", "blue", 1],
  ["moves", "green", 4],
])("a size is handed over last of all when the traffic %s", (_, active, others) => {
  const color = { replicas: 3, revision: "a", contested: true };
  const steps = plan(
    { weights: { blue: 100 }, unfinished: undefined, colors: { blue: color, green: { ...color, replicas: 0 } } },
    {
      ...{ active, revisions: { blue: "a", green: "a" }, replicas: 2, minReplicas: 2, weights: [100] },
      ...{ idle: "scaled-down", warmthOver: false, hooks: false },
    },
  );
  expect(steps.length).toBeGreaterThan(2 + others);
  expect(steps.slice(-2)).toEqual(
    ["blue", "green"].map((one) => ({ kind: "hand-over", color: one, replicas: one === active ? 2 : 0 })),
  );
});

test("the time of warmth that is over is that of the last switch, not of this one", () => {
  const color = { replicas: 3, revision: "a", contested: true };
  const steps = plan(
    { weights: { blue: 100 }, unfinished: undefined, colors: { blue: color, green: color } },
    {
      ...{ active: "green", revisions: { blue: "a", green: "a" }, replicas: 2, minReplicas: 2, weights: [100] },
      ...{ idle: "warm", warmthOver: true, hooks: false },
    },
  );
  expect(steps.slice(-2).map((step) => "replicas" in step && step.replicas)).toEqual([2, 2]);
});
