import { BOOT_MS, eventually, sharedCluster, type TestCluster } from "../../sandbox/testing/test-cluster";
import { anyAnswer, otherwise } from "../../lib/errors/expected";

/**
 * In the spirit of the upstream conformance tests of NetworkPolicy: pods in two namespaces and on two nodes, every one asked whom
 * it reaches, and the whole table compared with what the policies say.
 */
const PODS = ["x/a", "x/b", "y/a"] as const;
type PodName = (typeof PODS)[number];
const WAYS = ["tcp80", "tcp81", "udp80"] as const;
type Way = (typeof WAYS)[number];
type Reach = (from: PodName, to: PodName, way: Way) => boolean;

let cluster: TestCluster;
const namespaces: Record<string, string> = {};
const addresses = new Map<PodName, string>();
jest.setTimeout(120_000);

const SERVER = `
const http = require("http"), dgram = require("dgram");
for (const port of [80, 81]) http.createServer((_, answer) => answer.end("ok")).listen(port);
const udp = dgram.createSocket("udp4").on("message", (text, { port, address }) => udp.send(text, port, address));
udp.bind(80);
process.on("SIGTERM", () => process.exit(0));`;

/** Prints for each argument \`way@address\` whether it answers within 800 ms. */
const PROBE = `
const net = require("net"), dgram = require("dgram");
const tcp = (host, port) => new Promise((done) => {
  const socket = net.connect({ host, port }, () => done(true));
  socket.on("error", () => done(false)); setTimeout(() => done(false), 800);
});
const udp = (host, port) => new Promise((done) => {
  const socket = dgram.createSocket("udp4").on("message", () => done(true)).on("error", () => done(false));
  socket.send("hello", port, host); setTimeout(() => done(false), 800);
});
const dns = (name) => new Promise((done) => {
  require("dns").resolve4(name, (error) => done(!error)); setTimeout(() => done(false), 800);
});
Promise.all(process.argv.slice(1).map((arg) => {
  const [way, target] = arg.split("@");
  return way === "dns" ? dns(target) : way === "udp80" ? udp(target, 80) : tcp(target, Number(way.slice(3)));
})).then((found) => { console.log(JSON.stringify(found)); process.exit(); });`;

beforeAll(async () => {
  cluster = await sharedCluster();
  const nodes = (await cluster.nodes()).map(({ name }) => name);
  for (const key of ["x", "y"]) namespaces[key] = await cluster.createNamespace();
  await cluster.apply(...PODS.map((pod) => testPod(pod, pod === "y/a" ? nodes[1]! : nodes[0]!)), {
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "a", namespace: namespaces["x"] },
    spec: { selector: { pod: "a" }, ports: [{ port: 8000, targetPort: "serve-80" }] },
  });
  for (const pod of PODS) {
    await cluster.kubectl([
      ...inNamespace(pod),
      "wait",
      "--for=condition=Ready",
      `pod/${pod.slice(2)}`,
      "--timeout=90s",
    ]);
    addresses.set(
      pod,
      await cluster.kubectl([...inNamespace(pod), "get", "pod", pod.slice(2), "-o=jsonpath={.status.podIP}"]),
    );
  }
}, BOOT_MS);

afterAll(async () => {
  for (const name of Object.values(namespaces)) await cluster.deleteNamespace(name);
}, 120_000);

afterEach(async () => {
  for (const name of Object.values(namespaces)) await cluster.kubectl(["-n", name, "delete", "networkpolicy", "--all"]);
});

test("without policies everybody reaches everybody", async () => {
  await expectReach(() => true);
});

test("default deny of ingress: nobody reaches the pods of the namespace, whose probes go on, and who reach others", async () => {
  await policy("x", { podSelector: {}, policyTypes: ["Ingress"] });
  await expectReach((_, to) => !to.startsWith("x/"));
  const ready = await cluster.kubectl([
    ...inNamespace("x/a"),
    "get",
    "pod",
    "a",
    "-o=jsonpath={.status.containerStatuses[0].ready}",
  ]);
  expect(ready).toBe("true");
});

test("ingress from a namespace, to a port that has a name, also by way of a Service", async () => {
  await policy("x", {
    podSelector: { matchLabels: { pod: "a" } },
    ingress: [{ from: [{ namespaceSelector: inside("y") }], ports: [{ port: "serve-80" }] }],
  });
  await expectReach((from, to, way) => to !== "x/a" || (from === "y/a" && way === "tcp80"));
  const service = await cluster.kubectl([
    "-n",
    namespaces["x"]!,
    "get",
    "service",
    "a",
    "-o=jsonpath={.spec.clusterIP}",
  ]);
  await expect(probe("y/a", [`tcp8000@${service}`])).resolves.toEqual([true]);
  await expect(probe("x/b", [`tcp8000@${service}`])).resolves.toEqual([false]);
});

test("ingress from pods of the own namespace, from pods of another one, and the sum of two policies", async () => {
  await policy("x", { podSelector: {}, ingress: [{ from: [{ podSelector: { matchLabels: { pod: "b" } } }] }] });
  await expectReach((from, to) => !to.startsWith("x/") || from === "x/b");
  await policy("x", {
    podSelector: { matchExpressions: [{ key: "pod", operator: "NotIn", values: ["b"] }] },
    ingress: [
      {
        from: [
          { namespaceSelector: inside("y"), podSelector: { matchExpressions: [{ key: "pod", operator: "Exists" }] } },
        ],
        ports: [{ protocol: "UDP", port: 80 }],
      },
    ],
  });
  await expectReach((from, to, way) => !to.startsWith("x/") || from === "x/b" || (to === "x/a" && way === "udp80"));
});

test("ingress from a block of addresses but for an exception, to a range of ports", async () => {
  const except = [`${addresses.get("y/a")}/32`];
  await policy("x", {
    podSelector: { matchLabels: { pod: "a" } },
    ingress: [
      { from: [{ ipBlock: { cidr: "0.0.0.0/0", except } }], ports: [{ protocol: "TCP", port: 81, endPort: 90 }] },
    ],
  });
  await expectReach((from, to, way) => to !== "x/a" || (from === "x/b" && way === "tcp81"));
});

test("egress: nowhere, not even to DNS, until it is allowed, and then only there", async () => {
  const name = "dns@kubernetes.default.svc.cluster.local";
  await policy("x", { podSelector: {}, policyTypes: ["Egress"] });
  await expectReach((from) => !from.startsWith("x/"));
  await expect(probe("x/a", [name])).resolves.toEqual([false]);
  const system = { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } };
  await policy("x", {
    podSelector: { matchLabels: { pod: "a" } },
    policyTypes: ["Egress"],
    egress: [
      {
        to: [{ namespaceSelector: system, podSelector: { matchLabels: { "k8s-app": "kube-dns" } } }],
        ports: [{ protocol: "UDP", port: 53 }],
      },
      { to: [{ ipBlock: { cidr: `${addresses.get("y/a")}/32` } }], ports: [{ protocol: "TCP", port: 80 }] },
    ],
  });
  await expectReach((from, to, way) => from === "y/a" || (from === "x/a" && to === "y/a" && way === "tcp80"));
  await expect(probe("x/a", [name])).resolves.toEqual([true]);
});

test("when the policies are gone, so are their rules, on every node", async () => {
  await policy("x", { podSelector: {}, policyTypes: ["Ingress", "Egress"] });
  await expectReach((from, to) => !from.startsWith("x/") && !to.startsWith("x/"));
  await cluster.kubectl(["-n", namespaces["x"]!, "delete", "networkpolicy", "--all"]);
  await expectReach(() => true);
  for (const { name } of await cluster.nodes()) {
    await expect(cluster.onNode(name, "nft", "list", "tables")).resolves.not.toContain("network_policies");
  }
});

function inNamespace(pod: PodName): string[] {
  return ["-n", namespaces[pod[0]!]!];
}

function inside(key: string): object {
  return { matchLabels: { "kubernetes.io/metadata.name": namespaces[key] } };
}

function testPod(pod: PodName, node: string): object {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name: pod.slice(2), namespace: namespaces[pod[0]!], labels: { pod: pod.slice(2) } },
    spec: {
      nodeSelector: { "kubernetes.io/hostname": node },
      terminationGracePeriodSeconds: 1,
      containers: [
        {
          name: "server",
          image: "node:20-slim",
          command: ["node", "-e", SERVER],
          ports: [{ name: "serve-80", containerPort: 80 }],
          readinessProbe: { httpGet: { path: "/", port: 80 }, periodSeconds: 1, failureThreshold: 1 },
        },
      ],
    },
  };
}

let policies = 0;

async function policy(key: string, spec: object): Promise<void> {
  const metadata = { name: `policy-${++policies}`, namespace: namespaces[key] };
  await cluster.apply({ apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy", metadata, spec });
}

async function probe(from: PodName, targets: readonly string[]): Promise<boolean[]> {
  const command = ["exec", from.slice(2), "--", "node", "-e", PROBE, ...targets];
  return JSON.parse(await cluster.kubectl([...inNamespace(from), ...command])) as boolean[];
}

/** Compares whom everybody reaches with what is to be, a line for each pair; a change takes a moment to arrive. */
async function expectReach(allowed: Reach): Promise<void> {
  const pairs = PODS.flatMap((from) => PODS.filter((to) => to !== from).map((to) => ({ from, to })));
  const line = (from: PodName, to: PodName, ways: readonly Way[]) => `${from} -> ${to}: ${ways.join(" ")}`;
  const expected = pairs.map(({ from, to }) =>
    line(
      from,
      to,
      WAYS.filter((way) => allowed(from, to, way)),
    ),
  );
  let found: string[] = [];
  const look = async () => {
    const tables = PODS.map(async (from) => {
      const others = PODS.filter((to) => to !== from);
      const answers = await probe(
        from,
        others.flatMap((to) => WAYS.map((way) => `${way}@${addresses.get(to)}`)),
      );
      return others.map((to, index) =>
        line(
          from,
          to,
          WAYS.filter((_, way) => answers[index * WAYS.length + way]),
        ),
      );
    });
    found = (await Promise.all(tables)).flat();
    return JSON.stringify(found) === JSON.stringify(expected);
  };
  await eventually("the table of who reaches whom", look, 15_000).catch(otherwise(undefined, anyAnswer));
  expect(found).toEqual(expected);
}
