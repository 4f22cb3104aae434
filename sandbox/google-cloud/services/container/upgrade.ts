import type { NodePool } from "../../definitions/container-v1beta1.types";
import type { ClusterId, Clusters, NodePoolSpec, NodeStatus } from "../../../kubernetes/spec";
import { GoogleError } from "../../transport/errors";
import type { Operations, Run } from "../../state/operations";
import type { Store } from "../../state/store";
import { changePool, findRecord } from "./records";
import { poolSpec } from "./spec";
import { without } from "../shared/values";
import { upgradeEvents, upgradeKey, type UpgradeJob, type UpgradeState } from "./upgrade-control";

type BlueGreenInfo = NonNullable<NonNullable<NodePool["updateInfo"]>["blueGreenInfo"]>;
type Phase = NonNullable<BlueGreenInfo["phase"]>;

/**
 * Replaces a pool's nodes by nodes of another kind, as GKE does: SURGE in batches, BLUE_GREEN with a whole second set that is
 * soaked before the first goes. Each step is recorded before the next one begins, so that an upgrade goes on after a crash.
 */
export function registerUpgradeJobs(operations: Operations, store: Store, clusters: Clusters): void {
  operations.register<UpgradeJob>("container.upgradeNodePool", {
    async work(job, run) {
      await new Upgrade(job, run, store, clusters).run();
    },
    finish(job) {
      const state = store.get<UpgradeState>(...upgradeKey(job, job.pool));
      store.remove(upgradeKey(job, job.pool));
      const changes = state?.wanted === "rollback" ? {} : job.changes;
      changePool(store, job, job.pool, (pool) => ({ ...without(pool, "updateInfo"), ...changes, status: "RUNNING" }));
      return undefined;
    },
    fail(job) {
      store.remove(upgradeKey(job, job.pool));
      changePool(store, job, job.pool, (pool) => ({ ...pool, status: "RUNNING_WITH_ERROR" }));
    },
  });
  operations.register<UpgradeJob & { operation: string }>("container.awaitRollback", {
    async work({ operation }, run) {
      while (operations.find("container", operation)?.status !== "DONE")
        await changed(`${operation} done`, 500, run.signal);
    },
    finish: () => undefined,
  });
}

class Upgrade {
  readonly #id: ClusterId;
  readonly #spec: NodePoolSpec;
  readonly #pool: NodePool;

  constructor(
    readonly job: UpgradeJob,
    readonly operation: Run,
    readonly store: Store,
    readonly clusters: Clusters,
  ) {
    const record = findRecord(store, job);
    const pool = record?.cluster.nodePools?.find(({ name }) => name === job.pool);
    if (!record || !pool) throw new GoogleError("NOT_FOUND", `node pool ${job.pool} is gone`);
    this.#id = { project: job.project, location: job.location, name: job.cluster };
    this.#pool = pool;
    this.#spec = poolSpec({ ...pool, ...job.changes }, record.sizes[job.pool] ?? 0);
  }

  async run(): Promise<void> {
    if (!this.#stored()) {
      const before = (await this.#nodes()).map(({ name }) => name);
      this.#save({ operation: this.operation.operation.name, before, after: [], drained: [], removed: [] });
    }
    if (this.#pool.upgradeSettings?.strategy === "BLUE_GREEN") await this.#blueGreen();
    else await this.#surge();
    if (this.#state().wanted !== "rollback") await this.clusters.recordNodePool(this.#id, this.#spec);
  }

  /** A node of the new kind for each old one, `maxSurge` at a time; with none, old ones go first. */
  async #surge(): Promise<void> {
    const { maxSurge = 0, maxUnavailable = 0 } = this.#pool.upgradeSettings ?? {};
    const batch = Math.max(1, maxSurge + maxUnavailable);
    const surgeFirst = maxSurge > 0;
    for (const group of chunks(
      this.#state().before.filter((name) => !this.#state().removed.includes(name)),
      batch,
    )) {
      const grow = async () => {
        for (const name of group) await this.#replacement(name);
      };
      if (surgeFirst) await grow();
      for (const name of group) await this.#retire(name);
      if (!surgeFirst) await grow();
      this.#progress();
    }
  }

  async #blueGreen(): Promise<void> {
    const settings = this.#pool.upgradeSettings?.blueGreenSettings;
    this.#phase("CREATING_GREEN_POOL");
    for (const name of this.#state().before) {
      if (this.#wantsRollback()) return await this.#rollBack();
      await this.#replacement(name);
    }
    this.#phase("CORDONING_BLUE_POOL");
    for (const name of this.#state().before) await this.clusters.cordonNode(this.#id, name, false);
    this.#phase("DRAINING_BLUE_POOL");
    const { batchNodeCount, batchPercentage, batchSoakDuration } = settings?.standardRolloutPolicy ?? {};
    const size = batchNodeCount ?? (batchPercentage ? Math.ceil(batchPercentage * this.#state().before.length) : 1);
    for (const group of chunks(
      this.#state().before.filter((name) => !this.#state().drained.includes(name)),
      Math.max(1, size),
    )) {
      for (const name of group) {
        await this.clusters.drainNode(this.#id, name, (line) => this.operation.report(line));
        this.#save({ ...this.#state(), drained: [...this.#state().drained, name] });
      }
      this.#progress();
      if (await this.#soak(seconds(batchSoakDuration, 0), new Date().toISOString())) return await this.#rollBack();
    }
    this.#phase("NODE_POOL_SOAKING");
    const soakSince = this.#state().soakSince ?? new Date().toISOString();
    this.#save({ ...this.#state(), soakSince });
    if (await this.#soak(seconds(settings?.nodePoolSoakDuration, 3600), soakSince)) return await this.#rollBack();
    this.#phase("DELETING_BLUE_POOL");
    for (const name of this.#state().before) await this.#remove(name);
  }

  /** Waits, unless completion is asked for; true when a rollback is. */
  async #soak(duration: number, since: string): Promise<boolean> {
    const until = Date.parse(since) + duration * 1000;
    const key = upgradeKey(this.job, this.job.pool).join("/");
    for (;;) {
      if (this.#wantsRollback()) return true;
      const left = until - Date.now();
      if (left <= 0 || this.#state().wanted === "complete") return false;
      this.operation.report(`soaking for ${Math.ceil(left / 1000)} s more`);
      await changed(key, Math.min(left, 60_000), this.operation.signal);
    }
  }

  async #rollBack(): Promise<void> {
    this.#phase("ROLLBACK_STARTED");
    for (const name of this.#state().before) await this.clusters.cordonNode(this.#id, name, true);
    for (const name of this.#state().after) await this.clusters.cordonNode(this.#id, name, false);
    for (const name of this.#state().after) {
      await this.clusters.drainNode(this.#id, name, (line) => this.operation.report(line));
      await this.#remove(name);
    }
  }

  /** The new node that stands for an old one, made unless an earlier run made it. */
  async #replacement(old: string): Promise<void> {
    const state = this.#state();
    const index = state.before.indexOf(old);
    if (state.after.length > index) return;
    const zone = (await this.#nodes()).find(({ name }) => name === old)?.zone ?? this.#spec.zones[0] ?? "";
    const made = await this.clusters.addNode(this.#id, this.#spec, zone, (line) => this.operation.report(line));
    this.#save({ ...this.#state(), after: [...this.#state().after, made] });
  }

  async #retire(name: string): Promise<void> {
    await this.clusters.cordonNode(this.#id, name, false);
    await this.clusters.drainNode(this.#id, name, (line) => this.operation.report(line));
    await this.#remove(name);
  }

  async #remove(name: string): Promise<void> {
    const state = this.#state();
    if (state.removed.includes(name)) return;
    await this.clusters.removeNode(this.#id, name);
    this.#save({ ...state, removed: [...state.removed, name] });
  }

  async #nodes(): Promise<NodeStatus[]> {
    return (await this.clusters.nodes(this.#id)).filter(({ nodePool }) => nodePool === this.job.pool);
  }

  #phase(phase: Phase) {
    this.operation.signal.throwIfAborted();
    this.operation.phase(phase);
    this.operation.report(phase);
    this.store.change(() =>
      changePool(this.store, this.job, this.job.pool, (pool) => ({
        ...pool,
        updateInfo: {
          blueGreenInfo: {
            ...pool.updateInfo?.blueGreenInfo,
            phase,
            greenPoolVersion: this.job.changes.version ?? pool.version,
          },
        },
      })),
    );
  }

  #progress() {
    const { before, removed, drained } = this.#state();
    const done = Math.max(removed.length, drained.length);
    this.operation.report(`${done} of ${before.length} nodes`, Math.round((done / Math.max(1, before.length)) * 100));
  }

  #wantsRollback(): boolean {
    return this.#state().wanted === "rollback";
  }

  #stored(): UpgradeState | undefined {
    return this.store.get<UpgradeState>(...upgradeKey(this.job, this.job.pool));
  }

  #state(): UpgradeState {
    const state = this.#stored();
    if (!state) throw new Error(`the upgrade of ${this.job.pool} has no state`);
    return state;
  }

  #save(state: UpgradeState) {
    this.store.change(() => this.store.put(upgradeKey(this.job, this.job.pool), state));
  }
}

function chunks<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
}

const seconds = (text: string | undefined, otherwise: number) => (text === undefined ? otherwise : parseFloat(text));

/** Resolves at an event of the upgrade's or after a time; rejects when the operation is cancelled. */
function changed(event: string, milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      upgradeEvents.removeEventListener(event, finish);
      signal.removeEventListener("abort", abort);
    };
    const finish = () => (end(), resolve());
    const abort = () => (end(), reject(signal.reason as Error));
    const timer = setTimeout(finish, milliseconds);
    upgradeEvents.addEventListener(event, finish);
    signal.addEventListener("abort", abort);
  });
}
