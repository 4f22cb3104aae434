import { diffInputs, type DiffResult } from "./diff";
import type {
  CheckRequest,
  CheckResult,
  CreateRequest,
  DeleteRequest,
  DiffRequest,
  ReadRequest,
  ReadResult,
  ResourceHandler,
  UpdateRequest,
} from "./handlers";
import type { PropertyMap } from "./value";

/**
 * A resource that is in the engine's state and nowhere else: its outputs are its inputs, a read finds what was written, and nothing is left
 * when it is deleted. A kind says only in what it is more than that.
 */
export abstract class StateOnlyHandler implements ResourceHandler {
  /** Inputs whose change makes another resource. */
  protected readonly replaceOn: readonly string[] = [];

  /** What an update waits for or does before it writes this down; in a preview it is not called. */
  protected bringAbout(_inputs: PropertyMap, _request: CreateRequest | UpdateRequest): Promise<void> {
    return Promise.resolve();
  }

  protected idOf({ name }: CreateRequest): string {
    return name;
  }

  check({ news }: CheckRequest): Promise<CheckResult> {
    return Promise.resolve({ inputs: news });
  }

  diff({ oldInputs, news }: DiffRequest): Promise<DiffResult> {
    return Promise.resolve(diffInputs(oldInputs, news, { replaceOn: this.replaceOn }));
  }

  async create(request: CreateRequest): Promise<{ readonly id: string; readonly properties: PropertyMap }> {
    if (!request.preview) await this.bringAbout(request.inputs, request);
    return { id: this.idOf(request), properties: request.inputs };
  }

  async update(request: UpdateRequest): Promise<PropertyMap> {
    if (!request.preview) await this.bringAbout(request.news, request);
    return request.news;
  }

  read({ id, properties, inputs }: ReadRequest): Promise<ReadResult> {
    return Promise.resolve({ id, properties, inputs });
  }

  delete(_: DeleteRequest): Promise<void> {
    return Promise.resolve();
  }
}
