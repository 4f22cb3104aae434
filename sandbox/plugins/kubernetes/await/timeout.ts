import { annotation, type KubeObject } from "../object";

const defaultSeconds = 600;

/** How long to wait: the resource's customTimeouts, then its annotation, then what is usual for the kind. */
export function timeoutSeconds(custom: number | undefined, inputs: KubeObject, usual: number = defaultSeconds): number {
  const annotated = Number(annotation(inputs, "pulumi.com/timeoutSeconds"));
  return custom ?? (annotated > 0 ? annotated : usual);
}
