import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import * as pulumi from "@pulumi/pulumi";
import { BlueGreenApp, SwitchedTogether } from "../../../workloads";
import { registered } from "../infra/program";
import { app } from "./cluster";

// The first use loads all of Kubernetes' kinds, and two tests start a process.
jest.setTimeout(30_000);

const made = (name: string, trafficSwitch: "own" | "together", namespace = "default") =>
  new BlueGreenApp(
    name,
    { config: app({ namespace }), kubeconfig: "{}", trafficSwitch },
    // What has the same name has another parent.
    { parent: new pulumi.ComponentResource("test:index:Namespace", namespace) },
  );

const group = ({ type }: { readonly type: string }) =>
  type === "gke-bluegreen:workloads:TrafficSwitchGroup"
    ? { live: { "shop/web": "green", "blog/web": "blue", api: "blue", web: "blue", cart: "blue" }, receipts: {} }
    : {};

test("an app with a switch of its own is in no group", async () => {
  await registered(() => {
    const [api, web] = [made("api", "together"), made("web", "own")];
    expect(() => new SwitchedTogether("shop", { apps: [api, web] })).toThrow(
      'SwitchedTogether shop: web has a switch of its own. Make it with `trafficSwitch: "together"`, or leave it out of the group',
    );
    new SwitchedTogether("rest", { apps: [api, made("cart", "together")] });
  }, group);
});

test("an app is in one group", async () => {
  await registered(() => {
    const apps = [made("api", "together"), made("web", "together")];
    new SwitchedTogether("shop", { apps });
    expect(() => new SwitchedTogether("other", { apps })).toThrow(
      "SwitchedTogether other: api is in another group already. Leave it out of one of them",
    );
  }, group);
});

test("apps of one name in two namespaces learn each of its own switch", async () => {
  const live = new Map<string, string>();
  await registered(() => {
    const apps = [made("web", "together", "shop"), made("web", "together", "blog")];
    new SwitchedTogether("both", { apps });
    for (const one of apps) one.live.apply((color) => live.set(one.switchable.namespace, color));
  }, group);
  expect(Object.fromEntries(live)).toEqual({ shop: "green", blog: "blue" });
});

describe("at the end of a program", () => {
  const file = JSON.stringify(join(__dirname, "../../../workloads/later-switch"));
  const run = (lines: string) =>
    promisify(execFile)(process.execPath, [
      "--require",
      "tsx/cjs",
      "--eval",
      `const one = require(${file}).laterSwitch("web");
       one.live.apply((live) => console.log("live:", live));
       ${lines}`,
    ]);

  test("an app that no group has fails it", async () => {
    await expect(run("")).rejects.toMatchObject({
      code: 1,
      stdout: "",
      stderr: expect.stringContaining(
        'BlueGreenApp web has trafficSwitch: "together", and no SwitchedTogether has it, so that nothing leads its traffic. Name it in the apps of one, or leave trafficSwitch out',
      ) as string,
    });
  });

  test("one that a group got late does not", async () => {
    const { stdout } = await run('setTimeout(() => one.settle({ live: "blue", receipt: null }), 50);');
    expect(stdout).toBe("live: blue\n");
  });
});
