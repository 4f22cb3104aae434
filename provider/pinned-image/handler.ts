import {
  type CheckRequest,
  type CheckResult,
  type CreateRequest,
  type PropertyMap,
  unknown,
  type UpdateRequest,
  StateOnlyHandler,
} from "../../lib/plugin";
import { parseTagReference, TagResolver } from "./registry";

/**
 * `gke-bluegreen:workloads:PinnedImage`: the digest that a tag stood for when it was first used. It stays when the tag moves, or a live
 * colour would change under its users with nobody having changed the program; another reference is asked for anew.
 */
export class PinnedImageHandler extends StateOnlyHandler {
  constructor(private readonly resolver = new TagResolver()) {
    super();
  }

  override check({ news }: CheckRequest): Promise<CheckResult> {
    const { reference } = news;
    const isTag = typeof reference !== "string" || parseTagReference(reference) !== undefined;
    const failures = isTag ? [] : [{ property: "reference", reason: "expected registry/name:tag" }];
    return Promise.resolve({ inputs: news, failures });
  }

  override async create(request: CreateRequest) {
    const { reference } = request.inputs;
    const properties = await this.pin(request.inputs, request);
    return { id: typeof reference === "string" ? reference : "", properties };
  }

  override async update(request: UpdateRequest): Promise<PropertyMap> {
    return await this.pin(request.news, request);
  }

  private async pin(inputs: PropertyMap, { preview, signal, log }: CreateRequest | UpdateRequest) {
    const { reference } = inputs;
    const tag = typeof reference === "string" ? parseTagReference(reference) : undefined;
    if (!tag) return { ...inputs, image: unknown };
    try {
      return { ...inputs, image: `${tag.host}/${tag.name}@${await this.resolver.digest(tag, signal)}` };
    } catch (error) {
      if (!preview || signal.aborted) throw error;
      // The update will say it as an error; a preview without an answer is less exact.
      log.warning(error instanceof Error ? error.message : String(error));
      return { ...inputs, image: unknown };
    }
  }
}
