import type { ResourceTable } from "../../core/context";
import { clusterHooks } from "../../hooks/cluster";
import { accessRows } from "./access";
import { addonsRows } from "./addons";
import { identityRows } from "./identity";
import { networkRows } from "./network";
import { nodesRows } from "./nodes";
import { observabilityRows } from "./observability";

/** `gcp.container.Cluster` */
export const cluster: ResourceTable = {
  type: "gcp:container/cluster:Cluster",
  noun: "Cluster",
  service: "container",
  item: "projects/{project}/locations/{location}/clusters/{name}",
  collection: "projects/{project}/locations/{location}/clusters",
  envelope: "cluster",
  importIds: ["{project}/{location}/{name}", "{location}/{name}"],
  wait: "container",
  busy: ["PROVISIONING", "RECONCILING", "STOPPING"],
  autoname: { property: "name", maxLength: 40 },
  labels: { property: "resourceLabels", api: "resourceLabels" },
  minutes: { create: 90, read: 90, update: 90, delete: 90 },
  schemaVersion: 2,
  emptyBlocks: true,
  errors: { create: "", update: "", delete: "" },
  rows: { ...identityRows, ...networkRows, ...accessRows, ...nodesRows, ...addonsRows, ...observabilityRows },
  hooks: clusterHooks,
};
