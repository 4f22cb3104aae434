import { Drill } from "../../cli/drill/scenarios";
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

const pods = () =>
  stage.cluster.kubectl([
    "-n",
    stage.namespace,
    "get",
    "pods",
    "-l",
    "app=web",
    "-o",
    "jsonpath={.items[*].metadata.uid}",
  ]);

test("an update that targets the live colour's Deployment alone changes no pod of it, and its users notice nothing", async () => {
  const { active } = drill;
  const template = () => stage.get("deployment", `web-${active}`, "{.spec.template}");
  const before = { template: await template(), pods: await pods() };
  const found = (await stage.project.resources()).find(({ urn }) => urn.endsWith(`:Deployment::web-${active}`));
  const changed = drill.file(active, { [active]: { version: "by target" } });
  const args = ["up", "--yes", "--skip-preview", "--target", found?.urn ?? ""];
  const { failures, answers } = await stage.update(changed, {}, args);
  expect({ template: await template(), pods: await pods(), failures }).toEqual({ ...before, failures: [] });
  expect(answers).toEqual([`${active} 1`]);
  // The whole update says so too, and the stack is good for the next one.
  expect((await stage.update(changed)).exit).not.toBe(0);
  expect((await stage.update(drill.file(active))).exit).toBe(0);
  expect(await template()).toBe(before.template);
});

test("an idle colour that somebody changed by hand is as the program states it after the next update, and takes the next release", async () => {
  const { active, idle } = drill;
  const template = () => stage.get("deployment", `web-${idle}`, "{.spec.template.spec}");
  const before = await template();
  const byHand = ["set", "env", `deployment/web-${idle}`, "VERSION=by-hand", "MODE=answers-500"];
  await stage.cluster.kubectl(["-n", stage.namespace, ...byHand]);
  const mended = await stage.update(drill.file(active));
  expect({ exit: mended.exit, failures: mended.failures }).toEqual({ exit: 0, failures: [] });
  expect(mended.output).toMatch(/another hand changed .*it is put back to what the program states/);
  expect(await template()).toBe(before);
  // Nobody else owns a field of it any more, at which the engine's plugin would stop.
  const { wrong, failed } = await drill.release();
  expect({ wrong, failed }).toEqual({ wrong: [], failed: 0 });
});
