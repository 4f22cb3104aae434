import type { BuildStep } from "../../definitions/cloudbuild-v1.types";
import { invalid } from "../../transport/errors";

/** The indices of the steps that each step waits for: all before it, none (`-`), or those it names. */
export function dependencies(steps: readonly BuildStep[]): number[][] {
  return steps.map((step, index) => {
    if (!step.waitFor?.length) return [...Array(index).keys()];
    return step.waitFor
      .filter((id) => id !== "-")
      .map((id) => {
        const found = steps.findIndex((other) => other.id === id);
        if (found < 0)
          throw invalid(
            `generic::invalid_argument: invalid build: build step #${index} - "${step.id ?? ""}" depends on "${id}", which has not been defined`,
          );
        if (found >= index)
          throw invalid(
            `generic::invalid_argument: invalid build: build step #${index} - "${step.id ?? ""}" depends on a later step "${id}"`,
          );
        return found;
      });
  });
}

/**
 * Runs every step as soon as those it waits for are done, at most `limit` at a time. The first failure keeps steps that have not
 * begun from beginning; those that run are waited for.
 */
export async function runSteps(
  waits: readonly (readonly number[])[],
  limit: number,
  run: (index: number) => Promise<void>,
): Promise<void> {
  const done = new Set<number>();
  const running = new Map<number, Promise<void>>();
  let failure: { error: unknown } | undefined;
  const ready = () =>
    waits.flatMap((needs, index) =>
      !done.has(index) && !running.has(index) && needs.every((need) => done.has(need)) ? index : [],
    );
  while (done.size < waits.length) {
    for (const index of failure ? [] : ready().slice(0, limit - running.size)) {
      running.set(
        index,
        run(index)
          .then(
            () => void done.add(index),
            (error: unknown) => void (failure ??= { error }),
          )
          .finally(() => running.delete(index)),
      );
    }
    if (running.size === 0) break;
    await Promise.race(running.values());
  }
  if (failure) throw failure.error;
}
