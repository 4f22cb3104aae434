import { z } from "zod";

type Path = readonly PropertyKey[];

/** Every schema that may stand at a path: one, or several where a union is on the way. */
export function schemasAt(schema: z.core.$ZodType, path: Path): z.core.$ZodType[] {
  let here = unwrapped(schema);
  for (const key of path) here = here.flatMap((inner) => step(inner, key)).flatMap(unwrapped);
  return here;
}

/** Keys that may stand at a path: those of the mapping that `value` fits best, where a union offers several. */
export function keysAt(schema: z.core.$ZodType, path: Path, value: unknown): string[] {
  const all = mappingsAt(schema, path);
  const written = typeof value === "object" && value !== null ? Object.keys(value) : [];
  if (written.length === 0) return [...new Set(all.flatMap(({ shape }) => Object.keys(shape)))];
  const fit = ({ shape }: z.ZodObject) => written.filter((key) => key in shape).length;
  const [best] = all.filter((one) => isOfKind(one, value)).sort((a, b) => fit(b) - fit(a));
  return Object.keys((best ?? all[0])?.shape ?? {});
}

/** Where a key that may not stand at a path would be right: the kinds, in words, of other mappings that may stand there and have it. */
export function otherKindsWith(schema: z.core.$ZodType, path: Path, key: string): string[] {
  return mappingsAt(schema, path)
    .filter(({ shape }) => key in shape)
    .map(kindOf);
}

const mappingsAt = (schema: z.core.$ZodType, path: Path): z.ZodObject[] =>
  schemasAt(schema, path).filter((inner) => inner instanceof z.ZodObject);

/** `kind: Ingress`; or, of a mapping without such a key, the keys that it must have. */
function kindOf({ shape }: z.ZodObject): string {
  const fields = Object.entries<z.core.$ZodType>(shape);
  const literals = fields.flatMap(([name, inner]) => literalsOf(inner).map((one) => `${name}: ${one}`));
  if (literals.length > 0) return literals.join(", ");
  const must = fields.flatMap(([name, inner]) => (z.safeParse(inner, undefined).success ? [] : [name]));
  return `{ ${must.join(", ")} }`;
}

/** Whether what is written says of no key that names a kind that it is of another. */
const isOfKind = ({ shape }: z.ZodObject, value: unknown): boolean =>
  Object.entries<z.core.$ZodType>(shape).every(([name, inner]) => {
    const kinds = literalsOf(inner);
    const found = (value as Readonly<Record<string, unknown>>)[name];
    return (
      kinds.length === 0 ||
      found === undefined ||
      kinds.includes(typeof found === "string" ? found : JSON.stringify(found))
    );
  });

const literalsOf = (schema: z.core.$ZodType): string[] =>
  unwrapped(schema).flatMap((inner) => (inner instanceof z.ZodLiteral ? [...inner.values].map(String) : []));

/** The literal values that may stand at a path. */
export function valuesAt(schema: z.core.$ZodType, path: Path): string[] {
  return schemasAt(schema, path).flatMap((inner) => {
    if (inner instanceof z.ZodEnum) return inner.options.map(String);
    if (inner instanceof z.ZodLiteral) return [...inner.values].map(String);
    return [];
  });
}

/** Whether what stands at a path, or anything above it on the way, is a secret. */
export function secretAt(schema: z.core.$ZodType, path: Path): boolean {
  let here: z.core.$ZodType[] = [schema];
  for (const key of [...path, undefined]) {
    const layers = here.flatMap(allLayers);
    if (layers.some((inner) => z.globalRegistry.get(inner)?.["secret"] === true)) return true;
    if (key !== undefined) here = layers.flatMap((inner) => step(inner, key));
  }
  return false;
}

/** Whether a secret may stand anywhere below a path. */
export function holdsSecrets(schema: z.core.$ZodType, path: Path): boolean {
  return schemasAt(schema, path).some(anySecret);
}

function anySecret(schema: z.core.$ZodType): boolean {
  return allLayers(schema).some(
    (layer) => z.globalRegistry.get(layer)?.["secret"] === true || parts(layer).some(anySecret),
  );
}

function parts(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) return Object.values<z.core.$ZodType>(schema.shape);
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (schema instanceof z.ZodArray) return [schema.element];
  return [];
}

/** The schemas inside wrappers (optional, default, transform, union), without the wrappers. */
function unwrapped(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable) return unwrapped(schema.def.innerType);
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault) return unwrapped(schema.def.innerType);
  if (schema instanceof z.ZodPipe) return unwrapped(schema.def.in);
  if (schema instanceof z.ZodUnion) return schema.def.options.flatMap(unwrapped);
  return [schema];
}

function allLayers(schema: z.core.$ZodType): z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable)
    return [schema, ...allLayers(schema.def.innerType)];
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodPrefault)
    return [schema, ...allLayers(schema.def.innerType)];
  if (schema instanceof z.ZodPipe) return [schema, ...allLayers(schema.def.in)];
  if (schema instanceof z.ZodUnion) return [schema, ...schema.def.options.flatMap(allLayers)];
  return [schema];
}

function step(schema: z.core.$ZodType, key: PropertyKey): z.core.$ZodType[] {
  if (schema instanceof z.ZodObject) {
    const inner = (schema.shape as Record<PropertyKey, z.core.$ZodType | undefined>)[key];
    return inner ? [inner] : [];
  }
  if (schema instanceof z.ZodRecord) return [schema.valueType];
  if (schema instanceof z.ZodArray) return [schema.element];
  return [];
}
