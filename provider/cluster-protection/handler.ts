import {
  type CheckRequest,
  type CreateRequest,
  type DeleteRequest,
  type DiffRequest,
  diffInputs,
  type PropertyMap,
  type UpdateRequest,
  StateOnlyHandler,
  unwrapMap,
} from "../../lib/plugin";
import { requireUnprotected } from "./refusal";

/**
 * `gke-bluegreen:infra:ClusterProtection`: refuses its own deletion while the cluster is protected. It depends on all that a cluster is made
 * of, so that in a destroy it is the first to go: Google's own protection, and the clean-up's, speak only when the node pools are gone.
 */
export class ClusterProtectionHandler extends StateOnlyHandler {
  check({ news }: CheckRequest) {
    return Promise.resolve({ inputs: news });
  }

  diff({ oldInputs, news }: DiffRequest) {
    return Promise.resolve(diffInputs(oldInputs, news, { replaceOn: [] }));
  }

  create({ inputs, name }: CreateRequest) {
    return Promise.resolve({ id: name, properties: inputs });
  }

  update({ news }: UpdateRequest): Promise<PropertyMap> {
    return Promise.resolve(news);
  }

  override async delete(request: DeleteRequest): Promise<void> {
    requireUnprotected(unwrapMap(request.properties)["deletionProtection"] === true);
    await super.delete(request);
  }
}
