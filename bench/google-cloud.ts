/**
 * How fast the sandbox's Google Cloud answers with a thousand clusters' worth of state, what it needs, and how soon it is up.
 *
 *     npx tsx bench/google-cloud.ts
 */
import { Agent, request } from "node:http";
import { SandboxCloud, TOKEN } from "../test/unit/google-cloud/sandbox-cloud";

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
  latencies.sort((a, b) => a - b);
  const started = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < CALLS) await one(next++);
    }),
  );
  const perSecond = CALLS / ((performance.now() - started) / 1000);
  const at = (part: number) => Number(latencies[Math.floor(part * (latencies.length - 1))]?.toFixed(2));
  console.log(
    JSON.stringify({
      clusters: CLUSTERS,
      getP50Ms: at(0.5),
      getP99Ms: at(0.99),
      callsPerSecond: Math.round(perSecond),
      startMs: Math.round(startMs),
      rssMiBWithClient: Math.round(process.memoryUsage.rss() / 2 ** 20),
    }),
  );
  agent.destroy();
  await cloud.stop();
}

void main();
