import { desired, lastSwitch, lateReceipt } from "../../../provider/traffic-switch/member";
import { plan } from "../../../provider/traffic-switch/plan";
import { runSwitch } from "./run-switch";
import { type Flaw, SimulatedCluster } from "./simulated-cluster";
import { httpRoute, simulatedSpec } from "./simulated-spec";

const never = new AbortController().signal;
const quiet = () => {};
const hook = { job: { command: ["node", "migrate.mjs"], timeoutSeconds: 60 } };

/** Blue serves, and green is a release with this flaw. */
async function serving(flaw: Flaw = "none"): Promise<SimulatedCluster> {
  const cluster = new SimulatedCluster(["blue", "green"]);
  cluster.colors["green"]!.revision = "next";
  cluster.flaws.set("next", flaw);
  await runSwitch(cluster.connect(), simulatedSpec(cluster, { active: "blue" }), quiet, never);
  return cluster;
}

/** Somebody moves the traffic by hand. */
function handEdit(cluster: SimulatedCluster, weights: Record<string, number>): void {
  for (const color of Object.keys(weights)) cluster.verified.add(`${color}@${cluster.colors[color]!.revision}`);
  cluster.weights = weights;
  cluster.version++;
}

describe("a route that somebody changes in the middle of a switch", () => {
  test.each(["route", "analyse", "finish"] as const)("before “%s” stays as they left it, and is said", async (kind) => {
    const cluster = await serving("fails-live");
    // Without the analysis, so that each step is reached.
    const seconds = kind === "analyse" ? 0.3 : 0;
    const analysis = { seconds, maxErrorRate: 0, path: "/", queries: [] };
    const edited = { blue: 90, green: 10 };
    const run = runSwitch(
      cluster.connect(),
      simulatedSpec(cluster, { active: "green", analysis }),
      quiet,
      never,
      (step) => {
        if (step.kind === kind) handEdit(cluster, edited);
      },
    );
    await expect(run).rejects.toThrow(
      /somebody else has changed the route.*stays as they left it: blue 90 %, green 10 %/s,
    );
    expect(cluster.weights).toEqual(edited);
  });

  test("while it goes back stays as they left it", async () => {
    const cluster = await serving("fails-live");
    let routes = 0;
    const port = cluster.connect();
    const write = port.writeRoute.bind(port);
    jest.spyOn(port, "writeRoute").mockImplementation((expected, change) => {
      if (change.weights["blue"] === 100 && change.unfinished !== undefined && ++routes === 2)
        handEdit(cluster, { blue: 90, green: 10 });
      return write(expected, change);
    });
    const run = runSwitch(port, simulatedSpec(cluster, { active: "green" }), quiet, never);
    await expect(run).rejects.toThrow(/somebody else has changed the route/);
    expect(cluster.weights).toEqual({ blue: 90, green: 10 });
  });

  test("is taken up by the next update", async () => {
    const cluster = await serving();
    handEdit(cluster, { blue: 90, green: 10 });
    await runSwitch(cluster.connect(), simulatedSpec(cluster, { active: "green" }), quiet, never);
    expect(cluster.weights).toEqual({ green: 100 });
  });
});

test("while both colours have traffic the analysis asks the new one, and afterwards what users ask", async () => {
  const cluster = await serving();
  const route = { kind: "selector", service: "web", selector: { app: "web" }, overlapSeconds: 60 } as const;
  cluster.probed.length = 0;
  await runSwitch(cluster.connect(), simulatedSpec(cluster, { active: "green", route }), quiet, never);
  expect([...new Set(cluster.probed.map(({ color, share }) => `${color} ${share}`))]).toEqual([
    "green some",
    "green all",
  ]);
});

test("an overlap that would lead users to another workload's pods is refused, and the traffic stays", async () => {
  const cluster = await serving();
  const route = { kind: "selector", service: "web", selector: { app: "web" }, overlapSeconds: 60 } as const;
  const port = cluster.connect();
  jest.spyOn(port, "strangers").mockResolvedValue(["web-29123-x7k"]);
  const run = runSwitch(port, simulatedSpec(cluster, { active: "green", route }), quiet, never);
  await expect(run).rejects.toThrow(/another workload.*app: web as well: web-29123-x7k.*on blue, as before/s);
  expect(cluster.weights).toEqual({ blue: 100 });
});

describe("hooks", () => {
  test("run before the pods start, and a failure leaves the traffic and the pods", async () => {
    const cluster = await serving("migration-fails");
    cluster.colors["green"]!.replicas = 0;
    const run = runSwitch(cluster.connect(), simulatedSpec(cluster, { active: "green", before: [hook] }), quiet, never);
    await expect(run).rejects.toThrow(
      /Preparing green of web failed: job node migrate.mjs: Failed.*on blue, as before/s,
    );
    expect(cluster.weights).toEqual({ blue: 100 });
    expect(cluster.colors["green"]!.replicas).toBe(0);
    expect(cluster.unfinished).toBeUndefined();
  });

  test("are in the receipt", async () => {
    const cluster = await serving();
    const spec = simulatedSpec(cluster, { active: "green", before: [hook] });
    const { receipt } = await runSwitch(cluster.connect(), spec, quiet, never);
    expect(receipt?.before).toEqual([{ hook: "job node migrate.mjs", seen: "Complete" }]);
  });

  test("of the release that is left cannot hinder the return to one that had the traffic", async () => {
    const cluster = await serving();
    await runSwitch(cluster.connect(), simulatedSpec(cluster, { active: "green" }), quiet, never);
    cluster.flaws.set("", "migration-fails");
    const back = simulatedSpec(cluster, { active: "blue", before: [hook] });
    const { receipt } = await runSwitch(cluster.connect(), back, quiet, never);
    expect(receipt?.before).toEqual([]);
    expect(cluster.weights).toEqual({ blue: 100 });
  });
});

test("pods that have just got ready wait until load balancers know them, and others do not", async () => {
  const cluster = await serving();
  const said: string[] = [];
  const route = { ...httpRoute, steps: [100] as [number], propagationSeconds: 30 };
  const to = (active: string) =>
    runSwitch(cluster.connect(), simulatedSpec(cluster, { active, route }), (line) => said.push(line), never);
  cluster.readyFor = 20_000;
  await to("green");
  cluster.readyFor = 40_000;
  await to("blue");
  expect(said.filter((line) => line.includes("load balancers"))).toEqual([
    "green: 10 s more until load balancers know its new pods",
  ]);
});

test("fewer replicas in the update of a switch are had by the live colour in the end, and the next update has nothing to do", async () => {
  const cluster = await serving();
  const spec = simulatedSpec(cluster, { active: "green", replicas: 2, minReplicas: 2 });
  await runSwitch(cluster.connect(), spec, quiet, never);
  expect(Object.values(cluster.colors).map(({ replicas }) => replicas)).toEqual([2, 2]);
  const observed = await cluster.connect().observe();
  expect(plan(observed, desired({ spec, lastSwitch: undefined }, 0)).map(({ kind }) => kind)).toEqual(["await-ready"]);
});

describe("a switch that ended, and whose process died before it could say so", () => {
  const before = { live: "blue", image: "blue@1", receipt: { at: "2026-01-01T00:00:00.000Z" } };

  test("was just now: the colour that was left is warm for its whole time", () => {
    expect(lastSwitch(before, { active: "green" })).toBeUndefined();
    expect(lastSwitch(before, { active: "blue" })).toBe(before.receipt.at);
  });

  test("has a receipt, by which a rollback finds its way", async () => {
    const spec = simulatedSpec(await serving(), { active: "green" });
    expect(lateReceipt(before, "green", spec)).toMatchObject({
      from: "blue",
      fromImage: "blue@1",
      to: "green",
      toImage: "green",
    });
    expect(lateReceipt(before, "blue", spec)).toBeUndefined();
  });
});

describe("an idle colour that stays warm for an hour", () => {
  const hour = 3_600_000;
  const after = async (milliseconds: number) => {
    const cluster = await serving();
    const at = new Date(Date.now() - milliseconds).toISOString();
    const spec = simulatedSpec(cluster, { active: "blue", warmSeconds: 3600 });
    await runSwitch(cluster.connect(), spec, quiet, never, quiet, at);
    return cluster;
  };

  test("has its pods within the hour", async () => {
    expect((await after(hour / 2)).colors["green"]!.replicas).toBe(3);
  });

  test("has none after it, and the live colour has all of its own", async () => {
    const { colors, weights } = await after(hour + 1000);
    expect({ weights, green: colors["green"]!.replicas, blue: colors["blue"]!.replicas }).toEqual({
      weights: { blue: 100 },
      green: 0,
      blue: 3,
    });
  });

  test("gets them again for a switch, and the hour begins anew", async () => {
    const cluster = await after(hour + 1000);
    const old = new Date(Date.now() - 2 * hour).toISOString();
    const spec = simulatedSpec(cluster, { active: "green", warmSeconds: 3600 });
    const { receipt } = await runSwitch(cluster.connect(), spec, quiet, never, quiet, old);
    expect(cluster.weights).toEqual({ green: 100 });
    expect(cluster.colors["blue"]!.replicas).toBe(3);
    expect(Date.now() - Date.parse(receipt?.at ?? "")).toBeLessThan(60_000);
  });
});

describe("an API server that passes nothing on while the traffic is watched", () => {
  const watching = async (deafFor: number) => {
    const cluster = await serving();
    const port = cluster.connect();
    const probe = port.probe.bind(port);
    let asked = 0;
    jest.spyOn(port, "probe").mockImplementation((color, share) => {
      if (++asked <= deafFor) return Promise.resolve({ verdict: "unheard", seen: "no answer in 5000 ms" });
      return probe(color, share);
    });
    const lines: string[] = [];
    const analysis = { seconds: 1, maxErrorRate: 0, path: "/", queries: [] };
    const run = runSwitch(
      port,
      simulatedSpec(cluster, { active: "green", analysis }),
      (line) => lines.push(line),
      never,
    );
    return { cluster, run, lines };
  };

  test("counts as no failed request, and the time is watched afterwards", async () => {
    const { cluster, run, lines } = await watching(25);
    await run;
    expect(cluster.weights).toEqual({ green: 100 });
    expect(lines).toContain("analysis: 0 of 10 requests failed");
  });

  test("for good brings the traffic back: nothing was watched", async () => {
    const { cluster, run } = await watching(Number.POSITIVE_INFINITY);
    await expect(run).rejects.toThrow(/let nothing through for 60 s \(last: no answer in 5000 ms\)/);
    expect(cluster.weights).toEqual({ blue: 100 });
  });
});
