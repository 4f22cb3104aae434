import type { Empty, NodePool, Operation } from "../../definitions/container-v1beta1.types";
import type { Call } from "../../transport/call";
import { GoogleError } from "../../transport/errors";
import type { PoolJob } from "./jobs";
import { clusterPath, type Place } from "./names";
import { shownOperation } from "./operation";
import { operationName } from "../../state/operations";

/** A blue/green upgrade of a node pool, and what it leads to. */
export type UpgradeJob = PoolJob & { readonly changes: NodePool };

/** How far a node pool's upgrade is. Kept apart from the pool, because it is the upgrade's memory across restarts. */
export interface UpgradeState {
  readonly operation: string;
  /** What the nodes were before. */
  readonly before: readonly string[];
  /** The nodes of the new kind so far. */
  readonly after: readonly string[];
  readonly drained: readonly string[];
  readonly removed: readonly string[];
  /** When soaking began. */
  readonly soakSince?: string;
  readonly wanted?: "complete" | "rollback";
}

/** Under what the store has what a running upgrade was told. */
export type UpgradeKey = ["upgrade", string, string, string, string];
/** The key of a node pool's upgrade. */
export const upgradeKey = ({ project, location, cluster }: PoolJob | Place, pool: string): UpgradeKey => [
  "upgrade",
  project,
  location,
  cluster,
  pool,
];

/** Wakes the upgrade, which may be soaking. */
export const upgradeEvents = new EventTarget();

/** Ends the soak of a running upgrade. Throws `FAILED_PRECONDITION` where none runs. */
export function completeUpgrade(call: Call, place: Place, pool: NodePool): Empty {
  steer(call, place, pool, "complete");
  return {};
}

/** Has a running upgrade go back, and answers its operation. Throws `FAILED_PRECONDITION` where none runs. */
export function rollBackUpgrade(call: Call, place: Place, pool: NodePool): Operation {
  const running = steer(call, place, pool, "rollback");
  // Google answers with an operation of its own; it ends with the one that is rolled back.
  const record = call.operations.start({
    api: "container",
    project: place.project,
    location: place.location,
    name: operationName(),
    type: "UPGRADE_NODES",
    target: `${clusterPath(place)}/nodePools/${place.nodePool}`,
    lock: undefined,
    job: "container.awaitRollback",
    payload: { ...place, pool: place.nodePool, operation: running },
  });
  return shownOperation(call.store, record, call.version);
}

function steer(call: Call, place: Place, pool: NodePool, wanted: "complete" | "rollback"): string {
  const key = upgradeKey(place, place.nodePool);
  const state = call.store.get<UpgradeState>(...key);
  const phase = pool.updateInfo?.blueGreenInfo?.phase;
  if (!state || pool.upgradeSettings?.strategy !== "BLUE_GREEN" || !phase) {
    throw new GoogleError(
      "FAILED_PRECONDITION",
      `Node pool "${place.nodePool}" has no blue-green upgrade in progress.`,
    );
  }
  if (wanted === "rollback" && phase === "DELETING_BLUE_POOL") {
    throw new GoogleError(
      "FAILED_PRECONDITION",
      `Node pool "${place.nodePool}" can no longer be rolled back: its blue pool is being deleted.`,
    );
  }
  call.store.put(key, { ...state, wanted });
  call.store.onCommit(() => upgradeEvents.dispatchEvent(new Event(key.join("/"))));
  return state.operation;
}
