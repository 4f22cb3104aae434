import { PROGRAM_WINS } from "../../../lib/release/marks";
import { plan, undo } from "../../../provider/traffic-switch/plan";
import { HELD, release, hold } from "../../../provider/traffic-switch/autoscaler";

const autoscaler = (minReplicas: number, maxReplicas: number, held?: string) => ({
  metadata: { annotations: { [PROGRAM_WINS]: "true", ...(held !== undefined && { [HELD]: held }) } },
  spec: { minReplicas, maxReplicas, scaleTargetRef: { kind: "Deployment", name: "web-blue" } },
});
const patched = (held: string | null, minReplicas: number, maxReplicas: number) => ({
  metadata: { annotations: { [HELD]: held } },
  spec: { minReplicas, maxReplicas },
});

test.each([
  ["rules, and a number is wanted: it is held there", autoscaler(2, 10), 3, patched("2-10>3-3", 3, 3)],
  ["is held already", autoscaler(3, 3, "2-10>3-3"), 3, undefined],
  ["is held at another number", autoscaler(3, 3, "2-10>3-3"), 5, patched("2-10>5-5", 5, 5)],
  ["was given other bounds while held", autoscaler(1, 20, "2-10>3-3"), 3, patched("1-20>3-3", 3, 3)],
  ["is held, and shall rule again: it has its bounds back", autoscaler(3, 3, "2-10>3-3"), null, patched(null, 2, 10)],
  [
    "was given other bounds while held, and shall rule again",
    autoscaler(2, 20, "2-10>6-10"),
    null,
    patched(null, 2, 20),
  ],
  ["is held, and nobody can read by what bounds", autoscaler(3, 3, "?"), null, patched(null, 3, 3)],
  ["is somebody else's", { ...autoscaler(2, 10), metadata: {} }, 3, undefined],
  ["rules and shall", autoscaler(2, 10), null, undefined],
])("an autoscaler that %s", (_, before, fixed, patch) => expect(release(before, fixed)).toEqual(patch));

test.each([
  ["has a lower minimum: it is held", autoscaler(2, 10), 7, patched("2-10>7-10", 7, 10)],
  ["has a lower maximum: it is held", autoscaler(2, 5), 7, patched("2-5>7-7", 7, 7)],
  ["is held already, for fewer", autoscaler(4, 10, "2-10>4-10"), 7, patched("2-10>7-10", 7, 10)],
  ["was given other bounds while held", autoscaler(3, 20, "2-10>4-10"), 7, patched("3-20>7-20", 7, 20)],
  ["has as many at least", autoscaler(7, 10), 7, undefined],
  ["is somebody else's", { ...autoscaler(2, 10), metadata: {} }, 7, undefined],
])("for a colour that gets its users, an autoscaler that %s", (_, before, replicas, patch) =>
  expect(hold(before, replicas)).toEqual(patch),
);

const onBlue = { weights: { blue: 100 }, unfinished: undefined, served: {}, intact: true };

test("an autoscaled colour is held at the live one's size until it has the traffic, and the one that was left keeps its own", () => {
  const state = (replicas: number) => ({ replicas, revision: "a", foreign: [], template: "a", contested: false });
  const steps = plan(
    { ...onBlue, colors: { blue: state(10), green: state(2) } },
    {
      ...{ active: "green", revisions: { blue: "a", green: "a" }, replicas: null, minReplicas: 2, weights: [100] },
      ...{ idle: "warm", warmthOver: false, hooks: false, settles: false },
    },
  );
  expect(steps.flatMap((step) => ("replicas" in step ? [`${step.kind} ${step.color} ${step.replicas}`] : []))).toEqual([
    "hold-autoscaler green 10",
    "scale green 10",
    "await-ready green 10",
    "release-autoscaler green 10",
  ]);
  expect(undo({ ...onBlue, colors: {} }, { ...onBlue, colors: {} }, steps, 4, {}).at(-1)).toEqual({
    kind: "release-autoscaler",
    color: "green",
    replicas: 10,
  });
});

test.each([
  ["stays", "blue", 1],
  ["moves", "green", 4],
])("a size is handed over last of all when the traffic %s", (_, active, others) => {
  const color = { replicas: 3, revision: "a", foreign: [], template: "a", contested: true };
  const steps = plan(
    { ...onBlue, colors: { blue: color, green: { ...color, replicas: 0 } } },
    {
      ...{ active, revisions: { blue: "a", green: "a" }, replicas: 2, minReplicas: 2, weights: [100] },
      ...{ idle: "scaled-down", warmthOver: false, hooks: false, settles: false },
    },
  );
  expect(steps.length).toBeGreaterThan(2 + others);
  expect(steps.slice(-2)).toEqual(
    ["blue", "green"].map((one) => ({ kind: "release-autoscaler", color: one, replicas: one === active ? 2 : 0 })),
  );
});

test("the time of warmth that is over is that of the last switch, not of this one", () => {
  const color = { replicas: 3, revision: "a", foreign: [], template: "a", contested: true };
  const steps = plan(
    { ...onBlue, colors: { blue: color, green: color } },
    {
      ...{ active: "green", revisions: { blue: "a", green: "a" }, replicas: 2, minReplicas: 2, weights: [100] },
      ...{ idle: "warm", warmthOver: true, hooks: false, settles: false },
    },
  );
  expect(steps.slice(-2).map((step) => "replicas" in step && step.replicas)).toEqual([2, 2]);
});
