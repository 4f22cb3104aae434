import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { GoogleError, type Code } from "../transport/errors";
import { DiskFullError, type Store } from "./store";
import { completion, type Timing } from "./timing";
import { named, tolerate } from "../../../lib/errors/expected";

/** A long-running operation of any of the APIs, as it is stored. Each service words it in its own API's type. */
export interface OperationRecord {
  readonly api: string;
  readonly project: string;
  /** A zone, a region or `global`. */
  readonly location: string;
  /** Unique in an API. */
  readonly name: string;
  /** The API's word for what is done: `CREATE_CLUSTER`, `insert`, … */
  readonly type: string;
  /** What it works on, in the API's own form. */
  readonly target: string;
  /** One at a time for each lock; undefined: any number. */
  readonly lock: string | undefined;
  readonly job: string;
  readonly payload: object;
  readonly start: string;
  readonly status: "PENDING" | "RUNNING" | "ABORTING" | "DONE";
  readonly end?: string;
  /** A line for people: what is being done now. */
  readonly detail?: string;
  /** 0 to 100. */
  readonly progress: number;
  readonly error?: { readonly code: Code; readonly message: string };
  readonly response?: object;
  readonly cancelRequested?: boolean;
}

/** What a job's work is given. */
export interface Run {
  readonly operation: OperationRecord;
  /** Aborted when the operation is cancelled or the server stops. */
  readonly signal: AbortSignal;
  /** Says how far it is. */
  report(detail: string, progress?: number): void;
  /** A named point at which a fault may make the operation fail. */
  phase(name: string): void;
}

/**
 * What an operation does. `work` may run again after the process was killed in the middle of it, so each step of it must find
 * what an earlier run has done. `finish` is one transaction with the operation's end.
 */
export interface Job<P extends object = object> {
  work?(payload: P, run: Run): Promise<void>;
  finish(payload: P, operation: OperationRecord): object | undefined;
  /** In one transaction with the failed end: marks or removes what is half made. */
  fail?(payload: P, operation: OperationRecord, error: GoogleError): void;
}

/** What whoever begins an operation says of it. */
export type NewOperation = Pick<
  OperationRecord,
  "api" | "project" | "location" | "name" | "type" | "target" | "lock" | "job"
> & {
  readonly payload: object;
};

/** Work that goes on after its call was answered: kept in the store, and taken up again after a restart. */
export class Operations {
  readonly #jobs = new Map<string, Job>();
  readonly #running = new Map<string, AbortController>();
  readonly #polled = new Map<string, () => void>();
  #stopping = new AbortController();
  readonly #waiting = new Map<string, Set<() => void>>();

  constructor(
    readonly store: Store,
    readonly timing: (operation: OperationRecord) => Timing,
    /** Throws where a fault was asked for at this point of this operation. */
    readonly failPoint: (operation: OperationRecord, phase: string) => void,
  ) {}

  register<P extends object>(name: string, job: Job<P>): void {
    this.#jobs.set(name, job);
  }

  /** Records an operation in the open transaction; its work starts when that is committed. Never DONE in what it returns. */
  start(operation: NewOperation): OperationRecord {
    const busy = operation.lock === undefined ? undefined : this.holder(operation.api, operation.lock);
    if (busy) throw new LockedError(busy);
    const record: OperationRecord = {
      ...operation,
      start: new Date().toISOString(),
      status: "RUNNING",
      progress: 0,
    };
    this.#put(record);
    this.store.onCommit(() => void this.#run(record));
    return record;
  }

  /** The unfinished operation that holds a lock. */
  holder(api: string, lock: string): OperationRecord | undefined {
    return this.unfinished().find((operation) => operation.api === api && operation.lock === lock);
  }

  unfinished(): OperationRecord[] {
    return this.store
      .list<{ api: string; name: string }>("unfinished")
      .flatMap(({ api, name }) => this.find(api, name) ?? []);
  }

  find(api: string, name: string): OperationRecord | undefined {
    return this.store.get<OperationRecord>("operation", api, name);
  }

  list(api: string, project: string): OperationRecord[] {
    return this.store.list<OperationRecord>("operation", api).filter((operation) => operation.project === project);
  }

  /** As `find`, counted as a client's look at it: operations can be told to take a number of looks. */
  poll(api: string, name: string): OperationRecord | undefined {
    const operation = this.find(api, name);
    if (!operation || operation.status === "DONE") return operation;
    // Kept in memory: looks are a matter of tests, and writing each of them would make looking slow.
    this.#polled.get(id(operation))?.();
    return operation;
  }

  /** Resolves when an operation has ended, when it waits to be looked at again, or when the time is over. */
  async ended(api: string, name: string, milliseconds: number): Promise<void> {
    const key = id({ api, name });
    if (this.#polled.has(key) || this.find(api, name)?.status === "DONE") return;
    const waiting = this.#waiting.get(key) ?? new Set();
    this.#waiting.set(key, waiting);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      waiting.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  cancel(api: string, name: string): void {
    const operation = this.find(api, name);
    if (!operation || operation.status === "DONE") return;
    this.store.change(() => this.#put({ ...operation, status: "ABORTING", cancelRequested: true }));
    this.#running.get(id(operation))?.abort(new GoogleError("CANCELLED", "Operation was cancelled."));
  }

  /** Goes on with everything that was in flight when the process ended. */
  resume(): void {
    for (const operation of this.unfinished()) void this.#run(operation);
  }

  /** Leaves the work where it is; it goes on at the next start. */
  stop(): void {
    this.#stopping.abort();
    this.#stopping = new AbortController();
    for (const controller of this.#running.values()) controller.abort(STOPPED);
    this.#running.clear();
  }

  /** Goes on until the operation's end is recorded: on a full disk, once there is space again. */
  async #run(record: OperationRecord): Promise<void> {
    for (let now: OperationRecord | undefined = record; now && now.status !== "DONE";) {
      try {
        return await this.#attempt(now);
      } catch (error) {
        if (!(error instanceof DiskFullError)) throw error;
        process.stderr.write(`${record.name}: ${error.message}\n`);
      }
      try {
        await delay(FULL_DISK_MS, undefined, { signal: this.#stopping.signal });
      } catch (error) {
        tolerate(error, named("AbortError"));
        return;
      }
      now = this.find(record.api, record.name);
    }
  }

  async #attempt(record: OperationRecord): Promise<void> {
    const job = this.#jobs.get(record.job);
    if (!job) throw new Error(`no job ${record.job}`);
    const controller = new AbortController();
    this.#running.set(id(record), controller);
    const { signal } = controller;
    try {
      if (record.cancelRequested) throw new GoogleError("CANCELLED", "Operation was cancelled.");
      this.failPoint(record, "start");
      await job.work?.(record.payload, {
        operation: record,
        signal,
        report: (detail, progress) => this.#report(record, detail, progress),
        phase: (name) => this.failPoint(record, name),
      });
      await completion(this.timing(record), record, signal, (looked) => this.#onPoll(record, looked));
      this.failPoint(record, "end");
      signal.throwIfAborted();
      this.store.change(() => this.#end(record, { response: job.finish(record.payload, record) }));
    } catch (error) {
      if (signal.reason === STOPPED) return;
      if (error instanceof DiskFullError) throw error;
      const failure: unknown = signal.aborted ? signal.reason : error;
      const shown =
        failure instanceof GoogleError
          ? failure
          : new GoogleError("INTERNAL", failure instanceof Error ? failure.message : String(failure));
      if (!(failure instanceof GoogleError))
        process.stderr.write(`${record.name}: ${(failure as Error).stack ?? String(failure)}\n`);
      this.store.change(() => {
        job.fail?.(record.payload, this.find(record.api, record.name) ?? record, shown);
        this.#end(record, { error: { code: shown.code, message: shown.message } });
      });
    } finally {
      this.#running.delete(id(record));
      this.#polled.delete(id(record));
      this.#release(record);
    }
  }

  #release(record: OperationRecord) {
    this.#waiting.get(id(record))?.forEach((resolve) => resolve());
    this.#waiting.delete(id(record));
  }

  #onPoll(record: OperationRecord, looked: (polls: number) => void) {
    let polls = 0;
    this.#polled.set(id(record), () => looked(++polls));
    this.#release(record);
  }

  #report(record: OperationRecord, detail: string, progress: number | undefined) {
    const now = this.find(record.api, record.name);
    if (!now || now.status === "DONE") return;
    this.store.change(() => this.#put({ ...now, detail, progress: progress ?? now.progress }));
  }

  #end(record: OperationRecord, outcome: { response?: object | undefined; error?: OperationRecord["error"] }) {
    const now = this.find(record.api, record.name) ?? record;
    this.#put({
      ...now,
      status: "DONE",
      progress: 100,
      end: new Date().toISOString(),
      ...(outcome.error ? { error: outcome.error } : {}),
      ...(outcome.response ? { response: outcome.response } : {}),
    });
  }

  #put(operation: OperationRecord) {
    const key = [operation.api, operation.name] as const;
    this.store.put(["operation", ...key], operation);
    if (operation.status === "DONE") this.store.remove(["unfinished", ...key]);
    else this.store.put(["unfinished", ...key], { api: operation.api, name: operation.name });
  }
}

/** Another operation has the lock. Services word this in their API's way. */
export class LockedError extends Error {
  constructor(readonly holder: OperationRecord) {
    super(`${holder.name} is working on ${holder.target}`);
  }
}

/** `operation-1767225601000-1a2b3c4d`, as container and compute name theirs. */
export function operationName(now = Date.now()): string {
  return `operation-${now}-${randomUUID()}`;
}

/** Between two looks at whether a full disk has space again. */
const FULL_DISK_MS = 2000;
const STOPPED = new Error("the server stops");
const id = ({ api, name }: Pick<OperationRecord, "api" | "name">) => `${api} ${name}`;
