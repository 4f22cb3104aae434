import { render } from "../../../preview/formats/render";
import { readEventLog } from "../../../preview/events/engine-event";
import { priceReport } from "../../../preview/judgement/cost";
import { readPreview } from "../../../preview/events/read-preview";
import { makeReport } from "../../../preview/report";
import { eventLog, urn, type Step } from "../../../sandbox/testing/engine-events";

const previewOf = (steps: readonly Step[], more: readonly object[] = []) =>
  readPreview(readEventLog(eventLog(steps, more)), { project: "shop", stack: "prod" });
const reportOf = (steps: readonly Step[], more: readonly object[] = []) => makeReport(previewOf(steps, more));

const deployment = (name: string, more: Partial<Step> = {}): Step => ({
  type: "kubernetes:apps/v1:Deployment", name, op: "same", old: {}, next: {}, ...more,
}); // prettier-ignore
const advisory = (policyName: string, step: Step) => ({
  policyEvent: {
    policyName,
    policyPackName: "p",
    enforcementLevel: "advisory",
    message: "bad",
    resourceUrn: urn(step),
  },
});

describe("advisories that were there before", () => {
  const old = Array.from({ length: 20 }, (_, index) => deployment(`app-${index}`));
  const fresh = deployment("web", { op: "create", old: undefined as never });
  const report = reportOf(
    [fresh, ...old],
    [advisory("rule-b", fresh), ...old.map((step) => advisory("rule-a", step)), advisory("rule-b", old[0] as Step)],
  );

  test("are one line at the terminal, by rule; the new one is named with its kind", () => {
    const text = render(report, "terminal", { colour: false });
    expect(text).toContain("rule-b Deployment web (new): bad");
    expect(text).toContain("21 advisories were there before this change (rule-a 20, rule-b 1); --all shows them");
    expect(text).not.toContain("app-7");
    expect(render(report, "terminal", { colour: false, all: true })).toMatch(
      /rule-a: Deployment app-0, .*Deployment app-9/,
    );
  });

  test("are one fold of one row a rule in HTML", () => {
    const html = render(report, "html");
    const [, fold = ""] =
      /<summary>21 advisories were there before this change<\/summary>(.*?)<\/details>/s.exec(html) ?? [];
    expect(fold.match(/<tr>/g)).toHaveLength(3);
    expect(fold).toContain("<code>Deployment app-7</code>");
    expect(html.slice(0, html.indexOf("<summary>21"))).toContain("<code>Deployment web</code>");
  });

  test("are one sentence in Markdown", () => {
    expect(render(report, "markdown")).toContain("21 advisories were there before this change.");
    const one = reportOf([old[0] as Step], [advisory("rule-a", old[0] as Step)]);
    expect(render(one, "markdown")).toContain("1 advisory was there before this change.");
  });
});

test("numbers in the headline have their plural", () => {
  const changed = (name: string) =>
    deployment(name, { op: "update", old: { a: 1 }, next: { a: 2 }, diff: { a: "update" } });
  expect(render(reportOf([changed("a")]), "markdown")).toMatch(/^## .* 1 update\n/);
  expect(render(reportOf([changed("a"), changed("b")]), "markdown")).toMatch(/^## .* 2 updates\n/);
});

describe("a switch", () => {
  const digest = (letter: string) => letter.repeat(64);
  const inputs = (active: string) => ({
    app: "web", active, idle: "warm", warmSeconds: 1200, verify: [], analysis: { seconds: 90, maxErrorRate: 0.07 },
    colors: Object.fromEntries(["blue", "green"].map((name, index) => [name, { deployment: name, image: `eu/r/web@sha256:${digest("ab"[index] as string)}`, revision: name }])),
  }); // prettier-ignore
  const report = reportOf([
    { type: "gke-bluegreen:workloads:TrafficSwitch", name: "web", old: inputs("blue"), next: inputs("green"), diff: { active: "update" } },
  ]); // prettier-ignore

  test.each(["terminal", "markdown", "html"] as const)("says its times and shares as people do: %s", (format) => {
    const text = render(report, format, { colour: false });
    expect(text).toContain("blue stays warm for 20 min");
    expect(text).toContain("1 min 30 s of live traffic with at most 7 % errors");
    expect(text).toContain(`sha256:${digest("a").slice(0, 12)}<`.slice(0, format === "terminal" ? -1 : undefined));
  });
});

describe("a StatefulSet", () => {
  const set = (size: string, whenDeleted: string, replicas = 2, whenScaled = "Retain") => ({
    metadata: { name: "db", namespace: "shop" },
    spec: {
      replicas,
      persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled },
      volumeClaimTemplates: [
        {
          metadata: { name: "data" },
          spec: { storageClassName: "premium-rwo", resources: { requests: { storage: size } } },
        },
      ],
    },
  });
  const type = "kubernetes:apps/v1:StatefulSet";

  test.each([
    ["Delete", /^all data on its disks \(data\): its claims go with it/],
    ["Retain", /^the pods' identities; its disks \(data\) stay/],
  ])("that goes with whenDeleted: %s says what becomes of the data", (whenDeleted, lost) => {
    const [danger] = reportOf([{ type, name: "db", op: "delete", old: set("1Gi", whenDeleted) }]).dangers;
    expect(danger).toMatchObject({ level: "stop", lost: expect.stringMatching(lost) as string });
  });

  test("that is scaled down loses data only with whenScaled: Delete", () => {
    const scaled = (whenScaled: string): Step => ({
      type, name: "db", old: set("1Gi", "Retain", 2, whenScaled), next: set("1Gi", "Retain", 1, whenScaled), diff: { "spec.replicas": "update" },
    }); // prettier-ignore
    expect(reportOf([scaled("Delete")]).dangers[0]).toMatchObject({ level: "stop", rule: "fewer-disks" });
    expect(reportOf([scaled("Retain")]).dangers).toEqual([]);
  });

  test("is priced at the size that its disks grow to", () => {
    const claims = (size: string) => ({
      namespace: "shop",
      set: "db",
      podManagement: "OrderedReady",
      claims: { data: { size } },
    });
    const grown = previewOf([
      { type: "gke-bluegreen:workloads:StatefulSetClaims", name: "db", old: claims("10Gi"), next: claims("20Gi"), diff: { "claims.data.size": "update" } },
      { type, name: "db", op: "same", old: set("10Gi", "Retain"), next: set("10Gi", "Retain") },
    ]); // prettier-ignore
    expect(priceReport(grown, undefined)?.lines).toEqual([
      expect.objectContaining({ name: "db", what: expect.stringContaining("40 GiB") as string }),
    ]);
  });
});
