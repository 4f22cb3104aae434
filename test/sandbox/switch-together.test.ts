import { appSection, type Color, type Release } from "../../cli/drill/app";
import type { Stage, StageFile } from "../../cli/drill/stage";
import { googleCloudAddress } from "../../sandbox/home/environment";
import { credentials } from "../../sandbox/home/credentials";
import { BOOT_MS } from "../../sandbox/testing/test-cluster";
import { openStage, type TestStage } from "./stage";

jest.setTimeout(240_000);

let opened: TestStage;
let stage: Stage;

interface Part {
  readonly release?: Release;
  readonly changes?: object;
}

/** Two apps that are switched together. */
function file(active: Color, web: Part = {}, api: Part = {}): StageFile {
  const section = ({ release = {}, changes = {} }: Part) =>
    appSection(stage.namespace, stage.image, active, { green: release }, { replicas: 1, ...changes });
  return { apps: { web: section(web), api: section(api) }, switches: { shop: { together: ["web", "api"] } } };
}

const lives = async () => [await stage.live("web"), await stage.live("api")];

beforeAll(async () => {
  opened = await openStage();
  ({ stage } = opened);
  await stage.deploy(file("blue"));
  const urls = await Promise.all(
    ["web", "api"].map((app) => stage.loopback(`Service ${stage.namespace}/${app}`, 8080)),
  );
  stage.entrances = urls.map((url) => ({ url }));
}, BOOT_MS);

afterAll(() => opened.close(), 240_000);

describe("two apps that are switched together", () => {
  test("say in the preview what moves", async () => {
    stage.configure(file("green"));
    const preview = await stage.project.preview();
    expect(preview).toMatch(/all or none of these apps, in this order/);
    expect(preview).toMatch(/web: traffic moves blue[\s\S]*api: traffic moves blue/);
  });

  test("stay both when one is wrong", async () => {
    const bad = await stage.update(file("green", {}, { release: { mode: "fails-watched-path" } }));
    expect(bad.exit).not.toBe(0);
    expect(bad.output).toMatch(/Watching green of api failed/);
    expect(bad.output).toMatch(/web: all traffic is on blue, as before[\s\S]*api: all traffic is on blue, as before/);
    expect(bad.failures).toEqual([]);
    expect(await lives()).toEqual(["blue", "blue"]);
  });

  test("move alone when only one of them has another colour", async () => {
    const alone = (web: Color) => ({
      ...file("blue"),
      apps: { ...file("blue").apps, web: file(web).apps["web"] ?? {} },
    });
    for (const web of ["green", "blue"] as const) {
      const update = await stage.update(alone(web));
      expect({ exit: update.exit, failures: update.failures }).toEqual({ exit: 0, failures: [] });
      expect(await lives()).toEqual([web, "blue"]);
    }
  });

  test.each(["route:api", "finish:api"])("killed before “%s” are ended by the next update", async (step) => {
    const [active] = await lives();
    const target = active === "blue" ? "green" : "blue";
    const killed = await stage.updateKilled(file(target), step);
    expect(killed.exit).not.toBe(0);
    expect(killed).toMatchObject({ failures: [], locked: true, remains: [] });
    const next = await stage.update(file(target));
    expect({ exit: next.exit, failures: next.failures }).toEqual({ exit: 0, failures: [] });
    expect(await lives()).toEqual([target, target]);
    expect((await stage.switchOutputs("shop"))["live"]).toEqual({ web: target, api: target });
  });
});

describe("a hook before a release", () => {
  const migration = (script: string): Part => ({
    release: { version: script.slice(-20) },
    changes: { before: [{ job: { command: ["node", "-e", script], timeout: "60s" } }] },
  });

  test("that fails refuses the switch, and says what it said", async () => {
    const update = await stage.update(file("green", migration('console.error("column is missing"); process.exit(1)')));
    expect(update.exit).not.toBe(0);
    expect(update.output).toMatch(/Preparing green of web failed[\s\S]*column is missing/);
    expect(update.failures).toEqual([]);
    expect(await lives()).toEqual(["blue", "blue"]);
  });

  test("runs with the release's environment, once for each release", async () => {
    const part = migration('if (process.env.COLOR !== "green") process.exit(1)');
    // Names say only for which release a Job was; one that ran again is another object.
    const one = "{range .items[*]}{.metadata.name} {.metadata.uid}{'\\n'}{end}";
    const jobs = () => stage.cluster.kubectl(["-n", stage.namespace, "get", "jobs", "-o", `jsonpath=${one}`]);
    const killed = await stage.updateKilled(file("green", part), "scale:web");
    expect(killed).toMatchObject({ failures: [], locked: true });
    const ran = await jobs();
    expect(ran).toMatch(/^web-green-before-0-\w+ [\w-]+\n$/);
    const there = await stage.update(file("green", part));
    expect({ exit: there.exit, failures: there.failures }).toEqual({ exit: 0, failures: [] });
    const seen = expect.stringMatching(/ succeeded before$/) as string;
    expect(await stage.switchOutputs("shop")).toMatchObject({ receipts: { web: { before: [{ seen }] } } });
    expect((await stage.update(file("blue", { ...part, changes: {} }))).exit).toBe(0);
    const again = await stage.update(file("green", part));
    expect({ exit: again.exit, failures: again.failures }).toEqual({ exit: 0, failures: [] });
    expect(await lives()).toEqual(["green", "green"]);
    expect(await jobs()).toBe(ran);
    expect((await stage.update(file("blue", { ...part, changes: {} }))).exit).toBe(0);
  });
});

test("Cloud Monitoring is asked before the switch, and what it says decides", async () => {
  const { instance, home } = opened.cluster.sandbox;
  const { host, port } = googleCloudAddress(instance);
  const token = credentials(home).accessToken;
  const endpoint = `http://${host}:${port}/monitoring/`;
  const environment = { GOOGLE_MONITORING_CUSTOM_ENDPOINT: endpoint, GOOGLE_OAUTH_ACCESS_TOKEN: token };
  const type = `custom.googleapis.com/${stage.namespace}/errors`;
  const now = Date.now();
  const points = [3, 4].map((value, index) => ({
    interval: { endTime: new Date(now - 20_000 * (2 - index)).toISOString() },
    value: { doubleValue: value },
  }));
  for (const point of points) {
    const series = { metric: { type }, resource: { type: "global" }, points: [point] };
    const answer = await fetch(`${endpoint}v3/projects/test-project/timeSeries`, {
      method: "POST",
      headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
      body: JSON.stringify({ timeSeries: [series] }),
    });
    expect(answer.status).toBe(200);
  }
  const query = (max: number): Part => ({
    changes: { verify: [{ cloudMonitoring: { filter: `metric.type = "${type}"`, aligner: "ALIGN_SUM", max } }] },
  });
  const refused = await stage.update(file("green", query(6)), environment);
  expect(refused.exit).not.toBe(0);
  expect(refused.output).toMatch(/ALIGN_SUM\(.*\) ≤ 6: 7 of 1 series/);
  expect(refused.failures).toEqual([]);
  const update = await stage.update(file("green", query(7)), environment);
  expect({ exit: update.exit, failures: update.failures }).toEqual({ exit: 0, failures: [] });
});

test("an idle colour's time is up: the next update scales it down, and nobody notices", async () => {
  const [active = ""] = await lives();
  const idle = active === "blue" ? "green" : "blue";
  const replicas = () => stage.get("deployment", `web-${idle}`, "{.spec.replicas}");
  expect(await replicas()).toBe("1");
  // The switch is longer ago than a second by now.
  const part = { changes: { warmFor: "1s" } };
  const update = await stage.update(file(active as Color, part));
  expect({ exit: update.exit, failures: update.failures }).toEqual({ exit: 0, failures: [] });
  expect(await replicas()).toBe("0");
  stage.configure(file(active as Color, part));
  expect(await stage.project.preview()).toMatch(/Resources:\n\s+\d+ unchanged/);
  const back = await stage.update(file(idle, part));
  expect({ exit: back.exit, failures: back.failures }).toEqual({ exit: 0, failures: [] });
  expect(await replicas()).toBe("1");
});
