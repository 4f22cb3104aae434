import { CancelledError, type CallLog } from "../../../../lib/plugin";
import { isSameObject, type Informer, type Informers } from "../informers";
import { annotationIsTrue, at, kindOf, nameOf, namespaceOf, text, type KubeObject, type ObjectKind } from "../object";
import { WarningEvents } from "./events";
import { ruleFor } from "./rules";
import { genericVerdict } from "./storage";
import { timeoutSeconds } from "./timeout";
import type { ReadyRule, Related, Verdict } from "./verdict";
import { customRule } from "./wait-for";

/** It exists, but did not become ready. */
export class NotReadyError extends Error {
  override readonly name = "NotReadyError";

  constructor(
    message: string,
    readonly problems: readonly string[],
    /** The object as it was last seen. */
    readonly object: KubeObject,
  ) {
    super(message);
  }
}

export interface WaitRequest {
  /** The object as the server answered the write. */
  readonly object: KubeObject;
  readonly inputs: KubeObject;
  readonly created: boolean;
  /** From the resource's customTimeouts. */
  readonly timeoutSeconds: number | undefined;
  /** Wait for custom resources too, by their conditions. */
  readonly awaitAll: boolean;
  readonly log: CallLog;
  readonly signal: AbortSignal;
}

type Judge = Pick<ReadyRule, "watches" | "judge" | "timeoutSeconds">;

/** Waits until the object is ready, and returns it as last seen. Kinds without a rule are ready at once. */
export async function awaitReady(request: WaitRequest, informers: Informers): Promise<KubeObject> {
  const { object, inputs } = request;
  if (annotationIsTrue(inputs, "pulumi.com/skipAwait")) return object;
  const custom = customRule(inputs);
  const judge: Judge | undefined = custom
    ? { watches: [], judge: (situation) => custom(situation.object) }
    : (ruleFor(kindOf(object)) ??
      (request.awaitAll ? { watches: [], judge: ({ object: o }) => genericVerdict(o) } : undefined));
  // Many objects are ready in the server's first answer: a ClusterIP Service without selector, an ordinary Secret.
  if (!judge || isReadyAlone(judge, request)) return object;
  const seconds = timeoutSeconds(request.timeoutSeconds, inputs, judge.timeoutSeconds);
  const end = new AbortController();
  const timer = setTimeout(() => end.abort(), seconds * 1_000);
  try {
    return await watchUntilReady(request, judge, informers, end.signal);
  } finally {
    clearTimeout(timer);
    end.abort();
    request.log.status("");
  }
}

/** One look without waiting, for refresh. Undefined when ready; what is wrong otherwise. */
export async function judgeOnce(
  object: KubeObject,
  inputs: KubeObject,
  informers: Informers,
  signal: AbortSignal,
): Promise<readonly string[] | undefined> {
  const rule = ruleFor(kindOf(object));
  if (!rule || annotationIsTrue(inputs, "pulumi.com/skipAwait")) return undefined;
  const end = new AbortController();
  try {
    const related = await openRelated(
      rule.watches,
      namespaceOf(object),
      informers,
      AbortSignal.any([signal, end.signal]),
    );
    const verdict = rule.judge({ object, related, created: false });
    switch (verdict.state) {
      case "ready":
        return undefined;
      case "waiting":
        return [verdict.message, ...(verdict.problems ?? [])];
      case "failed":
        return verdict.problems;
    }
  } finally {
    end.abort();
  }
}

function isReadyAlone(judge: Judge, { object, created }: WaitRequest): boolean {
  if (judge.watches.length > 0 && kindOf(object).kind !== "Service") return false;
  const verdict = judge.judge({ object, created, related: { of: () => [] } });
  return verdict.state === "ready" && verdict.settleSeconds === undefined;
}

async function watchUntilReady(
  request: WaitRequest,
  judge: Judge,
  informers: Informers,
  timeUp: AbortSignal,
): Promise<KubeObject> {
  const { object, log, signal } = request;
  const stop = new AbortController();
  const open = AbortSignal.any([signal, stop.signal]);
  const uid = text(at(object, "metadata", "uid"));
  const name = nameOf(object);
  try {
    const own = await informers.open(kindOf(object), namespaceOf(object), open);
    await own.synced;
    const related = await openRelated(judge.watches, namespaceOf(object), informers, open);
    const events = await WarningEvents.open(object, informers, open);
    let latest = object;
    let shown = "";
    let wasSeen = false; // A shared informer may be older than the object.
    let problems: readonly string[] = [];
    let settle: NodeJS.Timeout | undefined;
    return await new Promise<KubeObject>((resolve, reject) => {
      const look = (): void => {
        const seen = own.get(name);
        if (seen && isSameObject(seen, uid)) {
          latest = newer(latest, seen);
          wasSeen = true;
        } else if (wasSeen) return reject(gone(name, latest));
        for (const warning of events.fresh()) log.status(`warning: ${warning}`);
        const verdict = judge.judge({ object: latest, related, created: request.created });
        if (verdict.state !== "ready" || verdict.settleSeconds === undefined) {
          clearTimeout(settle);
          settle = undefined;
        }
        switch (verdict.state) {
          case "ready":
            if (verdict.settleSeconds === undefined) return finish(verdict);
            settle ??= setTimeout(() => finish(verdict), verdict.settleSeconds * 1_000);
            return;
          case "failed":
            return reject(
              new NotReadyError(`Resource '${name}' was created but failed to initialize`, verdict.problems, latest),
            );
          case "waiting":
            problems = verdict.problems ?? [];
            if (verdict.message !== shown) log.status((shown = verdict.message));
        }
      };
      const finish = (verdict: Verdict & { state: "ready" }): void => {
        if (verdict.warning !== undefined) log.warning(verdict.warning);
        resolve(latest);
      };
      const listeners = [own, ...related.informers, ...events.informers].map((informer) => informer.onChange(look));
      stop.signal.addEventListener("abort", () => {
        clearTimeout(settle);
        for (const end of listeners) end();
      });
      signal.addEventListener(
        "abort",
        () => reject(new CancelledError(`Resource operation was cancelled for '${name}'`)),
        { once: true },
      );
      timeUp.addEventListener("abort", () => {
        reject(new NotReadyError(`'${name}' timed out waiting to be Ready`, [...events.all(), ...problems], latest));
      });
      if (signal.aborted) reject(new CancelledError(`Resource operation was cancelled for '${name}'`));
      look();
    });
  } finally {
    stop.abort();
  }
}

function gone(name: string, object: KubeObject): NotReadyError {
  return new NotReadyError(`'${name}' was deleted by somebody else while it was waited for`, [], object);
}

/** The informer may still be behind the server's answer to our write. */
function newer(left: KubeObject, right: KubeObject): KubeObject {
  const version = (object: KubeObject): number => Number(text(at(object, "metadata", "resourceVersion")) ?? 0);
  return version(right) >= version(left) ? right : left;
}

interface RelatedInformers extends Related {
  readonly informers: readonly Informer[];
}

async function openRelated(
  kinds: readonly ObjectKind[],
  namespace: string,
  informers: Informers,
  signal: AbortSignal,
): Promise<RelatedInformers> {
  const opened = new Map<string, Informer>();
  await Promise.all(
    kinds.map(async (kind) => {
      try {
        const informer = await informers.open(kind, namespace, signal);
        await informer.synced;
        opened.set(`${kind.group}/${kind.kind}`, informer);
      } catch (error) {
        // Not every user may list pods; the object's own status then has to do.
        if (signal.aborted) throw error;
      }
    }),
  );
  return {
    informers: [...opened.values()],
    of: (kind) => [...(opened.get(`${kind.group}/${kind.kind}`)?.objects() ?? [])],
  };
}
