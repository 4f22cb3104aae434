import type { HttpRule, Method } from "./schema";
import { named, tolerate } from "../../../lib/errors/expected";

interface Route {
  readonly method: Method;
  readonly rule: HttpRule;
}
/** The method that an address belongs to, and what the address says of its variables. */
export interface Match extends Route {
  readonly variables: Readonly<Record<string, string>>;
}

interface Variable {
  readonly name: string;
  readonly from: number;
  /** Exclusive; undefined: to the end. */
  readonly to: number | undefined;
}
interface Leaf extends Route {
  readonly variables: readonly Variable[];
}
interface Node {
  readonly literals: Map<string, Node>;
  one: Node | undefined;
  readonly leaves: Map<string, Leaf>;
  /** `**`: the rest of the path. */
  readonly rest: Map<string, Leaf>;
}

const node = (): Node => ({ literals: new Map(), one: undefined, leaves: new Map(), rest: new Map() });

/** Finds the method of a path among the HTTP rules of some APIs. Literals win over wildcards, one segment over many. */
export class Router {
  readonly #root = node();

  add(method: Method): void {
    for (const rule of method.rules) this.#insert(method, rule);
  }

  #insert(method: Method, rule: HttpRule) {
    const { segments, verb, variables } = parseTemplate(rule.template);
    const leaf: Leaf = { method, rule, variables };
    const key = `${rule.verb} ${verb}`;
    let at = this.#root;
    for (const segment of segments) {
      if (segment === "**") {
        at.rest.set(key, at.rest.get(key) ?? leaf);
        return;
      }
      let next = segment === "*" ? at.one : at.literals.get(segment);
      if (!next) {
        next = node();
        if (segment === "*") at.one = next;
        else at.literals.set(segment, next);
      }
      at = next;
    }
    // A rule that two versions share belongs to the one that was added first.
    at.leaves.set(key, at.leaves.get(key) ?? leaf);
  }

  /** @param path still percent-encoded, without query */
  find(verb: string, path: string): Match | undefined {
    const trimmed = path.endsWith("/") && path.length > 1 ? path.slice(0, -1) : path;
    const segments = trimmed.slice(1).split("/").map(decode);
    const last = segments.at(-1) ?? "";
    const colon = last.lastIndexOf(":");
    const withVerb = colon > 0 ? [...segments.slice(0, -1), last.slice(0, colon)] : undefined;
    const leaf =
      (withVerb && walk(this.#root, withVerb, 0, `${verb} ${last.slice(colon + 1)}`)) ??
      walk(this.#root, segments, 0, `${verb} `);
    if (!leaf) return undefined;
    const used = leaf.rule.template.includes(":") && withVerb ? withVerb : segments;
    const variables = Object.fromEntries(
      leaf.variables.map(({ name, from, to }) => [name, used.slice(from, to).join("/")]),
    );
    return { method: leaf.method, rule: leaf.rule, variables };
  }
}

function walk(at: Node, segments: readonly string[], index: number, key: string): Leaf | undefined {
  if (index === segments.length) return at.leaves.get(key);
  const segment = segments[index] ?? "";
  const literal = at.literals.get(segment);
  return (
    (literal && walk(literal, segments, index + 1, key)) ??
    (at.one && segment !== "" ? walk(at.one, segments, index + 1, key) : undefined) ??
    at.rest.get(key)
  );
}

function parseTemplate(template: string) {
  const colon = /:([A-Za-z]+)$/.exec(template);
  const path = colon ? template.slice(0, colon.index) : template;
  const segments: string[] = [];
  const variables: Variable[] = [];
  for (const part of path.slice(1).match(/\{[^}]*\}|[^/]+/g) ?? []) {
    if (!part.startsWith("{")) {
      segments.push(part);
      continue;
    }
    const [name = "", pattern = "*"] = part.slice(1, -1).split("=");
    const from = segments.length;
    segments.push(...pattern.split("/"));
    variables.push({ name, from, to: pattern.endsWith("**") ? undefined : segments.length });
  }
  return { segments, verb: colon?.[1] ?? "", variables };
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    tolerate(error, named("URIError"));
    return segment;
  }
}
