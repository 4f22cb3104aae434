import type { Item } from "../../lib/cost/ledger";
import { hasAutopilot, price } from "../../lib/cost/price";
import { exactly, nothing, priceBook, sum, times, type Range } from "../../lib/cost/price-book";
import { textOf } from "../../lib/cost/resource";
import { autopilotPod, podRequests, replicasOf, switchesOf } from "../../lib/cost/workloads";
import type { Preview, ResourceState } from "../model";
import { switchChanges } from "./switches";

/** What a change costs a month. */
export interface CostDelta {
  /** For the verdict line; "" when nothing that is priced changes. */
  readonly summary: string;
  readonly before: Range;
  readonly after: Range;
  /** What changes, and what it is made of. */
  readonly lines: readonly CostLine[];
  /** Resources whose price depends on use or is not in the book. */
  readonly notPriced: readonly string[];
  /** What keeping the idle colours costs, in sentences. */
  readonly colours: readonly string[];
  readonly book: { readonly region: string; readonly date: string };
  /** The resources are elsewhere than the book's prices. */
  readonly otherRegion: string;
}

/** One thing of a resource that has a price, in US dollars a month. */
export interface CostLine {
  readonly name: string;
  readonly what: string;
  readonly before: Range;
  readonly after: Range;
}

/** Prices both sides of a change. Incomplete previews have no price: half a sum is worse than none. */
export function priceReport(preview: Preview, region: string | undefined): CostDelta | undefined {
  if (preview.outcome.kind !== "finished" || preview.kind === "drift") return undefined;
  const book = priceBook();
  const before = price(preview.resources.filter(({ side }) => side !== "after"));
  const after = price(preview.resources.filter(({ side }) => side !== "before"));
  const lines = changedLines(before.items, after.items);
  const totals = {
    before: sum(before.items.map(({ monthly }) => monthly)),
    after: sum(after.items.map(({ monthly }) => monthly)),
  };
  const changed = new Set(preview.changes.map(({ urn }) => urn));
  const notPriced = after.unpriced.filter(({ urn }) => changed.has(urn)).map(({ name, why }) => `${name}: ${why}`);
  const where = region ?? regionOf(preview.resources);
  return {
    ...totals,
    summary: lines.length > 0 ? `${delta(lines)}/mo` : "",
    lines,
    notPriced: [...new Set(notPriced)].sort(),
    // Only where a switch changes: the price of a colour that nobody touches is no news.
    colours: preview.changes.some((change) => switchChanges(change).length > 0) ? colourCosts(preview) : [],
    book: { region: book.region, date: book.date },
    otherRegion: where !== "" && where !== book.region ? where : "",
  };
}

function changedLines(before: readonly Item[], after: readonly Item[]): CostLine[] {
  const key = ({ urn, what }: Item) => `${urn} ${what.replace(/[\d.,–]+ ×|× [\d.,–]+/g, "")}`;
  const olds = new Map(before.map((item) => [key(item), item]));
  const news = new Map(after.map((item) => [key(item), item]));
  return [...new Set([...olds.keys(), ...news.keys()])].sort().flatMap((at) => {
    const old = olds.get(at);
    const next = news.get(at);
    if (old && next && near(old.monthly, next.monthly)) return [];
    const { name, what } = next ?? old ?? { name: "", what: "" };
    return [{ name, what, before: old?.monthly ?? nothing, after: next?.monthly ?? nothing }];
  });
}

function near(left: Range, right: Range): boolean {
  return Math.abs(left.low - right.low) < 0.005 && Math.abs(left.high - right.high) < 0.005;
}

/** `+$41.20` or `+$41–62`: what the changed lines add. */
export function delta(lines: readonly Pick<CostLine, "before" | "after">[]): string {
  const low = lines.reduce((total, line) => total + line.after.low - line.before.low, 0);
  const high = lines.reduce((total, line) => total + line.after.high - line.before.high, 0);
  const [least, most] = low <= high ? [low, high] : [high, low];
  if (Math.abs(most - least) < 0.005) return signed(most);
  return `${signed(least)} to ${signed(most)}`;
}

function signed(value: number): string {
  return `${value < 0 ? "−" : "+"}$${Math.abs(value).toFixed(2)}`;
}

/** `asia-northeast3` out of the first location among the resources. */
function regionOf(resources: readonly ResourceState[]): string {
  for (const { type, inputs } of resources) {
    if (!type.startsWith("gcp:")) continue;
    const match = /^([a-z]+-[a-z]+\d+)(-[a-z])?$/.exec(
      textOf(inputs["location"] ?? inputs["region"] ?? inputs["zone"]),
    );
    if (match?.[1]) return match[1];
  }
  return "";
}

/** What the colour without traffic costs: on Autopilot its requests, on nodes of one's own the room it keeps. */
function colourCosts(preview: Preview): string[] {
  const after = preview.resources.filter(({ side }) => side !== "before");
  const autopilot = hasAutopilot(after);
  const sentences: string[] = [];
  for (const { app, active, scaledDown, deployments } of after.flatMap(switchesOf)) {
    if (scaledDown) {
      sentences.push(`${app}: the idle colour is scaled down and costs nothing`);
      continue;
    }
    for (const [colour, deployment] of Object.entries(deployments)) {
      const workload = after.find(
        ({ type, name, inputs }) =>
          type === "kubernetes:apps/v1:Deployment" &&
          ((inputs["metadata"] as { name?: unknown } | undefined)?.name ?? name) === deployment,
      );
      if (colour === active || !workload) continue;
      const requests = podRequests(workload.inputs);
      const replicas = replicasOf(workload, after);
      const monthly = times(exactly(autopilotPod(requests)), replicas);
      const range =
        monthly.high > monthly.low
          ? `$${monthly.low.toFixed(2)}–${monthly.high.toFixed(2)}`
          : `$${monthly.low.toFixed(2)}`;
      sentences.push(
        autopilot
          ? `${app}: keeping ${colour} warm costs ${range} a month`
          : `${app}: keeping ${colour} warm takes ${(requests.vcpu * replicas.high).toFixed(2)} vCPU and ${(requests.gib * replicas.high).toFixed(2)} GiB of the nodes; it costs nothing more until they are full`,
      );
    }
  }
  return sentences;
}
