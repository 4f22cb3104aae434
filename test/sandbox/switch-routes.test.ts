import { appSection, type Color } from "../../drill/app";
import type { Stage, StageFile } from "../../drill/stage";
import { BOOT_MS, eventually } from "./harness";
import { openStage, type TestStage } from "./stage";
import { ask } from "./traffic";

jest.setTimeout(240_000);
/** Ingress and Gateway are built when they are first needed. */
const BUILD_MS = 900_000;

let opened: TestStage;
let stage: Stage;
const host = (app: string) => `${app}.${stage.namespace}.example.com`;

const exposures = {
  weights: (steps: readonly number[]) => ({ kind: "Gateway", hosts: [host("weights")], steps }),
  overlap: () => ({ kind: "Ingress", class: "nginx", hosts: [host("overlap")], overlap: "3s" }),
};

/** Two apps on layer 7; each is switched alone. */
function file(weights: Color, overlap: Color, steps: readonly number[] = [100]): StageFile {
  const section = (active: Color, expose: object) =>
    appSection(stage.namespace, stage.image, active, {}, { replicas: 1, expose });
  return {
    apps: {
      weights: section(weights, exposures.weights(steps)),
      overlap: section(overlap, exposures.overlap()),
    },
  };
}

beforeAll(async () => {
  opened = await openStage();
  ({ stage } = opened);
  await stage.deploy(file("blue", "blue"));
  const url = await stage.loopback("Ingresses and Gateways", 80, BUILD_MS);
  stage.entrances = ["weights", "overlap"].flatMap((app) => {
    const entrance = { url, headers: { Host: host(app) } };
    // One with new connections and one with kept ones, which outlive the switch.
    return [entrance, entrance];
  });
  for (const app of ["weights", "overlap"])
    await eventually(`answers of ${app}`, async () => (await ask(url, { Host: host(app) })).status === 200);
}, BUILD_MS + BOOT_MS);

afterAll(() => opened.close(), 240_000);

test("an HTTPRoute switches in steps of 5, 25, 50 and 100 percent and back at once, and loses no request", async () => {
  const there = await stage.update(file("green", "blue", [5, 25, 50, 100]));
  expect(there.output).toMatch(/blue 95 %, green 5 %[\s\S]*blue 75 %, green 25 %[\s\S]*green 100 %/);
  expect({ exit: there.exit, failures: there.failures }).toEqual({ exit: 0, failures: [] });
  expect(there.answers).toEqual(["blue 1", "green 1"]);
  const back = await stage.update(file("blue", "blue"));
  expect({ exit: back.exit, failures: back.failures }).toEqual({ exit: 0, failures: [] });
  expect(await stage.get("httproute", "weights", "{.spec.rules[0].backendRefs[*].weight}")).toBe("100 0");
});

test("an Ingress switches by way of both colours and back, and loses no request", async () => {
  const there = await stage.update(file("blue", "green"));
  expect(there.output).toMatch(/both colours for 3 s/);
  expect({ exit: there.exit, failures: there.failures }).toEqual({ exit: 0, failures: [] });
  const back = await stage.update(file("blue", "blue"));
  expect({ exit: back.exit, failures: back.failures }).toEqual({ exit: 0, failures: [] });
  expect(await stage.live("overlap")).toBe("blue");
});

test.each(["weights", "overlap"])("%s: 5xx at the first step goes back by itself, and loses no user", async (app) => {
  const { apps } = file(app === "weights" ? "green" : "blue", app === "overlap" ? "green" : "blue", [5, 100]);
  const changed = apps[app] as { colors: { green: { env: object } } };
  const green = { ...changed.colors.green, env: { ...changed.colors.green.env, MODE: "fails-watched-path" } };
  const bad = { ...changed, colors: { ...changed.colors, green } };
  const { exit, output, failures } = await stage.update({ apps: { ...apps, [app]: bad } });
  expect(exit).not.toBe(0);
  expect(output).toMatch(/requests failed, more than 0 %[\s\S]*all traffic is on blue, as before/);
  expect(failures).toEqual([]);
});
