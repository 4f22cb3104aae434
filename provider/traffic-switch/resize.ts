import { deadline } from "../../lib/retry";
import { RouteChangedError } from "./cluster-port";
import type { Running, Say } from "./member";
import { persist } from "./patience";

/**
 * Changes a colour's size. The colour that shall be live gets what the program states. Another is never made smaller while the route leads
 * to it: the route is read immediately before, and again afterwards, and where somebody has led users there in between it gets back what it
 * had. Both end the update.
 */
export async function resize(
  { port, spec }: Pick<Running, "port" | "spec">,
  { color, replicas }: { readonly color: string; readonly replicas: number },
  say: Say,
  signal: AbortSignal,
  change: () => Promise<void>,
): Promise<void> {
  const { route, colors } = await port.observe(signal);
  const had = colors[color]?.replicas ?? 0;
  const isSmaller = replicas < had && !(color === spec.active && replicas > 0);
  if (!isSmaller) return await change();
  if ((route.weights[color] ?? 0) > 0)
    throw new RouteChangedError(`somebody has led users to ${color}: it keeps its ${had} replicas`);
  // Whatever comes of the change, also where nobody answers: it may have been done.
  const outcome = await change().then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const grace = deadline(undefined, spec.returnSeconds * 1000);
  const patience = { port, until: port.now() + spec.returnSeconds * 1000, signal: grace };
  const after = await persist(patience, () => port.observe(grace));
  if ((after.route.weights[color] ?? 0) > 0) {
    await persist(patience, () => port.scale(color, had, grace));
    say(`${color}: ${had} replicas again, since somebody has led users to it`);
    throw new RouteChangedError(
      `somebody led users to ${color} while it was scaled down: it has its ${had} replicas again`,
    );
  }
  if (outcome) throw outcome.error;
}
