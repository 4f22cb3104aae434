import { z } from "zod";
import type { RouteState } from "./cluster-port";

/** Annotation on the route's object: what the next update must know if this one dies. */
export const JOURNAL = "gke-bluegreen.dev/switch";
/** Label that tells the colours' pods apart. */
export const COLOR_LABEL = "color";
/** Annotation on a Deployment: hash of its pod template. */
export const REVISION = "gke-bluegreen.dev/revision";

const journal = z.object({
  generation: z.number().int().default(0),
  unfinished: z.object({ from: z.string().nullable(), to: z.string() }).nullable().default(null),
});

type Journal = Pick<RouteState, "generation" | "unfinished">;

/** What is written on the object; an absent or unreadable annotation is a route that no switch has touched. */
export function readJournal(annotations: Readonly<Record<string, string>> = {}): Journal {
  const text = annotations[JOURNAL];
  const parsed = journal.safeParse(text === undefined ? {} : parseJson(text));
  if (!parsed.success) return { generation: 0, unfinished: undefined };
  const { generation, unfinished } = parsed.data;
  return { generation, unfinished: unfinished ? { from: unfinished.from ?? undefined, to: unfinished.to } : undefined };
}

export function writeJournal({ generation, unfinished }: Journal): string {
  return JSON.stringify({
    generation,
    unfinished: unfinished ? { from: unfinished.from ?? null, to: unfinished.to } : null,
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
