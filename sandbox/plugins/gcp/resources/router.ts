import { routerNatHooks } from "../hooks/router-nat";
import type { ResourceTable } from "../core/context";

/** `gcp.compute.Router` */
export const router: ResourceTable = {
  type: "gcp:compute/router:Router",
  noun: "Router",
  service: "compute",
  item: "projects/{project}/regions/{region}/routers/{name}",
  collection: "projects/{project}/regions/{region}/routers",
  importIds: ["{project}/{region}/{name}", "{region}/{name}", "{name}"],
  wait: "compute",
  autoname: { property: "name" },
  update: { style: "whole", method: "PATCH" },
  rows: {
    bgp: [
      "block",
      {
        advertiseMode: "string default=DEFAULT",
        advertisedGroups: "strings",
        advertisedIpRanges: [
          "set",
          {
            description: "string",
            range: "string required",
          },
        ],
        asn: "int required",
        identifierRange: "string computed",
        keepaliveInterval: "int default=20",
      },
    ],
    creationTimestamp: "string output",
    deletionPolicy: "string computed local",
    description: "string",
    encryptedInterconnectRouter: "bool replace",
    md5AuthenticationKeys: [
      "block unread",
      {
        key: "string required",
        name: "string required",
      },
    ],
    name: "string required replace",
    nccGateway: "string replace same=link",
    network: "string replace same=link as=network",
    params: [
      "block replace unread",
      {
        resourceManagerTags: "map",
      },
    ],
    project: "string computed replace local from=project",
    region: "string computed replace same=link from=region as=region",
    selfLink: "string output as=selfLink",
  },
};

/** `gcp.compute.RouterNat`: a part of a router, and not a thing of its own for Google. */
export const routerNat: ResourceTable = {
  type: "gcp:compute/routerNat:RouterNat",
  noun: "RouterNat",
  service: "compute",
  item: "projects/{project}/regions/{region}/routers/{router}",
  collection: "projects/{project}/regions/{region}/routers/{router}",
  id: "{project}/{region}/{router}/{name}",
  importIds: [
    "projects/{project}/regions/{region}/routers/{router}/{name}",
    "{region}/{router}/{name}",
    "{router}/{name}",
  ],
  wait: "compute",
  autoname: { property: "name" },
  rows: {
    autoNetworkTier: "string computed unread",
    deletionPolicy: "string computed local",
    drainNatIps: "string-set computed",
    enableDynamicPortAllocation: "bool computed",
    enableEndpointIndependentMapping: "bool computed",
    endpointTypes: "strings computed replace",
    icmpIdleTimeoutSec: "int default=30",
    initialNatIps: "string-set replace unread",
    logConfig: [
      "block",
      {
        enable: "bool required",
        filter: "string required",
      },
    ],
    maxPortsPerVm: "int",
    minPortsPerVm: "int computed",
    name: "string required replace",
    nat64Subnetworks: [
      "set",
      {
        name: "string required same=link",
      },
    ],
    natIpAllocateOption: "string",
    natIps: "string-set computed",
    project: "string computed replace local from=project",
    region: "string computed replace local same=link from=region",
    router: "string required replace local same=link",
    rules: [
      "set",
      {
        action: [
          "block computed",
          {
            sourceNatActiveIps: "string-set",
            sourceNatActiveRanges: "string-set",
            sourceNatDrainIps: "string-set",
            sourceNatDrainRanges: "string-set",
          },
        ],
        description: "string",
        match: "string required",
        ruleNumber: "int required",
      },
    ],
    sourceSubnetworkIpRangesToNat64: "string",
    sourceSubnetworkIpRangesToNat: "string required",
    subnetworks: [
      "set",
      {
        name: "string required same=link",
        secondaryIpRangeNames: "string-set",
        sourceIpRangesToNats: "string-set required api=sourceIpRangesToNat",
      },
    ],
    tcpEstablishedIdleTimeoutSec: "int default=1200",
    tcpTimeWaitTimeoutSec: "int default=120",
    tcpTransitoryIdleTimeoutSec: "int default=30",
    type: "string replace default=PUBLIC",
    udpIdleTimeoutSec: "int default=30",
  },
  hooks: routerNatHooks,
};
