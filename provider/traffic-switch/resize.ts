import { deadline } from "../../lib/retry";
import { RouteChangedError, type RouteState } from "./cluster-port";
import type { Running, Say } from "./member";
import { persist, type Patience } from "./patience";

/**
 * Changes a colour's size. The colour that shall be live gets what the program states. Another is never made smaller while the route leads
 * to it: the route is read immediately before, and again afterwards, and where somebody has led users there in between it gets back what it
 * had. Both end the update.
 */
export async function resize(
  member: Running,
  { color, replicas }: { readonly color: string; readonly replicas: number },
  say: Say,
  signal: AbortSignal,
  change: () => Promise<void>,
): Promise<void> {
  const { port, spec, shrunk } = member;
  const { route, colors } = await port.observe(signal);
  const had = colors[color]?.replicas ?? 0;
  const isSmaller = replicas < had && !(color === spec.active && replicas > 0);
  if (!isSmaller) return await change();
  if ((route.weights[color] ?? 0) > 0)
    throw new RouteChangedError(`somebody has led users to ${color}: it keeps its ${had} replicas`);
  shrunk.set(color, had);
  // Whatever comes of the change, also where nobody answers: it may have been done.
  const outcome = await change().then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  const milliseconds = spec.returnSeconds * 1000;
  const patience = { port, until: port.now() + milliseconds, signal: deadline(undefined, milliseconds) };
  const after = await persist(patience, () => port.observe(patience.signal));
  const [again] = await giveBack(member, after.route, say, patience);
  if (again !== undefined) throw new RouteChangedError(again);
  if (outcome) throw outcome.error;
}

/** Gives colours that this update made smaller, and to which somebody has led users since, what they had. Answers what was done. */
export async function giveBack(
  { port, shrunk }: Pick<Running, "port" | "shrunk">,
  { weights }: Pick<RouteState, "weights">,
  say: Say,
  patience: Patience,
): Promise<readonly string[]> {
  const lines: string[] = [];
  for (const [color, had] of shrunk) {
    if ((weights[color] ?? 0) === 0) continue;
    await persist(patience, () => port.scale(color, had, patience.signal));
    shrunk.delete(color);
    lines.push(`somebody led users to ${color} while it was scaled down: it has its ${had} replicas again`);
  }
  for (const line of lines) say(line);
  return lines;
}
