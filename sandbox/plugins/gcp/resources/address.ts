import type { ResourceContext, ResourceTable } from "../core/context";
import type { JsonMap } from "../core/json";
import { sendCall } from "../core/lifecycle";

/** `gcp.compute.Address` */
export const address: ResourceTable = {
  type: "gcp:compute/address:Address",
  noun: "Address",
  service: "compute",
  item: "projects/{project}/regions/{region}/addresses/{name}",
  collection: "projects/{project}/regions/{region}/addresses",
  importIds: ["{project}/{region}/{name}", "{region}/{name}", "{name}"],
  wait: "compute",
  autoname: { property: "name" },
  labels: { property: "labels", api: "labels" },
  hooks: { body: withoutLabels, created: setLabels },
  update: {
    style: "calls",
    calls: [{ on: ["labels"], method: "POST", path: "/setLabels", fingerprint: "labelFingerprint" }],
  },
  rows: {
    address: "string computed replace",
    addressId: "string output api=id",
    addressType: "string replace default=EXTERNAL",
    creationTimestamp: "string output",
    deletionPolicy: "string computed local",
    description: "string replace",
    effectiveLabels: "map output api=-",
    ipCollection: "string replace same=link",
    ipVersion: "string replace same=unspecified",
    ipv6EndpointType: "string replace",
    labelFingerprint: "string output",
    labels: "map api=-",
    name: "string required replace",
    network: "string replace same=link as=network",
    networkTier: "string computed replace",
    prefixLength: "int computed replace",
    project: "string computed replace local from=project",
    pulumiLabels: "map output api=-",
    purpose: "string computed replace",
    region: "string computed replace same=link from=region as=region",
    selfLink: "string output as=selfLink",
    subnetwork: "string computed replace same=link as=subnetwork",
    users: "strings output",
  },
};

/** `gcp.compute.GlobalAddress` */
export const globalAddress: ResourceTable = {
  type: "gcp:compute/globalAddress:GlobalAddress",
  noun: "GlobalAddress",
  service: "compute",
  item: "projects/{project}/global/addresses/{name}",
  collection: "projects/{project}/global/addresses",
  importIds: ["{project}/{name}", "{name}"],
  wait: "compute",
  autoname: { property: "name" },
  labels: { property: "labels", api: "labels" },
  hooks: { body: withoutLabels, created: setLabels },
  update: {
    style: "calls",
    calls: [{ on: ["labels"], method: "POST", path: "/setLabels", fingerprint: "labelFingerprint" }],
  },
  rows: {
    address: "string computed replace",
    addressType: "string replace same=unspecified default=EXTERNAL",
    creationTimestamp: "string output",
    deletionPolicy: "string computed local",
    description: "string replace",
    effectiveLabels: "map output api=-",
    ipVersion: "string replace same=unspecified",
    labelFingerprint: "string output",
    labels: "map api=-",
    name: "string required replace",
    network: "string replace same=link as=network",
    prefixLength: "int computed replace",
    project: "string computed replace local from=project",
    pulumiLabels: "map output api=-",
    purpose: "string replace",
    selfLink: "string output as=selfLink",
  },
};

/** An address takes no labels when it is made. */
function withoutLabels(body: JsonMap): JsonMap {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== "labels"));
}

async function setLabels(context: ResourceContext): Promise<void> {
  const labels = context.planned["effectiveLabels"];
  if (typeof labels !== "object" || labels === null || Object.keys(labels).length === 0) return;
  await sendCall(
    context,
    { on: ["labels"], method: "POST", path: "/setLabels", fingerprint: "labelFingerprint" },
    new Set(["labels"]),
  );
}
