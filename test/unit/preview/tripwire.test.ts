import { normalisedPlan } from "../../../preview/plan/hash";
import { readEventLog } from "../../../preview/events/engine-event";
import { readPreview } from "../../../preview/events/read-preview";
import { stepsOutsidePlan } from "../../../preview/plan/tripwire";
import { eventLog, urn, type Step } from "../../../sandbox/testing/engine-events";

const update: Step = {
  type: "kubernetes:core/v1:ConfigMap",
  name: "c",
  old: { a: 0 },
  next: { a: 1 },
  diff: { a: "update" },
};
const replace: Step = {
  type: "gcp:container/nodePool:NodePool",
  name: "p",
  ops: ["delete-replaced", "replace", "create-replacement"],
  old: { a: 0 },
  next: { a: 1 },
  diff: { a: "update-replace" },
};
const plan = normalisedPlan(readPreview(readEventLog(eventLog([update, replace])), { project: "shop", stack: "prod" }));

test("a planned update, whatever else the engine says, trips nothing", () => {
  const own: Step = { type: "pulumi:providers:gcp", name: "default_9", op: "create", next: {} };
  const same: Step = { type: "kubernetes:core/v1:Service", name: "s", op: "same", old: {}, next: {} };
  const more = [{ diagnosticEvent: { severity: "info", message: "x" } }, { stdoutEvent: {} }, {}];
  expect(stepsOutsidePlan(eventLog([own, same, update, replace], more), plan)).toEqual([]);
});

test.each<[string, Step]>([
  ["a resource that was not to change", { ...update, name: "other" }],
  ["another action", { ...update, op: "delete" }],
])("fails for %s", (_, step) => {
  expect(stepsOutsidePlan(eventLog([step]), plan)).toEqual([
    `${urn(step)}: ${step.op ?? "update"}, which was not reviewed`,
  ]);
});

test("a line that is only half written is no step", () => {
  const log = eventLog([{ ...update, name: "other" }]);
  expect(stepsOutsidePlan(log.slice(0, log.indexOf('"op"')), plan)).toEqual([]);
});
