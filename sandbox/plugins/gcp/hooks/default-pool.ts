import type { ResourceContext } from "../core/context";
import { isNotFound } from "../core/google-error";

/** Removes the pool that a new cluster cannot do without. */
export async function removeDefaultPool(context: ResourceContext): Promise<void> {
  try {
    const answer = await context.send("DELETE", `${context.table.item}/nodePools/default-pool`);
    await context.wait(answer, "removing default node pool");
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}
