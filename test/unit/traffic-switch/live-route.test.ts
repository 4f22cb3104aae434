import { type KubernetesClient, KubernetesError } from "../../../lib/kubernetes";
import { RouteChangedError } from "../../../provider/traffic-switch/cluster-port";
import { LiveRoute } from "../../../provider/traffic-switch/live-route";
import { persist } from "../../../provider/traffic-switch/patience";
import type { SwitchSpec } from "../../../lib/release/spec";
import { SimulatedCluster } from "./simulated-cluster";
import { httpRoute, simulatedSpec } from "./simulated-spec";

const signal = new AbortController().signal;
const ROUTE = "/apis/gateway.networking.k8s.io/v1/namespaces/n/httproutes/web";
const SERVICE = "/api/v1/namespaces/n/services/web";

type Json = Record<string, unknown>;

/** As much of an API server as a route needs: reads, and merge patches that name the version they expect. */
class Objects {
  private version = 1;

  constructor(readonly byPath: Record<string, Json>) {
    for (const one of Object.values(byPath)) one["metadata"] = { resourceVersion: "1" };
  }

  get client(): KubernetesClient {
    const json = (method: string, path: string, { body }: { body?: Json }) => {
      const found = this.byPath[path];
      if (!found) return Promise.reject(new KubernetesError(404, "NotFound", `${path} not found`));
      if (method === "GET") return Promise.resolve(copy(found));
      const expected = (body?.["metadata"] as Json | undefined)?.["resourceVersion"];
      const { metadata } = found as { metadata: Json };
      if (expected !== undefined && expected !== metadata["resourceVersion"])
        return Promise.reject(new KubernetesError(409, "Conflict", "the object has been modified"));
      this.byPath[path] = merged(found, body ?? {}) as Json;
      (this.byPath[path]["metadata"] as Json)["resourceVersion"] = String(++this.version);
      return Promise.resolve(copy(this.byPath[path]));
    };
    return { json } as unknown as KubernetesClient;
  }

  spec(path: string): Json {
    return this.byPath[path]?.["spec"] as Json;
  }
}

const copy = (value: Json) => JSON.parse(JSON.stringify(value)) as Json;

/** https://www.rfc-editor.org/rfc/rfc7386 */
function merged(into: unknown, patch: unknown): unknown {
  if (typeof patch !== "object" || patch === null || Array.isArray(patch)) return patch;
  const result: Json = typeof into === "object" && into !== null && !Array.isArray(into) ? { ...into } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = merged(result[key], value);
  }
  return result;
}

const rules = (...refs: Json[]) => [{ matches: [{ path: { type: "PathPrefix", value: "/" } }], backendRefs: refs }];
const ref = (name: string, weight: number) => ({ name, port: 80, weight });

function routed(route: SwitchSpec["route"], colors: readonly string[], byPath: Record<string, Json>) {
  const objects = new Objects(byPath);
  const own = colors.map((color) => [
    color,
    { deployment: "", service: `web-${color}`, image: "", revision: "", env: [] },
  ]);
  const simulated = simulatedSpec(new SimulatedCluster(colors), { active: "blue", route });
  const spec = { ...simulated, colors: Object.fromEntries(own) as SwitchSpec["colors"] };
  return { objects, route: new LiveRoute(objects.client, spec) };
}

describe("an HTTPRoute", () => {
  const given = (colors: readonly string[], refs: Json[], selector: Json = {}) =>
    routed({ ...httpRoute, steps: [100] }, colors, {
      [ROUTE]: { spec: { rules: rules(...refs) } },
      [SERVICE]: { spec: { selector } },
    });
  const onBlue = { app: "web", color: "blue" };

  test("that nobody has led anywhere yet leads nowhere", async () => {
    const { route } = given(["blue", "green"], [ref("web-blue", 0), ref("web-green", 0)]);
    expect((await route.read(signal)).weights).toEqual({});
  });

  test("takes a colour that the program just got, and the live Service follows when it has all", async () => {
    const { route, objects } = given(["blue", "green", "red"], [ref("web-blue", 100), ref("web-green", 0)], onBlue);
    const before = await route.read(signal);
    expect(before).toMatchObject({ weights: { blue: 100 }, intact: false });
    const shared = await route.write(before, { ...before, weights: { blue: 50, red: 50 } }, signal);
    expect(objects.spec(SERVICE)).toEqual({ selector: onBlue });
    await route.write(shared, { ...shared, weights: { red: 100 } }, signal);
    expect(objects.spec(ROUTE)).toEqual({ rules: rules(ref("web-blue", 0), ref("web-green", 0), ref("web-red", 100)) });
    expect(objects.spec(SERVICE)).toEqual({ selector: { app: "web", color: "red" } });
    expect((await route.read(signal)).intact).toBe(true);
  });

  test.each([
    ["a colour that the program has no longer", "red", { ...ref("web-red", 100) }],
    ["what somebody put in by hand", "/maintenance", { ...ref("maintenance", 100), namespace: "ops" }],
  ])("keeps %s while it has traffic, and no longer", async (_, name, foreign) => {
    const { route, objects } = given(["blue", "green"], [foreign]);
    const before = await route.read(signal);
    expect(before.weights).toEqual({ [name]: 100 });
    const begun = await route.write(before, { ...before, generation: 7 }, signal);
    expect(objects.spec(ROUTE)).toEqual({ rules: rules(ref("web-blue", 0), ref("web-green", 0), foreign) });
    await route.write(begun, { ...begun, weights: { blue: 100 } }, signal);
    expect(objects.spec(ROUTE)).toEqual({ rules: rules(ref("web-blue", 100), ref("web-green", 0)) });
  });

  test.each<[string, Json[], Json]>([
    ["other paths", [{ ...rules()[0], matches: [{ path: { type: "PathPrefix", value: "/x" } }] }], onBlue],
    ["another port", rules({ ...ref("web-blue", 100), port: 81 }, ref("web-green", 0)), onBlue],
    ["a further rule", [...rules(ref("web-blue", 100), ref("web-green", 0)), ...rules(ref("web-blue", 1))], onBlue],
    [
      "a live Service that leads elsewhere",
      rules(ref("web-blue", 100), ref("web-green", 0)),
      { app: "x", color: "blue" },
    ],
    [
      "a live Service of another colour",
      rules(ref("web-blue", 100), ref("web-green", 0)),
      { app: "web", color: "green" },
    ],
  ])("with %s is not as the switch writes it", async (_, given, selector) => {
    const { route } = routed({ ...httpRoute, steps: [100] }, ["blue", "green"], {
      [ROUTE]: { spec: { rules: given } },
      [SERVICE]: { spec: { selector } },
    });
    expect((await route.read(signal)).intact).toBe(false);
  });

  test("is as the switch writes it with what an API server adds", async () => {
    const added = { group: "", kind: "Service" };
    const refs = [ref("web-blue", 100), ref("web-green", 0)].map((one) => ({ ...added, ...one }));
    expect((await given(["blue", "green"], refs, onBlue).route.read(signal)).intact).toBe(true);
  });
});

describe("a live Service", () => {
  const own = { kind: "selector", service: "web", selector: { app: "web" }, overlapSeconds: 0 } as const;
  const given = (selector: Json) => routed(own, ["blue", "green"], { [SERVICE]: { spec: { selector } } });

  test.each<[string, Json, object, boolean]>([
    ["leads nowhere yet", {}, {}, false],
    ["leads to one", { app: "web", color: "blue" }, { blue: 100 }, true],
    ["leads to both", { app: "web" }, { blue: 50, green: 50 }, true],
    ["has a further label", { app: "web", color: "blue", track: "x" }, { blue: 100 }, false],
    ["leads to another app", { app: "maintenance" }, {}, false],
    ["leads to another app, and kept the colour", { app: "maintenance", color: "blue" }, {}, false],
  ])("%s", async (_, selector, weights, intact) =>
    expect(await given(selector).route.read(signal)).toMatchObject({ weights, intact }),
  );

  test("is written whole, and what is not the switch's goes", async () => {
    const { route, objects } = given({ app: "web", color: "blue", track: "x" });
    const before = await route.read(signal);
    await route.write(before, { ...before, weights: { green: 100 } }, signal);
    expect(objects.spec(SERVICE)).toEqual({ selector: { app: "web", color: "green" } });
  });

  test("that is gone is told at once, with what makes it again", async () => {
    const { route } = routed(own, ["blue", "green"], {});
    const gone = await route.read(signal).catch((error: unknown) => error);
    expect(gone).toMatchObject({
      status: 404,
      message: `${SERVICE} is gone, which leads users to the app; \`pulumi up --refresh\` makes it again`,
    });
    let tries = 0;
    const wait = () => Promise.resolve(void tries++);
    await expect(
      persist({ port: { now: () => 0, wait }, until: 60_000, signal }, () => route.read(signal)),
    ).rejects.toThrow("is gone");
    expect(tries).toBe(0);
  });

  test("that somebody changed meanwhile stays as they left it", async () => {
    const { route, objects } = given({ app: "web", color: "blue" });
    const before = await route.read(signal);
    const mine = { ...before, weights: { green: 100 } };
    await objects.client.json("PATCH", SERVICE, { body: { spec: { selector: { app: "x" } } }, signal });
    await expect(route.write(before, mine, signal)).rejects.toThrow(RouteChangedError);
    expect(objects.spec(SERVICE)).toEqual({ selector: { app: "x", color: "blue" } });
  });
});
