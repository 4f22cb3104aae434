import { readFileSync } from "node:fs";
import type { SandboxCloud } from "./sandbox-cloud";

interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly request?: unknown;
  readonly response: unknown;
}
export interface Recording {
  readonly scenario: string;
  readonly exchanges: readonly Exchange[];
}
export interface Replayed {
  readonly exchange: Exchange;
  readonly status: number;
  readonly body: unknown;
  /** Paths of the recorded response that ours lacks. */
  readonly missing: readonly string[];
}

export function readRecording(file: string): Recording {
  return JSON.parse(readFileSync(file, "utf8")) as Recording;
}

/** Values that a server chooses; later requests repeat them. */
const CHOSEN = new Set([
  "name",
  "id",
  "etag",
  "fingerprint",
  "labelFingerprint",
  "resourceVersion",
  "resourceName",
  "email",
  "uniqueId",
]);

/**
 * Sends recorded requests in their order. What the server chose in the recording (names of operations, ids, fingerprints) is
 * replaced in later requests by what ours chose; operations are polled until they are done where the recording was.
 */
export async function replay(cloud: SandboxCloud, recording: Recording): Promise<Replayed[]> {
  const { body: project } = await cloud.call<{ projectNumber: string }>(
    "GET",
    "/cloudresourcemanager/v1/projects/demo-proj",
  );
  const chosen = new Map<string, string>([["123456789012", project.projectNumber]]);
  // Longest first: names of operations contain the project's number.
  const rewrite = (text: string) =>
    [...chosen].sort(([a], [b]) => b.length - a.length).reduce((now, [from, to]) => now.replaceAll(from, to), text);
  const results: Replayed[] = [];
  for (const exchange of recording.exchanges) {
    const url = rewrite(exchange.url);
    const isUpload = url.startsWith("/upload/");
    const body =
      exchange.request === undefined
        ? undefined
        : isUpload
          ? (exchange.request as string)
          : rewrite(JSON.stringify(exchange.request));
    const boundary = isUpload ? /^--(\S+)/.exec(body ?? "")?.[1] : undefined;
    const wasDone = isDone(exchange.response);
    if (exchange.method === "GET" && wasDone && exchange.status === 200) await cloud.until(url.replace(/\?.*$/, ""));
    const answer = await cloud.call(
      exchange.method,
      url,
      body,
      boundary ? { "Content-Type": `multipart/related; boundary=${boundary}` } : {},
    );
    learn(exchange.response, answer.body, chosen);
    results.push({
      exchange,
      status: answer.status,
      body: answer.body,
      missing: exchange.status === 200 ? missing(exchange.response, answer.body, "") : [],
    });
  }
  return results;
}

function isDone(response: unknown): boolean {
  const { status, done, operationType, response: inner } = (response ?? {}) as Record<string, unknown>;
  return (done === true && inner !== undefined) || (status === "DONE" && operationType !== undefined);
}

function learn(recorded: unknown, ours: unknown, chosen: Map<string, string>) {
  if (typeof recorded !== "object" || recorded === null || typeof ours !== "object" || ours === null) return;
  for (const [key, value] of Object.entries(recorded)) {
    const own = (ours as Record<string, unknown>)[key];
    if (CHOSEN.has(key) && typeof value === "string" && typeof own === "string" && value !== own && value.length > 3)
      chosen.set(value, own);
    else learn(value, own, chosen);
  }
}

function missing(recorded: unknown, ours: unknown, path: string): string[] {
  if (typeof recorded !== "object" || recorded === null) return [];
  if (Array.isArray(recorded))
    return recorded.length > 0 && Array.isArray(ours) ? missing(recorded[0], ours[0], `${path}[]`) : [];
  return Object.entries(recorded).flatMap(([key, value]) => {
    const own = (ours as Record<string, unknown> | undefined)?.[key];
    const at = path ? `${path}.${key}` : key;
    // An empty list and none are the same in proto3.
    if (own === undefined) return Array.isArray(value) && value.length === 0 ? [] : [at];
    return missing(value, own, at);
  });
}
