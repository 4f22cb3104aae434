/**
 * How fast the sandbox's Google Cloud answers with a thousand clusters' worth of state, what it needs, and how soon it is up.
 *
 *     npx tsx bench/google-cloud.ts [--json FILE]
 */
import { Agent, request } from "node:http";
import { parseArgs } from "node:util";
import { SandboxCloud, TOKEN } from "../test/unit/google-cloud/sandbox-cloud";
import { quantile, report } from "./report";

const { values } = parseArgs({ options: { json: { type: "string" } } });

const CLUSTERS = 1000;
const CALLS = 3000;
const CONNECTIONS = 8;
const project = "bench-proj";
const location = `/container/v1/projects/${project}/locations/europe-west1-b`;

async function main() {
  const starting = performance.now();
  const cloud = await new SandboxCloud().start();
  const startMs = performance.now() - starting;
  await cloud.enable(project, "container", "compute");
  await cloud.call("PUT", "/_sandbox/faults", {
    quotas: { CPUS: 1e9, INSTANCES: 1e9, SSD_TOTAL_GB: 1e9, IN_USE_ADDRESSES: 1e9 },
  });
  for (let index = 0; index < CLUSTERS; index++) {
    const { status } = await cloud.call("POST", `${location}/clusters`, {
      cluster: { name: `c${index}`, initialNodeCount: 1 },
    });
    if (status !== 200) throw new Error(`create: ${status}`);
  }
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const get = (path: string) =>
    new Promise<number>((resolve, reject) => {
      const started = performance.now();
      request(`${cloud.server.url}${path}`, { agent, headers: { Authorization: `Bearer ${TOKEN}` } }, (answer) => {
        answer.resume();
        answer.on("end", () =>
          answer.statusCode === 200
            ? resolve(performance.now() - started)
            : reject(new Error(String(answer.statusCode))),
        );
      })
        .on("error", reject)
        .end();
    });
  const one = (index: number) => get(`${location}/clusters/c${index % CLUSTERS}`);
  for (let index = 0; index < 300; index++) await one(index);
  const latencies: number[] = [];
  for (let index = 0; index < CALLS; index++) latencies.push(await one(index));
  const started = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < CALLS) await one(next++);
    }),
  );
  const perSecond = CALLS / ((performance.now() - started) / 1000);
  report(
    "google-cloud",
    [
      { figure: `clusters.get with ${CLUSTERS} clusters, p50`, value: quantile(latencies, 0.5), unit: "ms", aim: 2 },
      { figure: "the same, p99", value: quantile(latencies, 0.99), unit: "ms", aim: undefined },
      { figure: `the same, ${CONNECTIONS} connections`, value: perSecond, unit: "calls/s", aim: undefined },
      { figure: "start", value: startMs, unit: "ms", aim: 1000 },
      { figure: "memory, with the client", value: process.memoryUsage.rss() / 2 ** 20, unit: "MiB", aim: 150 },
    ],
    values.json,
  );
  agent.destroy();
  await cloud.stop();
}

void main();
