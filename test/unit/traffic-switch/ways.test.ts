import { KubernetesClient } from "../../../lib/kubernetes";
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

test("only a selector without a colour is open to another workload's pods", () => {
  const both = { blue: 50, green: 50 };
  expect(wayOf(spec(overlap)).openTo(both)).toEqual({ app: "web" });
  expect(wayOf(spec(overlap)).openTo({ blue: 0, green: 100 })).toBeUndefined();
  expect(wayOf(spec(weighted)).openTo(both)).toBeUndefined();
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
