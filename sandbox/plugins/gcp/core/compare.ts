import {
  equalValues,
  isMap,
  Unknown,
  type ChangeKind,
  type DiffResult,
  type PathPart,
  type PropertyChange,
  type PropertyMap,
  type PropertyValue,
} from "../../../../lib/plugin";
import { sameScalar } from "./equivalence";
import { isScalar } from "./plan";
import { isArray, isUnordered, isZero, type Field, type Fields } from "./schema";

type Kind = "add" | "delete" | "update";

/** One place where the plan differs from the state. */
export interface Change {
  readonly path: readonly PathPart[];
  readonly kind: Kind;
  readonly replace: boolean;
}

/** All differences between a state and a plan, in the order of their names. */
export function changesOf(fields: Fields, old: PropertyMap, planned: PropertyMap): Change[] {
  return [...compareFields(fields, old, planned, [])];
}

function* compareFields(
  fields: Fields,
  old: PropertyMap,
  planned: PropertyMap,
  path: PathPart[],
): Generator<Change, void> {
  for (const name of [...fields.keys()].sort()) {
    const field = fields.get(name);
    if (field) yield* compareField(field, old[name], planned[name], [...path, name]);
  }
}

function* compareField(
  field: Field,
  old: PropertyValue | undefined,
  planned: PropertyValue | undefined,
  path: PathPart[],
): Generator<Change, void> {
  const replace = field.is.replace === true;
  if (planned instanceof Unknown) {
    // An output that stays unknown in an update is no change by itself; a computed value that will be different is one.
    if (!field.is.output || old !== undefined) yield { path, kind: isZero(old) ? "add" : "update", replace };
    return;
  }
  if (old instanceof Unknown) return;
  if (isZero(old) && isZero(planned)) {
    // `{}` where there was nothing is a change: the block is asked for.
    if (field.kind === "block" && isMap(planned) && !isMap(old)) yield { path, kind: "add", replace };
    return;
  }
  if (field.kind === "block") {
    if (isMap(old) && isMap(planned)) yield* compareFields(field.fields, old, planned, path);
    else {
      const whole = isMap(planned) ? planned : isMap(old) ? old : {};
      yield { path, kind: isMap(planned) ? "add" : "delete", replace: replace || replacesInside(field.fields, whole) };
    }
    return;
  }
  if (field.kind === "map") return yield* compareMaps(old, planned, path, replace);
  if (isArray(field)) return yield* compareArrays(field, old, planned, path);
  if (isScalar(old) && isScalar(planned) ? sameScalar(field.same, old, planned) : equalValues(old, planned)) return;
  yield {
    path,
    kind: isZero(old) && !isScalar(old) ? "add" : planned === null || planned === undefined ? "delete" : "update",
    replace,
  };
}

/** Whether an object that comes or goes holds a value whose change replaces. */
function replacesInside(fields: Fields, value: PropertyMap): boolean {
  return [...fields.values()].some((field) => {
    const inner = value[field.name];
    if (isZero(inner) || inner instanceof Unknown) return false;
    if (field.is.replace) return true;
    if (isMap(inner)) return field.kind === "block" && replacesInside(field.fields, inner);
    return Array.isArray(inner) && inner.some((item) => isMap(item) && replacesInside(field.fields, item));
  });
}

function* compareMaps(
  old: PropertyValue | undefined,
  planned: PropertyValue | undefined,
  path: PathPart[],
  replace: boolean,
): Generator<Change, void> {
  const [before, after] = [isMap(old) ? old : {}, isMap(planned) ? planned : {}];
  for (const key of [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()) {
    if (equalValues(before[key], after[key])) continue;
    const kind = before[key] === undefined ? "add" : after[key] === undefined ? "delete" : "update";
    yield { path: [...path, key], kind, replace };
  }
}

function* compareArrays(
  field: Field,
  old: PropertyValue | undefined,
  planned: PropertyValue | undefined,
  path: PathPart[],
): Generator<Change, void> {
  const [before, after] = [Array.isArray(old) ? old : [], Array.isArray(planned) ? planned : []];
  const replace = field.is.replace === true;
  if (isUnordered(field)) {
    const added = after
      .map((item, index) => ({ item, index }))
      .filter(({ item }) => !before.some((other) => same(field, other, item)));
    const gone = before
      .map((item, index) => ({ item, index }))
      .filter(({ item }) => !after.some((other) => same(field, item, other)));
    if (added.length > 0 && gone.length > 0 && field.kind === "set") yield { path, kind: "update", replace };
    else {
      for (const { index } of gone)
        yield { path: [...path, index], kind: added.some((one) => one.index === index) ? "update" : "delete", replace };
      for (const { index } of added) {
        if (!gone.some((one) => one.index === index)) yield { path: [...path, index], kind: "add", replace };
      }
    }
    return;
  }
  const inserted = insertions(field, before, after);
  if (inserted) {
    for (const index of inserted) yield { path: [...path, index], kind: "add", replace };
    return;
  }
  for (let index = 0; index < Math.max(before.length, after.length); index++) {
    const at = [...path, index];
    const [left, right] = [before[index], after[index]];
    if (right instanceof Unknown) yield { path: at, kind: left === undefined ? "add" : "update", replace };
    else if (left === undefined || right === undefined) {
      const whole = left ?? right;
      yield {
        path: at,
        kind: left === undefined ? "add" : "delete",
        replace: replace || (isMap(whole) && replacesInside(field.fields, whole)),
      };
    } else if (isMap(left) && isMap(right)) yield* compareFields(field.fields, left, right, at);
    else if (!(isScalar(left) && isScalar(right) ? sameScalar(field.same, left, right) : equalValues(left, right))) {
      yield { path: at, kind: "update", replace };
    }
  }
}

/** Where new texts stand when the list is the old one with some put in between; otherwise `undefined`. */
function insertions(field: Field, before: PropertyValue[], after: PropertyValue[]): number[] | undefined {
  if (field.kind !== "strings" || after.length <= before.length) return undefined;
  const added: number[] = [];
  let next = 0;
  for (const [index, item] of after.entries()) {
    const old = before[next];
    if (old !== undefined && same(field, old, item)) next++;
    else added.push(index);
  }
  return next === before.length ? added : undefined;
}

function same(field: Field, left: PropertyValue, right: PropertyValue): boolean {
  if (isMap(left) && isMap(right)) return compareFields(field.fields, left, right, []).next().done === true;
  return isScalar(left) && isScalar(right) ? sameScalar(field.same, left, right) : equalValues(left, right);
}

/** A path as the official plugin writes it: keys that are no identifiers are quoted. */
function pathOf(path: readonly PathPart[]): string {
  return path
    .map((part, index) => {
      if (typeof part === "number") return `[${part}]`;
      if (!/^[A-Za-z_$][\w$]*$/.test(part)) return `[${JSON.stringify(part)}]`;
      return index === 0 ? part : `.${part}`;
    })
    .join("");
}

/** The engine's answer for a list of changes. */
export function diffResult(fields: Fields, changes: readonly Change[], deleteBeforeReplace: boolean): DiffResult {
  const detailedDiff: Record<string, PropertyChange> = {};
  for (const { path, kind, replace } of changes) {
    const change: ChangeKind = replace ? `${kind}-replace` : kind;
    detailedDiff[pathOf(path)] = { kind: change };
  }
  const top = (list: readonly Change[]) => [...new Set(list.map(({ path }) => String(path[0])))].sort();
  const replaces = top(changes.filter(({ replace }) => replace));
  return {
    changes: changes.length > 0 ? "some" : "none",
    detailedDiff,
    diffs: top(changes),
    replaces,
    deleteBeforeReplace: replaces.length > 0 && deleteBeforeReplace,
    stables: [...fields.values()]
      .filter(({ name, is }) => is.replace && !replaces.includes(name))
      .map(({ name }) => name)
      .sort(),
  };
}
