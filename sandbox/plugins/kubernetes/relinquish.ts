import { kindOf, nameOf, namespaceOf, apiVersionOf, type KubeObject } from "./object";
import type { Objects } from "./objects";

/** Gives up all fields of a manager: what nobody else owns goes back to its default or away. */
export async function relinquish(
  object: KubeObject,
  manager: string,
  objects: Objects,
  signal: AbortSignal,
): Promise<void> {
  const kind = kindOf(object);
  const namespace = namespaceOf(object);
  const empty: KubeObject = {
    apiVersion: apiVersionOf(kind),
    kind: kind.kind,
    metadata: { name: nameOf(object), ...(namespace !== "" && { namespace }) },
  };
  await objects.apply(empty, { fieldManager: manager, force: true, signal });
}
