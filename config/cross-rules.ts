import { type z } from "zod";
import { addressesIn, overlaps } from "../lib/cidr";
import { type ClusterConfig, type OwnCluster } from "./cluster";
import { imageRules } from "./image-rules";
import { type ImagesConfig } from "./images";
import { type IdentitiesConfig } from "./identities";
import { type NetworkConfig } from "./network";
import { notebookRules, type NotebookSurroundings } from "./notebook-rules";
import { mostNodes, podAddressesPerNode } from "./node-pools";
import { type RegistryConfig } from "./registry";
import { type AppsConfig } from "./apps";
import { type SwitchesConfig } from "./switching";
import { isZone } from "./values";
import { workloadRules, type Workloads } from "./workload-rules";

interface Sections extends Workloads {
  readonly cluster: ClusterConfig;
  readonly network: NetworkConfig;
  readonly registry: RegistryConfig;
  readonly images: ImagesConfig;
  readonly identities: IdentitiesConfig;
  readonly apps: AppsConfig;
  readonly switches: SwitchesConfig;
  readonly volumes: NotebookSurroundings["volumes"];
}

/** What must hold between sections; what holds inside one is said there. */
export function crossRules(config: Sections, context: z.RefinementCtx): void {
  const issue = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
  const { cluster, network } = config;
  if ("location" in cluster) {
    if ("ranges" in network) fits(cluster, network.ranges, issue);
    if (!cluster.privateNodes && cluster.controlPlane.endpoint === "private")
      issue(["cluster", "privateNodes"], "true with controlPlane.endpoint: private");
  }
  for (const [name, { together }] of Object.entries(config.switches))
    for (const [index, app] of together.entries())
      if (!(app in config.apps))
        issue(["switches", name, "together", index], `one of the apps: ${Object.keys(config.apps).join(", ")}`);
  for (const name of Object.keys(config.images))
    if (config.registry.immutableTags && config.images[name]?.cloudbuild)
      issue(
        ["images", name, "cloudbuild"],
        "registry.immutableTags: false beside a cloudbuild file that pushes tags of its own",
      );
  imageRules(config, issue);
  workloadRules(config, issue);
  notebookRules(config, issue);
}

/** The zones a cluster's nodes stand in: GKE takes three of a region's. */
export const zoneCount = (cluster: OwnCluster): number =>
  cluster.nodeLocations?.length ?? (isZone(cluster.location) ? 1 : 3);

function fits(
  cluster: OwnCluster,
  ranges: { nodes: string; pods: string },
  issue: (path: (string | number)[], message: string) => void,
): void {
  const pools = Object.entries(cluster.nodePools);
  const nodes = pools.reduce((sum, [, pool]) => sum + mostNodes(pool, zoneCount(cluster)), 0);
  const podAddresses = pools.reduce(
    (sum, [, pool]) => sum + mostNodes(pool, zoneCount(cluster)) * podAddressesPerNode(pool.maxPodsPerNode),
    0,
  );
  // Google keeps four addresses of every subnet.
  if (nodes > addressesIn(ranges.nodes) - 4)
    issue(
      ["network", "maxNodes"],
      `${nodes} or more, for the pools at their largest with upgrades; the nodes' range ${ranges.nodes} holds ${addressesIn(ranges.nodes) - 4}`,
    );
  if (podAddresses > addressesIn(ranges.pods))
    issue(
      ["network", "pods"],
      `${podAddresses} addresses or more, for ${nodes} nodes; ${ranges.pods} holds ${addressesIn(ranges.pods)}. Raise network.maxNodes, or lower maxPodsPerNode`,
    );
  for (const [name, range] of Object.entries(ranges))
    if (overlaps(cluster.controlPlane.cidr ?? "", range))
      issue(["cluster", "controlPlane", "cidr"], `a range that does not overlap the network's ${name} (${range})`);
}
