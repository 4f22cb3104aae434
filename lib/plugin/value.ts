/**
 * The values that cross the line between the Pulumi engine and a plugin: plain JSON plus what JSON cannot say.
 * Handlers get and return these; `marshal.ts` is the only place that knows how they look on the wire.
 */
export type PropertyValue =
  | null
  | boolean
  | number
  | string
  | PropertyValue[]
  | PropertyMap
  | Secret
  | Unknown
  | Output
  | Asset
  | ResourceReference;

/** An object of properties. Keys whose value is `undefined` are left out on the wire. */
export interface PropertyMap {
  [key: string]: PropertyValue | undefined;
}

/** A value that must never be shown or stored in clear. */
export class Secret {
  constructor(readonly value: PropertyValue) {}

  /** Keeps a secret out of logs and error messages that print values. */
  toJSON(): string {
    return "[secret]";
  }
}

/** A value that only exists after the preview: the output of a resource that is not there yet. */
export class Unknown {
  toJSON(): string {
    return "[unknown]";
  }
}

/** The one unknown value. */
export const unknown = new Unknown();

/** A value with the resources it came from. `value` is absent while it is unknown. */
export class Output {
  constructor(
    readonly value: PropertyValue | undefined,
    readonly secret: boolean,
    readonly dependencies: readonly string[],
  ) {}
}

/** A file or folder given to a resource: by content, path or address; an archive may also be a map of further assets. */
export class Asset {
  constructor(
    readonly kind: "asset" | "archive",
    readonly content: {
      readonly text?: string;
      readonly path?: string;
      readonly uri?: string;
      readonly assets?: PropertyMap;
      readonly hash?: string;
    },
  ) {}
}

/** Another resource, given as a value. `id` is "" while it is unknown. */
export class ResourceReference {
  constructor(
    readonly urn: string,
    readonly id: string | undefined,
    readonly packageVersion: string | undefined,
  ) {}
}

/** Whether a value is a plain object, and none of the special values. */
export function isMap(value: PropertyValue | undefined): value is PropertyMap {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Secret) &&
    !(value instanceof Unknown) &&
    !(value instanceof Output) &&
    !(value instanceof Asset) &&
    !(value instanceof ResourceReference)
  );
}

/** The value without secret and output wrappers, at every depth. Unknowns stay. */
export function unwrap(value: PropertyValue): PropertyValue {
  if (value instanceof Secret) return unwrap(value.value);
  if (value instanceof Output) return value.value === undefined ? unknown : unwrap(value.value);
  if (Array.isArray(value)) return value.map(unwrap);
  return isMap(value) ? unwrapMap(value) : value;
}

/** `unwrap` for an object. */
export function unwrapMap(map: PropertyMap): PropertyMap {
  const result: PropertyMap = {};
  for (const [key, value] of Object.entries(map)) if (value !== undefined) result[key] = unwrap(value);
  return result;
}

/** Whether an unknown is anywhere in the value. */
export function hasUnknowns(value: PropertyValue | undefined): boolean {
  if (value instanceof Unknown) return true;
  if (value instanceof Secret) return hasUnknowns(value.value);
  if (value instanceof Output) return value.value === undefined || hasUnknowns(value.value);
  if (Array.isArray(value)) return value.some(hasUnknowns);
  return isMap(value) && Object.values(value).some(hasUnknowns);
}

/** Whether a secret is anywhere in the value. */
export function hasSecrets(value: PropertyValue | undefined): boolean {
  if (value instanceof Secret) return true;
  if (value instanceof Output) return value.secret || hasSecrets(value.value);
  if (Array.isArray(value)) return value.some(hasSecrets);
  return isMap(value) && Object.values(value).some(hasSecrets);
}

/**
 * Marks in `target` what is secret in `source` at the same path. An array with a secret element becomes secret as a whole,
 * because elements may have moved.
 */
export function copySecrets(source: PropertyValue | undefined, target: PropertyValue): PropertyValue {
  if (target instanceof Secret) return target;
  if (source instanceof Secret || (source instanceof Output && source.secret)) return new Secret(unwrap(target));
  if (source instanceof Output) return copySecrets(source.value, target);
  if (Array.isArray(source)) return hasSecrets(source) ? new Secret(unwrap(target)) : target;
  if (!isMap(source) || !isMap(target)) return target;
  const result: PropertyMap = {};
  for (const [key, value] of Object.entries(target)) {
    if (value !== undefined) result[key] = copySecrets(source[key], value);
  }
  return result;
}

/** Deep equality of plain values; numbers are equal by value, secrets by what they hide. An unknown equals nothing. */
export function equalValues(left: PropertyValue | undefined, right: PropertyValue | undefined): boolean {
  if (left instanceof Secret || left instanceof Output) return equalValues(left.value, right);
  if (right instanceof Secret || right instanceof Output) return equalValues(left, right.value);
  if (left instanceof Unknown || right instanceof Unknown) return false;
  if (Array.isArray(left)) {
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((value, index) => equalValues(value, right[index]))
    );
  }
  if (isMap(left)) {
    if (!isMap(right)) return false;
    const keys = new Set([...Object.keys(left), ...Object.keys(right)]);
    return [...keys].every((key) => equalValues(left[key], right[key]));
  }
  if (left instanceof Asset && right instanceof Asset) {
    return left.kind === right.kind && assetKey(left) === assetKey(right);
  }
  if (left instanceof ResourceReference && right instanceof ResourceReference) return left.urn === right.urn;
  return left === right;
}

/** By hash where both have one: the path of an unchanged file may differ between machines. */
function assetKey(asset: Asset): string {
  return asset.content.hash ?? JSON.stringify(asset.content);
}
