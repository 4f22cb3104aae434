import type { ResourceTable } from "../core/context";
import { clusterHooks } from "../hooks/cluster";
import { clusterRowsAToI } from "./cluster-rows-a-i";
import { clusterRowsLToZ } from "./cluster-rows-l-z";

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
  rows: { ...clusterRowsAToI, ...clusterRowsLToZ },
  hooks: clusterHooks,
};
