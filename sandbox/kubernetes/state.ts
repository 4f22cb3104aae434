import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeConfig } from "../host/files";
import type { ClusterId, ClusterSpec, NodePoolSpec } from "./spec";

/** A node that is meant to exist, whether or not it runs. */
export interface NodeRecord {
  readonly name: string;
  readonly zone: string;
  /** Its number on the bridge. */
  readonly host: number;
  /** Its /24 in the cluster's pod network. */
  readonly podBlock: number;
  /** What its pool was when the node was made. */
  readonly pool: NodePoolSpec;
}

/** What is kept of a cluster, in `<home>/clusters/<key>/state.json`. */
export interface ClusterState {
  readonly spec: ClusterSpec;
  /** Its part of the sandbox's Service and pod networks. */
  readonly index: number;
  /** First part of its processes' and namespaces' names. */
  readonly label: string;
  /** The control plane's number on the bridge. */
  readonly host: number;
  readonly nodes: readonly NodeRecord[];
  /** Set when it is to be deleted: a deletion that was cut off goes on. */
  readonly deleting: boolean;
}

/** The clusters on record in a sandbox's home. */
export class ClusterStore {
  /** Where the records of all clusters are. */
  readonly folder: string;

  constructor(home: string) {
    this.folder = join(home, "clusters");
  }

  clusterFolder(id: ClusterId): string {
    return join(this.folder, clusterKey(id));
  }

  read(id: ClusterId): ClusterState | undefined {
    return this.readFile(clusterKey(id));
  }

  all(): readonly ClusterState[] {
    if (!existsSync(this.folder)) return [];
    return readdirSync(this.folder)
      .map((key) => this.readFile(key))
      .filter((state) => state !== undefined)
      .sort((a, b) => a.index - b.index);
  }

  write(state: ClusterState): void {
    const folder = this.clusterFolder(state.spec.id);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeConfig(join(folder, "state.json"), state);
  }

  remove(id: ClusterId): void {
    rmSync(this.clusterFolder(id), { recursive: true, force: true });
  }

  private readFile(key: string): ClusterState | undefined {
    const file = join(this.folder, key, "state.json");
    return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as ClusterState) : undefined;
  }
}

/** Neither projects, locations nor names contain an underscore. */
export function clusterKey({ project, location, name }: ClusterId): string {
  return `${project}_${location}_${name}`;
}

/** The smallest number from `first` on that is not taken. */
export function firstFree(taken: Iterable<number>, first: number): number {
  const used = new Set(taken);
  let number = first;
  while (used.has(number)) number++;
  return number;
}
