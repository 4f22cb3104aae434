import { KubernetesClient } from "../../../lib/kubernetes";
import { APP_LABEL } from "../../../lib/release/marks";
import type { SwitchSpec } from "../../../lib/release/spec";
import { KubernetesPort } from "../../../provider/traffic-switch/kubernetes-port";
import { wayOf } from "../../../provider/traffic-switch/ways";
import { LoopbackServer } from "../../loopback-server";
import { SimulatedCluster } from "./simulated-cluster";
import { httpRoute, simulatedSpec } from "./simulated-spec";

const selector = { kind: "selector", service: "web", selector: { app: "web" }, overlapSeconds: 0 } as const;
const overlap = { ...selector, overlapSeconds: 30 };
const weighted: SwitchSpec["route"] = { ...httpRoute, steps: [10, 100], propagationSeconds: 60 };

const spec = (route: SwitchSpec["route"], kubeconfig = ""): SwitchSpec =>
  simulatedSpec(new SimulatedCluster(["blue", "green"]), { active: "green", route, kubeconfig });

test.each<[string, SwitchSpec["route"], object]>([
  [
    "a selector: at once, nodes hear of it soon",
    selector,
    { weights: [100], propagationMs: 0, overlapMs: 0, isBehindProxies: false },
  ],
  [
    "an overlap: both, then one",
    overlap,
    { weights: [50, 100], propagationMs: 0, overlapMs: 30_000, isBehindProxies: true },
  ],
  [
    "an HTTPRoute: in steps, the load balancer hears late",
    weighted,
    { weights: [10, 100], propagationMs: 60_000, overlapMs: 0, isBehindProxies: true },
  ],
])("%s", (_, route, expected) => expect(wayOf(spec(route))).toMatchObject(expected));

describe("a selector of both colours", () => {
  const signal = new AbortController().signal;
  const both = { blue: 50, green: 50 };
  const own = { app: "web", [APP_LABEL]: "web" };

  /** A cluster whose colours' pods have these labels; the live Service leads to blue. */
  function cluster(labels: { readonly blue: object; readonly green: object }, status: object = {}): KubernetesClient {
    const objects: Record<string, object> = {
      "/api/v1/namespaces/n/services/web": { spec: { selector: { app: "web", color: "blue" } } },
      ...Object.fromEntries(
        Object.entries(labels).map(([color, one]: [string, object]) => [
          `/apis/apps/v1/namespaces/n/deployments/${color}`,
          {
            metadata: { generation: 2 },
            spec: { template: { metadata: { labels: one } } },
            status: { observedGeneration: 2, replicas: 3, updatedReplicas: 3, ...status },
          },
        ]),
      ),
    };
    return { json: (_: string, path: string) => Promise.resolve(objects[path]) } as unknown as KubernetesClient;
  }

  test("has the app's own label, which no other workload's pods carry, where all pods carry it", async () => {
    const client = cluster({ blue: own, green: own });
    const way = wayOf(spec(overlap));
    expect(await way.openTo(client, both, signal)).toEqual(own);
    expect(await way.patch(client, both, signal)).toEqual({ selector: { ...own, color: null } });
  });

  test.each<[string, KubernetesClient]>([
    ["a colour that an earlier version made", cluster({ blue: { app: "web" }, green: own })],
    ["pods of before that a rolling update still has", cluster({ blue: own, green: own }, { updatedReplicas: 2 })],
    ["a template that its controller has not seen", cluster({ blue: own, green: own }, { observedGeneration: 1 })],
  ])("is the former one with %s, so that none is left out", async (_, client) => {
    const way = wayOf(spec(overlap));
    expect(await way.openTo(client, both, signal)).toEqual({ app: "web" });
    expect(await way.patch(client, both, signal)).toEqual({ selector: { app: "web", color: null } });
  });

  test("is none where a colour decides", async () => {
    const client = cluster({ blue: own, green: own });
    expect(await wayOf(spec(overlap)).openTo(client, { blue: 0, green: 100 }, signal)).toBeUndefined();
    expect(await wayOf(spec(weighted)).openTo(client, both, signal)).toBeUndefined();
  });

  test("is as the switch writes it, and both colours have traffic by it", async () => {
    const json = () => Promise.resolve({ metadata: { resourceVersion: "1" }, spec: { selector: own } });
    const read = await wayOf(spec(overlap)).read({ json } as unknown as KubernetesClient, signal);
    expect(read).toMatchObject({ weights: both, found: overlap });
  });
});

describe("what the analysis asks", () => {
  /** Service → what it answers. */
  let answers: Readonly<Record<string, number>>;
  let asked: string[];
  const server = new LoopbackServer((request, response) => {
    const [, service = ""] = /services\/http:([^:]+):/.exec(request.url ?? "") ?? [];
    asked.push(service);
    response.writeHead(answers[service] ?? 404).end();
  });
  let kubeconfig: string;
  beforeAll(async () => {
    kubeconfig = JSON.stringify({
      clusters: [{ name: "c", cluster: { server: await server.start(), "insecure-skip-tls-verify": true } }],
      users: [{ name: "u", user: {} }],
      contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
      "current-context": "x",
    });
  });
  afterAll(() => server.stop());
  beforeEach(() => {
    asked = [];
    answers = { web: 200, blue: 200, green: 200 };
  });

  async function probes(route: SwitchSpec["route"], share: "some" | "all") {
    const own = spec(route, kubeconfig);
    const client = new KubernetesClient(kubeconfig, { patienceMs: 0 });
    const port = new KubernetesPort(client, own);
    try {
      const verdicts: string[] = [];
      for (let time = 0; time < 2; time++)
        verdicts.push((await port.probe("green", share, "/", new AbortController().signal)).verdict);
      return verdicts;
    } finally {
      client.close();
    }
  }

  test("is the live Service, by which users come, once one colour has all", async () => {
    expect(await probes(selector, "all")).toEqual(["answered", "answered"]);
    expect(await probes(overlap, "all")).toEqual(["answered", "answered"]);
    expect(new Set(asked)).toEqual(new Set(["web"]));
  });

  test("is the live Service too while it leads to both, and what it does wrong counts", async () => {
    answers = { ...answers, web: 503 };
    expect(await probes(overlap, "some")).toEqual(["answered", "failed"]);
    expect(asked).toEqual(["green", "web", "blue"]);
  });

  test("is no charge against the new colour where the old one does it", async () => {
    answers = { ...answers, web: 500, blue: 500 };
    expect(await probes(overlap, "some")).toEqual(["answered", "unheard"]);
  });

  test("is the colour's own Service behind a Gateway", async () => {
    expect(await probes(weighted, "some")).toEqual(["answered", "answered"]);
    expect(asked).toEqual(["green", "green"]);
  });
});
