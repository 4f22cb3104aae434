import type { V2HorizontalPodAutoscaler } from "@kubernetes/client-node";

/** Annotation on an autoscaler that is held: the bounds that the program gave it, such as `2-10`. */
export const HELD = "gke-bluegreen.dev/held";

/** Annotation with which the program takes back what it said of an object; somebody else's autoscaler has none, and is left alone. */
export const PROGRAM_WINS = "pulumi.com/patchForce";

/**
 * The patch with which an app's autoscaler leaves its colour's size to the program, or takes it up again; nothing where neither is needed.
 * The engine deletes what the program no longer has when all else is done; until then an autoscaler would take a fixed number back. So
 * it is held at that number, and let go where the program wants autoscaling after all, as when the rest of that update failed.
 *
 * @param fixed The number that the program wants, or `null` for an autoscaler's.
 */
export function handOver({ metadata, spec }: V2HorizontalPodAutoscaler, fixed: number | null): object | undefined {
  const held = metadata?.annotations?.[HELD];
  const { minReplicas = 1, maxReplicas = 1 } = spec ?? {};
  if (fixed === null) {
    const [, min, max] = /^(\d+)-(\d+)$/.exec(held ?? "") ?? [];
    return held === undefined ? undefined : patch(null, Number(min ?? minReplicas), Number(max ?? maxReplicas));
  }
  if (metadata?.annotations?.[PROGRAM_WINS] !== "true") return undefined;
  if (held !== undefined && minReplicas === fixed && maxReplicas === fixed) return undefined;
  return patch(held ?? `${minReplicas}-${maxReplicas}`, fixed, fixed);
}

/**
 * The patch with which an autoscaler leaves a colour that has no users yet the replicas that it is about to need; nothing where its own
 * bounds say so already. {@link handOver} takes it back.
 */
export function hold({ metadata, spec }: V2HorizontalPodAutoscaler, replicas: number): object | undefined {
  const { minReplicas = 1, maxReplicas = 1 } = spec ?? {};
  if (metadata?.annotations?.[PROGRAM_WINS] !== "true" || minReplicas >= replicas) return undefined;
  const held = metadata.annotations[HELD] ?? `${minReplicas}-${maxReplicas}`;
  return patch(held, replicas, Math.max(replicas, maxReplicas));
}

const patch = (held: string | null, minReplicas: number, maxReplicas: number) => ({
  metadata: { annotations: { [HELD]: held } },
  spec: { minReplicas, maxReplicas },
});
