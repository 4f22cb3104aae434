import fc from "fast-check";
import { refusals } from "../../../provider/traffic-switch/guard";
import { liveColor } from "../../../provider/traffic-switch/plan";
import type { SwitchSpec } from "../../../provider/traffic-switch/spec";
import { runSwitch, SwitchFailedError } from "../../../provider/traffic-switch/transaction";
import { Crash, type Quality, SimulatedCluster } from "./simulated-cluster";

/** One edit of the program, and one `pulumi up` after it. */
interface Edit {
  readonly active: "blue" | "green";
  readonly change: "none" | "blue" | "green";
  readonly quality: Quality;
  readonly replicas: number;
  readonly idle: "warm" | "scaled-down";
  readonly crashBefore: number;
  readonly loseAnswerOf: number;
}

const edit: fc.Arbitrary<Edit> = fc.record({
  active: fc.constantFrom("blue", "green"),
  change: fc.constantFrom("none", "blue", "green"),
  quality: fc.constantFrom<Quality>("good", "good", "never-ready", "fails-checks", "fails-under-load"),
  replicas: fc.integer({ min: 1, max: 5 }),
  idle: fc.constantFrom("warm", "scaled-down"),
  crashBefore: fc.integer({ min: 0, max: 40 }),
  loseAnswerOf: fc.integer({ min: 0, max: 6 }),
});

const routes: fc.Arbitrary<SwitchSpec["route"]> = fc.constantFrom<SwitchSpec["route"]>(
  { kind: "selector", service: "web", selector: { app: "web" }, overlapSeconds: 0 },
  { kind: "selector", service: "web", selector: { app: "web" }, overlapSeconds: 60 },
  { kind: "http-route", name: "web", steps: [5, 25, 50, 100] },
);

function specFor(cluster: SimulatedCluster, route: SwitchSpec["route"], { active, replicas, idle }: Edit): SwitchSpec {
  const color = (name: "blue" | "green") => ({
    deployment: `web-${name}`,
    service: `web-${name}`,
    image: name,
    revision: cluster.colors[name]!.revision,
    env: [],
  });
  return {
    kubeconfig: "",
    namespace: "default",
    app: "web",
    active,
    colors: { blue: color("blue"), green: color("green") },
    route,
    port: 80,
    replicas,
    minReplicas: replicas,
    before: [],
    verify: [{ http: { path: "/", status: 200, headers: {}, withinMs: 1000, times: 1 } }],
    analysis: { seconds: 1, maxErrorRate: 0, path: "/", queries: [] },
    drainSeconds: 1,
    idle,
    warmSeconds: null,
    readySeconds: 60,
    allowInPlace: false,
  };
}

const never = new AbortController().signal;

test("every prefix of every history leaves the traffic on verified and unmodified pods", async () => {
  await fc.assert(
    fc.asyncProperty(routes, fc.array(edit, { minLength: 1, maxLength: 8 }), async (route, edits) => {
      const qualities = new Map<string, Quality>([["r0", "good"]]);
      const cluster = new SimulatedCluster(
        { blue: { replicas: 0, revision: "r0" }, green: { replicas: 0, revision: "r0" } },
        (revision) => qualities.get(revision) ?? "good",
        {
          crashBefore: 0,
          loseAnswerOf: 0,
        },
      );
      await runSwitch(cluster, specFor(cluster, route, { ...edits[0]!, active: "blue" }), () => {}, never);

      for (const [index, one] of edits.entries()) {
        // What the guard sees before the engine writes a Deployment.
        const intended = { blue: cluster.colors["blue"]!.revision, green: cluster.colors["green"]!.revision };
        if (one.change !== "none") {
          intended[one.change] = `r${index + 1}`;
          qualities.set(`r${index + 1}`, one.quality);
        }
        const observed = await cluster.observe();
        const refused = refusals(observed, {
          app: "web",
          active: one.active,
          revisions: intended,
          allowInPlace: false,
        });
        if (refused.length > 0) continue;
        cluster.deploy("blue", intended.blue);
        cluster.deploy("green", intended.green);

        const before = liveColor(cluster.weights);
        const target = qualities.get(intended[one.active]) ?? "good";
        const spec = specFor(cluster, route, one);
        cluster.weather = { crashBefore: one.crashBefore, loseAnswerOf: one.loseAnswerOf };
        const died = await settle(cluster, spec);
        cluster.weather = { crashBefore: 0, loseAnswerOf: 0 };
        // The next update, whatever became of this one.
        if (died) await settle(cluster, spec);

        if (target === "good") expect(cluster.weights).toEqual({ [one.active]: 100 });
        else if (before !== one.active && before !== undefined) expect(cluster.weights).toEqual({ [before]: 100 });
      }
      expect(cluster.broken).toEqual([]);
    }),
    { numRuns: 300 },
  );
}, 120_000);

/** Runs an update; a failure of the release is an outcome, a crash is one too, anything else is a defect. */
async function settle(cluster: SimulatedCluster, spec: SwitchSpec): Promise<boolean> {
  try {
    await runSwitch(cluster, spec, () => {}, never);
    return false;
  } catch (error) {
    if (error instanceof Crash || (error instanceof Error && error.cause instanceof Crash)) return true;
    if (error instanceof SwitchFailedError) return cluster.weather.crashBefore > 0;
    throw error;
  }
}

test("fails when a colour that has traffic would change", () => {
  const observed = {
    weights: { blue: 100 },
    unfinished: undefined,
    colors: { blue: { replicas: 3, revision: "a" }, green: { replicas: 3, revision: "a" } },
  };
  const intended = { app: "web", active: "blue", revisions: { blue: "b", green: "b" }, allowInPlace: false };
  expect(refusals(observed, intended)).toEqual([
    { color: "blue", reason: expect.stringMatching(/blue is live .* set active: green/s) as string },
  ]);
  expect(refusals(observed, { ...intended, allowInPlace: true })).toEqual([]);
});

test("fails when a third version comes in the middle of a switch", () => {
  const observed = {
    weights: { blue: 75, green: 25 },
    unfinished: { from: "blue", to: "green" },
    colors: { blue: { replicas: 3, revision: "a" }, green: { replicas: 3, revision: "b" } },
  };
  const [refusal] = refusals(observed, {
    app: "web",
    active: "green",
    revisions: { blue: "a", green: "c" },
    allowInPlace: true,
  });
  expect(refusal?.reason).toMatch(/unfinished/);
});
