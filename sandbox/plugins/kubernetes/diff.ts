import {
  equalValues,
  isMap,
  parsePropertyPath,
  pathWithin,
  propertyPath,
  Unknown,
  type ChangeKind,
  type DiffResult,
  type PathPart,
  type PropertyChange,
  type PropertyMap,
  type PropertyValue,
} from "../../../lib/plugin";
import { forceNewFields, forcesNew, type MutabilitySettings } from "./force-new";
import { annotationIsTrue, isNamed, nameOf, namespaceOf, prune, text, withValue, type KubeObject } from "./object";

export interface DiffQuestion {
  /** Normalised inputs of the last update. */
  readonly oldInputs: KubeObject;
  /** The object as it was last seen. */
  readonly live: KubeObject;
  /** Normalised new inputs. */
  readonly newInputs: KubeObject;
  readonly namespaced: boolean;
  readonly patchResource: boolean;
  readonly ignoreChanges: readonly string[];
  readonly settings: MutabilitySettings;
}

/**
 * What an update would change: the live object, as far as the old inputs describe it, against the new inputs. So defaults and
 * fields of other managers are no difference, and drift that a refresh has found is one.
 */
export function diffObject(question: DiffQuestion): DiffResult {
  const { live, newInputs } = question;
  const { base, target } = comparable(question);
  const fields = forceNewFields(newInputs, question.patchResource, question.settings);
  const ignored = question.ignoreChanges.map(parsePropertyPath);
  const detailedDiff: Record<string, PropertyChange> = {};
  const replaces: string[] = [];
  for (const { path, kind } of changes(base, target, question.oldInputs, [])) {
    if (ignored.some((pattern) => pathWithin(path, pattern))) continue;
    const key = propertyPath(path);
    const replace = forcesNew(path, fields);
    if (replace || (kind === "delete" && key === "metadata")) replaces.push(key);
    const change: ChangeKind = replace ? `${kind}-replace` : kind;
    detailedDiff[key] = { kind: change, ...(kind === "delete" && { inputDiff: true }) };
  }
  return {
    changes: Object.keys(detailedDiff).length > 0 ? "some" : "none",
    detailedDiff,
    replaces,
    // The engine takes the top-level list for all that changes when it is given; the details say more.
    diffs: [],
    deleteBeforeReplace: replaces.length > 0 && mustKeepName(target, live),
  };
}

/** The new object needs the very name that the old one has. */
export function mustKeepName(target: KubeObject, live: KubeObject): boolean {
  return (
    isNamed(target) &&
    !annotationIsTrue(target, "pulumi.com/autonamed") &&
    nameOf(target) === nameOf(live) &&
    namespaceOf(target) === namespaceOf(live)
  );
}

/** The two sides, without what differs only in the way it is written. */
function comparable({ live, oldInputs, newInputs, namespaced }: DiffQuestion): {
  base: KubeObject;
  target: KubeObject;
} {
  let base: KubeObject = prune(live, oldInputs);
  let target = newInputs;
  const namespaceOrDefault = (object: KubeObject): PropertyValue | undefined => {
    const value = (object["metadata"] as PropertyMap | undefined)?.["namespace"];
    return value instanceof Unknown ? value : text(value) || "default";
  };
  base = withValue(base, ["metadata", "namespace"], namespaced ? namespaceOrDefault(base) : undefined);
  target = withValue(target, ["metadata", "namespace"], namespaced ? namespaceOrDefault(target) : undefined);
  for (const key of ["apiVersion", "kind"]) if (base[key] === undefined) base = withValue(base, [key], target[key]);
  base = withValue(base, ["metadata", "resourceVersion"], undefined);
  // A name that the server once generated may be written into the program without making a new object.
  if (nameOf(target) !== "") base = withValue(base, ["metadata", "name"], nameOf(live));
  return { base, target };
}

interface Change {
  readonly path: readonly PathPart[];
  readonly kind: "add" | "delete" | "update";
}

/** Where the sides differ. Lists are compared by index, as the engine shows them. */
function* changes(
  base: PropertyValue | undefined,
  target: PropertyValue | undefined,
  oldInput: PropertyValue | undefined,
  path: readonly PathPart[],
): Generator<Change, void> {
  if (isMap(base) && isMap(target)) {
    const inputs = isMap(oldInput) ? oldInput : {};
    for (const key of [...new Set([...Object.keys(base), ...Object.keys(target)])]) {
      yield* changes(base[key], target[key], inputs[key], [...path, key]);
    }
  } else if (Array.isArray(base) && Array.isArray(target)) {
    const inputs = Array.isArray(oldInput) ? oldInput : [];
    for (let index = 0; index < Math.max(base.length, target.length); index++) {
      yield* changes(base[index], target[index], inputs[index], [...path, index]);
    }
  } else if (!same(base, target, oldInput)) {
    yield { path, kind: base === undefined ? "add" : target === undefined ? "delete" : "update" };
  }
}

function same(
  base: PropertyValue | undefined,
  target: PropertyValue | undefined,
  oldInput: PropertyValue | undefined,
): boolean {
  if (base === undefined && target === null) return true;
  if (base === null && target === undefined) return true;
  // The server never shows a zero, an empty text or list that it leaves out; asking for one again changes nothing.
  if (base === undefined && isEmpty(target) && equalValues(target, oldInput)) return true;
  return equalValues(base, target);
}

function isEmpty(value: PropertyValue | undefined): boolean {
  if (value === 0 || value === "" || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return isMap(value) && Object.values(value).every((entry) => isEmpty(entry));
}
