import { request } from "node:http";
import { addonStatus } from "../../sandbox/kubernetes/addons";
import { ClusterStore } from "../../sandbox/kubernetes/state";
import {
  BOOT_MS,
  eventually,
  sharedCluster,
  webDeployment,
  type TestCluster,
} from "../../sandbox/testing/test-cluster";

jest.setTimeout(60_000);
const REPLICAS = 6;
let cluster: TestCluster;
let namespace: string;

beforeAll(async () => {
  cluster = await sharedCluster();
  namespace = await cluster.createNamespace();
  const spread = {
    maxSkew: 1,
    topologyKey: "kubernetes.io/hostname",
    whenUnsatisfiable: "DoNotSchedule",
    labelSelector: { matchLabels: { app: "web" } },
  };
  await cluster.apply(
    webDeployment(namespace, "web", REPLICAS, { topologySpreadConstraints: [spread] }),
    service("cluster-ip", { type: "ClusterIP" }),
    service("node-port", { type: "NodePort" }),
    service("load-balancer", { type: "LoadBalancer" }),
    service("headless", { clusterIP: "None" }),
    service("external-name", { type: "ExternalName", externalName: `cluster-ip.${namespace}.svc.cluster.local` }),
  );
  await cluster.kubectl(["-n", namespace, "rollout", "status", "deployment/web", "--timeout=120s"]);
}, BOOT_MS);

afterAll(() => cluster.deleteNamespace(namespace), 120_000);

test("three nodes are Ready, with GKE's labels and what GKE leaves of their machine type to pods", async () => {
  const nodes = await cluster.nodes();
  expect(nodes.map(({ ready }) => ready)).toEqual([true, true, true]);
  const { items } = await cluster.api.call<{ items: NodeView[] }>("GET", "/api/v1/nodes");
  for (const { metadata, spec, status } of items) {
    expect(metadata.name).toMatch(/^gke-shared-default-pool-[0-9a-f]{8}-[a-z0-9]{4}$/);
    expect(metadata.labels).toMatchObject({
      "cloud.google.com/gke-nodepool": "default-pool",
      "node.kubernetes.io/instance-type": "n1-standard-1",
      "topology.kubernetes.io/region": "asia-northeast3",
      "topology.kubernetes.io/zone": "asia-northeast3-a",
    });
    expect(spec.providerID).toBe(`gce://test-project/asia-northeast3-a/${metadata.name}`);
    expect(status.allocatable["cpu"]).toBe("940m");
    // 3.75 GiB less GKE's quarter and the eviction threshold.
    expect(Number.parseInt(status.allocatable["memory"] ?? "0") / 1024).toBeCloseTo(3840 * 0.75 - 100, -1);
  }
});

test("six replicas stand on three nodes, two on each", async () => {
  const pods = await cluster.api.call<{ items: { spec: { nodeName: string } }[] }>(
    "GET",
    `/api/v1/namespaces/${namespace}/pods`,
  );
  const nodes = pods.items.map(({ spec }) => spec.nodeName);
  const onEach = [...new Set(nodes)].map((node) => nodes.filter((one) => one === node).length);
  expect(onEach).toEqual([2, 2, 2]);
});

test("a ClusterIP Service reaches all six from every node", async () => {
  const { spec } = await serviceOf("cluster-ip");
  for (const { name } of await cluster.nodes()) {
    // A node learns of an endpoint a moment after the Deployment says that it is ready.
    await eventually(`answers of all replicas on ${name}`, async () => {
      return new Set(await fetchOn(name, `http://${spec.clusterIP}/`, 100)).size === REPLICAS;
    });
  }
});

test("a NodePort Service answers at every node's address, from the host and from another node", async () => {
  const { spec } = await serviceOf("node-port");
  const nodes = await cluster.nodes();
  for (const [position, { address }] of nodes.entries()) {
    const url = `http://${address}:${spec.ports[0]?.nodePort}/`;
    expect(await body(url)).toMatch(/^web-/);
    const [answer] = await fetchOn(nodes[(position + 1) % nodes.length]!.name, url);
    expect(answer).toMatch(/^web-/);
  }
});

test("a LoadBalancer Service gets an address that the host, the nodes and 127.0.0.1 reach", async () => {
  let address: string | undefined;
  await eventually("an address", async () => {
    address = (await serviceOf("load-balancer")).status.loadBalancer?.ingress?.[0]?.ip;
    return address !== undefined;
  });
  await eventually("an answer", async () => /^web-/.test(await body(`http://${address}/`)));
  const [node] = await cluster.nodes();
  expect((await fetchOn(node!.name, `http://${address}/`))[0]).toMatch(/^web-/);

  const { home } = cluster.sandbox;
  const given = await addonStatus({ home, index: new ClusterStore(home).read(cluster.id)?.index ?? 0 });
  const forwarded = given?.loadBalancers.find((one) => one.address === address)?.ports[0]?.url;
  expect(forwarded).toMatch(/^http:\/\/127\.0\.0\.1:\d+/);
  expect(await body(forwarded!)).toMatch(/^web-/);
});

test("names resolve inside a pod: Services, headless members, ExternalName", async () => {
  const lookup = (host: string) =>
    inPod(
      `require("dns").lookup(${JSON.stringify(host)}, { all: true, family: 4 }, (error, all) => ` +
        `console.log(error ? error.code : all.map(({ address }) => address).join()))`,
    );
  const { spec } = await serviceOf("cluster-ip");
  expect(await lookup("cluster-ip")).toBe(spec.clusterIP);
  expect(await lookup(`cluster-ip.${namespace}.svc.cluster.local`)).toBe(spec.clusterIP);
  expect(await lookup("external-name")).toBe(spec.clusterIP);
  await eventually("all members", async () => (await lookup("headless")).split(",").length === REPLICAS);
  expect(await lookup("kubernetes.default")).toMatch(/^10\./);
  expect(await lookup("no-such-service")).toBe("ENOTFOUND");
});

test("a pod reaches a Service of which it is itself an endpoint, and the API server", async () => {
  const status = (url: string) =>
    inPod(
      `process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";` +
        `fetch("${url}").then((answer) => console.log(answer.status), (error) => console.log(error.cause.code))`,
    );
  // As often as there are replicas, more or less each has had its turn to call itself.
  for (let round = 0; round < REPLICAS; round++) expect(await status("http://cluster-ip/")).toBe("200");
  expect(await status("https://kubernetes.default/version")).toBe("200");
});

interface NodeView {
  readonly metadata: { readonly name: string; readonly labels: Record<string, string> };
  readonly spec: { readonly providerID: string };
  readonly status: { readonly allocatable: Record<string, string> };
}

interface ServiceView {
  readonly spec: { readonly clusterIP: string; readonly ports: readonly { readonly nodePort?: number }[] };
  readonly status: { readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string }[] } };
}

function service(name: string, spec: object): object {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace },
    spec: { selector: { app: "web" }, ports: [{ port: 80, targetPort: 8080 }], ...spec },
  };
}

function serviceOf(name: string): Promise<ServiceView> {
  return cluster.api.call("GET", `/api/v1/namespaces/${namespace}/services/${name}`);
}

/** The answers to requests sent from a node, each on a connection of its own. */
async function fetchOn(node: string, url: string, requests = 1): Promise<string[]> {
  const program = `
    const options = { agent: false, timeout: 5000 };
    const get = () => new Promise((resolve) => {
      const call = require("http").get(${JSON.stringify(url)}, options, (response) => {
        let text = "";
        response.on("data", (chunk) => (text += chunk));
        response.on("end", () => resolve(text));
      });
      call.on("timeout", () => call.destroy(new Error("timeout")));
      call.on("error", (error) => resolve(error.message));
    });
    (async () => { for (let sent = 0; sent < ${requests}; sent++) console.log(await get()); })();`;
  return (await cluster.onNode(node, process.execPath, "-e", program)).trim().split("\n");
}

async function inPod(program: string): Promise<string> {
  return (await cluster.kubectl(["-n", namespace, "exec", "deployment/web", "--", "node", "-e", program])).trim();
}

/** A connection of its own each time, so that each request may reach another pod. */
function body(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const call = request(url, { agent: false, timeout: 5000 }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () => resolve(text));
    });
    call.on("timeout", () => call.destroy(new Error(`${url}: no answer`)));
    call.on("error", reject);
    call.end();
  });
}
