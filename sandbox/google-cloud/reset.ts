import { rmSync } from "node:fs";
import { join } from "node:path";
import type { ClusterId } from "../kubernetes/spec";
import type { World } from "./services";
import type { Operations } from "./state/operations";
import type { Store } from "./state/store";

/** What a cluster is known by and stands in. */
const OF_CLUSTERS = new Set(["cluster", "usage", "project", "services", "compute", "compute.defaults"]);

/**
 * Forgets the whole cloud: as new, with nothing enabled. The Kubernetes behind its clusters goes too, unless they are to be kept:
 * then they stay as they are, with their projects, APIs and networks.
 */
export async function resetCloud(
  { store, operations, world }: { store: Store; operations: Operations; world: World },
  { keepClusters }: { keepClusters: boolean },
): Promise<{ clustersDeleted: ClusterId[]; clustersKept: number }> {
  operations.stop();
  // From what really stands: a cluster that is half made has no record that says so.
  const standing = (await world.clusters.list()).map(({ id }) => id);
  if (!keepClusters) for (const id of standing) await world.clusters.delete(id, () => undefined);
  store.change(() => {
    for (const [key] of store.all()) if (!keepClusters || !OF_CLUSTERS.has(key[0])) store.remove(key);
  });
  rmSync(join(world.folder, "objects"), { recursive: true, force: true });
  return { clustersDeleted: keepClusters ? [] : standing, clustersKept: keepClusters ? standing.length : 0 };
}
