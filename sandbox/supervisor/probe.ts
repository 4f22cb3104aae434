import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { get as getHttp } from "node:http";
import { get as getHttps } from "node:https";
import { createConnection } from "node:net";
import type { Probe } from "./spec";

const TIMEOUT_MS = 2000;

/** Whether the probe of this running process succeeds now. */
export function probeOnce(probe: Probe, pid: number): Promise<boolean> {
  switch (probe.kind) {
    case "unix":
      // By way of the process's root: its mount namespace may have a /run of its own.
      return connects({ path: `/proc/${pid}/root${probe.path}` });
    case "tcp":
      return probe.netns === undefined
        ? connects({ host: probe.host, port: probe.port })
        : connectsInside(probe.netns, probe.host, probe.port);
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

/** Node cannot enter a network namespace, so that a shell does it. */
function connectsInside(netns: string, host: string, port: number): Promise<boolean> {
  const command = ["-c", ': < "/dev/tcp/$0/$1"', host, String(port)];
  return new Promise((resolve) => {
    execFile("nsenter", [`--net=${netns}`, "bash", ...command], { timeout: TIMEOUT_MS }, (error) => resolve(!error));
  });
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
    } catch {
      resolve(false);
    }
  });
}
