import { isDeepStrictEqual } from "node:util";
import type { StepMetadata } from "./engine-event";
import type { FieldChange, NoiseChange, Preview } from "../model";
import { noiseRule } from "./noise";
import { formatPath, leaves, parsePath, SECRET, valueAt } from "./property-path";
import type { Reading } from "./reading";
import { isSecretPath } from "./redaction";

/** Which properties of a resource change, apart from those whose change says nothing. */
export function fieldChanges(
  type: string,
  step: StepMetadata,
  reading: Reading,
  kind: Preview["kind"],
): { readonly fields: readonly FieldChange[]; readonly noise: readonly NoiseChange[] } {
  const changed = step.op === "delete" || (kind === "drift" && !step.new) ? [] : rawChanges(step, reading.exact, kind);
  const fields: FieldChange[] = [];
  const noise: NoiseChange[] = [];
  for (const change of changed.sort((left, right) => (left.path < right.path ? -1 : 1))) {
    const rule = noiseRule(type, change) ?? (kind === "drift" ? driftNoise(type, change, step) : undefined);
    if (rule !== undefined && !change.replaces) noise.push({ path: change.path, rule });
    else fields.push(presented(type, change, step, reading));
  }
  return { fields, noise };
}

/** What a refresh finds that nobody changed, by the rule that says so. */
function driftNoise(type: string, { path, before, after }: FieldChange, { old }: StepMetadata): string | undefined {
  if (isNothing(before) && isNothing(after)) return "nothing-either-way";
  // Google fills in what a program leaves open, some of it only when other resources are there.
  const [top = ""] = parsePath(path);
  if (type.startsWith("gcp:") && !(top in (old?.inputs ?? {}))) return "computed-by-google";
  // A cluster repeats what its node pools say, and they are resources of their own.
  if (type === "gcp:container/cluster:Cluster" && /^node(Config|Pools|Version)$/.test(String(top)))
    return "told-by-node-pools";
  const released = valueAt(old?.inputs, ["metadata", "annotations", "gke-bluegreen.dev/revision"]) !== undefined;
  if (released && path === "spec.replicas") return "scaled-by-the-switch";
  if (path === 'metadata.annotations["gke-bluegreen.dev/switch"]') return "journal-of-the-switch";
  return undefined;
}

function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === "" || value === false || value === 0) return true;
  return typeof value === "object" && Object.keys(value).length === 0;
}

/** A change as it may be shown; where that is not all of it, with a fingerprint of the rest. */
function presented(type: string, change: FieldChange, step: StepMetadata, reading: Reading): FieldChange {
  const path = String(reading.shown(change.path));
  const before = reading.shown(change.before);
  const after = reading.shown(change.after);
  const shown = masked(type, { ...change, path, before, after }, step);
  if (isDeepStrictEqual([shown.before, shown.after], [change.before, change.after])) return shown;
  return { ...shown, fingerprint: reading.fingerprint(change.before, change.after) };
}

function masked(type: string, change: FieldChange, { old, new: next }: StepMetadata): FieldChange {
  const path = parsePath(change.path);
  return { ...change, before: mask(change.before, old?.inputs), after: mask(change.after, next?.inputs) };

  function mask(value: unknown, root: unknown): unknown {
    if (value === undefined) return undefined;
    if (isSecretPath(type, path, root)) return SECRET;
    if (typeof value !== "object" || value === null) return value;
    return masked_(value, path, root);
  }
  function masked_(value: unknown, at: readonly (string | number)[], root: unknown): unknown {
    if (isSecretPath(type, at, root)) return SECRET;
    if (Array.isArray(value)) return value.map((item, index) => masked_(item, [...at, index], root));
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, masked_(inner, [...at, key], root)]));
  }
}

function rawChanges(step: StepMetadata, clean: Reading["exact"], kind: Preview["kind"]): FieldChange[] {
  const { old, new: next, detailedDiff, keys = [] } = step;
  if (!next) return [];
  if (!old) {
    return [...leaves(clean(next.inputs ?? {}))].map(({ path, value }) => ({
      path: formatPath(path),
      kind: "add" as const,
      replaces: false,
      before: undefined,
      after: value,
    }));
  }
  if (detailedDiff && Object.keys(detailedDiff).length > 0) {
    return Object.entries(detailedDiff).map(([path, { diffKind = "update", inputDiff }]) => {
      const parts = parsePath(path);
      const before = clean(valueAt(inputDiff ? old.inputs : old.outputs, parts) ?? valueAt(old.inputs, parts));
      // A refresh finds new outputs; a program gives new inputs.
      const after =
        kind === "drift"
          ? clean(valueAt(next.outputs, parts) ?? valueAt(next.inputs, parts))
          : clean(valueAt(next.inputs, parts));
      return {
        path,
        kind: before === undefined ? "add" : after === undefined ? "delete" : "update",
        replaces: diffKind.endsWith("-replace"),
        before,
        after,
      };
    });
  }
  const sides = kind === "drift" ? [old.outputs, next.outputs] : [old.inputs, next.inputs];
  return structural(clean(sides[0] ?? {}), clean(sides[1] ?? {}), keys);
}

/** For providers that only say "something changes": the leaves at which the inputs differ. */
function structural(before: unknown, after: unknown, keys: readonly string[]): FieldChange[] {
  const olds = new Map([...leaves(before)].map(({ path, value }) => [formatPath(path), value]));
  const news = new Map([...leaves(after)].map(({ path, value }) => [formatPath(path), value]));
  const changes: FieldChange[] = [];
  for (const path of new Set([...olds.keys(), ...news.keys()])) {
    const old = olds.get(path);
    const next = news.get(path);
    // Two empty roots: a resource without inputs.
    if (path === "" || JSON.stringify(old) === JSON.stringify(next)) continue;
    const kind = !olds.has(path) ? "add" : !news.has(path) ? "delete" : "update";
    changes.push({ path, kind, replaces: keys.includes(path.split(/[.[]/)[0] ?? ""), before: old, after: next });
  }
  return changes;
}
