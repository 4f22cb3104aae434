import type { Network, Subnetwork } from "../../definitions/compute-beta.types";
import type { Store } from "../../state/store";
import { regions } from "./locations";
import { find, keyOf, numericId, pathOf, PREFIX, type Address } from "./resources";

/** A new project has an automatic network called `default`, with a subnetwork in each region. */
export function ensureDefaultNetwork(store: Store, project: string): void {
  if (store.get("compute.defaults", project)) return;
  const address: Address = { project, scope: "global", collection: "networks", name: "default" };
  const networkLink = PREFIX + pathOf(address);
  const creationTimestamp = new Date().toISOString();
  store.change(() => {
    const links = regions.map((region, index) => {
      const at: Address = { project, scope: `regions/${region}`, collection: "subnetworks", name: "default" };
      const range = index * 16;
      const subnetwork: Subnetwork = {
        kind: "compute#subnetwork",
        id: numericId(pathOf(at)),
        name: "default",
        creationTimestamp,
        network: networkLink,
        region: `${PREFIX}projects/${project}/regions/${region}`,
        selfLink: PREFIX + pathOf(at),
        ipCidrRange: `10.${128 + (range >> 8)}.${range & 255}.0/20`,
        gatewayAddress: `10.${128 + (range >> 8)}.${range & 255}.1`,
        purpose: "PRIVATE",
        stackType: "IPV4_ONLY",
        privateIpGoogleAccess: false,
        fingerprint: "AAAAAAAAAAA=",
      };
      store.put(keyOf(at), subnetwork);
      return PREFIX + pathOf(at);
    });
    const network: Network = {
      kind: "compute#network",
      id: numericId(pathOf(address)),
      name: "default",
      description: "Default network for the project",
      creationTimestamp,
      selfLink: networkLink,
      autoCreateSubnetworks: true,
      routingConfig: { routingMode: "REGIONAL", bgpBestPathSelectionMode: "LEGACY" },
      networkFirewallPolicyEnforcementOrder: "AFTER_CLASSIC_FIREWALL",
      subnetworks: links,
    };
    store.put(keyOf(address), network);
    store.put(["compute.defaults", project], { made: creationTimestamp });
  });
}

/** Whether a project has the network; `default` is made where it is first asked for. */
export function networkExists(store: Store, project: string, name: string): boolean {
  ensureDefaultNetwork(store, project);
  return find(store, { project, scope: "global", collection: "networks", name }) !== undefined;
}

/** Whether a project has the subnetwork; those of `default` are made where they are first asked for. */
export function subnetworkExists(store: Store, project: string, region: string, name: string): boolean {
  ensureDefaultNetwork(store, project);
  return find(store, { project, scope: `regions/${region}`, collection: "subnetworks", name }) !== undefined;
}
