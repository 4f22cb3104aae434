import { badReleases, Drill, steps, type Verdict } from "../../cli/drill/scenarios";
import type { Stage } from "../../cli/drill/stage";
import { BOOT_MS } from "../../sandbox/testing/test-cluster";
import { openStage, type TestStage } from "./stage";

jest.setTimeout(240_000);

let opened: TestStage;
let stage: Stage;
let drill: Drill;

beforeAll(async () => {
  opened = await openStage();
  ({ stage } = opened);
  drill = await Drill.begin(stage);
}, BOOT_MS);

afterAll(() => opened.close(), 240_000);

/** Nothing was other than expected, and users were there to see it. */
function expectRight({ wrong, requests, failed }: Verdict): void {
  expect(wrong).toEqual([]);
  expect(failed).toBe(0);
  expect(requests).toBeGreaterThan(20);
}

test("a switch there and back loses no request, leaves a receipt, and is done", async () => {
  expectRight(await drill.release());
  expect((await stage.switchOutputs())["receipt"]).toMatchObject({
    from: "blue",
    to: "green",
    requests: { failed: 0 },
    verified: [{ check: "GET / → 200 ×3" }],
  });
  expectRight(await drill.rollback());
  stage.configure(drill.file(drill.active));
  expect(await stage.project.preview()).toMatch(/12 unchanged/);
});

describe("a bad release", () => {
  test.each(badReleases.map((one) => [one.fault, one] as const))(
    "with %s gets no users, and those of the live colour notice nothing",
    async (_, bad) => expectRight(await drill.badRelease(bad)),
  );

  test("that fails under load goes back by itself", async () => {
    const bad = { [drill.idle]: { version: "load", mode: "fails-under-load" } } as const;
    const { exit, output } = await stage.update(drill.file(drill.idle, bad, { analysis: { seconds: 2 } }));
    expect(exit).not.toBe(0);
    expect(output).toMatch(/requests failed, more than 0 %/);
    expect(await stage.live()).toBe(drill.active);
    const after = await stage.update(drill.file(drill.active));
    expect(after.failures).toEqual([]);
  });

  test("with a Secret that does not exist gets no users", async () => {
    const other = drill.idle;
    const file = drill.file(other);
    const web = file.apps["web"] as { colors: Record<string, { env: object }> };
    // In a live namespace another hand deletes what a release needs.
    const settings = { secrets: { key: { id: "once" } } };
    const env = { ...web.colors[other]?.env, KEY: { secret: "key", key: "id" } };
    const colors = { ...web.colors, [other]: { ...web.colors[other], env, settings } };
    const before = new AbortController();
    const watching = deleteSecrets(before.signal);
    const { exit, output, failures } = await stage.update({ apps: { web: { ...web, colors } } });
    before.abort();
    await watching;
    expect(exit).not.toBe(0);
    expect(output).toMatch(/CreateContainerConfigError/);
    expect(failures).toEqual([]);
    expect(await stage.live()).toBe(drill.active);
  });

  test("is mended by the next update", async () => expectRight(await drill.release()));
});

test.each(steps)("a switch killed before “%s” loses no request, and the next update ends it", async (step) =>
  expectRight(await drill.killed(step)),
);

test("a switch of which the plugin alone is killed loses no request, and the next update ends it", async () =>
  expectRight(await drill.killed("route", "plugin")));

test("an update that Ctrl-C interrupts while it watches loses no request, puts the traffic back and leaves the stack free", async () => {
  const { active, idle } = drill;
  const ctrlC = new AbortController();
  const pressed = (async () => {
    while ((await stage.live()) !== idle) await new Promise((resolve) => setTimeout(resolve, 50));
    // The nodes know the route long before; then it is the analysis that runs.
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    ctrlC.abort();
  })();
  const slow = drill.file(idle, {}, { analysis: { seconds: 20, path: "/watched" } });
  const { exit, output, failures } = await stage.updateInterrupted(slow, ctrlC.signal);
  await pressed;
  expect(exit).not.toBe(0);
  expect(output).toMatch(new RegExp(`Watching ${idle} of web failed[\\s\\S]*all traffic is on ${active}, as before`));
  expect(failures).toEqual([]);
  expect(await stage.live()).toBe(active);
  expect(stage.project.locked).toBe(false);
  expectRight(await drill.rollback());
  expect(drill.active).toBe(idle);
});

test("of two updates at once one goes through, or neither", async () => {
  const target = drill.idle;
  stage.configure(drill.file(target));
  const both = await stage.underLoad(async () => {
    const run = () => stage.project.run(["up", "--yes", "--skip-preview"]);
    const [one, other] = await Promise.all([run(), run()]);
    expect([one.exit, other.exit]).toContain(0);
    return { exit: 0, output: one.output + other.output };
  });
  expect(both.failures).toEqual([]);
  expect(await stage.live()).toBe(target);
  drill.active = target;
  expectRight(await drill.rollback());
});

test("a route that somebody changes in the middle stays as they left it", async () => {
  const { active, idle } = drill;
  const slow = { analysis: { seconds: 20, path: "/watched" } };
  const emergency = (async () => {
    while ((await stage.live()) !== idle) await new Promise((resolve) => setTimeout(resolve, 50));
    await patchSelector(active);
  })();
  const { exit, output, failures } = await stage.update(drill.file(idle, {}, slow));
  await emergency;
  expect(exit).not.toBe(0);
  expect(output).toMatch(/somebody else (has )?changed/);
  expect(output).toContain(`stays as they left it: ${active} 100 %`);
  expect(failures).toEqual([]);
  expect(await stage.live()).toBe(active);
  const next = await stage.update(drill.file(active));
  expect(next.exit).toBe(0);
  expect(next.failures).toEqual([]);
});

test("a change of the live colour in place is refused before anything is written", async () => {
  const { active } = drill;
  const generation = () => stage.get("deployment", `web-${active}`, "{.metadata.generation}");
  const before = await generation();
  stage.configure(drill.file(active, { [active]: { version: "in place" } }));
  const preview = await stage.project.run(["preview"]);
  expect(preview.exit).not.toBe(0);
  expect(preview.output).toMatch(new RegExp(`${active} is live and its image or settings would change in place`));
  const update = await stage.update(drill.file(active, { [active]: { version: "in place" } }));
  expect(update.exit).not.toBe(0);
  expect(update.failures).toEqual([]);
  expect(await generation()).toBe(before);
});

test("a selector that somebody changed by hand shows in a refresh and is put right by the next update", async () => {
  const { active, idle } = drill;
  stage.configure(drill.file(active));
  await patchSelector(idle);
  await stage.project.mustRun(["refresh", "--yes", "--skip-preview"]);
  expect(await stage.project.preview()).toContain(`"${idle}" => "${active}"`);
  const { exit, failures } = await stage.update(drill.file(active));
  expect(exit).toBe(0);
  expect(failures).toEqual([]);
  expect(await stage.live()).toBe(active);
});

test("fails for a colour that the app does not have, and for one without an image", async () => {
  stage.configure(drill.file("purple"));
  const purple = await stage.project.run(["preview"]);
  expect(purple.exit).not.toBe(0);
  expect(purple.output).toMatch(/one of the app's colours: blue, green/);
  const [web] = Object.values(drill.file(drill.active).apps) as [{ colors: object }];
  stage.configure({ apps: { web: { ...web, colors: { ...web.colors, green: {} } } } });
  const without = await stage.project.run(["preview"]);
  expect(without.exit).not.toBe(0);
  expect(without.output).toMatch(/colors[\s\S]*green[\s\S]*image/);
});

async function patchSelector(color: string): Promise<void> {
  const patch = JSON.stringify({ spec: { selector: { color } } });
  await stage.cluster.kubectl(["-n", stage.namespace, "patch", "service", "web", "-p", patch]);
}

/** Deletes the namespace's Secrets of the app as soon as they are there. */
async function deleteSecrets(signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const names = await stage.cluster.kubectl(["-n", stage.namespace, "get", "secrets", "-o", "name"]);
    const [name] = names.split("\n").filter((one) => one.includes("key"));
    if (name) await stage.cluster.kubectl(["-n", stage.namespace, "delete", name, "--ignore-not-found"]);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
