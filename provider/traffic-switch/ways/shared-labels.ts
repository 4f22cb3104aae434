import type { V1Deployment } from "@kubernetes/client-node";
import type { KubernetesClient } from "../../../lib/kubernetes";
import { APP_LABEL } from "../../../lib/release/marks";
import type { Color, SwitchSpec } from "../../../lib/release/spec";
import type { Selector } from "./way";

/**
 * Labels that take these colours' pods: with the app's own, which no other workload's pods have, where all of them carry it. Those of a
 * release that an earlier version made do not.
 */
export async function sharedLabels(
  client: KubernetesClient,
  { namespace, app, colors, route }: SwitchSpec,
  among: readonly Color[],
  signal: AbortSignal,
): Promise<Selector> {
  const carried = await Promise.all(
    among.map(async (color) => {
      const name = colors[color]?.deployment;
      // A colour that the program has no longer.
      if (name === undefined) return false;
      const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${name}`;
      return allCarry(await client.json<V1Deployment>("GET", path, { signal }), app);
    }),
  );
  return carried.every(Boolean) ? { ...route.selector, [APP_LABEL]: app } : route.selector;
}

/** Not while a rolling update still has pods of before. */
function allCarry({ metadata, spec, status }: V1Deployment, app: string): boolean {
  const isSeen = (status?.observedGeneration ?? 0) >= (metadata?.generation ?? 0);
  const isWhole = isSeen && (status?.updatedReplicas ?? 0) === (status?.replicas ?? 0);
  return isWhole && spec?.template.metadata?.labels?.[APP_LABEL] === app;
}
