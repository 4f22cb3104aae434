import type { Cluster } from "./cluster";
import type { KubeObject } from "./object";

/** Remembers what is being created, so that a creation whose answer was lost can be recognised as ours. */
export interface CreationJournal {
  /** Runs `post`; if the object turns out to exist because an earlier, lost attempt of ours made it, gives that one. */
  create(urn: string, inputs: KubeObject, cluster: Cluster, post: () => Promise<KubeObject>): Promise<KubeObject>;
}

/** Remembers nothing. */
export const noJournal: CreationJournal = { create: (_urn, _inputs, _cluster, post) => post() };
