import { price } from "../../lib/cost/price";
import { sum, type Range } from "../../lib/cost/price-book";
import { resource } from "../examples";
import { type Finding, link, type StackResource, type StackRule } from "../rule";
import { noting, plainly } from "../unknown";

const cluster = resource("gcp:container/cluster:Cluster", {
  name: "shop",
  location: "europe-west1-b",
  removeDefaultNodePool: true,
});
const nodes = (nodeCount: number) =>
  resource("gcp:container/nodePool:NodePool", {
    cluster: "shop",
    location: "europe-west1-b",
    nodeCount,
    nodeConfig: { machineType: "e2-standard-4", diskType: "pd-standard", diskSizeGb: 50 },
  });

const prices = link("https://cloud.google.com/kubernetes-engine/pricing");
const dollars = ({ low, high }: Range) =>
  high - low < 0.005 ? `$${high.toFixed(2)}` : `$${low.toFixed(2)} to $${high.toFixed(2)}`;

/**
 * Unknown without harm: names, which only tell which pool is whose, and what Google fills in where a program leaves it out, which is
 * unknown whenever such a resource is made and then what the price takes it for.
 */
const filledIn = /^(name|cluster|nodeLocations|nodePools)\b/;

/** What those resources cost whose cost is known, and the others, with the property that is known only after the update. */
function monthly(resources: readonly StackResource[]): { readonly cost: Range; readonly unknown: readonly Finding[] } {
  const unknown = new Map<string, string>();
  const { items, unpriced } = price(
    resources.map(({ urn, type, name, props }) => ({
      urn,
      type,
      name,
      inputs: noting(plainly(props), (path) => {
        if (!filledIn.test(path) && !unknown.has(urn)) unknown.set(urn, path);
      }),
    })),
  );
  for (const { urn, kind, why } of unpriced) if (kind === "unknown" && !unknown.has(urn)) unknown.set(urn, why);
  return {
    cost: sum(items.filter(({ urn }) => !unknown.has(urn)).map((item) => item.monthly)),
    unknown: [...unknown].map(([urn, path]) => ({ urn, undecidable: `cost, which needs ${path}` })),
  };
}

const total: StackRule = {
  id: "cost-monthly-total",
  title: "The stack costs no more than its budget",
  severity: "medium",
  sources: [prices],
  field: "(all resources that have a fixed price)",
  fix: "Make it smaller, or raise the limit in the pack's configuration. List prices; traffic and other use are not in them.",
  settings: {
    limit: {
      type: "number",
      minimum: 0,
      description: "US dollars a month for the whole stack. Without it the rule is silent.",
    },
  },
  exampleSettings: { limit: 500 },
  examples: { pass: [cluster, nodes(3)], fail: [cluster, nodes(9)] },
  check: (resources, { limit }) => {
    if (typeof limit !== "number") return [];
    const { cost, unknown } = monthly(resources);
    return cost.high > limit
      ? [{ urn: "", because: `the stack would cost ${dollars(cost)} a month at list prices, the limit is $${limit}` }]
      : unknown;
  },
};

/** Where nobody says another limit. Small changes pass; a cluster more, or a machine type chosen wrong, does not. */
const usualIncrease = 500;

const increase: StackRule = {
  id: "cost-monthly-increase",
  title: "One change adds little to the monthly bill",
  severity: "medium",
  sources: [prices],
  field: "(all resources that have a fixed price)",
  fix: "Make the change smaller, or raise the limit in the pack's configuration for this change.",
  settings: {
    limit: {
      type: "number",
      minimum: 0,
      default: usualIncrease,
      description: `US dollars a month that one update may add (default ${usualIncrease}).`,
    },
    before: {
      type: "number",
      minimum: 0,
      description:
        "What the stack costs before this update; `gke-bluegreen preview` and `apply` say it, because the engine shows a pack the new state only. Without it the rule decides only what a limit was given for: undecidable.",
    },
  },
  exampleSettings: { limit: 200, before: 420 },
  examples: { pass: [cluster, nodes(3)], fail: [cluster, nodes(9)] },
  check: (resources, { limit, before }) => {
    if (typeof before !== "number")
      return limit === undefined
        ? []
        : [{ urn: "", undecidable: "cost before the update (use gke-bluegreen preview)" }];
    const most = typeof limit === "number" ? limit : usualIncrease;
    const { cost, unknown } = monthly(resources);
    const more = cost.high - before;
    return more > most
      ? [
          {
            urn: "",
            because: `this update adds $${more.toFixed(2)} a month ($${before.toFixed(2)} → ${dollars(cost)} at list prices), the limit is $${most}`,
          },
        ]
      : unknown;
  },
};

export const costRules: readonly StackRule[] = [total, increase];
