import { z } from "zod";
import type { RouteChange, RouteState } from "./cluster-port";
import type { Weights } from "./plan";
import { syntaxError, tolerate } from "../../lib/errors/expected";

/** Annotation on the route's object: what the next update must know if this one dies. */
export const JOURNAL = "gke-bluegreen.dev/switch";
/** Label that tells the colours' pods apart. */
export const COLOR_LABEL = "color";

const journal = z.object({
  generation: z.number().int().default(0),
  unfinished: z
    .object({ from: z.string().nullable(), to: z.string(), transaction: z.string().optional() })
    .nullable()
    .default(null),
  ended: z.string().optional(),
  endedAt: z.string().optional(),
  served: z.record(z.string(), z.string()).default({}),
});

type Journal = Pick<RouteState, "generation" | "unfinished" | "ended" | "endedAt" | "served">;

/** What is written on the object; an absent or unreadable annotation is a route that no switch has touched. */
export function readJournal(annotations: Readonly<Record<string, string>> = {}): Journal {
  const text = annotations[JOURNAL];
  const parsed = journal.safeParse(text === undefined ? {} : parseJson(text));
  if (!parsed.success) return { generation: 0, unfinished: undefined, served: {} };
  const { generation, unfinished, ended, endedAt, served } = parsed.data;
  return {
    generation,
    unfinished: unfinished ? { ...unfinished, from: unfinished.from ?? undefined } : undefined,
    ended,
    endedAt,
    served,
  };
}

/** The journal as its annotation has it. */
export function writeJournal({ generation, unfinished, ended, endedAt, served }: Journal): string {
  return JSON.stringify({
    generation,
    unfinished: unfinished
      ? { from: unfinished.from ?? null, to: unfinished.to, transaction: unfinished.transaction }
      : null,
    ended,
    endedAt,
    served,
  });
}

/** Whether the route is as a change wanted it; generations never repeat, so nobody else's change looks like ours. */
export function sameRoute(now: RouteState, change: RouteChange): boolean {
  const moving = Object.values(change.weights).some((weight) => weight > 0);
  const weights = !moving || JSON.stringify(sorted(now.weights)) === JSON.stringify(sorted(change.weights));
  return weights && writeJournal(now) === writeJournal(change);
}

function sorted(weights: Weights): readonly (readonly [string, number])[] {
  return Object.entries(weights)
    .filter(([, weight]) => weight > 0)
    .sort(([a], [b]) => a.localeCompare(b));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    tolerate(error, syntaxError);
    return undefined;
  }
}
