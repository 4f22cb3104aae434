import type { V1Service } from "@kubernetes/client-node";
import { type KubernetesClient, KubernetesError } from "../../../lib/kubernetes";
import type { Color, SwitchSpec } from "../../../lib/release/spec";
import { COLOR_LABEL } from "../journal";
import type { Selector } from "./way";

/** The Service of whichever colour is live. */
export const livePath = ({ namespace, route }: SwitchSpec): string =>
  `/api/v1/namespaces/${namespace}/services/${route.service}`;

/** The Service that users ask. Throws where there is none. */
export async function readLiveService(
  client: KubernetesClient,
  spec: SwitchSpec,
  signal: AbortSignal,
): Promise<V1Service> {
  return await client.json<V1Service>("GET", livePath(spec), { signal });
}

/** The same where something else leads users; without it that still does. */
export async function findLiveService(
  client: KubernetesClient,
  spec: SwitchSpec,
  signal: AbortSignal,
): Promise<V1Service | undefined> {
  try {
    return await readLiveService(client, spec, signal);
  } catch (error) {
    if (error instanceof KubernetesError && error.status === 404) return undefined;
    throw error;
  }
}

/** A selector without a colour takes both; null removes what is not the switch's. */
export function selectorPatch(
  found: Selector = {},
  own: Selector,
  color: Color | undefined,
): Readonly<Record<string, string | null>> {
  const foreign = Object.fromEntries(Object.keys(found).map((key) => [key, null]));
  return { ...foreign, ...own, [COLOR_LABEL]: color ?? null };
}

/** The same selector, whose text does not depend on who wrote it. */
export const sortedByKey = (selector: Selector): Selector =>
  Object.fromEntries(Object.entries(selector).sort(([a], [b]) => (a < b ? -1 : 1)));
