import { appSection, type Color, type Mode } from "../../cli/drill/app";
import type { Stage, StageFile } from "../../cli/drill/stage";
import { BOOT_MS, eventually } from "../../sandbox/testing/test-cluster";
import { openStage, type TestStage } from "./stage";
import { ask } from "./traffic";

jest.setTimeout(240_000);
/** Ingress and Gateway are built when they are first needed. */
const BUILD_MS = 900_000;

let opened: TestStage;
let stage: Stage;
const host = (app: string) => `${app}.${stage.namespace}.example.com`;

const exposures = {
  weights: (steps: readonly number[]) => ({ kind: "Gateway", hosts: [host("weights")], steps, propagation: "2s" }),
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
  // For whoever asks within the cluster.
  expect(await stage.live("weights")).toBe("blue");
});

test("a release that was bad from the start gets no users behind a Gateway either, and can be mended", async () => {
  const app = (mode: Mode) => ({
    first: appSection(stage.namespace, stage.image, "blue", { blue: { mode } }, { replicas: 1, expose: first }),
  });
  const first = { kind: "Gateway", hosts: [host("first")] };
  const { apps } = file("blue", "blue");
  const bad = await stage.update({ apps: { ...apps, ...app("answers-500") } });
  expect(bad.exit).not.toBe(0);
  expect(bad.failures).toEqual([]);
  expect(bad.output).toMatch(/answered 500[\s\S]*no colour has traffic yet/);
  expect(await stage.get("httproute", "first", "{.spec.rules[0].backendRefs[*].weight}")).toBe("0 0");
  const mended = await stage.update({ apps: { ...apps, ...app("sound") } });
  expect(mended.output).toMatch(/verified GET \//);
  expect(await stage.get("httproute", "first", "{.spec.rules[0].backendRefs[*].weight}")).toBe("100 0");
  expect((await stage.update({ apps })).exit).toBe(0);
});

test("a third colour joins the route, takes the traffic and is taken away again, and no request is lost", async () => {
  const { apps } = file("blue", "blue");
  const { weights } = apps as { weights: { colors: { blue: { image: string; env: object } } } };
  const red = { ...weights.colors.blue, env: { ...weights.colors.blue.env, COLOR: "red" } };
  const verify = [{ http: { path: "/", body: "red" } }];
  const three = { ...weights, active: "red", verify, colors: { ...weights.colors, red } };
  const there = await stage.update({ apps: { ...apps, weights: three } });
  expect({ exit: there.exit, failures: there.failures }).toEqual({ exit: 0, failures: [] });
  expect(there.answers).toEqual(["blue 1", "red 1"]);
  const back = await stage.update({ apps });
  expect({ exit: back.exit, failures: back.failures }).toEqual({ exit: 0, failures: [] });
  expect(await stage.get("httproute", "weights", "{.spec.rules[0].backendRefs[*].name}")).toBe(
    "weights-blue weights-green",
  );
});

test("paths of a route change, and what somebody else changed of it is put right, without a lost request", async () => {
  const paths = () => stage.get("httproute", "weights", "{.spec.rules[0].matches[*].path.value}");
  const { apps } = file("blue", "blue");
  const weights = { ...apps["weights"], expose: { ...exposures.weights([100]), paths: ["/", "/more"] } };
  const more = await stage.update({ apps: { ...apps, weights } });
  expect({ exit: more.exit, failures: more.failures }).toEqual({ exit: 0, failures: [] });
  expect(await paths()).toBe("/ /more");
  const patch = [{ op: "replace", path: "/spec/rules/0/matches/1/path/value", value: "/elsewhere" }];
  await stage.cluster.kubectl([
    ...["-n", stage.namespace, "patch", "httproute", "weights", "--type=json", "-p", JSON.stringify(patch)],
  ]);
  const preview = await stage.project.run(["preview", "--diff"]);
  expect(preview.output).toMatch(/another hand changed the selector, the paths or the port/);
  const mended = await stage.update({ apps: { ...apps, weights } });
  expect({ exit: mended.exit, failures: mended.failures }).toEqual({ exit: 0, failures: [] });
  expect(await paths()).toBe("/ /more");
  const back = await stage.update({ apps });
  expect({ exit: back.exit, failures: back.failures }).toEqual({ exit: 0, failures: [] });
});

test("a label of somebody else's in the live Service's selector shows in a refresh and is put right", async () => {
  const patch = JSON.stringify({ spec: { selector: { track: "x" } } });
  await stage.cluster.kubectl(["-n", stage.namespace, "patch", "service", "overlap", "-p", patch]);
  const refresh = await stage.project.run(["refresh", "--preview-only", "--diff"]);
  expect(refresh.output).toMatch(/track\s*: "x"/);
  const mended = await stage.project.run(["up", "--yes", "--skip-preview"]);
  expect(mended.exit).toBe(0);
  expect(await stage.get("service", "overlap", "{.spec.selector}")).not.toContain("track");
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
