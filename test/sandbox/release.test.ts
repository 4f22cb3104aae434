import { appSection } from "../../cli/drill/app";
import type { Stage, StageFile, Update } from "../../cli/drill/stage";
import { RELEASE, RETURN } from "../../lib/release/asked";
import { BOOT_MS } from "../../sandbox/testing/test-cluster";
import { openStage, type TestStage } from "./stage";

jest.setTimeout(240_000);

let opened: TestStage;
let stage: Stage;

beforeAll(async () => {
  opened = await openStage();
  ({ stage } = opened);
  await stage.deploy(plain("1"));
  stage.entrances = [{ url: await stage.loopback(`Service ${stage.namespace}/web`, 8080) }];
}, BOOT_MS);

afterAll(() => opened.close(), 240_000);

type Changes = Readonly<Record<string, unknown>>;

const environment = (version: string, mode = "sound") => ({
  COLOR: { field: "metadata.labels['color']" },
  VERSION: version,
  MODE: mode,
});

/** The app as its file has it without colours: one version for all. */
function plain(version: string, changes: Changes = {}): StageFile {
  const { namespace, image } = stage;
  const none = { active: undefined, colors: undefined, verify: [{ http: { path: "/" } }] };
  return {
    apps: { web: appSection(namespace, image, "", {}, { ...none, image, env: environment(version), ...changes }) },
  };
}

/** The same with colours that have nothing of their own. */
const colored = (active: string, version: string, changes: Changes = {}): StageFile =>
  plain(version, { active, colors: { blue: {}, green: {} }, ...changes });

/** Names of a colour's pods and how often their containers began: what must not change while a colour is held. */
const podsOf = async (color: string): Promise<string> =>
  await stage.cluster.kubectl([
    ...["-n", stage.namespace, "get", "pods", "-l", `app=web,color=${color}`],
    ...["-o", "jsonpath={range .items[*]}{.metadata.uid} {.status.containerStatuses[0].restartCount}{' '}{end}"],
  ]);

/** An update that ended well, and of which no user noticed more than who answers. */
function expectWell({ exit, failures, output, samples }: Update): void {
  expect({ exit, failures, ...(exit !== 0 && { output: output.slice(-2000) }) }).toEqual({ exit: 0, failures: [] });
  expect(samples.length).toBeGreaterThan(20);
}

/** What users get after an update. */
const lastAnswer = ({ samples }: Update) => samples.filter(({ color }) => color !== undefined).at(-1)?.color;

test("an app without colours: the same is no change, and what a preview announces is what happens", async () => {
  stage.configure(plain("1"));
  expect(await stage.project.preview()).toMatch(/12 unchanged/);
  stage.configure(plain("2"));
  const preview = await stage.project.preview();
  expect(preview).toMatch(/traffic moves blue \(.*\) → green/);
  const live = await podsOf("blue");
  const update = await stage.update(plain("2"));
  expectWell(update);
  expect(lastAnswer(update)).toBe("green 2");
  expect(await podsOf("blue")).toBe(live);
});

test("git revert goes back at once: the warm colour is what the program says again", async () => {
  const update = await stage.update(plain("1"));
  expectWell(update);
  expect(lastAnswer(update)).toBe("blue 1");
  expect(update.output).not.toMatch(/Deployment.*updated/);
});

test("a bad release, and then its fix on the same colour", async () => {
  const bad = await stage.update(plain("3", { env: environment("3", "answers-500") }));
  expect(bad.exit).not.toBe(0);
  expect(bad.failures).toEqual([]);
  expect(await stage.live()).toBe("blue");
  const fix = await stage.update(plain("4"));
  expectWell(fix);
  expect(lastAnswer(fix)).toBe("green 4");
});

test("what was gone back from stays away until it changes or is asked for", async () => {
  const back = await stage.update(plain("4"), { [RETURN]: "web" });
  expectWell(back);
  expect(lastAnswer(back)).toBe("blue 1");
  const again = await stage.update(plain("4"));
  expectWell(again);
  expect(again.output).toContain("gke-bluegreen release web");
  expect(lastAnswer(again)).toBe("blue 1");
  const asked = await stage.update(plain("4"), { [RELEASE]: "web" });
  expectWell(asked);
  expect(lastAnswer(asked)).toBe("green 4");
});

test("colours are named: what is live stays, a change waits, and active releases it", async () => {
  const both = async () => [await podsOf("blue"), await podsOf("green")];
  const pods = await both();
  expectWell(await stage.update(colored("green", "4")));
  const settings = { configMaps: { conf: { a: "1" } } };
  const waits = await stage.update(colored("green", "5", { settings }));
  expectWell(waits);
  expect(waits.output).toMatch(
    /a change waits \(.*env.*Release it with `gke-bluegreen release web`, or set active: blue/,
  );
  expect(await both()).toEqual(pods);
  const released = await stage.update(colored("blue", "5"));
  expectWell(released);
  expect(lastAnswer(released)).toBe("blue 5");
  expect(await podsOf("green")).toBe(pods[1]);
  const back = await stage.update(colored("green", "5"));
  expectWell(back);
  expect(lastAnswer(back)).toBe("green 4");
});

test.each<readonly [string, Changes]>([
  [
    "a ConfigMap",
    {
      settings: { configMaps: { conf: { a: "1" } } },
      volumes: { conf: { configMap: "conf" } },
      mounts: { conf: "/conf" },
    },
  ],
  [
    "a ConfigMap's value",
    {
      settings: { configMaps: { conf: { a: "2" } } },
      volumes: { conf: { configMap: "conf" } },
      mounts: { conf: "/conf" },
    },
  ],
  [
    "resources and a probe",
    { resources: { cpu: "20m", memory: "80Mi" }, readiness: { path: "/healthz", period: "2s" } },
  ],
])(
  "without colours again, a release of %s touches the idle colour only, and what the live one needs stays",
  async (_, changes) => {
    const live = await stage.live();
    const pods = await podsOf(live);
    const update = await stage.update(plain("6", changes));
    expectWell(update);
    expect(await stage.live()).not.toBe(live);
    expect(await podsOf(live)).toBe(pods);
    // A pod that is made anew finds all that it names.
    await stage.cluster.kubectl([
      "-n",
      stage.namespace,
      "delete",
      "pod",
      "-l",
      `app=web,color=${live}`,
      "--wait=false",
    ]);
    await stage.cluster.kubectl([
      "-n",
      stage.namespace,
      "rollout",
      "status",
      "deployment",
      `web-${live}`,
      "--timeout=60s",
    ]);
  },
);

test("a Deployment alone as the target of an update changes nothing under users", async () => {
  stage.configure(plain("7"));
  const live = await stage.live();
  const [urn = ""] = (await stage.project.resources())
    .map((one) => one.urn)
    .filter((one) => one.endsWith(`Deployment::web-${live}`));
  const pods = await podsOf(live);
  await stage.project.run(["up", "--yes", "--skip-preview", "--target", urn]);
  expect(await podsOf(live)).toBe(pods);
});

test("an update that is killed goes on to the version that it had begun, or to a newer one", async () => {
  const killed = await stage.updateKilled(plain("8"), "route");
  expect(killed.failures).toEqual([]);
  const next = await stage.update(plain("9"));
  expectWell(next);
  expect(lastAnswer(next)).toMatch(/ 9$/);
});
