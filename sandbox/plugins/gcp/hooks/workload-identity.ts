import type { PropertyMap } from "../../../../plugin";
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
