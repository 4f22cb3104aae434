import { SwitchFailedError } from "../../../provider/traffic-switch/transaction";
import { runSwitch } from "./run-switch";
import type { SwitchSpec } from "../../../lib/release/spec";
import { type Act, MeddledCluster, MeddledPort, type Outage, type Weather } from "./meddled-cluster";
import { simulatedSpec } from "./simulated-spec";

/** Seconds for which an update looks at the route before it gives up. */
const GRACE = 60;
const HALF: Act = { kind: "move-route", weights: { blue: 50, green: 50 } };

/** An app whose traffic is on blue, and what would switch it to green. */
function app(): { readonly cluster: MeddledCluster; readonly spec: SwitchSpec } {
  const cluster = new MeddledCluster(["blue", "green"]);
  for (const color of Object.values(cluster.colors)) Object.assign(color, { revision: "r1", replicas: 3 });
  cluster.weights = { blue: 100 };
  return { cluster, spec: simulatedSpec(cluster as never, { active: "green", returnSeconds: GRACE }) };
}

/** Switches to green, with what befalls the last call: the look with which the update ends. */
async function switchWith(act: Act | undefined, outage: Outage | undefined) {
  const calm = await switchIn({ acts: new Map(), outages: new Map() });
  const last = calm.port.calls - 1;
  return await switchIn({ acts: new Map(act && [[last, act]]), outages: new Map(outage && [[last, outage]]) });
}

async function switchIn(weather: Weather) {
  const { cluster, spec } = app();
  const port = new MeddledPort(cluster, weather, { active: "green", replicas: 3 });
  const ended = await runSwitch(port, spec, () => {}, new AbortController().signal).catch((error: unknown) => error);
  return { ended, port };
}

test("an API server that comes back shows what another hand did while it was away", async () => {
  const { ended } = await switchWith(HALF, { milliseconds: 17_820, answer: "reset" });
  expect(ended).toBeInstanceOf(SwitchFailedError);
  expect(String(ended)).toMatch(/another hand was at work meanwhile.*\n.*blue 50 %, green 50 %/);
});

test("an API server that comes back, and nothing happened: the update is done", async () => {
  const { ended } = await switchWith(undefined, { milliseconds: 17_820, answer: "reset" });
  expect(ended).toMatchObject({ live: "green" });
});

test("an update whose last look had no answer says so, and keeps what it did", async () => {
  const { ended } = await switchWith(HALF, { milliseconds: 2 * GRACE * 1000, answer: "reset" });
  expect(ended).toMatchObject({ name: "SwitchFailedError", done: [{ live: "green" }] });
  expect(String(ended)).toMatch(
    /its last look at the route had no answer.*\n.*did not say for 60 s.*last known: green 100 %/,
  );
});
