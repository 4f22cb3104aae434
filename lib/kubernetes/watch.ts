import { backoffMs, systemClock, type Clock, usualBackoff } from "../retry";
import type { KubernetesClient, WatchEvent } from "./client";
import { isTransient, KubernetesError } from "./errors";

interface Named {
  readonly metadata?: {
    readonly name?: string;
    readonly namespace?: string;
    readonly resourceVersion?: string;
  };
}

/** A watch that lasted so many milliseconds was a working one, also where nothing happened in it. */
const WORKING_MS = 5_000;

/**
 * Follows a list of objects until `done` says so. A watch that ends is begun again where it stood; where it broke, or the server no longer
 * knows the version, the list is read anew. What goes on ending at once is tried at growing intervals. How long, the signal decides; an
 * API server that stays away ends it by the client's patience.
 */
export async function watchUntil<T extends Named>(
  client: Pick<KubernetesClient, "json" | "watch">,
  path: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
  done: (objects: readonly T[]) => boolean,
  clock: Clock = systemClock,
): Promise<void> {
  for await (const objects of snapshots<T>(client, path, query, signal, clock)) if (done(objects)) return;
}

/** The objects as they are, and again after every change. What the consumer throws ends the watch and is the consumer's. */
async function* snapshots<T extends Named>(
  client: Pick<KubernetesClient, "json" | "watch">,
  path: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
  clock: Clock,
): AsyncGenerator<readonly T[]> {
  for (let failures = 0; ;) {
    const list = await client.json<{ metadata: { resourceVersion: string }; items: T[] }>("GET", path, {
      query,
      signal,
    });
    const objects = new Map(list.items.map((item) => [keyOf(item), item]));
    yield [...objects.values()];
    let version: string | undefined = list.metadata.resourceVersion;
    while (version !== undefined) {
      const began = clock.now();
      const from: string = version;
      version = undefined;
      try {
        const all = { ...query, resourceVersion: from, allowWatchBookmarks: "true" };
        let reached: string | undefined = from;
        for await (const event of client.watch(path, all, signal)) {
          if (event.type === "ERROR") {
            reached = undefined;
            break;
          }
          reached = (event.object as Named).metadata?.resourceVersion ?? reached;
          if (change(objects, event)) yield [...objects.values()];
        }
        version = reached;
      } catch (error) {
        if (signal.aborted || !mayPass(error)) throw error;
      }
      failures = clock.now() - began >= WORKING_MS ? 0 : failures + 1;
      if (failures > 0) await clock.pause(backoffMs(failures, usualBackoff, clock.random()), signal);
    }
  }
}

/** Whether an event changed something. */
function change<T extends Named>(objects: Map<string, T>, { type, object }: WatchEvent): boolean {
  if (type === "BOOKMARK") return false;
  if (type === "DELETED") objects.delete(keyOf(object as T));
  else objects.set(keyOf(object as T), object as T);
  return true;
}

const keyOf = ({ metadata }: Named): string => `${metadata?.namespace ?? ""}/${metadata?.name ?? ""}`;

/** Also 410 (the version is too old) and 401: the list that comes next is read with the client's patience and a new credential. */
function mayPass(error: unknown): boolean {
  if (error instanceof KubernetesError && (error.status === 410 || error.status === 401)) return true;
  // A line that is no JSON is one that a proxy cut.
  return isTransient(error) || error instanceof SyntaxError;
}
