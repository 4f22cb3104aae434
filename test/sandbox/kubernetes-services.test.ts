import { request } from "node:http";
import { BOOT_MS, eventually, sharedCluster, webDeployment, type TestCluster } from "./harness";

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
  const perNode = Map.groupBy(pods.items, ({ spec }) => spec.nodeName);
  expect([...perNode.values()].map(({ length }) => length)).toEqual([2, 2, 2]);
});

test("a ClusterIP Service reaches all six from every node", async () => {
  const { spec } = await serviceOf("cluster-ip");
  for (const { name } of await cluster.nodes()) {
    const reached = new Set<string>();
    await eventually(`all replicas from ${name}`, async () => {
      reached.add(await fetchOn(name, `http://${spec.clusterIP}/`));
      return reached.size === REPLICAS;
    });
  }
});

test("a NodePort Service answers at every node's address, from the host and from another node", async () => {
  const { spec } = await serviceOf("node-port");
  const nodes = await cluster.nodes();
  for (const [position, { address }] of nodes.entries()) {
    const url = `http://${address}:${spec.ports[0]?.nodePort}/`;
    expect(await body(url)).toMatch(/^web-/);
    expect(await fetchOn(nodes[(position + 1) % nodes.length]!.name, url)).toMatch(/^web-/);
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
  expect(await fetchOn(node!.name, `http://${address}/`)).toMatch(/^web-/);

  const { addonStatus } = await import("../../sandbox/kubernetes/addons");
  const { ClusterStore } = await import("../../sandbox/kubernetes/state");
  const given = await addonStatus(new ClusterStore(cluster.sandbox.home).clusterFolder(cluster.id));
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
  expect((await lookup("headless")).split(",")).toHaveLength(REPLICAS);
  expect(await lookup("kubernetes.default")).toMatch(/^10\./);
  expect(await lookup("no-such-service")).toBe("ENOTFOUND");
});

test("a pod reaches a Service of which it is itself an endpoint, and the API server", async () => {
  const get = (url: string) => `require("http").get("${url}", (r) => console.log(r.statusCode))`;
  for (let round = 0; round < REPLICAS; round++) expect(await inPod(get("http://cluster-ip/"))).toBe("200");
  const insecure = `process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";`;
  expect(
    await inPod(
      `${insecure} require("https").get("https://kubernetes.default/version", (r) => console.log(r.statusCode))`,
    ),
  ).toBe("200");
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

function fetchOn(node: string, url: string): Promise<string> {
  const program = `fetch(${JSON.stringify(url)}, { signal: AbortSignal.timeout(5000) }).then((r) => r.text()).then((t) => process.stdout.write(t))`;
  return cluster.onNode(node, process.execPath, "-e", program);
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
