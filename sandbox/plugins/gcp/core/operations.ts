import { pollUntil } from "../../../../lib/retry";
import type { CallLog } from "../../../../lib/plugin";
import type { GcpConfig } from "./config";
import type { GoogleClient } from "./google-client";
import { isJsonMap, listAt, mapAt, textAt, type Json, type JsonMap } from "./json";

/** The kinds of long-running operation that Google's APIs answer with. */
export type WaitKind = "container" | "compute" | "longrunning" | "none";

/** What the end of an operation is waited for with. */
export interface Waiting {
  readonly client: GoogleClient;
  readonly config: GcpConfig;
  readonly signal: AbortSignal;
  readonly log: CallLog;
  /** In the official plugin's words, e.g. `creating GKE cluster`. */
  readonly activity: string;
  /** Point in time (ms) at which to give up. */
  readonly deadline: number;
  /** Address of an operation, given what the first answer says of it. */
  operationUrl(operation: JsonMap): string;
}

/** The operation ended, and not well. */
export class OperationError extends Error {
  override readonly name = "OperationError";

  constructor(
    message: string,
    /** It failed, and is not merely late. */
    readonly fatal: boolean,
  ) {
    super(message);
  }
}

const firstPauseMilliseconds = 200;

/**
 * Waits for an operation and gives its last state. The first look is at once; then the pauses grow from 0.2 s to the
 * configured interval, where the official plugin always pauses 10 s.
 */
export async function waitFor(kind: WaitKind, answer: Json, waiting: Waiting): Promise<JsonMap> {
  let operation = isJsonMap(answer) ? answer : {};
  if (kind === "none" || !isOperation(kind, operation)) return operation;
  const url = waiting.operationUrl(operation);
  const { signal, log, config } = waiting;
  const hasEnded = async () => {
    if (isDone(kind, operation)) return true;
    const next = await waiting.client.send({ method: "GET", url, signal, log });
    operation = isJsonMap(next) ? next : {};
    if (isDone(kind, operation)) return true;
    log.status(progress(kind, operation, waiting.activity));
    return false;
  };
  const longestMs = config.pollMilliseconds;
  const everyMs = { firstMs: Math.min(firstPauseMilliseconds, longestMs), longestMs, factor: 1.5 };
  if (!(await pollUntil(hasEnded, { signal, everyMs, withinMs: waiting.deadline - Date.now() })))
    throw new OperationError(
      `Error waiting for ${waiting.activity}: timeout while waiting for operation ${textAt(operation, "name")} to be done (last state: ${stateOf(kind, operation)}). It may still succeed; give it more time with the customTimeouts option.`,
      false,
    );
  const failure = failureOf(kind, operation);
  if (failure !== undefined) throw new OperationError(`Error waiting for ${waiting.activity}: ${failure}`, true);
  return operation;
}

function isOperation(kind: WaitKind, answer: JsonMap): boolean {
  if (kind === "longrunning") return /(^|\/)operations\//.test(textAt(answer, "name"));
  return textAt(answer, "status") !== "" && textAt(answer, "operationType") !== "";
}

function isDone(kind: WaitKind, operation: JsonMap): boolean {
  if (kind === "longrunning") return operation["done"] === true;
  const status = textAt(operation, "status");
  if (kind === "container" && status === "ABORTING")
    throw new OperationError(`unexpected state 'ABORTING', wanted target 'DONE'`, true);
  return status === "DONE";
}

function stateOf(kind: WaitKind, operation: JsonMap): string {
  return kind === "longrunning" ? "RUNNING" : textAt(operation, "status");
}

function failureOf(kind: WaitKind, operation: JsonMap): string | undefined {
  if (kind === "longrunning") {
    const error = mapAt(operation, "error");
    return Object.keys(error).length > 0
      ? `Error code ${textAt(error, "code")}, message: ${textAt(error, "message")}`
      : undefined;
  }
  if (kind === "compute") {
    const errors = listAt(operation, "error", "errors");
    return errors.length > 0 ? errors.map((error) => textAt(error, "message")).join("\n") : undefined;
  }
  const message = textAt(operation, "statusMessage") || textAt(operation, "error", "message");
  return message === "" ? undefined : message;
}

function progress(kind: WaitKind, operation: JsonMap, activity: string): string {
  const percent = kind === "compute" && typeof operation["progress"] === "number" ? ` ${operation["progress"]} %` : "";
  const stage = listAt(operation, "progress", "stages").find((one) => textAt(one, "status") === "RUNNING");
  return `${activity}${percent}${stage ? `: ${textAt(stage, "name").toLowerCase().replaceAll("_", " ")}` : ""}`;
}
