import { LoopbackServer } from "../../loopback-server";
import { KubernetesError, LOOK_PATIENCE_MS } from "../../../lib/kubernetes";
import { PATIENCE_MS } from "../../../lib/retry";
import { withLook, withPort } from "../../../provider/traffic-switch/connection";
import { tellSetbacks } from "../../../provider/traffic-switch/setbacks";
import { SimulatedCluster } from "./simulated-cluster";
import { simulatedSpec } from "./simulated-spec";

function heard() {
  const status: string[] = [];
  const info: string[] = [];
  return {
    status,
    info,
    log: { status: (line: string) => void status.push(line), info: (line: string) => void info.push(line) },
  };
}

test("each setback is a status line; one that lasts is kept in the log once", () => {
  const { status, info, log } = heard();
  const tell = tellSetbacks(log);
  for (const attempt of [1, 2, 3, 4])
    tell({ error: new KubernetesError(503, "ServiceUnavailable", "away"), attempt, pauseMs: attempt * 1000 });
  expect(status).toEqual([1, 2, 3, 4].map((s) => `the API server answers 503; trying again in ${s} s`));
  expect(info).toEqual(["the API server answers 503; trying again in 3 s"]);
});

test("it says that the API server asks to slow down, or who did not answer", () => {
  const { status, log } = heard();
  const tell = tellSetbacks(log);
  tell({ error: new KubernetesError(429, "TooManyRequests", "slow"), attempt: 1, pauseMs: 250 });
  tell({ error: new Error("no answer from 127.0.0.1: ECONNREFUSED"), attempt: 1, pauseMs: 500 });
  expect(status).toEqual([
    "the API server asks to slow down; trying again in 0.3 s",
    "no answer from 127.0.0.1: ECONNREFUSED; trying again in 0.5 s",
  ]);
});

test("whoever waits for a call to a cluster is told", async () => {
  let asked = 0;
  const server = new LoopbackServer((_, response) => {
    response.writeHead(++asked === 1 ? 503 : 404, { "content-type": "application/json" }).end("{}");
  });
  const kubeconfig = JSON.stringify({
    clusters: [{ name: "c", cluster: { server: await server.start(), "insecure-skip-tls-verify": true } }],
    users: [{ name: "u", user: {} }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  });
  const { status, log } = heard();
  const spec = simulatedSpec(new SimulatedCluster(["blue", "green"]), { active: "blue", kubeconfig });
  try {
    const looked = withPort(spec, log, (port) => port.observe(new AbortController().signal));
    await expect(looked).rejects.toMatchObject({ status: 404 });
    expect(status).toEqual([expect.stringMatching(/^the API server answers 503; trying again in 0\.[1-3] s$/)]);
  } finally {
    await server.stop();
  }
});

test("a preview fails soon where the cluster does not answer, and says what to look after", async () => {
  const server = new LoopbackServer((_, response) => void response.end());
  const url = await server.start();
  await server.stop();
  const kubeconfig = JSON.stringify({
    clusters: [{ name: "c", cluster: { server: url, "insecure-skip-tls-verify": true } }],
    users: [{ name: "u", user: {} }],
    contexts: [{ name: "x", context: { cluster: "c", user: "u" } }],
    "current-context": "x",
  });
  const { log } = heard();
  const spec = simulatedSpec(new SimulatedCluster(["blue", "green"]), { active: "blue", kubeconfig });
  const looked = withLook(spec, log, (port) => port.observe(new AbortController().signal), 300);
  await expect(looked).rejects.toThrow(
    /^the cluster of web cannot be asked where the traffic is: no answer from .*ECONNREFUSED.*can be reached from here/,
  );
});

test("a preview asks for seconds, and an update for as long as an API server takes to restart", () => {
  expect(LOOK_PATIENCE_MS).toBeLessThanOrEqual(15_000);
  expect(PATIENCE_MS).toBeGreaterThanOrEqual(60_000);
});
