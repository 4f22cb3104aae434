import { isIPv4 } from "node:net";
import type { Address as IpAddress, Firewall, Network, Router, Subnetwork } from "../../definitions/compute-beta.types";
import { firstHost, isCidr, overlaps } from "../../../../lib/cidr";
import { GoogleError, invalid } from "../../transport/errors";
import type { Store } from "../../state/store";
import { fingerprint } from "../shared/values";
import { networkExists } from "./lookups";
import { fullLink, missing, PREFIX, type Resource, type Scope } from "./resources";

/** How one kind of resource is made complete and when it may go. */
export interface Collection<T extends Resource = Resource> {
  /** The API's service: `Networks`. */
  readonly service: string;
  /** In paths: `networks`. */
  readonly collection: string;
  readonly kind: string;
  readonly scope: "global" | "region";
  /** The request's field with the resource, and the one with its name. */
  readonly body: string;
  readonly parameter: string;
  readonly complete: (sent: T, where: Where) => T;
  /** Throws while something else uses it. */
  readonly free?: (resource: T, where: Where) => void;
  /** Fields that `patch` and `update` replace as one. */
}

interface Where {
  readonly store: Store;
  readonly project: string;
  readonly scope: Scope;
  readonly selfLink: string;
  /** External addresses that load balancers of the sandbox can have. */
  readonly addresses: readonly string[] | undefined;
}

const network: Collection<Network> = {
  service: "Networks",
  collection: "networks",
  kind: "compute#network",
  scope: "global",
  body: "networkResource",
  parameter: "network",
  complete: (sent, { selfLink }) => ({
    autoCreateSubnetworks: true,
    networkFirewallPolicyEnforcementOrder: "AFTER_CLASSIC_FIREWALL",
    ...sent,
    routingConfig: { routingMode: "REGIONAL", bgpBestPathSelectionMode: "LEGACY", ...withoutFalse(sent.routingConfig) },
    selfLinkWithId: sent.selfLinkWithId ?? selfLink.replace(/[^/]+$/, sent.id ?? ""),
  }),
  free: ({ selfLink = "" }, { store, project }) => {
    const user = [
      ...store.list<Subnetwork>("compute", project, "subnetworks"),
      ...store.list<Router>("compute", project, "routers"),
      ...store.list<Firewall>("compute", project, "firewalls"),
    ].find((resource) => resource.network === selfLink);
    if (user) throw inUse(selfLink, user.selfLink ?? "");
  },
};

const subnetwork: Collection<Subnetwork> = {
  service: "Subnetworks",
  collection: "subnetworks",
  kind: "compute#subnetwork",
  scope: "region",
  body: "subnetworkResource",
  parameter: "subnetwork",
  complete: (sent, where) => {
    const link = requireNetwork(sent.network, where);
    const range = sent.ipCidrRange ?? "";
    if (!isCidr(range))
      throw invalid(
        `Invalid value for field 'resource.ipCidrRange': '${range}'. Must be a CIDR address range that is contained in an RFC1918 range.`,
      );
    const region = where.scope.replace("regions/", "");
    for (const other of where.store.list<Subnetwork>("compute", where.project, "subnetworks")) {
      if (other.network !== link || other.selfLink === where.selfLink) continue;
      const ranges = [other.ipCidrRange, ...(other.secondaryIpRanges ?? []).map(({ ipCidrRange }) => ipCidrRange)];
      for (const mine of [range, ...(sent.secondaryIpRanges ?? []).map(({ ipCidrRange }) => ipCidrRange ?? "")]) {
        if (!ranges.some((theirs) => overlaps(theirs ?? "", mine))) continue;
        throw invalid(
          `Invalid IPCidrRange: ${mine} conflicts with existing subnetwork '${other.name ?? ""}' in region '${other.region?.split("/").at(-1) ?? region}'.`,
        );
      }
    }
    return {
      purpose: "PRIVATE",
      stackType: "IPV4_ONLY",
      privateIpGoogleAccess: false,
      privateIpv6GoogleAccess: "DISABLE_GOOGLE_ACCESS",
      allowSubnetCidrRoutesOverlap: false,
      enableFlowLogs: false,
      ...sent,
      ...(sent.logConfig ? { enableFlowLogs: sent.logConfig.enable } : {}),
      network: link,
      region: `${PREFIX}projects/${where.project}/${where.scope}`,
      gatewayAddress: firstHost(range),
      fingerprint: fingerprint([sent.ipCidrRange, sent.secondaryIpRanges, sent.privateIpGoogleAccess, sent.logConfig]),
    };
  },
};

const router: Collection<Router> = {
  service: "Routers",
  collection: "routers",
  kind: "compute#router",
  scope: "region",
  body: "routerResource",
  parameter: "router",
  complete: (sent, where) => ({
    encryptedInterconnectRouter: false,
    ...sent,
    network: requireNetwork(sent.network, where),
    region: `${PREFIX}projects/${where.project}/${where.scope}`,
  }),
};

const firewall: Collection<Firewall> = {
  service: "Firewalls",
  collection: "firewalls",
  kind: "compute#firewall",
  scope: "global",
  body: "firewallResource",
  parameter: "firewall",
  complete: (sent, where) => {
    if (!sent.allowed?.length && !sent.denied?.length)
      throw invalid("Invalid value for field 'resource': ''. At least one of 'allowed' or 'denied' must be specified.");
    for (const range of [...(sent.sourceRanges ?? []), ...(sent.destinationRanges ?? [])]) {
      if (!isCidr(range) && !isIPv4(range) && !range.includes(":"))
        throw invalid(`Invalid value for field 'resource.sourceRanges': '${range}'. Must be a valid CIDR.`);
    }
    return {
      direction: "INGRESS",
      priority: 1000,
      disabled: false,
      enableLogging: sent.logConfig?.enable ?? false,
      logConfig: { enable: false },
      ...sent,
      network: requireNetwork(sent.network ?? "global/networks/default", where),
    };
  },
};

function completeAddress(sent: IpAddress, { store, project, scope, selfLink, addresses }: Where): IpAddress {
  const taken = new Set(
    store
      .entries<IpAddress>("compute")
      .flatMap(([[, , collection], { address }]) => (collection === "addresses" ? [address] : [])),
  );
  const external = sent.addressType !== "INTERNAL";
  // TEST-NET-3 where the sandbox has no load balancers of its own: nothing in the world answers there.
  const pool = addresses ?? Array.from({ length: 250 }, (_, index) => `203.0.113.${index + 2}`);
  const free = pool.find((address) => !taken.has(address));
  if (external && !sent.address && !free)
    throw new GoogleError("RESOURCE_EXHAUSTED", `Quota 'STATIC_ADDRESSES' exceeded. Limit: ${pool.length}.0`, {
      reason: "quotaExceeded",
      http: 403,
    });
  return {
    networkTier: "PREMIUM",
    addressType: "EXTERNAL",
    status: "RESERVED",
    ...sent,
    address: sent.address || (external ? free : "10.128.0.250"),
    labelFingerprint: fingerprint(sent.labels ?? {}),
    ...(scope === "global" ? {} : { region: `${PREFIX}projects/${project}/${scope}` }),
    selfLink,
  };
}
const globalAddress: Collection<IpAddress> = {
  service: "GlobalAddresses",
  collection: "addresses",
  kind: "compute#address",
  scope: "global",
  body: "addressResource",
  parameter: "address",
  complete: completeAddress,
};
const address: Collection<IpAddress> = { ...globalAddress, service: "Addresses", scope: "region" };

/** Every kind of resource that Compute Engine serves here. */
export const collections = [
  network,
  subnetwork,
  router,
  firewall,
  globalAddress,
  address,
] as unknown as readonly Collection[];

function requireNetwork(link: string | undefined, { store, project }: Where): string {
  const full = fullLink(link ?? "", project, "global/networks");
  const name = full.slice(full.lastIndexOf("/") + 1);
  if (!networkExists(store, project, name)) throw missing(full.slice(PREFIX.length));
  return full;
}

function inUse(selfLink: string, user: string): GoogleError {
  return new GoogleError(
    "INVALID_ARGUMENT",
    `The network resource '${selfLink.slice(PREFIX.length)}' is already being used by '${user.slice(PREFIX.length)}'`,
    { reason: "resourceInUseByAnotherResource" },
  );
}

/** Google leaves a false `deleteBgpAlwaysCompareMed` out. */
function withoutFalse<T extends object>(value: T | undefined): Partial<T> {
  return Object.fromEntries(Object.entries(value ?? {}).filter(([, item]) => item !== false)) as Partial<T>;
}
