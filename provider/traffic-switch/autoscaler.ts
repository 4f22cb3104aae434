import type { V2HorizontalPodAutoscaler } from "@kubernetes/client-node";
import { PROGRAM_WINS } from "../../lib/release/marks";

/** Annotation on an autoscaler that is held: the bounds that the program gave it and those that it is held at, such as `2-10>6-10`. */
export const HELD = "gke-bluegreen.dev/held";

/** Bounds of an autoscaler. */
interface Bounds {
  readonly min: number;
  readonly max: number;
}

/**
 * The patch with which an app's autoscaler leaves its colour's size to the program, or takes it up again; nothing where neither is needed.
 * The engine deletes what the program no longer has when all else is done; until then an autoscaler would take a fixed number back. So
 * it is held at that number, and let go where the program wants autoscaling after all, as when the rest of that update failed.
 *
 * @param fixed The number that the program wants, or `null` for an autoscaler's.
 */
export function release(autoscaler: V2HorizontalPodAutoscaler, fixed: number | null): object | undefined {
  const { isHeld, now, own } = boundsOf(autoscaler);
  if (fixed === null) return isHeld ? patch(null, own) : undefined;
  if (!isTheApps(autoscaler) || (isHeld && now.min === fixed && now.max === fixed)) return undefined;
  return patch(own, { min: fixed, max: fixed });
}

/**
 * The patch with which an autoscaler leaves a colour that has no users yet the replicas that it is about to need; nothing where its own
 * bounds say so already. {@link release} takes it back.
 */
export function hold(autoscaler: V2HorizontalPodAutoscaler, replicas: number): object | undefined {
  const { now, own } = boundsOf(autoscaler);
  if (!isTheApps(autoscaler) || now.min >= replicas) return undefined;
  return patch(own, { min: replicas, max: Math.max(replicas, own.max) });
}

const isTheApps = ({ metadata }: V2HorizontalPodAutoscaler) => metadata?.annotations?.[PROGRAM_WINS] === "true";

/** What it is held at, and what it had before: unless the program, or somebody, has given it other bounds since. */
function boundsOf({ metadata, spec }: V2HorizontalPodAutoscaler) {
  const now: Bounds = { min: spec?.minReplicas ?? 1, max: spec?.maxReplicas ?? 1 };
  const held = metadata?.annotations?.[HELD];
  const [, min, max, heldMin, heldMax] = /^(\d+)-(\d+)>(\d+)-(\d+)$/.exec(held ?? "") ?? [];
  const isAsHeld = Number(heldMin) === now.min && Number(heldMax) === now.max;
  const own: Bounds = isAsHeld ? { min: Number(min), max: Number(max) } : now;
  return { isHeld: held !== undefined, now, own };
}

/** @param own what is remembered; `null` where it is let go, with the bounds that it has then */
function patch(own: Bounds | null, bounds: Bounds): object {
  const held = own && `${own.min}-${own.max}>${bounds.min}-${bounds.max}`;
  return {
    metadata: { annotations: { [HELD]: held } },
    spec: { minReplicas: bounds.min, maxReplicas: bounds.max },
  };
}
