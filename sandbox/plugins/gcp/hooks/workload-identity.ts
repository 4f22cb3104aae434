import type { PropertyMap } from "../../../../lib/plugin";
import type { ResourceContext } from "../core/context";
import { isNotFound } from "../core/google-error";
import { listAt, textAt, type JsonMap } from "../core/json";

/** The attestation rules of a pool are listed apart from it. A server that does not know of them has none. */
export async function attestationRules(state: PropertyMap, _api: JsonMap, context: ResourceContext): Promise<void> {
  state["attestationRules"] = [];
  try {
    const answer = await context.send("GET", `${context.table.item}:listAttestationRules`);
    state["attestationRules"] = listAt(answer, "attestationRules").map((rule) => ({
      googleCloudResource: textAt(rule, "googleCloudResource"),
    }));
  } catch (error) {
    if (!isNotFound(error)) throw error;
  }
}

/** A pool that was deleted can be seen for thirty days; to a program it is gone. */
export async function readPool(context: ResourceContext): Promise<JsonMap | undefined> {
  const pool = await context.send("GET", context.table.item);
  return textAt(pool, "state") === "DELETED" ? undefined : pool;
}
