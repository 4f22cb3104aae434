import type { Json } from "./read";

interface Selection {
  readonly [name: string]: Selection | true;
}

/** A partial response: `fields=items(name,state),nextPageToken` or `items/name`. Unknown names select nothing. */
export function selectFields(value: Json, fields: string): Json {
  return select(value, parse(fields)) as Json;
}

function select(value: unknown, selection: Selection): unknown {
  if (Array.isArray(value)) return value.map((item) => select(item, selection));
  if (typeof value !== "object" || value === null) return value;
  const all = selection["*"];
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => {
      const inner = selection[key] ?? all;
      return inner === undefined ? [] : [[key, inner === true ? item : select(item, inner)]];
    }),
  );
}

function parse(text: string): Selection {
  const selection: Record<string, Selection | true> = {};
  let depth = 0;
  let part = "";
  for (const letter of `${text},`) {
    if (letter === "(") depth++;
    if (letter === ")") depth--;
    if (letter !== "," || depth > 0) {
      part += letter;
      continue;
    }
    const [, name = "", rest = ""] = /^([^/(]*)(.*)$/.exec(part.trim()) ?? [];
    if (name)
      selection[name] = rest.startsWith("/")
        ? parse(rest.slice(1))
        : rest.startsWith("(")
          ? parse(rest.slice(1, -1))
          : true;
    part = "";
  }
  return selection;
}
