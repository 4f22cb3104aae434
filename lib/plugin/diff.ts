import { equalValues, isMap, Secret, Output, unknown, type PropertyMap, type PropertyValue } from "./value";

/** How one property changes; `-replace` when the resource must be made anew for it. */
export type ChangeKind = "add" | "add-replace" | "delete" | "delete-replace" | "update" | "update-replace";

/** A change of one property, as the engine shows it. */
export interface PropertyChange {
  readonly kind: ChangeKind;
  /** The change is between old and new inputs, and not between old outputs and new inputs. @default false */
  readonly inputDiff?: boolean;
}

/** The answer to "what would change". */
export interface DiffResult {
  readonly changes: "none" | "some";
  /** Property path → how it changes. @default – the engine compares old and new inputs itself */
  readonly detailedDiff?: Readonly<Record<string, PropertyChange>>;
  /** Top-level properties that change. @default – taken from `detailedDiff` */
  readonly diffs?: readonly string[];
  /** Paths that force a replacement. @default – taken from `detailedDiff` */
  readonly replaces?: readonly string[];
  /** The old resource must go before the new one can be made, e.g. because of its fixed name. @default false */
  readonly deleteBeforeReplace?: boolean;
  /** Outputs that no update changes. */
  readonly stables?: readonly string[];
}

/** Nothing changes. */
export const noDiff: DiffResult = { changes: "none", detailedDiff: {} };

/** A key, or an index of a list. */
export type PathPart = string | number;

/** A path in the engine's notation: `spec.ports[0].name`, `data["a.b"]`. */
export function propertyPath(parts: readonly PathPart[]): string {
  return parts
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      if (/[."[\]]/.test(part) || part === "") return `[${JSON.stringify(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join("");
}

/** The inverse of `propertyPath`, also for paths users write in `ignoreChanges`; `*` stays a part that matches any. */
export function parsePropertyPath(path: string): PathPart[] {
  const parts: PathPart[] = [];
  const token = /\[(\d+)\]|\[\*\]|\["((?:[^"\\]|\\.)*)"\]|\.?([^.[\]]+)/gy;
  for (let match = token.exec(path); match; match = token.exec(path)) {
    if (match[1] !== undefined) parts.push(Number(match[1]));
    else if (match[2] !== undefined) parts.push(JSON.parse(`"${match[2]}"`) as string);
    else parts.push(match[3] ?? "*");
  }
  return parts;
}

/** Whether `path` is at or below `pattern`; `*` in the pattern matches one key or index. */
export function pathWithin(path: readonly PathPart[], pattern: readonly PathPart[]): boolean {
  return (
    pattern.length <= path.length &&
    pattern.every((part, index) => part === "*" || String(part) === String(path[index]))
  );
}

/** What a change means. */
export interface DiffOptions {
  /** Paths, `*` allowed, whose change makes a new resource. */
  readonly replaceOn?: readonly string[];
  readonly ignoreChanges?: readonly string[];
  readonly deleteBeforeReplace?: boolean;
}

/** Structural difference of two sets of inputs. For plugins whose inputs are what they compare. */
export function diffInputs(olds: PropertyMap, news: PropertyMap, options: DiffOptions = {}): DiffResult {
  const replaceOn = (options.replaceOn ?? []).map(parsePropertyPath);
  const ignored = (options.ignoreChanges ?? []).map(parsePropertyPath);
  const changes: Record<string, PropertyChange> = {};
  for (const { path, kind } of structuralChanges(olds, news)) {
    if (ignored.some((pattern) => pathWithin(path, pattern))) continue;
    // A change above a replacing field (its whole parent is removed, say) replaces as well.
    const replaces = replaceOn.some((pattern) => pathWithin(path, pattern) || pathWithin(pattern, path));
    changes[propertyPath(path)] = { kind: replaces ? `${kind}-replace` : kind, inputDiff: true };
  }
  return {
    changes: Object.keys(changes).length > 0 ? "some" : "none",
    detailedDiff: changes,
    ...(options.deleteBeforeReplace !== undefined && { deleteBeforeReplace: options.deleteBeforeReplace }),
  };
}

interface StructuralChange {
  readonly path: readonly PathPart[];
  readonly kind: "add" | "delete" | "update";
}

/** The leaves at which two values differ. */
export function* structuralChanges(
  old: PropertyValue | undefined,
  next: PropertyValue | undefined,
  path: readonly PathPart[] = [],
): Generator<StructuralChange, void> {
  if (old instanceof Secret || old instanceof Output) {
    yield* structuralChanges(old.value, next, path);
  } else if (next instanceof Secret) {
    yield* structuralChanges(old, next.value, path);
  } else if (next instanceof Output) {
    yield* structuralChanges(old, next.value ?? unknown, path);
  } else if (isMap(old) && isMap(next)) {
    for (const key of [...new Set([...Object.keys(old), ...Object.keys(next)])].sort()) {
      yield* structuralChanges(old[key], next[key], [...path, key]);
    }
  } else if (Array.isArray(old) && Array.isArray(next)) {
    for (let index = 0; index < Math.max(old.length, next.length); index++) {
      yield* structuralChanges(old[index], next[index], [...path, index]);
    }
  } else if (!equalValues(old, next)) {
    yield { path, kind: old === undefined ? "add" : next === undefined ? "delete" : "update" };
  }
}
