import { mkdirSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { join } from "node:path";
import { logPath, rotateLog } from "./log-file";
import { bootId, identify, isAlive, type ProcessIdentity } from "./process-identity";
import { readRecord, writeRecord } from "./record";
import type { ProcessSpec } from "./spec";
import { SupervisedProcess } from "./supervised-process";

const ROTATE_MS = 15_000;

/** The supervisor of one sandbox. It owns `<home>/supervisor/` and answers on the socket in it. */
class Daemon {
  private readonly folder: string;
  private readonly processes = new Map<string, SupervisedProcess>();
  private writing = false;

  constructor(private readonly home: string) {
    this.folder = join(home, "supervisor");
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    this.restore();
    setInterval(() => this.rotate(), ROTATE_MS).unref();
  }

  listen(): void {
    const socket = join(this.folder, "socket");
    rmSync(socket, { force: true });
    const server = createServer((request, response) => {
      this.answer(request)
        .then((body) => reply(response, 200, body ?? {}))
        .catch((error: unknown) => reply(response, 500, { error: String(error) }));
    });
    server.listen(socket, () => this.changed());
  }

  /** Takes on what an earlier supervisor left running; after a restart of the machine there is nothing to take on. */
  private restore(): void {
    const recorded = readRecord(this.home);
    if (recorded?.bootId !== bootId()) return;
    for (const { spec, identity, restarts } of recorded.processes) {
      const process = this.run(spec, identity && isAlive(identity) ? identity : undefined);
      process.restarts = restarts;
    }
  }

  private run(spec: ProcessSpec, adopted?: ProcessIdentity): SupervisedProcess {
    const supervised = new SupervisedProcess(
      spec,
      {
        logFile: logPath(join(this.home, "logs"), spec.name),
        changed: () => this.changed(),
        areReady: (names) => names.every((name) => this.processes.get(name)?.phase === "ready"),
      },
      adopted,
    );
    this.processes.set(spec.name, supervised);
    return supervised;
  }

  private async answer(request: IncomingMessage): Promise<unknown> {
    const [, , encoded, action] = (request.url ?? "/").split("/");
    const name = decodeURIComponent(encoded ?? "");
    switch (`${request.method} ${action ?? ""}`.trim()) {
      case "PUT":
        return await this.ensure(JSON.parse(await text(request)) as ProcessSpec);
      case "DELETE":
        return await this.remove(name);
      case "POST restart":
        return this.processes.get(name)?.restart();
      case "POST shutdown":
        return await this.shutdown();
      case "GET":
        return {
          pid: process.pid,
          program: process.argv[1],
          processes: [...this.processes.values()].map((one) => one.status()),
        };
      default:
        throw new Error(`no such request: ${request.method} ${request.url}`);
    }
  }

  /** The same spec again changes nothing; another one under the same name replaces the process. */
  private async ensure(spec: ProcessSpec): Promise<void> {
    const known = this.processes.get(spec.name);
    if (known && JSON.stringify(known.spec) === JSON.stringify(spec)) return;
    await known?.stop();
    this.run(spec);
  }

  private async remove(name: string): Promise<void> {
    const known = this.processes.get(name);
    if (!known) return;
    await known.stop();
    if (this.processes.get(name) === known) this.processes.delete(name);
    this.changed();
  }

  /** Stops dependents before what they depend on. */
  private async shutdown(): Promise<void> {
    while (this.processes.size > 0) {
      const needed = new Set([...this.processes.values()].flatMap(({ spec }) => spec.dependsOn ?? []));
      const free = [...this.processes.keys()].filter((name) => !needed.has(name));
      await Promise.all((free.length > 0 ? free : [...this.processes.keys()]).map((name) => this.remove(name)));
    }
    setImmediate(() => process.exit(0));
  }

  /** Many changes in one turn of the event loop are written once. */
  private changed(): void {
    if (this.writing) return;
    this.writing = true;
    setImmediate(() => {
      this.writing = false;
      writeRecord(this.home, {
        bootId: bootId(),
        supervisor: identify(process.pid),
        processes: [...this.processes.values()].map(({ spec, identity, restarts }) => ({
          spec,
          ...(identity ? { identity } : {}),
          restarts,
        })),
      });
    });
  }

  private rotate(): void {
    for (const supervised of this.processes.values()) rotateLog(supervised.status().log);
  }
}

async function text(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(JSON.stringify(body));
}

const [home] = process.argv.slice(2);
if (home === undefined) throw new Error("usage: daemon <sandbox home>");
// It ends by request on its socket only; what a terminal sends is for the command in front of it.
for (const name of ["SIGHUP", "SIGINT"] as const) process.on(name, () => undefined);
new Daemon(home).listen();
