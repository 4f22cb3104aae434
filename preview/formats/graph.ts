import { shortType, type Preview, type ResourceChange } from "../model";
import { isNoise } from "../report";

/** A picture with more than this many resources helps nobody. */
const maxNodes = 40;

/** A resource in the picture. */
export interface GraphNode {
  readonly urn: string;
  readonly label: string;
  readonly kind: string;
  /** What happens to it; `none` for one that is drawn only because others are in it. */
  readonly action: ResourceChange["action"] | "none";
}

/** The picture of a change. */
export interface Graph {
  readonly nodes: readonly GraphNode[];
  /** From what contains or is needed to what is in it or needs it. */
  readonly edges: readonly { readonly from: string; readonly to: string; readonly kind: "parent" | "uses" }[];
  /** Changed resources that did not fit. */
  readonly left: number;
}

/** The resources that change, with the components they are in and the resources they name. */
export function graph(preview: Preview, limit = maxNodes): Graph {
  const changed = preview.changes.filter((change) => !isNoise(change));
  // Worst first, so that a cut picture shows what matters.
  const rank = { delete: 0, replace: 1, update: 2, create: 3, import: 4, forget: 5, read: 6 };
  const ordered = [...changed].sort(
    (left, right) => rank[left.action] - rank[right.action] || (left.urn < right.urn ? -1 : 1),
  );
  const shown = ordered.slice(0, limit);
  const nodes = new Map<string, GraphNode>(
    shown.map((change) => [
      change.urn,
      { urn: change.urn, label: change.name, kind: shortType(change.type), action: change.action },
    ]),
  );
  const states = new Map(preview.resources.map((resource) => [resource.urn, resource]));
  const edges: { from: string; to: string; kind: "parent" | "uses" }[] = [];
  for (const { urn } of shown) {
    const parent = states.get(urn)?.parent ?? "";
    if (parent === "" || parent.includes("::pulumi:pulumi:Stack::")) continue;
    const state = states.get(parent);
    if (!nodes.has(parent) && state) {
      nodes.set(parent, { urn: parent, label: state.name, kind: shortType(state.type), action: "none" });
    }
    if (nodes.has(parent)) edges.push({ from: parent, to: urn, kind: "parent" });
  }
  edges.push(...uses(shown, nodes));
  return { nodes: [...nodes.values()], edges, left: changed.length - shown.length };
}

/** One resource uses another when an input is the other's id: events carry no dependencies. */
function uses(shown: readonly ResourceChange[], nodes: ReadonlyMap<string, GraphNode>) {
  const byId = new Map<string, string>();
  for (const { urn, before } of shown) if (before?.id) byId.set(before.id, urn);
  const edges: { from: string; to: string; kind: "uses" }[] = [];
  for (const { urn, before } of shown) {
    for (const value of Object.values(before?.inputs ?? {})) {
      const other = typeof value === "string" ? byId.get(value) : undefined;
      if (other && other !== urn && nodes.has(other)) edges.push({ from: other, to: urn, kind: "uses" });
    }
  }
  return edges;
}

/** The picture as a Mermaid flowchart; "" when there is nothing to see. */
export function mermaid(preview: Preview): string {
  const { nodes, edges, left } = graph(preview, 24);
  if (nodes.length < 2) return "";
  const ids = new Map(nodes.map(({ urn }, index) => [urn, `n${index}`]));
  const lines = ["flowchart LR"];
  for (const { urn, label, kind, action } of nodes) {
    lines.push(`  ${ids.get(urn)}["${mermaidText(kind)}<br/>${mermaidText(label)}"]:::${action}`);
  }
  for (const { from, to, kind } of edges) {
    lines.push(`  ${ids.get(from)} ${kind === "parent" ? "-.-" : "-->"} ${ids.get(to)}`);
  }
  if (left > 0) lines.push(`  more["… ${left} more"]:::none`);
  lines.push(
    "  classDef create fill:#dafbe1,stroke:#1a7f37,color:#1f2328",
    "  classDef update fill:#fff8c5,stroke:#9a6700,color:#1f2328",
    "  classDef replace fill:#ffd8b5,stroke:#bc4c00,color:#1f2328",
    "  classDef delete fill:#ffebe9,stroke:#cf222e,color:#1f2328",
    "  classDef import fill:#ddf4ff,stroke:#0969da,color:#1f2328",
    "  classDef none fill:#f6f8fa,stroke:#d0d7de,color:#57606a",
  );
  return lines.join("\n");
}

/** Mermaid reads markup and its own syntax inside labels: only harmless characters stay. */
function mermaidText(text: string): string {
  return text.slice(0, 40).replace(/[^\w ./:-]/g, "_");
}
