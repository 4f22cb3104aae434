import type { Graph, GraphNode } from "./graph";
import { escapeHtml, shorten } from "./markdown-text";

const box = { width: 190, height: 40, gapX: 60, gapY: 14 };

/** The graph as a drawing: columns from what is needed to what needs it. Colours are classes, so that dark mode can choose its own. */
export function svg({ nodes, edges, left }: Graph): string {
  if (nodes.length === 0) return "";
  const places = layout(nodes, edges);
  const columns = Math.max(...[...places.values()].map(({ column }) => column)) + 1;
  const rows = Math.max(...[...places.values()].map(({ row }) => row)) + 1;
  const width = columns * (box.width + box.gapX);
  const height = rows * (box.height + box.gapY) + (left > 0 ? 24 : 0);
  const at = (urn: string) => {
    const { column, row } = places.get(urn) ?? { column: 0, row: 0 };
    return { x: column * (box.width + box.gapX) + 10, y: row * (box.height + box.gapY) + 6 };
  };
  const lines = edges.map(({ from, to, kind }) => {
    const start = at(from);
    const end = at(to);
    const [x1, y1, x2, y2] = [start.x + box.width, start.y + box.height / 2, end.x, end.y + box.height / 2];
    return `<path class="edge ${kind}" d="M${x1} ${y1} C${x1 + 30} ${y1} ${x2 - 30} ${y2} ${x2} ${y2}"/>`;
  });
  const boxes = nodes.map(({ urn, label, kind, action }) => {
    const { x, y } = at(urn);
    return (
      `<g class="node ${action}"><title>${escapeHtml(urn)}</title>` +
      `<rect x="${x}" y="${y}" width="${box.width}" height="${box.height}" rx="5"/>` +
      `<text x="${x + 8}" y="${y + 16}" class="kind">${escapeHtml(shorten(kind, 28))}</text>` +
      `<text x="${x + 8}" y="${y + 32}">${escapeHtml(shorten(label, 25))}</text></g>`
    );
  });
  const more =
    left > 0 ? `<text x="10" y="${height - 6}" class="kind">… and ${left} more changed resources</text>` : "";
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-label="What changes">${lines.join("")}${boxes.join("")}${more}</svg>`;
}

interface Place {
  readonly column: number;
  readonly row: number;
}

function layout(nodes: readonly GraphNode[], edges: Graph["edges"]): Map<string, Place> {
  const columns = new Map<string, number>(nodes.map(({ urn }) => [urn, 0]));
  // As many rounds as nodes at most: a cycle, which the engine does not allow, must not hang a report.
  for (let round = 0; round < nodes.length; round++) {
    let moved = false;
    for (const { from, to } of edges) {
      const wanted = (columns.get(from) ?? 0) + 1;
      if (wanted > (columns.get(to) ?? 0) && wanted < nodes.length) {
        columns.set(to, wanted);
        moved = true;
      }
    }
    if (!moved) break;
  }
  const used = new Map<number, number>();
  return new Map(
    nodes.map(({ urn }) => {
      const column = columns.get(urn) ?? 0;
      const row = used.get(column) ?? 0;
      used.set(column, row + 1);
      return [urn, { column, row }];
    }),
  );
}
