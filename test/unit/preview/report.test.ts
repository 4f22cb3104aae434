import { readEventLog } from "../../../preview/events/engine-event";
import { renderMarkdown, budgetBytes } from "../../../preview/formats/markdown";
import { planDifferences, normalisedPlan } from "../../../preview/plan/hash";
import { priceReport } from "../../../preview/judgement/cost";
import { readPreview } from "../../../preview/events/read-preview";
import { render, formats } from "../../../preview/formats/render";
import { makeReport, exitCodes } from "../../../preview/report";
import { eventLog, urn, type Step } from "../../../sandbox/testing/engine-events";

const where = { project: "shop", stack: "prod" };
const preview = (log: string, rest: object = {}) => readPreview(readEventLog(log), { ...where, ...rest });
const reportOf = (steps: readonly Step[], more: readonly object[] = []) => makeReport(preview(eventLog(steps, more)));

const cluster = "gcp:container/cluster:Cluster";
const deployment = "kubernetes:apps/v1:Deployment";
const trafficSwitch = "gke-bluegreen:workloads:TrafficSwitch";
const colors = (blue: string, green: string) => ({
  blue: { deployment: "web-blue", image: `r/web@sha256:${blue}`, revision: blue },
  green: { deployment: "web-green", image: `r/web@sha256:${green}`, revision: green },
});

test.each(formats)("what waits for a release is in the report, as %s", (format) => {
  const guard: Step = { type: "gke-bluegreen:workloads:ReleaseGuard", name: "web", op: "same" };
  const waits = { severity: "info", urn: urn(guard), message: "web: a change waits (its image)" };
  const other = { severity: "info", urn: urn({ ...guard, type: deployment }), message: "of no interest" };
  const report = reportOf([guard], [{ diagnosticEvent: waits }, { diagnosticEvent: other }]);
  expect(report.verdict).toBe("nothing");
  expect(render(report, format)).toContain("web: a change waits");
  expect(render(report, format)).not.toContain("of no interest");
});

describe("danger", () => {
  test("says nothing of a disk that grows, nor of a Job that goes", () => {
    const size = (storage: string) => ({ spec: { resources: { requests: { storage } } } });
    const grows: Step = {
      type: "kubernetes:core/v1:PersistentVolumeClaim",
      name: "db",
      op: "update",
      old: size("900Mi"),
      next: size("1Gi"),
      diff: { "spec.resources.requests.storage": "update" },
    };
    expect(reportOf([grows, { type: "kubernetes:batch/v1:Job", name: "once", op: "delete", old: {} }]).dangers).toEqual(
      [],
    );
  });

  test("what cleans a cluster up says nothing of its own where the cluster goes with it", () => {
    const cleanup = { type: "gke-bluegreen:infra:ClusterCleanup", name: "main", op: "delete", old: { cluster: "c" } };
    const both = reportOf([cleanup, { type: cluster, name: "main", op: "delete", old: {} }]);
    expect(both.dangers.map(({ type }) => type)).toEqual([cluster]);
  });

  test.each<[string, Step, RegExp, "stop" | "look"]>([
    [
      "a cluster that is replaced",
      {
        type: cluster,
        name: "main",
        ops: ["delete-replaced", "replace", "create-replacement"],
        old: { location: "a" },
        next: { location: "b" },
        diff: { location: "update-replace" },
      },
      /`location` replace it, the old one first/,
      "stop",
    ],
    [
      "a volume claim that goes",
      { type: "kubernetes:core/v1:PersistentVolumeClaim", name: "db", op: "delete", old: {} },
      /no longer in the program/,
      "stop",
    ],
    [
      "a volume claim whose class changes",
      {
        type: "kubernetes:core/v1:PersistentVolumeClaim",
        name: "db",
        ops: ["delete-replaced", "replace", "create-replacement"],
        old: { spec: { storageClassName: "a" } },
        next: { spec: { storageClassName: "b" } },
        diff: { "spec.storageClassName": "update-replace" },
      },
      /`spec.storageClassName` replace it, the old one first/,
      "stop",
    ],
    [
      "a volume claim that is made smaller",
      {
        type: "kubernetes:core/v1:PersistentVolumeClaim",
        name: "db",
        op: "update",
        old: { spec: { resources: { requests: { storage: "2Gi" } } } },
        next: { spec: { resources: { requests: { storage: "1024Mi" } } } },
        diff: { "spec.resources.requests.storage": "update" },
      },
      /never shrinks: the API server refuses this/,
      "stop",
    ],
    [
      "a Job whose template changes",
      {
        type: "kubernetes:batch/v1:Job",
        name: "migrate",
        ops: ["delete-replaced", "replace", "create-replacement"],
        old: { spec: { template: { spec: { a: 1 } } } },
        next: { spec: { template: { spec: { a: 2 } } } },
        diff: { "spec.template.spec.a": "update-replace" },
      },
      /it is run again from its beginning/,
      "look",
    ],
    [
      "a Service whose address within the cluster changes",
      {
        type: "kubernetes:core/v1:Service",
        name: "db",
        ops: ["delete-replaced", "replace", "create-replacement"],
        old: { spec: { clusterIP: "10.0.0.1" } },
        next: { spec: { clusterIP: "None" } },
        diff: { "spec.clusterIP": "update-replace" },
      },
      /`spec.clusterIP` replace it, the old one first/,
      "stop",
    ],
    [
      "a Deployment whose selector changes",
      {
        type: "kubernetes:apps/v1:Deployment",
        name: "web",
        ops: ["delete-replaced", "replace", "create-replacement"],
        old: { spec: { selector: { matchLabels: { app: "a" } } } },
        next: { spec: { selector: { matchLabels: { app: "b" } } } },
        diff: { "spec.selector.matchLabels.app": "update-replace" },
      },
      /replace it, the old one first/,
      "stop",
    ],
    [
      "what cleans a cluster up, deleted alone",
      {
        type: "gke-bluegreen:infra:ClusterCleanup",
        name: "cluster",
        op: "delete",
        old: { cluster: "projects/p/locations/l/clusters/c", deletionProtection: false },
      },
      /no longer in the program/,
      "stop",
    ],
    [
      "a deletion that retains",
      { type: "gcp:storage/bucket:Bucket", name: "b", op: "delete", old: {}, oldState: { retainOnDelete: true } },
      /retainOnDelete leaves the thing itself/,
      "look",
    ],
    [
      "a Service's selector",
      {
        type: "kubernetes:core/v1:Service",
        name: "web",
        old: { spec: { selector: { color: "blue" } } },
        next: { spec: { selector: { color: "green" } } },
        diff: { "spec.selector.color": "update" },
      },
      /selects other pods/,
      "stop",
    ],
    [
      "protection that is lifted",
      { type: cluster, name: "main", old: { a: 1 }, next: { a: 1 }, oldState: { protect: true } },
      /`protect` is lifted/,
      "look",
    ],
    [
      "deletion protection that is lifted",
      {
        type: cluster,
        name: "main",
        old: { deletionProtection: true },
        next: { deletionProtection: false },
        diff: { deletionProtection: "update" },
      },
      /deletion protection is lifted/,
      "look",
    ],
    [
      "a grant to everybody",
      {
        type: "gcp:storage/bucketIAMMember:BucketIAMMember",
        name: "g",
        op: "create",
        next: { role: "roles/storage.objectViewer", member: "allUsers" },
      },
      /granted to allUsers/,
      "look",
    ],
    [
      "an owner",
      {
        type: "gcp:projects/iAMMember:IAMMember",
        name: "g",
        op: "create",
        next: { role: "roles/owner", member: "user:a@example.com" },
      },
      /roles\/owner is granted/,
      "look",
    ],
    [
      "cluster-admin",
      {
        type: "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
        name: "g",
        op: "create",
        next: { roleRef: { name: "cluster-admin" }, subjects: [{ name: "ci" }] },
      },
      /cluster-admin is granted/,
      "look",
    ],
    [
      "a PodDisruptionBudget that goes",
      { type: "kubernetes:policy/v1:PodDisruptionBudget", name: "p", op: "delete", old: {} },
      /take all pods at once/,
      "look",
    ],
    [
      "a changed provider",
      { type: deployment, name: "d", op: "replace", old: {}, next: {}, keys: ["provider"] },
      /provider of 1 resource/,
      "stop",
    ],
    [
      "the live colour in place",
      {
        type: trafficSwitch,
        name: "web",
        old: { active: "blue", colors: colors("1", "2") },
        next: { active: "blue", colors: colors("3", "2") },
        diff: { "colors.blue.revision": "update" },
      },
      /live colour changes in place/,
      "stop",
    ],
    [
      "a firewall for everybody",
      {
        type: "gcp:compute/firewall:Firewall",
        name: "f",
        old: { sourceRanges: ["10.0.0.0/8"] },
        next: { sourceRanges: ["0.0.0.0/0"] },
        diff: { "sourceRanges[0]": "update" },
      },
      /whole internet/,
      "look",
    ],
  ])("tells of %s", (_, step, because, level) => {
    const { dangers } = reportOf([step]);
    expect(dangers).toContainEqual(
      expect.objectContaining({ level, because: expect.stringMatching(because) as string }),
    );
  });

  test("says nothing of harmless changes", () => {
    const step: Step = {
      type: deployment,
      name: "d",
      old: { metadata: { labels: { a: "1" } } },
      next: { metadata: { labels: { a: "2" } } },
      diff: { "metadata.labels.a": "update" },
    };
    expect(reportOf([step]).dangers).toEqual([]);
    expect(reportOf([step]).verdict).toBe("changes");
  });

  test("the idle colour may change: that is how a release begins", () => {
    const step: Step = {
      type: trafficSwitch,
      name: "web",
      old: { active: "blue", colors: colors("1", "2") },
      next: { active: "blue", colors: colors("1", "3") },
      diff: { "colors.green.revision": "update" },
    };
    expect(reportOf([step]).dangers).toEqual([]);
  });

  test("a replacement that is made first keeps answering", () => {
    const ops = ["replace", "create-replacement", "delete-replaced"];
    const step: Step = {
      type: deployment,
      name: "d",
      ops,
      old: { a: 1 },
      next: { a: 2 },
      diff: { a: "update-replace" },
    };
    expect(reportOf([step]).dangers[0]).toMatchObject({ level: "look", outage: "" });
  });
});

describe("traffic", () => {
  test("says from where to where, how it is verified, and what follows", () => {
    const next = {
      app: "web",
      active: "green",
      colors: colors("1", "2"),
      verify: [{ http: { path: "/", status: 200, withinMs: 1000, times: 3 } }],
      analysis: { seconds: 30, maxErrorRate: 0 },
      idle: "warm",
    };
    const { traffic } = reportOf([
      { type: trafficSwitch, name: "web", old: { ...next, active: "blue" }, next, diff: { active: "update" } },
    ]);
    expect(traffic).toEqual([
      expect.objectContaining({
        kind: "switch",
        from: { colour: "blue", version: "r/web@sha256:1", revision: "1" },
        to: { colour: "green", version: "r/web@sha256:2", revision: "2" },
        checks: ["GET / answers 200, within 1000 ms, 3 times in a row"],
        analysis: "30 s of live traffic with no error, else back",
        afterwards: "blue stays warm: going back takes seconds",
      }),
    ]);
  });

  test("a switch that verifies nothing says so", () => {
    const next = { app: "web", active: "green", colors: colors("1", "2"), verify: [] };
    const { traffic } = reportOf([
      { type: trafficSwitch, name: "web", old: { ...next, active: "blue" }, next, diff: { active: "update" } },
    ]);
    expect(traffic[0]?.risk).toContain("nothing is verified before the switch");
  });
});

describe("what the log may be", () => {
  const steps: Step[] = [{ type: deployment, name: "d", op: "create", next: { a: 1 } }];
  test("an event that the engine adds tomorrow is counted, not refused", () => {
    const found = preview(eventLog(steps, [{ teleportEvent: {} }]));
    expect(found.gaps).toEqual(["1 event of a kind this version does not know: teleportEvent"]);
    expect(found.outcome.kind).toBe("finished");
  });
  test("a log that is cut anywhere gives a report that says so", () => {
    const log = eventLog(steps);
    for (let end = 0; end < log.length - 1; end += 7) {
      const report = makeReport(preview(log.slice(0, end)));
      expect(report.preview.outcome.kind).toBe("cut-off");
      expect(exitCodes[report.verdict]).toBe(1);
      for (const format of formats) expect(render(report, format)).not.toBe("");
    }
  });
  test("a failure before the first event shows what the engine said", () => {
    const report = makeReport(preview("", { exitCode: 255, stderr: "error: could not load plugin" }));
    expect(render(report, "markdown")).toContain("could not load plugin");
  });
  test("a cancelled preview says that nothing can be decided from it", () => {
    const report = makeReport(preview(eventLog(steps), { cancelled: true, exitCode: 255 }));
    expect(renderMarkdown(report)).toContain("### Cancelled");
    expect(renderMarkdown(report)).not.toContain("gke-bluegreen apply");
  });
});

describe("the plan", () => {
  const step = (value: unknown): Step => ({
    type: deployment,
    name: "d",
    old: { a: 0, b: 0 },
    next: { a: value, b: 0 },
    diff: { a: "update" },
  });
  test("has the same hash whatever the time and the order of events", () => {
    const other: Step = { type: deployment, name: "e", op: "create", next: { a: 1 } };
    expect(reportOf([step(1), other]).planHash).toBe(reportOf([other, step(1)]).planHash);
  });
  test("has another hash for another value, action, order or stack", () => {
    const hashes = [
      reportOf([step(1)]),
      reportOf([step(2)]),
      reportOf([{ ...step(1), ops: ["replace", "create-replacement", "delete-replaced"] }]),
      reportOf([{ ...step(1), ops: ["delete-replaced", "replace", "create-replacement"] }]),
      makeReport(preview(eventLog([step(1)]), { stack: "dev" })),
    ].map(({ planHash }) => planHash);
    expect(new Set(hashes).size).toBe(hashes.length);
  });
  test("does not depend on the random end of a generated name", () => {
    const made = (end: string): Step[] => [
      { type: "kubernetes:core/v1:ConfigMap", name: "cfg", op: "create", next: { metadata: { name: `cfg-${end}` } } },
      { type: deployment, name: "d", op: "create", next: { volume: `cfg-${end}` } },
    ];
    expect(reportOf(made("0a1b2c3d")).planHash).toBe(reportOf(made("ffffffff")).planHash);
  });
  test("names the property that differs", () => {
    const plan = (value: unknown) => normalisedPlan(reportOf([step(value)]).preview);
    expect(planDifferences(plan(1), plan(2))).toEqual([
      `${urn(step(1))}: a: reviewed “update: 0 → 1”, now “update: 0 → 2”`,
    ]);
    expect(planDifferences(plan(1), [])).toEqual([`${urn(step(1))}: update was reviewed, now nothing happens to it`]);
  });
});

describe("policy", () => {
  const step: Step = { type: deployment, name: "d", op: "create", next: {} };
  const violation = (level: string, at: string, name = "pinned-image") => ({
    policyEvent: {
      policyName: name,
      policyPackName: "gke-bluegreen",
      enforcementLevel: level,
      message: "bad",
      resourceUrn: at,
    },
  });
  test("a mandatory violation refuses, with exit code 3", () => {
    const report = reportOf([step], [violation("mandatory", urn(step))]);
    expect(report.verdict).toBe("refused");
    expect(exitCodes[report.verdict]).toBe(3);
    expect(renderMarkdown(report)).not.toContain("gke-bluegreen apply");
  });
  test("tells new violations from those that were there", () => {
    const same: Step = { type: deployment, name: "old", op: "same", old: {}, next: {} };
    const { preview: found } = reportOf(
      [step, same],
      [violation("advisory", urn(step)), violation("advisory", urn(same))],
    );
    expect(found.violations.map(({ age }) => age)).toEqual(["new", "already-there"]);
  });
  test("a baseline decides also for resources that change", () => {
    const changed: Step = { type: deployment, name: "d", old: { a: 1 }, next: { a: 2 }, diff: { a: "update" } };
    const log = eventLog(
      [changed],
      [violation("advisory", urn(changed)), violation("advisory", urn(changed), "other")],
    );
    const found = preview(log, { baseline: { violations: [{ policy: "other", urn: urn(changed) }] } });
    expect(found.violations.map(({ policy, age }) => [policy, age])).toEqual([
      ["pinned-image", "new"],
      ["other", "already-there"],
    ]);
  });
  test("what is exempted is no violation", () => {
    expect(reportOf([step], [violation("advisory", "", "exempted")]).preview.violations[0]?.enforcement).toBe(
      "exempted",
    );
  });
  test("what could not be decided is no violation", () => {
    expect(reportOf([step], [violation("advisory", "", "undecidable")]).preview.violations[0]?.enforcement).toBe(
      "undecidable",
    );
  });
});

describe("size", () => {
  const many = (count: number): Step[] =>
    Array.from({ length: count }, (_, index) => ({
      type: index % 2 ? deployment : "kubernetes:core/v1:PersistentVolumeClaim",
      name: `resource-${index}-${"x".repeat(60)}`,
      op: index % 2 ? "update" : "delete",
      old: { data: "é".repeat(300) },
      next: { data: `${"ü".repeat(300)}${index}` },
      ...(index % 2 && { diff: { data: "update" } }),
    }));
  test("2,000 dangerous changes fit into one comment, which says what is missing", () => {
    const text = renderMarkdown(reportOf(many(2000)));
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(budgetBytes);
    expect(text).toContain("and 997 more");
    expect(text).toMatch(/\d+ parts? of this report did not fit/);
    expect(text).toContain("--plan-hash p2-");
  });
  test("folds are whole or absent", () => {
    const text = renderMarkdown(reportOf(many(300)), { budget: 9000 });
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(9000);
    expect(text.match(/<details>/g)?.length).toBe(text.match(/<\/details>/g)?.length);
  });
});

describe("cost", () => {
  const cost = (steps: readonly Step[]) => priceReport(preview(eventLog(steps)), undefined);
  const pool = (nodeCount: number, machineType = "e2-standard-2"): Step["next"] => ({
    location: "us-central1-a",
    nodeCount,
    nodeConfig: { machineType, diskSizeGb: 50, diskType: "pd-standard" },
  });
  test("one more node costs its machine and its disk", () => {
    const found = cost([
      {
        type: "gcp:container/nodePool:NodePool",
        name: "p",
        old: pool(1)!,
        next: pool(2)!,
        diff: { nodeCount: "update" },
      },
    ]);
    // 2 × 0.02181159 + 8 × 0.00292353 dollars an hour, 730 hours; 50 GiB × 0.04.
    expect(found?.summary).toBe("+$50.92/mo");
  });
  test("an autoscaled pool is a range", () => {
    const next = { ...pool(1), autoscaling: { minNodeCount: 1, maxNodeCount: 3 } };
    expect(cost([{ type: "gcp:container/nodePool:NodePool", name: "p", op: "create", next }])?.summary).toBe(
      "+$50.92 to +$152.76/mo",
    );
  });
  test("a regional pool has its nodes in three zones", () => {
    const next = { ...pool(1), location: "us-central1" };
    expect(cost([{ type: "gcp:container/nodePool:NodePool", name: "p", op: "create", next }])?.after.high).toBeCloseTo(
      152.75,
      1,
    );
  });
  test("the first five forwarding rules are paid together", () => {
    const rule = (name: string): Step => ({
      type: "kubernetes:networking.k8s.io/v1:Ingress",
      name,
      op: "create",
      next: {},
    });
    expect(cost(["a", "b", "c", "d", "e"].map(rule))?.after.high).toBeCloseTo(18.25);
    expect(cost(["a", "b", "c", "d", "e", "f"].map(rule))?.after.high).toBeCloseTo(25.55);
  });
  test("what is not in the book is named", () => {
    const found = cost([
      { type: "gcp:container/nodePool:NodePool", name: "p", op: "create", next: pool(1, "c4-standard-8")! },
    ]);
    expect(found?.notPriced).toEqual(["p: machine type c4-standard-8 is not in the price book"]);
  });
  test("on Autopilot the idle colour has its price", () => {
    const container = { resources: { requests: { cpu: "500m", memory: "1Gi" } } };
    const colour = (name: string): Step => ({
      type: deployment,
      name,
      op: "create",
      next: { metadata: { name }, spec: { replicas: 0, template: { spec: { containers: [container] } } } },
    });
    const next = { app: "web", active: "blue", replicas: 3, idle: "warm", colors: colors("1", "2") };
    const found = cost([
      { type: cluster, name: "c", op: "create", next: { enableAutopilot: true, location: "us-central1" } },
      colour("web-blue"),
      colour("web-green"),
      { type: trafficSwitch, name: "web", op: "create", next },
    ]);
    expect(found?.colours).toEqual(["web: keeping green warm costs $59.51 a month"]);
  });
});

test("the template of a colour's pods is shown once, and both copies are in the plan", () => {
  const template = (image: string) => ({ spec: { containers: [{ image }] } });
  const colors = (image: string) => ({ green: { deployment: "web-green", template: template(image) } });
  const path = "template.spec.containers[0].image";
  const deployment: Step = {
    type: "kubernetes:apps/v1:Deployment",
    name: "web-green",
    op: "update",
    old: { spec: { template: template("one") } },
    next: { spec: { template: template("two") } },
    diff: { [`spec.${path}`]: "update" },
  };
  const step = (type: string, inputs: (image: string) => object, at: string): Step => ({
    type: `gke-bluegreen:workloads:${type}`,
    name: "web",
    op: "update",
    old: inputs("one") as Record<string, unknown>,
    next: inputs("two") as Record<string, unknown>,
    diff: { [`${at}colors.green.${path}`]: "update" },
  });
  const own = step("TrafficSwitch", (image) => ({ app: "web", colors: colors(image) }), "");
  const group = step(
    "TrafficSwitchGroup",
    (image) => ({ members: [{ app: "web", colors: colors(image) }] }),
    "members[0].",
  );
  for (const change of [own, group]) {
    const both = reportOf([deployment, change]);
    for (const format of ["markdown", "html", "terminal"] as const) {
      const text = render(both, format);
      expect(text.split(`${path}: `)).toHaveLength(3);
      expect(text).toMatch(/colors\.green\.template: as in Deployment web-green/);
    }
    expect(normalisedPlan(both.preview).map(({ fields }) => Object.keys(fields))).toEqual([
      [expect.stringContaining(path)],
      [expect.stringContaining(path)],
    ]);
    // Where the Deployment is not among the changes, the switch shows what it has.
    expect(render(reportOf([change]), "markdown")).toContain(`colors.green.${path}`);
  }
});
