import type { ResourceContext } from "./context";

/** Requests under way, by what they ask. */
const underWay = new Map<string, Promise<unknown>>();

/**
 * One answer for all who ask the same while the request is under way, so that a refresh of many resources is few requests.
 * Only for reads: after a write, an answer that was already on its way may be of the time before it.
 */
export function shared<T>(context: ResourceContext, question: string, ask: () => Promise<T>): Promise<T> {
  if (context.action !== "read") return ask();
  const running = underWay.get(question) as Promise<T> | undefined;
  if (running) return running;
  const started = ask().finally(() => underWay.delete(question));
  underWay.set(question, started);
  return started;
}
