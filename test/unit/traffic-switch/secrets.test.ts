import { LoopbackServer } from "../../loopback-server";
import { KubernetesClient } from "../../../lib/kubernetes";
import { isMap, type PropertyMap, Secret } from "../../../lib/plugin";
import { awaitJob } from "../../../provider/traffic-switch/jobs";
import { alone, together } from "../../../provider/traffic-switch/layout";
import { TrafficSwitchHandler } from "../../../provider/traffic-switch/handler";
import { simulatedSpec } from "./simulated-spec";
import { SimulatedCluster } from "./simulated-cluster";

/** Path, without its query → what the API server answers. */
let answers: Readonly<Record<string, unknown>>;
const server = new LoopbackServer((request, response) => {
  const [path = ""] = (request.url ?? "").split("?");
  const found = answers[path];
  response.writeHead(found === undefined ? 404 : 200, { "content-type": "application/json" });
  response.end(
    typeof found === "string" ? found : JSON.stringify(found ?? { kind: "Status", reason: "NotFound", message: "no" }),
  );
});
let kubeconfig: string;
beforeAll(async () => {
  const url = await server.start();
  kubeconfig = JSON.stringify({
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "c", cluster: { server: url, "insecure-skip-tls-verify": true } }],
    users: [{ name: "u", user: { token: "canary-token" } }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  });
});
afterAll(() => server.stop());

describe("what a failed Job said last", () => {
  const seen = async (
    log: string,
    secret: unknown = { data: { key: Buffer.from("canary-4711").toString("base64") } },
  ) => {
    answers = {
      "/apis/batch/v1/namespaces/n/jobs": {
        metadata: { resourceVersion: "1" },
        items: [
          { metadata: { name: "j" }, status: { conditions: [{ type: "Failed", status: "True", message: "why" }] } },
        ],
      },
      "/api/v1/namespaces/n/pods": {
        items: [
          {
            metadata: { name: "p" },
            spec: {
              containers: [
                { name: "job", env: [{ name: "K", valueFrom: { secretKeyRef: { name: "apikey", key: "key" } } }] },
              ],
            },
          },
        ],
      },
      "/api/v1/namespaces/n/pods/p/log": log,
      ...(secret !== undefined && { "/api/v1/namespaces/n/secrets/apikey": secret }),
    };
    const client = new KubernetesClient(kubeconfig, { patienceMs: 0 });
    try {
      return (await awaitJob(client, "n", "j", new AbortController().signal)).seen;
    } finally {
      client.close();
    }
  };

  test("is shown without the Secrets that it could read, credentials, colours and commands to a runner", async () => {
    const said = await seen(
      "the cart is \u001b[31mempty\u001b[0m\n::error::K=canary-4711\nbase64 Y2FuYXJ5LTQ3MTE=\npostgres://u:canary-2@db/x\n",
    );
    expect(said).toContain("the cart is empty");
    expect(said).not.toMatch(/canary|Y2FuYXJ5/);
    expect(said).not.toContain("\u001b");
    expect(said).not.toMatch(/^\s*::/m);
  });

  test("is not shown where such a Secret cannot be read", async () => {
    const said = await seen("K=canary-4711", "not json");
    expect(said).toContain("not shown");
    expect(said).not.toContain("canary");
  });
});

describe("a refresh keeps what is secret", () => {
  const spec = (app: string): PropertyMap => ({
    ...(simulatedSpec(new SimulatedCluster(["blue", "green"]), {
      active: "blue",
      app,
      route: { kind: "selector", service: app, selector: { app }, overlapSeconds: 0 },
    }) as unknown as PropertyMap),
    kubeconfig: new Secret(kubeconfig),
  });
  const service = (app: string) => ({
    metadata: { resourceVersion: "1" },
    spec: { selector: { app, color: "green" } },
  });
  beforeEach(() => {
    answers = {
      "/api/v1/namespaces/n/services/web": service("web"),
      "/api/v1/namespaces/n/services/api": service("api"),
    };
  });
  const signal = new AbortController().signal;

  test("in a switch", async () => {
    const inputs = spec("web");
    const read = await new TrafficSwitchHandler(alone).read({
      id: "n/web",
      inputs,
      properties: inputs,
      signal,
    } as never);
    expect(read?.inputs["active"]).toBe("green");
    expect(read?.inputs["kubeconfig"]).toBeInstanceOf(Secret);
    expect(read?.properties["kubeconfig"]).toBeInstanceOf(Secret);
  });

  test("in every member of a group, and in nothing else of it", async () => {
    const inputs = { members: [spec("web"), spec("api")] };
    const read = await new TrafficSwitchHandler(together).read({
      id: "web+api",
      inputs,
      properties: inputs,
      signal,
    } as never);
    for (const side of [read?.inputs, read?.properties]) {
      const members = side?.["members"];
      expect(Array.isArray(members) && members.length).toBe(2);
      for (const member of Array.isArray(members) ? members : []) {
        expect(isMap(member) && member["kubeconfig"]).toBeInstanceOf(Secret);
        expect(isMap(member) && member["active"]).toBe("green");
      }
      expect(JSON.stringify(side)).not.toContain("canary");
    }
  });
});
