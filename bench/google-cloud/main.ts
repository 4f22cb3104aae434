/**
 * How fast the sandbox's Google Cloud answers with a thousand clusters' worth of state, what it needs, and how soon it is up.
 *
 *     npx tsx bench/google-cloud/main.ts [--clusters 1000] [--calls 3000] [--profile FOLDER] [--json FILE]
 *
 * `--profile` leaves V8's profiles of the server there.
 */
import { Agent, request } from "node:http";
import { parseArgs } from "node:util";
import { report, round } from "../report";
import { passingFolder, ServerProcess } from "./process";
import { quantile } from "../../lib/quantile";

const { values } = parseArgs({
  options: {
    clusters: { type: "string", default: "1000" },
    calls: { type: "string", default: "3000" },
    profile: { type: "string" },
    json: { type: "string" },
  },
});

const CLUSTERS = Number(values.clusters);
const CALLS = Number(values.calls);
const CONNECTIONS = 8;
const PROJECT = "bench-proj";
const LOCATION = `/container/v1/projects/${PROJECT}/locations/europe-west1-b`;
const SERVICES = `/serviceusage/v1/projects/${PROJECT}/services:batchEnable`;

async function main() {
  const folder = passingFolder();
  const flags = values.profile === undefined ? [] : ["--cpu-prof", `--cpu-prof-dir=${values.profile}`];
  const fresh = await started(() => ServerProcess.start(folder, flags));
  const empty = fresh.server.memory();
  const createMs = await fill(fresh.server);
  const filled = fresh.server.memory();
  await fresh.server.stop();

  // Again, from the state: what a sandbox does that was stopped, and no garbage of the filling is counted.
  const { server, startMs } = await started(() => ServerProcess.start(folder, flags));
  progress(`clusters.get, ${CALLS} times`);
  const latencies = await oneByOne(server);
  const perSecond = await atOnce(server);
  const used = server.memory();
  await server.stop();

  const half = createMs.length / 2;
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  report(
    "google-cloud",
    [
      { figure: `clusters.get with ${CLUSTERS} clusters, p50`, value: quantile(latencies, 0.5), unit: "ms", aim: 2 },
      { figure: "the same, p99", value: quantile(latencies, 0.99), unit: "ms", aim: undefined },
      { figure: `the same, ${CONNECTIONS} connections`, value: perSecond, unit: "calls/s", aim: undefined },
      { figure: "start, first time", value: fresh.startMs, unit: "ms", aim: 1000 },
      { figure: `start with ${CLUSTERS} clusters`, value: startMs, unit: "ms", aim: 1000 },
      { figure: "memory of the server, empty", value: empty.total, unit: "MiB", aim: 150 },
      { figure: `the same after ${CLUSTERS} creates`, value: filled.total, unit: "MiB", aim: 150 },
      { figure: `the same after a restart and ${2 * CALLS} gets`, value: used.total, unit: "MiB", aim: 150 },
      { figure: "clusters.create, p50", value: quantile(createMs, 0.5), unit: "ms", aim: undefined },
      {
        figure: "clusters.create, the second half by the first",
        value: sum(createMs.slice(half)) / sum(createMs.slice(0, half)),
        unit: "times",
        aim: undefined,
      },
    ],
    values.json,
    [{ memory: { empty, filled, used } }],
  );
}

async function started<T extends { startMs: number }>(start: () => Promise<T>): Promise<T> {
  const result = await start();
  progress(`started in ${round(result.startMs)} ms`);
  return result;
}

/** Creates the clusters one after the other. @returns the milliseconds that each took */
async function fill(server: ServerProcess): Promise<number[]> {
  await server.call("POST", SERVICES, { serviceIds: ["container.googleapis.com", "compute.googleapis.com"] });
  await server.call("PUT", "/_sandbox/faults", {
    quotas: { CPUS: 1e9, INSTANCES: 1e9, SSD_TOTAL_GB: 1e9, IN_USE_ADDRESSES: 1e9 },
  });
  const times: number[] = [];
  for (let index = 0; index < CLUSTERS; index++) {
    if (index % 250 === 0) progress(`${index} of ${CLUSTERS} clusters`);
    const before = performance.now();
    await server.call("POST", `${LOCATION}/clusters`, { cluster: { name: `c${index}`, initialNodeCount: 1 } });
    times.push(performance.now() - before);
  }
  return times;
}

async function oneByOne(server: ServerProcess): Promise<number[]> {
  const client = new Client(server, 1);
  for (let index = 0; index < 300; index++) await client.get(index);
  const latencies: number[] = [];
  for (let index = 0; index < CALLS; index++) latencies.push(await client.get(index));
  client.close();
  return latencies;
}

async function atOnce(server: ServerProcess): Promise<number> {
  const client = new Client(server, CONNECTIONS);
  const started = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: CONNECTIONS }, async () => {
      while (next < CALLS) await client.get(next++);
    }),
  );
  client.close();
  return CALLS / ((performance.now() - started) / 1000);
}

/** Over connections that are kept. */
class Client {
  readonly #agent;
  constructor(
    readonly server: ServerProcess,
    connections: number,
  ) {
    this.#agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  /** @returns milliseconds until the whole answer is there */
  get(index: number): Promise<number> {
    const { url, headers } = this.server;
    return new Promise((resolve, reject) => {
      const started = performance.now();
      request(`${url}${LOCATION}/clusters/c${index % CLUSTERS}`, { agent: this.#agent, headers }, (answer) => {
        answer.resume();
        answer.on("end", () => {
          if (answer.statusCode === 200) resolve(performance.now() - started);
          else reject(new Error(`clusters.get: ${answer.statusCode}`));
        });
      })
        .on("error", reject)
        .end();
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

function progress(line: string): void {
  process.stderr.write(`${line}\n`);
}

// Ends the servers and removes the folder, which hang on the process's end.
for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, () => process.exit(1));
main().then(
  () => process.exit(),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
