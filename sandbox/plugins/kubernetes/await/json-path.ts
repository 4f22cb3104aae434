import { isMap, type PropertyValue } from "../../../../lib/plugin";

type Step =
  | { readonly kind: "key"; readonly key: string }
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "all" }
  | { readonly kind: "filter"; readonly path: readonly string[]; readonly equal: boolean; readonly value: string };

/** The JSONPath of kubectl, as far as conditions use it: `.a.b[0]['c'][*]` and filters `[?(@.type=="Ready")]`. */
export function parseJsonPath(expression: string): readonly Step[] {
  const match = /^\{\s*\$?(.*?)\s*\}$/s.exec(expression.trim());
  if (!match) throw new Error(`JSONPath "${expression}" must stand in braces, e.g. {.status.phase}`);
  const token =
    /\.?\[(-?\d+)\]|\.?\[\s*'([^']*)'\s*\]|\.?\[\s*"([^"]*)"\s*\]|\.?\[\*\]|\.\*|\.?\[\?\(?\s*@((?:\.[\w-]+)+)\s*(==|!=)\s*["']([^"']*)["']\s*\)?\]|\.((?:\\.|[^.[\]\\])+)/gy;
  const steps: Step[] = [];
  const source = match[1] ?? "";
  let end = 0;
  for (let found = token.exec(source); found; found = token.exec(source)) {
    end = token.lastIndex;
    const [, index, single, double, path, operator, value, key] = found;
    if (index !== undefined) steps.push({ kind: "index", index: Number(index) });
    else if (path !== undefined) {
      steps.push({ kind: "filter", path: path.slice(1).split("."), equal: operator === "==", value: value ?? "" });
    } else if (key !== undefined) steps.push({ kind: "key", key: key.replace(/\\(.)/g, "$1") });
    else if (single !== undefined || double !== undefined) steps.push({ kind: "key", key: single ?? double ?? "" });
    else steps.push({ kind: "all" });
  }
  if (end !== source.length || steps.length === 0) {
    throw new Error(`JSONPath "${expression}" is not understood from "${source.slice(end) || expression}" on`);
  }
  return steps;
}

/** All values at a path. */
export function evaluate(steps: readonly Step[], root: PropertyValue): PropertyValue[] {
  let values: PropertyValue[] = [root];
  for (const step of steps) values = values.flatMap((value) => follow(step, value));
  return values;
}

function follow(step: Step, value: PropertyValue): PropertyValue[] {
  const children = Array.isArray(value) ? value : isMap(value) ? Object.values(value) : [];
  const defined = children.filter((child): child is PropertyValue => child !== undefined);
  switch (step.kind) {
    case "key": {
      const found = isMap(value) ? value[step.key] : undefined;
      return found === undefined ? [] : [found];
    }
    case "index": {
      const found = Array.isArray(value) ? value.at(step.index) : undefined;
      return found === undefined ? [] : [found];
    }
    case "all":
      return defined;
    case "filter":
      return defined.filter((child) => {
        const found = step.path.reduce<PropertyValue | undefined>(
          (here, key) => (isMap(here) ? here[key] : undefined),
          child,
        );
        return (found !== undefined && textOf(found) === step.value) === step.equal;
      });
  }
}

/** A value as kubectl compares it. */
export function textOf(value: PropertyValue): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
