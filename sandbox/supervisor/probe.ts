import { readFileSync } from "node:fs";
import { get as getHttp } from "node:http";
import { get as getHttps } from "node:https";
import { createConnection } from "node:net";
import type { Probe } from "./spec";
import { anyAnswer, systemError, tolerate } from "../../lib/errors/expected";

/** Long enough for a machine with ten times more to do than processors to do it. */
const TIMEOUT_MS = 5000;
/** The state's number in the kernel's tables. */
const LISTEN = "0A";

/** Whether the probe of this running process succeeds now. */
export function probeOnce(probe: Probe, pid: number): Promise<boolean> {
  switch (probe.kind) {
    case "unix":
      // By way of the process's root: its mount namespace may have a /run of its own.
      return connects({ path: `${process.platform === "linux" ? `/proc/${pid}/root` : ""}${probe.path}` });
    case "tcp":
      return connects({ host: probe.host, port: probe.port });
    case "listening":
      return Promise.resolve(isListening(pid, probe.port));
    case "http":
      return answers(probe);
    default:
      return probe satisfies never;
  }
}

function connects(where: { path: string } | { host: string; port: number }): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = createConnection({ ...where, timeout: TIMEOUT_MS });
    const finish = (ok: boolean) => {
      socket.destroy();
      resolve(ok);
    };
    socket.on("connect", () => finish(true));
    socket.on("error", () => finish(false));
    socket.on("timeout", () => finish(false));
  });
}

/** The kernel tells of the sockets in a process's network namespace: no need to enter it, which Node cannot. */
function isListening(pid: number, port: number): boolean {
  const suffix = `:${port.toString(16).toUpperCase().padStart(4, "0")}`;
  return ["tcp", "tcp6"].some((table) =>
    readIfThere(`/proc/${pid}/net/${table}`)
      .split("\n")
      .map((line) => line.trim().split(/ +/))
      .some(([, local, , state]) => local?.endsWith(suffix) && state === LISTEN),
  );
}

function readIfThere(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    tolerate(error, systemError);
    return "";
  }
}

function answers(probe: Extract<Probe, { kind: "http" }>): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const headers = probe.tokenFile
        ? { Authorization: `Bearer ${readFileSync(probe.tokenFile, "utf8").trim()}` }
        : undefined;
      const options = { timeout: TIMEOUT_MS, agent: false as const, ...(headers ? { headers } : {}) };
      const call = probe.url.startsWith("https:")
        ? getHttps(probe.url, { ...options, ...(probe.caFile ? { ca: readFileSync(probe.caFile) } : {}) })
        : getHttp(probe.url, options);
      call.on("response", (response) => {
        response.resume();
        resolve((response.statusCode ?? 500) < 400);
      });
      call.on("timeout", () => call.destroy(new Error("timeout")));
      call.on("error", () => resolve(false));
    } catch (error) {
      tolerate(error, anyAnswer);
      resolve(false);
    }
  });
}
