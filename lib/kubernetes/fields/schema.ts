import document from "./schema.json";

/** What stands at a place of an object: a plain type, the name of a mapping with fields, a list, or a mapping with any keys. */
export type Field =
  | string
  | readonly [Field]
  | { readonly "*": Field }
  /** A list whose entries are merged by a key; by themselves where that is "". */
  | { readonly list: Field; readonly key: string };

const { kinds, types } = document as unknown as {
  readonly kinds: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, Readonly<Record<string, Field>>>>;
};

/** The fields of a mapping; undefined where a type is none. */
export const fieldsOf = (field: Field): Readonly<Record<string, Field>> | undefined =>
  typeof field === "string" ? types[field] : undefined;

/** An object of a kind of Kubernetes' own, by `apps/v1` and `Deployment`; undefined for a kind that is not. */
export const fieldOfKind = (apiVersion: string, kind: string): Field | undefined => kinds[`${apiVersion}:${kind}`];

/** Where the API's definitions say what a pod template is. */
export const POD_TEMPLATE = "core.v1.PodTemplateSpec";

/** An object of a patch, whose keys nobody has checked yet. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is an object, and neither a list nor nothing. */
export const isJson = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
