import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import type { ComposePath } from "./findings";

/** A place in a file: `compose.yaml:7`. The deepest part of the path that the file has; the file alone where it has none of it. */
export function positionOf(
  path: ComposePath,
  files: readonly { readonly name: string; readonly text: string }[],
): string {
  const found = files.map(({ name, text }) => ({ name, ...lineOf(path, text) })).sort((a, b) => b.depth - a.depth)[0];
  if (!found || found.depth === 0) return files[0]?.name ?? "compose file";
  return `${found.name}:${found.line}`;
}

function lineOf(path: ComposePath, text: string): { readonly depth: number; readonly line: number } {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  let node: unknown = document.contents;
  let offset = 0;
  let depth = 0;
  for (const key of path) {
    const next = below(node, key);
    if (!next) break;
    offset = next.offset;
    node = next.node;
    depth++;
  }
  return { depth, line: lines.linePos(offset).line };
}

/** The part of a mapping or of a list that a key of the canonical form came from. */
function below(node: unknown, key: string): { readonly node: unknown; readonly offset: number } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    const at = isScalar(pair?.key) ? pair.key.range?.[0] : undefined;
    return pair && at !== undefined ? { node: pair.value, offset: at } : undefined;
  }
  if (isSeq(node)) {
    const item = node.items.find((one) => names(one, key)) as Node | undefined;
    return item?.range ? { node: item, offset: item.range[0] } : undefined;
  }
  return undefined;
}

/** `KEY=value`, `source:/target:ro`, `8080:80`, `{ target: 80 }`. */
function names(item: unknown, key: string): boolean {
  if (isScalar(item)) {
    const text = String(item.value);
    return (
      text === key || text.startsWith(`${key}=`) || text.split(":").includes(key) || text.split(/[:/]/).includes(key)
    );
  }
  if (!isMap(item)) return false;
  return item.items.some(({ value }) => isScalar(value) && String(value.value) === key);
}
