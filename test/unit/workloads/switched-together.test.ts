import * as pulumi from "@pulumi/pulumi";
import { BlueGreenApp, SwitchedTogether } from "../../../workloads";
import { registered } from "../infra/program";
import { app } from "./cluster";

// The first use loads all of Kubernetes' kinds.
jest.setTimeout(30_000);

const member = (name: string, namespace = "default") => ({
  name,
  args: { config: app({ namespace }), kubeconfig: "{}" },
  // What has the same name has another parent.
  options: { parent: new pulumi.ComponentResource("test:index:Namespace", namespace) },
});

const switchTypes = ["gke-bluegreen:workloads:TrafficSwitch", "gke-bluegreen:workloads:TrafficSwitchGroup"];
const switches = (resources: readonly { readonly type: string; readonly name: string }[]) =>
  resources.filter(({ type }) => switchTypes.includes(type)).map(({ type, name }) => `${type.split(":")[2]} ${name}`);

const found = ({ type }: { readonly type: string }) => {
  if (type === "gke-bluegreen:workloads:TrafficSwitch") return { live: "green", receipt: null };
  return type === "gke-bluegreen:workloads:TrafficSwitchGroup"
    ? { live: { "shop/web": "green", "blog/web": "blue", api: "blue", web: "green" }, receipts: {} }
    : {};
};

test("a group makes its apps, and has their one switch", async () => {
  const live = new Map<string, string>();
  const { resources } = await registered(() => {
    const apps = [member("api"), member("web")];
    const group = new SwitchedTogether("shop", { apps });
    for (const [index, one] of group.apps.entries())
      one.live.apply((color) => live.set(apps[index]?.name ?? "", color));
  }, found);
  expect(Object.fromEntries(live)).toEqual({ api: "blue", web: "green" });
  expect(switches(resources)).toEqual(["TrafficSwitchGroup shop"]);
});

test("a group of one is a switch as an app has its own", async () => {
  const live: string[] = [];
  const { resources } = await registered(() => {
    const { apps } = new SwitchedTogether("shop", { apps: [member("web")] });
    const alone = new BlueGreenApp("api", { config: app(), kubeconfig: "{}" });
    for (const one of [...apps, alone]) one.live.apply((color) => live.push(color));
  }, found);
  expect(live).toEqual(["green", "green"]);
  expect(switches(resources)).toEqual(["TrafficSwitch api", "TrafficSwitch shop"]);
});

test("apps of one name in two namespaces learn each of its own switch", async () => {
  const live: string[] = [];
  await registered(() => {
    const { apps } = new SwitchedTogether("both", { apps: [member("web", "shop"), member("web", "blog")] });
    for (const one of apps) one.live.apply((color) => live.push(color));
  }, found);
  expect(live.sort()).toEqual(["blue", "green"]);
});
