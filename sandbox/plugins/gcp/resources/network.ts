import type { ResourceContext, ResourceTable } from "../core/context";
import { listAt, textAt } from "../core/json";

/** `gcp.compute.Network` */
export const network: ResourceTable = {
  type: "gcp:compute/network:Network",
  noun: "Network",
  service: "compute",
  item: "projects/{project}/global/networks/{name}",
  collection: "projects/{project}/global/networks",
  importIds: ["{project}/{name}", "{name}"],
  wait: "compute",
  autoname: { property: "name" },
  update: {
    style: "calls",
    calls: [
      {
        on: [
          "routingMode",
          "bgpBestPathSelectionMode",
          "bgpAlwaysCompareMed",
          "bgpInterRegionCost",
          "networkFirewallPolicyEnforcementOrder",
        ],
        method: "PATCH",
      },
      { on: ["enableUlaInternalIpv6"], method: "PATCH" },
      { on: ["mtu"], method: "PATCH" },
    ],
  },
  rows: {
    autoCreateSubnetworks: "bool replace empty default=true",
    bgpAlwaysCompareMed: "bool computed api=routingConfig.bgpAlwaysCompareMed",
    bgpBestPathSelectionMode: "string computed api=routingConfig.bgpBestPathSelectionMode",
    bgpInterRegionCost: "string computed api=routingConfig.bgpInterRegionCost",
    deleteBgpAlwaysCompareMed: "bool local planned=false",
    deleteDefaultRoutesOnCreate: "bool local planned=false",
    deletionPolicy: "string computed local",
    description: "string replace",
    enableUlaInternalIpv6: "bool",
    gatewayIpv4: "string output api=gatewayIPv4",
    internalIpv6Range: "string computed replace",
    mtu: "int computed",
    name: "string required replace",
    networkFirewallPolicyEnforcementOrder: "string default=AFTER_CLASSIC_FIREWALL",
    networkId: "string output api=id",
    networkProfile: "string replace same=link",
    numericId: "string output api=id",
    params: [
      "block replace unread",
      {
        resourceManagerTags: "map replace",
      },
    ],
    project: "string computed replace local from=project",
    routingMode: "string computed api=routingConfig.routingMode",
    selfLink: "string output as=selfLink",
  },
  hooks: { created: deleteDefaultRoutes },
};

/** `gcp.compute.Subnetwork` */
export const subnetwork: ResourceTable = {
  type: "gcp:compute/subnetwork:Subnetwork",
  noun: "Subnetwork",
  service: "compute",
  item: "projects/{project}/regions/{region}/subnetworks/{name}",
  collection: "projects/{project}/regions/{region}/subnetworks",
  importIds: ["{project}/{region}/{name}", "{region}/{name}", "{name}"],
  wait: "compute",
  autoname: { property: "name" },
  update: {
    style: "calls",
    calls: [
      { on: ["ipCidrRange"], method: "POST", path: "/expandIpCidrRange" },
      { on: ["privateIpGoogleAccess"], method: "POST", path: "/setPrivateIpGoogleAccess" },
      {
        on: ["privateIpv6GoogleAccess", "stackType", "ipv6AccessType", "ipCollection", "allowSubnetCidrRoutesOverlap"],
        method: "PATCH",
        fingerprint: "fingerprint",
      },
      { on: ["logConfig"], method: "PATCH", fingerprint: "fingerprint" },
      { on: ["purpose"], method: "PATCH", fingerprint: "fingerprint" },
      { on: ["role"], method: "PATCH", fingerprint: "fingerprint" },
      { on: ["secondaryIpRanges"], method: "PATCH", fingerprint: "fingerprint" },
    ],
  },
  rows: {
    allowSubnetCidrRoutesOverlap: "bool computed",
    creationTimestamp: "string output",
    deletionPolicy: "string computed local",
    description: "string replace",
    externalIpv6Prefix: "string computed replace",
    fingerprint: "string output unread",
    gatewayAddress: "string output",
    internalIpv6Prefix: "string computed replace",
    ipCidrRange: "string computed",
    ipCollection: "string same=link",
    ipv6AccessType: "string",
    ipv6CidrRange: "string output",
    ipv6GceEndpoint: "string output",
    logConfig: [
      "block as=flowLogs",
      {
        aggregationInterval: "string default=INTERVAL_5_SEC",
        filterExpr: "string default=true",
        flowSampling: "number default=0.5",
        metadata: "string default=INCLUDE_ALL_METADATA",
        metadataFields: "string-set",
      },
    ],
    name: "string required replace",
    network: "string required replace same=link as=network",
    params: [
      "block replace unread",
      {
        resourceManagerTags: "map replace",
      },
    ],
    privateIpGoogleAccess: "bool computed",
    privateIpv6GoogleAccess: "string computed",
    project: "string computed replace local from=project",
    purpose: "string computed",
    region: "string computed replace same=link from=region as=region",
    reservedInternalRange: "string replace same=link as=relative",
    resolveSubnetMask: "string replace",
    role: "string",
    secondaryIpRanges: [
      "list computed",
      {
        ipCidrRange: "string computed",
        ipCollection: "string same=link",
        ipVersion: "string computed",
        rangeName: "string required",
        reservedInternalRange: "string same=link",
      },
    ],
    selfLink: "string output as=selfLink",
    sendSecondaryIpRangeIfEmpty: "bool local",
    stackType: "string computed",
    state: "string output",
    subnetworkId: "int output api=id",
  },
};

/** `gcp.compute.Firewall` */
export const firewall: ResourceTable = {
  type: "gcp:compute/firewall:Firewall",
  noun: "Firewall",
  service: "compute",
  item: "projects/{project}/global/firewalls/{name}",
  collection: "projects/{project}/global/firewalls",
  importIds: ["{project}/{name}", "{name}"],
  wait: "compute",
  schemaVersion: 1,
  autoname: { property: "name" },
  update: { style: "whole", method: "PATCH" },
  rows: {
    allows: [
      "set api=allowed",
      {
        ports: "strings",
        protocol: "string required same=case api=IPProtocol",
      },
    ],
    creationTimestamp: "string output",
    deletionPolicy: "string computed local",
    denies: [
      "set api=denied",
      {
        ports: "strings",
        protocol: "string required same=case api=IPProtocol",
      },
    ],
    description: "string",
    destinationRanges: "string-set computed",
    direction: "string computed replace",
    disabled: "bool",
    enableLogging: "bool computed local",
    logConfig: [
      "block as=flowLogs",
      {
        metadata: "string required",
      },
    ],
    name: "string required replace",
    network: "string required same=link as=network",
    params: [
      "block replace unread",
      {
        resourceManagerTags: "map",
      },
    ],
    priority: "int default=1000",
    project: "string computed replace local from=project",
    selfLink: "string output as=selfLink",
    sourceRanges: "string-set",
    sourceServiceAccounts: "string-set",
    sourceTags: "string-set",
    targetServiceAccounts: "string-set",
    targetTags: "string-set",
  },
};

/** A network comes with a route to the internet; who asks for a network without it gets it removed at once. */
async function deleteDefaultRoutes(context: ResourceContext): Promise<void> {
  if (context.planned["deleteDefaultRoutesOnCreate"] !== true) return;
  const filter = encodeURIComponent(`(network="${context.url(network.item)}") AND (destRange="0.0.0.0/0")`);
  const routes = await context.send("GET", `projects/{project}/global/routes?filter=${filter}`);
  for (const route of listAt(routes, "items")) {
    if (!textAt(route, "network").endsWith(`/${context.fill("{name}")}`) || textAt(route, "destRange") !== "0.0.0.0/0")
      continue;
    await context.wait(
      await context.send("DELETE", `projects/{project}/global/routes/${textAt(route, "name")}`),
      "Deleting Route",
    );
  }
}
