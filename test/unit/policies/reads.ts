import { unknownCheckingProxy, unknownStringValue } from "@pulumi/policy/proxy";

/** Where a value stands: keys and indexes from the root. */
export type Path = readonly string[];

/** Runs some work over data, and says which places of it the work looked at, those too where nothing stood. */
export function readsOf(data: object, work: (data: object) => unknown): Path[] {
  const found = new Map<string, Path>();
  work(watched(data, []));
  return [...found.values()];

  function watched(value: object, path: Path): object {
    return new Proxy(value, {
      get: (target, key, receiver) => {
        const inner: unknown = Reflect.get(target, key, receiver);
        // Methods, symbols and lengths are not data.
        if (typeof key === "symbol" || typeof inner === "function" || key === "length" || key.startsWith("__"))
          return inner;
        const here = [...path, key];
        found.set(here.join("\0"), here);
        return typeof inner === "object" && inner !== null ? watched(inner, here) : inner;
      },
    });
  }
}

/** The same data with one value that is known only after the update, as the engine hands it to a rule. */
export function withUnknown<Data extends object>(data: Data, path: Path): Data {
  return unknownCheckingProxy(replaced(data, path) as object) as Data;
}

function replaced(value: unknown, [key, ...rest]: Path): unknown {
  if (key === undefined) return unknownStringValue;
  if (value === undefined && key === "0") return [replaced(undefined, rest)];
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === key ? replaced(item, rest) : item));
  return { ...(value as object), [key]: replaced((value as Record<string, unknown> | undefined)?.[key], rest) };
}

/**
 * The places that a rule's documentation means by a field such as `containers[].image`, `colors.<live>.revision` or
 * `Service.spec.selector`, among those that the rule looked at. `there` are such places; where there are none, `absent` are those where
 * the rule turned back because what should hold the field was left out.
 */
export function placesOf(field: string, reads: readonly Path[]): { readonly there: Path[]; readonly absent: Path[] } {
  const named = field
    .replace(/\[\]$/, "")
    .replaceAll("[]", ".*")
    .split(".")
    // The kind of object, where a rule reads several.
    .filter((part) => !/^[A-Z]/.test(part))
    .map((part) => (part.startsWith("<") ? "*" : part));
  const endsWith = (path: Path, end: Path) =>
    path.length >= end.length && end.every((part, index) => part === "*" || part === path.slice(-end.length)[index]);
  return {
    there: reads.filter((path) => endsWith(path, named)),
    absent: named.slice(1).flatMap((_, index) => {
      const rest = named.slice(index + 1).map((part) => (part === "*" ? "0" : part));
      return reads.filter((path) => endsWith(path, named.slice(0, index + 1))).map((path) => [...path, ...rest]);
    }),
  };
}
