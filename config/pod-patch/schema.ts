import document from "./schema.json";

/** What stands at a place of a pod template: a plain type, the name of a mapping with fields, a list, or a mapping with any keys. */
export type Field =
  | string
  | readonly [Field]
  | { readonly "*": Field }
  /** A list whose entries are merged by a key; by themselves where that is "". */
  | { readonly list: Field; readonly key: string };

const types = document as unknown as Readonly<Record<string, Readonly<Record<string, Field>>>>;

/** The fields of a mapping; undefined where a type is none. */
export const fieldsOf = (field: Field): Readonly<Record<string, Field>> | undefined =>
  typeof field === "string" ? types[field] : undefined;

/** Where the API's definitions say what a pod template is. */
export const POD_TEMPLATE = "PodTemplateSpec";

/** A key of a patch that says what is done: https://github.com/kubernetes/community/blob/main/contributors/devel/sig-api-machinery/strategic-merge-patch.md */
export const DIRECTIVE = "$patch";

/** An object of a patch, whose keys nobody has checked yet. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is an object, and neither a list nor nothing. */
export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
