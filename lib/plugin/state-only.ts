import type { DiffResult } from "./diff";
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

/** A resource that is in the engine's state and nowhere else: a read finds what was written, and nothing is left when it is deleted. */
export abstract class StateOnlyHandler implements ResourceHandler {
  abstract check(request: CheckRequest): Promise<CheckResult>;
  abstract diff(request: DiffRequest): Promise<DiffResult>;
  abstract create(request: CreateRequest): Promise<{ readonly id: string; readonly properties: PropertyMap }>;
  abstract update(request: UpdateRequest): Promise<PropertyMap>;

  read({ id, properties, inputs }: ReadRequest): Promise<ReadResult> {
    return Promise.resolve({ id, properties, inputs });
  }

  delete(_: DeleteRequest): Promise<void> {
    return Promise.resolve();
  }
}
