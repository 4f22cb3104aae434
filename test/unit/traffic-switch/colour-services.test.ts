import { KubernetesClient, type TransportRequest } from "../../../lib/kubernetes";
import { mendServices } from "../../../provider/traffic-switch/colour-services";
import { type Reply, SimulatedTransport } from "../lib/kubernetes/simulated-transport";
import { SimulatedCluster } from "./simulated-cluster";
import { simulatedSpec } from "./simulated-spec";

const SERVICES = "/api/v1/namespaces/n/services";
const signal = new AbortController().signal;
const http = { name: "http", port: 80, targetPort: 8080, protocol: "TCP" };

interface Given {
  /** Of the live Service. */
  readonly ports?: readonly object[];
  /** Blue's own Service; `undefined` where there is none. */
  readonly blue?: object | undefined;
  readonly ready?: boolean;
  /** What the API server says of a change. */
  readonly change?: Reply;
  readonly colors?: readonly string[];
}

/** Mends blue's Service, unless others are named. */
async function mend({ ports = [http], blue, ready = true, change = { body: {} }, colors = ["blue"] }: Given) {
  const endpoints = ready ? [{ endpoints: [{ conditions: { ready: true } }] }] : [];
  const reply = ({ method, path }: TransportRequest): Reply => {
    if (method !== "GET") return change;
    if (path === `${SERVICES}/web`) return { body: { spec: { ports, selector: { app: "web", color: "blue" } } } };
    if (path === `${SERVICES}/blue`)
      return blue ? { body: blue } : { status: 404, body: { kind: "Status", reason: "NotFound", message: "no" } };
    if (path.endsWith("/pods"))
      return { body: { items: [{ status: { conditions: [{ type: "Ready", status: ready ? "True" : "False" }] } }] } };
    return { body: { metadata: { resourceVersion: "1" }, items: endpoints } };
  };
  const transport = new SimulatedTransport(reply);
  const spec = simulatedSpec(new SimulatedCluster(["blue", "green"]), { active: "green" });
  const lines = await mendServices(new KubernetesClient(transport, { patienceMs: 0 }), spec, colors, signal);
  const changes = transport.requests.filter(({ method }) => method !== "GET");
  const sent = changes.map(({ method, path, body = "" }) => ({ method, path, body: JSON.parse(body) as unknown }));
  return { lines, sent, calls: transport.calls };
}

const service = (selector: object, ports: readonly object[]) => ({
  metadata: { resourceVersion: "7" },
  spec: { selector, ports },
});
const own = { app: "web", color: "blue" };

test("a Service that is as it should be is not touched", async () => {
  const { lines, sent } = await mend({ blue: service(own, [http]) });
  expect(lines).toEqual([]);
  expect(sent).toEqual([]);
});

test("that of a colour which the program has no more is left to the engine", async () => {
  const { lines, sent } = await mend({ blue: service(own, [http]), colors: ["blue", "red", "constructor"] });
  expect(lines).toEqual([]);
  expect(sent).toEqual([]);
});

test("one that is missing is made again, with the live Service's ports but its nodes' ports", async () => {
  const { lines, sent } = await mend({ ports: [{ ...http, nodePort: 30080 }] });
  expect(lines).toEqual(["Service blue was missing; it is put back, so that no open connection is cut"]);
  expect(sent).toMatchObject([
    { method: "POST", path: SERVICES, body: { metadata: { name: "blue", namespace: "n" }, spec: { selector: own } } },
  ]);
  expect(sent[0]?.body).toHaveProperty("spec.ports", [http]);
});

test("one that leads elsewhere leads to its colour again, and to nothing else, at the version that was seen", async () => {
  const { lines, sent } = await mend({ blue: service({ app: "web", color: "green", track: "canary" }, [http]) });
  expect(lines).toEqual([
    'Service blue was leading to {"app":"web","color":"green","track":"canary"}; it is put back, so that no open connection is cut',
  ]);
  expect(sent).toEqual([
    {
      method: "PATCH",
      path: `${SERVICES}/blue`,
      body: {
        metadata: { resourceVersion: "7" },
        spec: { selector: { ...own, track: null }, ports: [http] },
      },
    },
  ]);
});

test("one that lacks a target port gets it, and keeps a port of its own", async () => {
  const metrics = { name: "metrics", port: 9090, targetPort: 9090, protocol: "TCP" };
  const udp = { name: "quic", port: 80, targetPort: 8080, protocol: "UDP" };
  const { lines, sent } = await mend({ ports: [http, udp], blue: service(own, [http, metrics]) });
  expect(lines).toEqual([expect.stringContaining("was without port 8080/UDP")]);
  expect(sent[0]?.body).toHaveProperty("spec.ports", [http, metrics, udp]);
});

test("a target port under a name or number of another takes its place", async () => {
  const { sent } = await mend({ blue: service(own, [{ ...http, targetPort: 3000 }]) });
  expect(sent[0]?.body).toHaveProperty("spec.ports", [http]);
});

test("endpoints are awaited where the colour has ready pods, and only there", async () => {
  const slices = expect.stringContaining("endpointslices") as string;
  expect((await mend({})).calls).toContainEqual(slices);
  expect((await mend({ ready: false })).calls).not.toContainEqual(slices);
});

test("what the API server refuses ends the switch before traffic moves", async () => {
  const forbidden: Reply = { status: 403, body: { kind: "Status", reason: "Forbidden", message: "not yours" } };
  await expect(mend({ change: forbidden })).rejects.toMatchObject({ status: 403, message: "not yours" });
});
