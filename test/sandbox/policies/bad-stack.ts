import { resourceRuleList, stackRuleList } from "../../../policies/rules";
import type { Declared } from "../../../sandbox/testing/engine-stack";

/** A rule and what it must be found on. */
export interface Expected {
  readonly rule: string;
  readonly name: string;
}

/**
 * A stack in which every rule is broken: each rule's own failing example as a resource of a real program, so that what the engine hands to
 * the pack is what is judged. Examples of stack rules get a namespace each, because they may not mend one another.
 */
export function badStack(): { readonly resources: readonly Declared[]; readonly expected: readonly Expected[] } {
  const resources: Declared[] = [];
  const expected: Expected[] = [];
  for (const { id, types, examples } of resourceRuleList) {
    const [type = ""] = types;
    resources.push({ type, name: id, props: examples.fail as Declared["props"] });
    expected.push({ rule: id, name: id });
  }
  for (const { id, examples } of stackRuleList) {
    for (const { type, name, props, dependencies } of examples.fail) {
      resources.push({
        type,
        name: `${id}-${type.split(":").at(-1)}-${name}`,
        props: inNamespace(props, id) as Declared["props"],
        ...(dependencies && {}),
      });
    }
    if (!/^(cost|node|limit)-/.test(id)) expected.push({ rule: id, name: `${id}-*` });
  }
  return { resources, expected };
}

/** The namespace `n` of the examples, as one of a rule's own. */
function inNamespace(value: unknown, namespace: string): unknown {
  if (Array.isArray(value)) return value.map((item) => inNamespace(item, namespace));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      key,
      key === "namespace" && inner === "n" ? namespace : inNamespace(inner, namespace),
    ]),
  );
}

/** Settings with which the rules that are silent without them speak. */
export function badSettings(): Record<string, object> {
  return Object.fromEntries(
    stackRuleList.flatMap(({ id, exampleSettings }) =>
      exampleSettings ? [[id, renamed(exampleSettings, id)] as const] : [],
    ),
  );
}

const renamed = (settings: object, id: string) =>
  JSON.parse(JSON.stringify(settings).replaceAll('"namespace":"n"', `"namespace":"${id}"`)) as object;
