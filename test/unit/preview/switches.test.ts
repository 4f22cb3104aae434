import { readEventLog } from "../../../preview/events/engine-event";
import { readPreview } from "../../../preview/events/read-preview";
import { priceReport } from "../../../preview/judgement/cost";
import { makeReport } from "../../../preview/report";
import { eventLog, type Step } from "../../../sandbox/testing/engine-events";

const deployment = (app: string, color: string): Step => ({
  type: "kubernetes:apps/v1:Deployment",
  name: `${app}-${color}`,
  op: "same",
  old: workload(`${app}-${color}`),
  next: workload(`${app}-${color}`),
});
const workload = (name: string) => ({
  metadata: { name },
  spec: { replicas: 0, template: { spec: { containers: [{ resources: { requests: { cpu: "1", memory: "1Gi" } } }] } } },
});
const member = (app: string, active: string, revisions: { blue: string; green: string }) => ({
  app,
  active,
  replicas: 2,
  idle: "warm",
  colors: Object.fromEntries(
    Object.entries(revisions).map(([color, revision]) => [
      color,
      { deployment: `${app}-${color}`, image: `r/${app}@sha256:${revision}`, revision },
    ]),
  ),
});
const group = (step: Pick<Step, "old" | "next" | "diff">): Step => ({
  type: "gke-bluegreen:workloads:TrafficSwitchGroup",
  name: "shop",
  ...step,
});
const reportOf = (steps: readonly Step[], kind: "update" | "drift" = "update") => makeReport(previewOf(steps, kind));
const previewOf = (steps: readonly Step[], kind: "update" | "drift" = "update") =>
  readPreview(readEventLog(eventLog(steps)), { project: "shop", stack: "prod", kind });

const web = member("web", "blue", { blue: "1", green: "2" });
const api = member("api", "blue", { blue: "1", green: "2" });

test("the live colour of one of several apps that changes in place is a danger, and of that app alone", () => {
  const changed = member("api", "blue", { blue: "9", green: "2" });
  const { dangers } = reportOf([
    group({
      old: { members: [web, api] },
      next: { members: [web, changed] },
      diff: { "members[1].colors.blue.revision": "update" },
    }),
  ]);
  expect(dangers.map(({ rule, name, level }) => [rule, name, level])).toEqual([
    ["live-colour-in-place", "api", "stop"],
  ]);
});

test("a group that goes leaves nobody to own its routes", () => {
  const { dangers } = reportOf([{ ...group({ old: { members: [web, api] } }), op: "delete" }]);
  expect(dangers.map(({ rule, lost }) => [rule, lost])).toEqual([["deleted", "the record of which colour is live"]]);
});

test("a route of a group that was moved by hand is told with its app", () => {
  const moved = member("web", "green", { blue: "1", green: "2" });
  const { dangers } = reportOf(
    [
      group({
        old: { members: [web, api] },
        next: { members: [moved, api] },
        diff: { "members[0].active": "update" },
      }),
    ],
    "drift",
  );
  expect(dangers.map(({ rule, name }) => [rule, name])).toEqual([["traffic-moved-by-hand", "web"]]);
});

test("what the idle colours of a group cost is told for each app", () => {
  const green = [member("web", "green", { blue: "1", green: "2" }), member("api", "green", { blue: "1", green: "2" })];
  const cluster: Step = {
    type: "gcp:container/cluster:Cluster",
    name: "main",
    op: "same",
    old: { location: "us-central1", enableAutopilot: true },
    next: { location: "us-central1", enableAutopilot: true },
  };
  const steps = [
    cluster,
    ...["web", "api"].flatMap((app) => [deployment(app, "blue"), deployment(app, "green")]),
    group({
      old: { members: [web, api] },
      next: { members: green },
      diff: { "members[0].active": "update", "members[1].active": "update" },
    }),
  ];
  expect(priceReport(previewOf(steps), undefined)?.colours).toEqual([
    expect.stringMatching(/^web: keeping blue warm costs \$[\d.]+ a month$/),
    expect.stringMatching(/^api: keeping blue warm costs \$[\d.]+ a month$/),
  ]);
});
