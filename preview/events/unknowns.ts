import type { Preview } from "../model";
import { UNKNOWN } from "./property-path";
import { isSecretPath } from "./redaction";
import { leaves, formatPath } from "./property-path";

/** A property whose new value nobody can know before the update. */
export interface UnknownValue {
  readonly urn: string;
  readonly name: string;
  readonly type: string;
  readonly path: string;
  /** Which resource it will come from, when that can be told; "" otherwise. */
  readonly source: string;
}

/** Properties of changed resources that are unknown until apply, with where they will come from. */
export function unknowns(preview: Preview): UnknownValue[] {
  const makers = preview.changes.filter(({ action }) => action === "create" || action === "replace");
  const found: UnknownValue[] = [];
  for (const change of preview.changes) {
    if (!change.after || change.action === "delete") continue;
    for (const { path, value } of leaves(change.after.inputs)) {
      if (value !== UNKNOWN || isSecretPath(change.type, path, change.after.inputs)) continue;
      const key = path.findLast((part) => typeof part === "string");
      found.push({
        urn: change.urn,
        name: change.name,
        type: change.type,
        path: formatPath(path),
        source: sourceOf(typeof key === "string" ? key : "", change.urn),
      });
    }
  }
  return found;

  /**
   * Events do not say where a value comes from. Two hints are good enough to be worth a line: a property named after the type of a
   * resource that is made in this update (`cluster` ← Cluster), and being the only resource that is made at all.
   */
  function sourceOf(key: string, urn: string): string {
    const others = makers.filter((maker) => maker.urn !== urn);
    const word = key.toLowerCase().replace(/(id|name|uri|link|email)$/, "");
    const named = others.filter(({ type }) => {
      const kind = type.split(":").at(-1)?.toLowerCase() ?? "";
      return word.length > 3 && (kind === word || kind.startsWith(word));
    });
    const only = named.length === 1 ? named[0] : others.length === 1 ? others[0] : undefined;
    return only?.name ?? "";
  }
}
