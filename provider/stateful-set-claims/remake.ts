import type { V1Secret, V1StatefulSet } from "@kubernetes/client-node";
import { deadline } from "../../lib/retry";
import { type KubernetesClient, KubernetesError, watchUntil } from "../../lib/kubernetes";

/** Where a StatefulSet is. */
export interface SetPlace {
  readonly namespace: string;
  readonly set: string;
}

/** Where the API server has a namespace's StatefulSets. */
export const setsPath = (namespace: string) => `/apis/apps/v1/namespaces/${namespace}/statefulsets`;
const secretsPath = (namespace: string) => `/api/v1/namespaces/${namespace}/secrets`;
const journalName = (set: string) => `gke-bluegreen-remake-${set}`;

/** Longest time from the old set's end to the new one's readiness: its pods run all the while. */
const LIMIT_MS = 120_000;

/**
 * Makes a StatefulSet anew around its running pods: the set is deleted as an orphaner, and one of the same name and template takes the
 * pods and claims over. Until it is there its text is kept in a Secret, so that an update that dies in between is taken up by the next.
 */
export async function remake(
  client: KubernetesClient,
  place: SetPlace,
  change: (set: V1StatefulSet) => V1StatefulSet,
  signal: AbortSignal,
): Promise<void> {
  const live = await client.json<V1StatefulSet>("GET", `${setsPath(place.namespace)}/${place.set}`, { signal });
  const next = change(bare(live));
  // From here on a cancelled update would leave the pods without their set.
  const within = deadline(undefined, LIMIT_MS);
  await writeJournal(client, place, next, within);
  const uid = live.metadata?.uid;
  await client.json("DELETE", `${setsPath(place.namespace)}/${place.set}`, {
    body: { propagationPolicy: "Orphan", preconditions: { uid } },
    signal: within,
  });
  await watchUntil<V1StatefulSet>(client, setsPath(place.namespace), named(place.set), within, (sets) =>
    sets.every(({ metadata }) => metadata?.uid !== uid),
  );
  await makeFromJournal(client, place, next, live.status?.readyReplicas ?? 0, within);
}

/** Takes up what an update that died left: answers whether there was anything. */
export async function resumeRemake(client: KubernetesClient, place: SetPlace, signal: AbortSignal): Promise<boolean> {
  const journal = await readJournal(client, place, signal);
  if (!journal) return false;
  await makeFromJournal(client, place, journal, 0, signal);
  return true;
}

/** Whether an update died while the set was away. */
export async function isAway(client: KubernetesClient, place: SetPlace, signal: AbortSignal): Promise<boolean> {
  return (await readJournal(client, place, signal)) !== undefined;
}

async function makeFromJournal(
  client: KubernetesClient,
  place: SetPlace,
  set: V1StatefulSet,
  ready: number,
  signal: AbortSignal,
): Promise<void> {
  // The name under which Pulumi's own plugin creates: it takes the fields over with its next update.
  const query = { fieldManager: "pulumi-kubernetes" };
  await client.json("POST", setsPath(place.namespace), { query, body: set, signal }).catch((error: unknown) => {
    if (!(error instanceof KubernetesError && error.reason === "AlreadyExists")) throw error;
  });
  await watchUntil<V1StatefulSet>(
    client,
    setsPath(place.namespace),
    named(place.set),
    signal,
    ([one]) =>
      one?.status?.observedGeneration === one?.metadata?.generation && (one?.status?.readyReplicas ?? 0) >= ready,
  );
  await client.json("DELETE", `${secretsPath(place.namespace)}/${journalName(place.set)}`, { signal });
}

async function writeJournal(
  client: KubernetesClient,
  place: SetPlace,
  set: V1StatefulSet,
  signal: AbortSignal,
): Promise<void> {
  const name = journalName(place.set);
  // A Secret: a pod's template may hold what nobody else should read.
  const body: V1Secret = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name },
    stringData: { set: JSON.stringify(set) },
  };
  await client.json("POST", secretsPath(place.namespace), { body, signal }).catch(async (error: unknown) => {
    if (!(error instanceof KubernetesError && error.reason === "AlreadyExists")) throw error;
    await client.json("PUT", `${secretsPath(place.namespace)}/${name}`, { body, signal });
  });
}

async function readJournal(
  client: KubernetesClient,
  place: SetPlace,
  signal: AbortSignal,
): Promise<V1StatefulSet | undefined> {
  try {
    const path = `${secretsPath(place.namespace)}/${journalName(place.set)}`;
    const { data } = await client.json<V1Secret>("GET", path, { signal });
    return JSON.parse(Buffer.from(data?.["set"] ?? "", "base64").toString("utf8")) as V1StatefulSet;
  } catch (error) {
    if (error instanceof KubernetesError && error.status === 404) return undefined;
    throw error;
  }
}

const named = (name: string) => ({ fieldSelector: `metadata.name=${name}` });

/** The set as somebody would write it, without what the API server adds. */
function bare({ metadata, spec }: V1StatefulSet): V1StatefulSet {
  const { name, namespace, labels, annotations, ownerReferences } = metadata ?? {};
  return {
    apiVersion: "apps/v1",
    kind: "StatefulSet",
    metadata: {
      ...(name !== undefined && { name }),
      ...(namespace !== undefined && { namespace }),
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      ...(ownerReferences && { ownerReferences }),
    },
    ...(spec && { spec }),
  };
}
