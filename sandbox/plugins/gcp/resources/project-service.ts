import type { ResourceTable } from "../core/context";
import { projectServiceHooks } from "../hooks/project-service";

/** `gcp.projects.Service`: an API that a project may use. */
export const projectService: ResourceTable = {
  type: "gcp:projects/service:Service",
  noun: "Project Service",
  service: "serviceUsage",
  item: "projects/{project}/services/{service}",
  collection: "projects/{project}/services/{service}:enable",
  id: "{project}/{service}",
  importIds: ["projects/{project}/services/{service}"],
  wait: "longrunning",
  minutes: { create: 20, read: 10, update: 20, delete: 20 },
  rows: {
    checkIfServiceHasUsageOnDestroy: "bool local",
    deletionPolicy: "string computed local",
    disableDependentServices: "bool local",
    disableOnDestroy: "bool local",
    project: "string computed replace local same=link from=project",
    service: "string required replace local",
  },
  hooks: projectServiceHooks,
};
