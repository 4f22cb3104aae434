import { CancelledError, type CallLog } from "../../../../lib/plugin";
import { isGone } from "../api-error";
import { isSameObject, type Informers } from "../informers";
import { at, kindOf, list, nameOf, namespaceOf, text, type KubeObject } from "../object";
import type { Objects } from "../objects";

/** It is being deleted, but something holds it. */
export class NotDeletedError extends Error {
  override readonly name = "NotDeletedError";

  constructor(
    message: string,
    readonly object: KubeObject,
  ) {
    super(message);
  }
}

export interface DeletionWait {
  /** As last known; its uid tells it from a namesake that comes after it. */
  readonly object: KubeObject;
  readonly seconds: number;
  readonly log: CallLog;
  readonly signal: AbortSignal;
}

/** Waits until the object is gone, or another one has its name. */
export async function awaitDeleted(wait: DeletionWait, objects: Objects, informers: Informers): Promise<void> {
  const { object, log, signal } = wait;
  const uid = text(at(object, "metadata", "uid"));
  const stop = new AbortController();
  const open = AbortSignal.any([signal, stop.signal]);
  const timer = setTimeout(() => stop.abort(), wait.seconds * 1_000);
  try {
    const informer = await informers.open(kindOf(object), namespaceOf(object), open);
    await informer.synced;
    let latest = object;
    const exists = (): boolean => {
      const seen = informer.get(nameOf(object));
      if (!seen || !isSameObject(seen, uid)) return false;
      latest = seen;
      return true;
    };
    // A shared informer may be older than the object: an answer that it is gone is checked with the server.
    const isReallyGone = async (): Promise<boolean> => {
      try {
        latest = await objects.get(object, signal);
        return !isSameObject(latest, uid);
      } catch (error) {
        if (isGone(error)) return true;
        throw error;
      }
    };
    if (!exists() && (await isReallyGone())) return;
    log.status("Resource scheduled for deletion");
    await new Promise<void>((resolve, reject) => {
      const look = (): void => {
        if (!exists()) resolve();
      };
      const end = informer.onChange(look);
      open.addEventListener(
        "abort",
        () => {
          end();
          if (signal.aborted) reject(new CancelledError(`Resource operation was cancelled for '${nameOf(object)}'`));
          else reject(new NotDeletedError(stuck(latest), latest));
        },
        { once: true },
      );
      look();
    });
  } finally {
    clearTimeout(timer);
    stop.abort();
    log.status("");
  }
}

function stuck(object: KubeObject): string {
  const finalizers = list(at(object, "metadata", "finalizers")).map((finalizer) => text(finalizer) ?? "");
  const held = finalizers.length > 0 ? `; finalizers might be preventing deletion: ${finalizers.join(", ")}` : "";
  return `timed out waiting for deletion of ${kindOf(object).kind} '${nameOf(object)}'${held}`;
}
