import type { V1Deployment, V1Pod } from "@kubernetes/client-node";
import { isNotFound, type KubernetesClient } from "../../lib/kubernetes";
import { digestsOf } from "../../provider/traffic-switch/rollout";

/** A colour as the cluster has it. */
export interface FoundColour {
  readonly ready: number;
  readonly wanted: number;
  /** What its app containers run, as their nodes report it; empty where none runs. */
  readonly digests: readonly string[];
}

/** Where an app's colours are to be looked for. */
export interface ColourPlace {
  readonly app: string;
  readonly namespace: string;
  readonly colors: Readonly<Record<string, { readonly deployment: string }>>;
}

/** Colour → what there is of it; nothing where its Deployment is gone. */
export async function findColours(
  client: Pick<KubernetesClient, "json">,
  { app, namespace, colors }: ColourPlace,
  signal: AbortSignal,
): Promise<Readonly<Record<string, FoundColour | undefined>>> {
  const found = Object.entries(colors).map(async ([color, { deployment }]) => {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${deployment}`;
    const query = { labelSelector: `app=${app},color=${color}` };
    try {
      const [one, { items }] = await Promise.all([
        client.json<V1Deployment>("GET", path, { signal }),
        client.json<{ items: V1Pod[] }>("GET", `/api/v1/namespaces/${namespace}/pods`, { query, signal }),
      ]);
      const { spec, status } = one;
      return [
        color,
        { ready: status?.readyReplicas ?? 0, wanted: spec?.replicas ?? 1, digests: digestsOf(items, app) },
      ] as const;
    } catch (error) {
      if (isNotFound(error)) return [color, undefined] as const;
      throw error;
    }
  });
  return Object.fromEntries(await Promise.all(found));
}

/** `2 ready`, `1 of 2 ready`, `none`, `not there`. */
export function sizeText(found: FoundColour | undefined): string {
  if (!found) return "not there";
  const { ready, wanted } = found;
  if (wanted === 0 && ready === 0) return "none";
  return ready === wanted ? `${ready} ready` : `${ready} of ${wanted} ready`;
}

/** The digests that pods run, whole, so that `pin` takes them; what the program states where none runs. */
export function imageText(found: FoundColour | undefined, stated: string): string {
  if (!found) return "–";
  if (found.digests.length > 0) return found.digests.join(", ");
  return `${/sha256:[0-9a-f]{64}$/.exec(stated)?.[0] ?? stated} (stated; none runs)`;
}
