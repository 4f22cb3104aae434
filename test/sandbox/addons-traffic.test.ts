import { addonStatus, type AddonStatus } from "../../sandbox/kubernetes/addons";
import { ClusterStore } from "../../sandbox/kubernetes/state";
import {
  BOOT_MS,
  command,
  eventually,
  sharedCluster,
  webDeployment,
  type TestCluster,
} from "../../sandbox/testing/test-cluster";
import { loopbackUrl as loopbackUrlOf } from "../../sandbox/testing/loopback";
import { ask, Traffic } from "./traffic";

jest.setTimeout(180_000);
/** Ingress and Gateway are built when they are first needed. */
const BUILD_MS = 900_000;
let cluster: TestCluster;
let namespace: string;

beforeAll(async () => {
  cluster = await sharedCluster();
  namespace = await cluster.createNamespace();
  await cluster.apply(
    patient(webDeployment(namespace, "blue", 3)),
    patient(webDeployment(namespace, "green", 3)),
    service("live", { type: "LoadBalancer", selector: { app: "blue" } }),
    service("blue", { selector: { app: "blue" } }),
    service("green", { selector: { app: "green" } }),
  );
  for (const name of ["blue", "green"]) {
    await cluster.kubectl(["-n", namespace, "rollout", "status", `deployment/${name}`, "--timeout=120s"]);
  }
}, BOOT_MS);

afterAll(() => cluster.deleteNamespace(namespace), 120_000);

describe("a load balancer", () => {
  test("answers on 127.0.0.1 and loses nothing while its selector goes back and forth", async () => {
    const url = await loopbackUrl(`Service ${namespace}/live`, 80);
    const traffic = new Traffic(url);
    for (const color of ["green", "blue", "green"]) {
      await eventually("requests", () => total(traffic) > 20);
      await cluster.kubectl(["-n", namespace, "patch", "service", "live", "-p", selector(color)]);
      await eventually(`answers of ${color}`, async () => (await ask(url)).body.startsWith(color));
    }
    await traffic.stop();
    expect(traffic.failures).toEqual([]);
    expect(colorsOf(traffic)).toEqual(new Set(["blue", "green"]));
  });

  test("loses nothing while a node is drained", async () => {
    const url = await loopbackUrl(`Service ${namespace}/live`, 80);
    const [node] = await cluster.nodes();
    const name = node?.name ?? "";
    const traffic = new Traffic(url);
    try {
      await eventually("requests", () => total(traffic) > 20);
      await cluster.sandbox.clusters.drainNode(cluster.id, name, () => undefined);
      await cluster.kubectl(["-n", namespace, "rollout", "status", "deployment/green", "--timeout=120s"]);
    } finally {
      await traffic.stop();
      await cluster.sandbox.clusters.cordonNode(cluster.id, name, true);
    }
    expect(total(traffic)).toBeGreaterThan(100);
    expect(traffic.failures).toEqual([]);
  });

  test("goes on while its controller is killed, and follows changes when that is back", async () => {
    const url = await loopbackUrl(`Service ${namespace}/live`, 80);
    const address =
      (await status()).loadBalancers.find((one) => one.for === `Service ${namespace}/live`)?.address ?? "";
    const before = await controller();
    process.kill(before.pid ?? 0, "SIGKILL");
    // The packets are the kernel's: only the loopback forward is the controller's own.
    for (let request = 0; request < 20; request++) expect((await ask(`http://${address}`)).status).toBe(200);
    await eventually("the controller is back", async () => {
      const now = await controller();
      return now.phase === "ready" && now.restarts > before.restarts;
    });
    await cluster.kubectl(["-n", namespace, "patch", "service", "live", "-p", selector("blue")]);
    expect(await loopbackUrl(`Service ${namespace}/live`, 80)).toBe(url);
    await eventually("answers of blue", async () => (await ask(url)).body.startsWith("blue"));
  });

  test("gives its address back when the Service is no longer one", async () => {
    await cluster.apply(service("short", { type: "LoadBalancer", selector: { app: "blue" } }));
    await loopbackUrl(`Service ${namespace}/short`, 80);
    await cluster.kubectl(["-n", namespace, "patch", "service", "short", "-p", '{"spec":{"type":"ClusterIP"}}']);
    await eventually("no address", async () => (await ingressOf("short")) === undefined);
    await eventually("no forward", async () => (await find(`Service ${namespace}/short`)) === undefined);
  });

  test("takes an address that was reserved, and lets it go with the Service", async () => {
    const { instance } = cluster.sandbox;
    const reserved = instance.loadBalancerAddress(200);
    await cluster.apply(
      service("reserved", { type: "LoadBalancer", loadBalancerIP: reserved, selector: { app: "blue" } }),
    );
    await eventually("the address", async () => (await ingressOf("reserved")) === reserved);
    await eventually("answers", async () => (await ask(`http://${reserved}`)).body.startsWith("blue-"));
    await cluster.kubectl(["-n", namespace, "delete", "service", "reserved"]);
    const routes = () => command("ip", ["route", "show", "dev", instance.bridge]);
    await eventually("no route", async () => !(await routes()).includes(`${reserved} `));
  });

  test("fails with an event when it asks for an address that is not the sandbox's", async () => {
    await cluster.apply(
      service("foreign", { type: "LoadBalancer", loadBalancerIP: "192.0.2.7", selector: { app: "blue" } }),
    );
    await eventually("the event", async () => {
      const events = await cluster.kubectl(["-n", namespace, "get", "events", "-o", "json"]);
      return /192\.0\.2\.7 is not an address that is reserved/.test(events);
    });
    expect(await ingressOf("foreign")).toBeUndefined();
  });
});

describe("Ingress", () => {
  test.each(["nginx", "gce"])(
    "class %s goes by host and path",
    async (ingressClassName) => {
      const host = `${ingressClassName}.${namespace}.example.com`;
      await cluster.apply({
        apiVersion: "networking.k8s.io/v1",
        kind: "Ingress",
        metadata: { name: ingressClassName, namespace },
        spec: {
          ingressClassName,
          rules: [{ host, http: { paths: [path("/", "blue"), path("/green", "green")] } }],
        },
      });
      const url = await loopbackUrl("Ingresses and Gateways", 80, BUILD_MS);
      await eventually("the rule", async () => (await ask(url, { Host: host })).status === 200);
      expect((await ask(url, { Host: host })).body).toMatch(/^blue-/);
      expect((await ask(`${url}/green/x`, { Host: host })).body).toMatch(/^green-/);
      // A prefix is one of whole path elements.
      expect((await ask(`${url}/greenhouse`, { Host: host })).body).toMatch(/^blue-/);
      expect((await ask(url, { Host: `other.${host}` })).status).toBe(404);
      await eventually("an address in its status", async () => {
        const text = await cluster.kubectl(["-n", namespace, "get", "ingress", ingressClassName, "-o", "json"]);
        return /"ip": "10\./.test(text);
      });
    },
    BUILD_MS,
  );
});

test(
  "an HTTPRoute's weights move all traffic, and no request is lost",
  async () => {
    const host = `route.${namespace}.example.com`;
    const route = (weights: { blue: number; green: number }) => ({
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: "route", namespace },
      spec: {
        parentRefs: [{ name: "gateway" }],
        hostnames: [host],
        rules: [{ backendRefs: Object.entries(weights).map(([name, weight]) => ({ name, port: 80, weight })) }],
      },
    });
    await cluster.apply(
      {
        apiVersion: "gateway.networking.k8s.io/v1",
        kind: "Gateway",
        metadata: { name: "gateway", namespace },
        spec: {
          gatewayClassName: "gke-l7-global-external-managed",
          listeners: [{ name: "http", protocol: "HTTP", port: 80 }],
        },
      },
      route({ blue: 100, green: 0 }),
    );
    const url = await loopbackUrl("Ingresses and Gateways", 80, BUILD_MS);
    await eventually("the route", async () => (await ask(url, { Host: host })).status === 200);
    const traffic = new Traffic(url, { Host: host });
    await eventually("requests", () => total(traffic) > 50);
    expect(colorsOf(traffic)).toEqual(new Set(["blue"]));
    await cluster.apply(route({ blue: 0, green: 100 }));
    await eventually("answers of green", async () => (await ask(url, { Host: host })).body.startsWith("green"));
    const blue = countOf(traffic, "blue");
    await eventually("more requests", () => countOf(traffic, "green") > 50);
    await traffic.stop();
    expect(traffic.failures).toEqual([]);
    // What was under way at the switch may still have been blue's.
    expect(countOf(traffic, "blue") - blue).toBeLessThan(10);
    const gateway = await cluster.kubectl(["-n", namespace, "get", "gateway", "gateway", "-o", "json"]);
    expect(gateway).toMatch(/"value": "10\./);
  },
  BUILD_MS,
);

/** Pods that serve on for 12 s after they are told to stop: what a busy machine may take to tell every load balancer. */
function patient(deployment: object): object {
  const text = JSON.stringify(deployment).replace('"sleep","3"', '"sleep","12"');
  if (!text.includes('"sleep","12"')) throw new Error("the harness's Deployment has another preStop");
  return JSON.parse(text.replace('"terminationGracePeriodSeconds":20', '"terminationGracePeriodSeconds":40')) as object;
}

function service(name: string, spec: object): object {
  const ports = [{ name: "http", port: 80, targetPort: 8080 }];
  return { apiVersion: "v1", kind: "Service", metadata: { name, namespace }, spec: { ports, ...spec } };
}

function path(prefix: string, name: string): object {
  return { path: prefix, pathType: "Prefix", backend: { service: { name, port: { number: 80 } } } };
}

function selector(app: string): string {
  return JSON.stringify({ spec: { selector: { app } } });
}

function total(traffic: Traffic): number {
  return [...traffic.answers.values()].reduce((sum, count) => sum + count, 0);
}

/** Pods answer with their names, which begin with their Deployment's. */
function countOf(traffic: Traffic, color: string): number {
  return [...traffic.answers].reduce((sum, [body, count]) => sum + (body.startsWith(color) ? count : 0), 0);
}

function colorsOf(traffic: Traffic): Set<string | undefined> {
  return new Set([...traffic.answers.keys()].map((body) => body.split("-")[0]));
}

function place() {
  const { home } = cluster.sandbox;
  return { home, index: new ClusterStore(home).read(cluster.id)?.index ?? 0 };
}

async function status(): Promise<AddonStatus> {
  const found = await addonStatus(place());
  if (!found) throw new Error("the addons do not answer");
  return found;
}

async function find(what: string) {
  return (await status()).loadBalancers.find((one) => one.for === what);
}

async function loopbackUrl(what: string, port: number, timeoutMs = 30_000): Promise<string> {
  return await loopbackUrlOf(place(), what, port, timeoutMs);
}

async function ingressOf(name: string): Promise<string | undefined> {
  const path = `/api/v1/namespaces/${namespace}/services/${name}`;
  const { status: found } = await cluster.api.call<{ status: { loadBalancer: { ingress?: { ip: string }[] } } }>(
    "GET",
    path,
  );
  return found.loadBalancer.ingress?.[0]?.ip;
}

async function controller() {
  const label = new ClusterStore(cluster.sandbox.home).read(cluster.id)?.label;
  const found = (await cluster.sandbox.supervisor.statuses()).find(({ name }) => name === `${label}/addons`);
  if (!found) throw new Error("the supervisor knows no addons");
  return found;
}
