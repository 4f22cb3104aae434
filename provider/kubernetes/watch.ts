import { setTimeout as sleep } from "node:timers/promises";
import { type KubernetesClient, KubernetesError } from "./client";

interface Named {
  readonly metadata?: { readonly name?: string; readonly namespace?: string; readonly resourceVersion?: string };
}

/** Follows a list of objects until `done` says so. Lists again when the server ends the watch or no longer knows the version. */
export async function watchUntil<T extends Named>(
  client: KubernetesClient,
  path: string,
  query: Readonly<Record<string, string>>,
  signal: AbortSignal,
  done: (objects: readonly T[]) => boolean,
): Promise<void> {
  for (let failures = 0; ;) {
    try {
      const list = await client.json<{ metadata: { resourceVersion: string }; items: T[] }>("GET", path, {
        query,
        signal,
      });
      failures = 0;
      const objects = new Map(list.items.map((item) => [item.metadata?.name ?? "", item]));
      if (done([...objects.values()])) return;
      for await (const event of client.watch(
        path,
        { ...query, resourceVersion: list.metadata.resourceVersion },
        signal,
      )) {
        if (event.type === "ERROR") break;
        if (event.type === "BOOKMARK") continue;
        const object = event.object as T;
        const name = object.metadata?.name ?? "";
        if (event.type === "DELETED") objects.delete(name);
        else objects.set(name, object);
        if (done([...objects.values()])) return;
      }
    } catch (error) {
      const passing =
        !(error instanceof KubernetesError) || error.status >= 500 || error.status === 429 || error.status === 410;
      // The API server may be away for a moment, for example while Google upgrades it.
      if (signal.aborted || !passing || !isNetworkError(error) || ++failures > 20) throw error;
      await sleep(Math.min(250 * 2 ** failures, 5_000), undefined, { signal });
    }
  }
}

/** Errors of the connection, as opposed to those `done` throws. */
function isNetworkError(error: unknown): boolean {
  return (
    error instanceof KubernetesError ||
    (error instanceof Error && ("code" in error || /no answer|aborted|socket/i.test(error.message)))
  );
}
