import { setTimeout as delay } from "node:timers/promises";
import { z } from "zod";
import type { OperationRecord } from "../state/operations";
import type { Store } from "../state/store";
import { codeOfStatus, GoogleError, isCode } from "./errors";

/** What can be made to go wrong. `method` is `container.ClusterManager.CreateCluster`; `*` matches any part. */
const fault = z.strictObject({
  id: z.string().optional(),
  method: z.string().default("*"),
  /** How many calls or operations it hits. */
  times: z.int().positive().default(1),
  /** Hits only requests whose text has this, or operations whose target's name has it. */
  match: z.string().optional(),
  latencyMs: z.int().nonnegative().max(600_000).optional(),
  error: z
    .strictObject({
      status: z.int().min(400).max(599),
      message: z.string().optional(),
      code: z.string().optional(),
      reason: z.string().optional(),
    })
    .optional(),
  /** The work is done and the answer is lost: the connection breaks. */
  loseAnswer: z.boolean().optional(),
  /** The operation of that type (`CREATE_CLUSTER`) fails at a phase: `start`, `end` or one of its own. */
  operation: z
    .strictObject({
      type: z.string(),
      phase: z.string().default("end"),
      message: z.string(),
      code: z.string().default("INTERNAL"),
    })
    .optional(),
});
const settings = z.strictObject({
  faults: z.array(fault).optional(),
  /** Operation type or `*` → `work`, `polls:N`, `seconds:S`, `realistic`. */
  timing: z.record(z.string(), z.string()).optional(),
  /** Metric (`CPUS`, `SSD_TOTAL_GB`, …) → limit. */
  quotas: z.record(z.string(), z.number()).optional(),
});
/** What is to go wrong: in which calls, how, and how often. */
export type Fault = z.infer<typeof fault>;
/** How the APIs are to behave: faults, how long operations take, and quotas. */
export type Behaviour = z.infer<typeof settings>;

/** Faults, operation timing and quotas that were asked for. They are state: a restart does not forget them. */
export class BehaviourSwitch {
  constructor(readonly store: Store) {}

  get current(): Behaviour {
    return this.store.get<Behaviour>("behaviour") ?? {};
  }

  /** Replaces the parts that are named. */
  set(input: unknown): Behaviour {
    const read = settings.safeParse(input);
    if (!read.success) throw new GoogleError("INVALID_ARGUMENT", z.prettifyError(read.error));
    const next = { ...this.current, ...read.data };
    this.store.change(() => this.store.put(["behaviour"], next));
    return next;
  }

  timing(operation: OperationRecord): string {
    const { timing } = this.current;
    return timing?.[operation.type] ?? timing?.["*"] ?? "work";
  }

  /** Takes the faults of a call: waits and throws those that come before the work; the rest says what happens after it. */
  async before(method: string, request: () => string): Promise<{ loseAnswer: boolean }> {
    const hits = this.#take(
      (one) => !one.operation && matches(one.method, method) && (!one.match || request().includes(one.match)),
    );
    for (const hit of hits) {
      if (hit.latencyMs !== undefined) await delay(hit.latencyMs);
      if (hit.error) throw injected(hit.error);
    }
    return { loseAnswer: hits.some((hit) => hit.loseAnswer) };
  }

  failPoint(operation: OperationRecord, phase: string): void {
    const [hit] = this.#take(
      (one) =>
        one.operation?.type === operation.type &&
        one.operation.phase === phase &&
        (!one.match || operation.target.includes(one.match)),
    );
    if (!hit?.operation) return;
    const { code, message } = hit.operation;
    throw new GoogleError(isCode(code) ? code : "INTERNAL", message);
  }

  #take(wanted: (one: Fault) => boolean): Fault[] {
    const faults = this.current.faults ?? [];
    if (faults.length === 0) return [];
    const hits = faults.filter(wanted);
    if (hits.length > 0) {
      const left = faults.flatMap((one) =>
        !hits.includes(one) ? [one] : one.times > 1 ? [{ ...one, times: one.times - 1 }] : [],
      );
      this.set({ faults: left });
    }
    return hits;
  }
}

function injected({ status, message, code, reason }: NonNullable<Fault["error"]>): GoogleError {
  const name = code !== undefined && isCode(code) ? code : codeOfStatus(status);
  return new GoogleError(name, message ?? `${name} (a fault that was asked for)`, {
    http: status,
    ...(reason === undefined ? {} : { reason }),
  });
}

function matches(pattern: string, method: string): boolean {
  const escaped = pattern.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return new RegExp(`^${escaped}$`).test(method);
}
