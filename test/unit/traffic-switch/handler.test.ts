import { LoopbackServer } from "../../loopback-server";
import { type PropertyMap, silentLog, unknown } from "../../../lib/plugin";
import { alone, together } from "../../../provider/traffic-switch/layout";
import { TrafficSwitchHandler } from "../../../provider/traffic-switch/handler";
import { SimulatedCluster } from "./simulated-cluster";
import { simulatedSpec } from "./simulated-spec";

/** A switch's inputs. */
const spec = (namespace: string, app: string, active = "blue", kubeconfig = ""): PropertyMap =>
  simulatedSpec(new SimulatedCluster(["blue", "green"]), {
    namespace,
    app,
    active,
    kubeconfig,
    route: { kind: "selector", service: app, selector: { app }, overlapSeconds: 0 },
  }) as unknown as PropertyMap;

const call = { log: silentLog, signal: new AbortController().signal };
const group = new TrafficSwitchHandler(together);
const failures = async (...members: PropertyMap[]) =>
  (await group.check({ ...call, news: { members } } as never)).failures ?? [];

describe("apps of one name in two namespaces", () => {
  const members = [spec("shop", "web"), spec("blog", "web"), spec("shop", "api")];
  const state: PropertyMap = {
    members,
    live: { "shop/web": "blue", "blog/web": "blue", api: "blue" },
    receipts: { "shop/web": { at: "shop's" }, "blog/web": { at: "blog's" }, api: { at: "api's" } },
  };

  test("are told apart in outputs and id; the others go by their names", async () => {
    expect(await failures(...members)).toEqual([]);
    const { properties } = await group.create({ ...call, inputs: { members }, preview: true } as never);
    expect(Object.keys(properties["live"] as PropertyMap)).toEqual(["shop/web", "blog/web", "api"]);
    expect(Object.keys(properties["receipts"] as PropertyMap)).toEqual(["shop/web", "blog/web", "api"]);
  });

  test("keep each its own receipt when the other's traffic moves", async () => {
    const news = { members: [spec("shop", "web"), spec("blog", "web", "green"), spec("shop", "api")] };
    const properties = await group.update({ ...call, news, olds: state, preview: true } as never);
    expect(properties["live"]).toEqual({ "shop/web": "blue", "blog/web": "green", api: "blue" });
    expect(properties["receipts"]).toEqual({
      "shop/web": { at: "shop's" },
      "blog/web": unknown,
      api: { at: "api's" },
    });
  });

  test("keep what the state says when a second of the name joins, and its name is its namespace's too", async () => {
    const olds = { members: [spec("shop", "web"), spec("shop", "api")], live: { web: "blue", api: "blue" } };
    const receipts = { web: { at: "web's" }, api: { at: "api's" } };
    const properties = await group.update({
      ...call,
      news: { members },
      olds: { ...olds, receipts },
      preview: true,
    } as never);
    expect(properties["receipts"]).toEqual({
      "shop/web": { at: "web's" },
      "blog/web": unknown,
      api: { at: "api's" },
    });
  });

  test("are read each from its own namespace", async () => {
    const at = (color: string) => ({
      metadata: { resourceVersion: "1" },
      spec: { selector: { app: "web", color } },
    });
    const services: Record<string, object> = {
      "/api/v1/namespaces/shop/services/web": at("green"),
      "/api/v1/namespaces/blog/services/web": at("blue"),
    };
    const server = new LoopbackServer((request, response) => {
      const found = services[request.url ?? ""];
      const deployments = { kind: "Status", reason: "NotFound", message: "no" };
      response.writeHead(found ? 200 : 404, { "content-type": "application/json" });
      response.end(JSON.stringify(found ?? deployments));
    });
    const kubeconfig = JSON.stringify({
      clusters: [{ name: "c", cluster: { server: await server.start(), "insecure-skip-tls-verify": true } }],
      users: [{ name: "u", user: {} }],
      contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
      "current-context": "x",
    });
    const inputs = { members: [spec("shop", "web", "blue", kubeconfig), spec("blog", "web", "blue", kubeconfig)] };
    try {
      const read = await group.read({ ...call, id: "", inputs, properties: inputs } as never);
      expect(read?.properties["live"]).toEqual({ "shop/web": "green", "blog/web": "blue" });
      expect(read?.inputs["members"]).toMatchObject([{ active: "green" }, { active: "blue" }]);
    } finally {
      await server.stop();
    }
  });
});

test("an app is in a group once", async () => {
  expect(await failures(spec("shop", "web"), spec("shop", "api"), spec("shop", "web"))).toEqual([
    {
      property: "members[2].app",
      reason: "web in namespace shop is members[0] already; name each app of the group once",
    },
  ]);
});

test.each(["constructor", "toString", "__proto__"])("active: %s is no colour, alone and in a group", async (active) => {
  const reason = `no colour "${active}"; the colours are blue, green`;
  const own = await new TrafficSwitchHandler(alone).check({ ...call, news: spec("shop", "web", active) } as never);
  expect(own.failures).toEqual([{ property: "active", reason }]);
  expect(await failures(spec("shop", "api"), spec("shop", "web", active))).toEqual([
    { property: "members[1].active", reason },
  ]);
});
