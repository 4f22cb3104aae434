import { type DeleteRequest, StateOnlyHandler, unwrapMap } from "../../lib/plugin";
import { requireUnprotected } from "./refusal";

/**
 * `gke-bluegreen:infra:ClusterProtection`: refuses its own deletion while the cluster is protected. It depends on all that a cluster is made
 * of, so that in a destroy it is the first to go: Google's own protection, and the clean-up's, speak only when the node pools are gone.
 */
export class ClusterProtectionHandler extends StateOnlyHandler {
  override async delete(request: DeleteRequest): Promise<void> {
    requireUnprotected(unwrapMap(request.properties)["deletionProtection"] === true);
    await super.delete(request);
  }
}
