import type { InstanceGroup, InstanceGroupManager, Methods } from "../../definitions/compute-beta.types";
import type { Call, Handlers } from "../../transport/call";
import type { ClusterRecord } from "../container/cluster-record";
import { groupName } from "../container/pool-defaults";
import { page } from "../shared/paging";
import { project as findProject } from "../shared/projects";
import { inVersion, missing, numericId, PREFIX } from "./resources";

/** The instance groups of node pools: GKE's own, read only here. The Pulumi plugin counts a pool's nodes by them. */
export const groupHandlers: Handlers<Methods> = {
  "InstanceGroupManagers.List": (request, call) => {
    const { id: project } = findProject(call.store, request.project ?? "");
    const path = `projects/${project}/zones/${request.zone ?? ""}/instanceGroupManagers`;
    const { items, nextPageToken } = page(
      managers(call, project, request.zone ?? ""),
      request.maxResults,
      request.pageToken,
      path,
      500,
    );
    return inVersion(
      { kind: "compute#instanceGroupManagerList", id: path, items, nextPageToken, selfLink: PREFIX + path },
      call,
    );
  },
  "InstanceGroupManagers.Get": (request, call) => {
    const { id: project } = findProject(call.store, request.project ?? "");
    const found = managers(call, project, request.zone ?? "").find(({ name }) => name === request.instanceGroupManager);
    if (!found)
      throw missing(
        `projects/${project}/zones/${request.zone ?? ""}/instanceGroupManagers/${request.instanceGroupManager ?? ""}`,
      );
    return inVersion(found, call);
  },
  "InstanceGroups.List": (request, call) => {
    const { id: project } = findProject(call.store, request.project ?? "");
    const path = `projects/${project}/zones/${request.zone ?? ""}/instanceGroups`;
    const { items, nextPageToken } = page(
      managers(call, project, request.zone ?? "").map(group),
      request.maxResults,
      request.pageToken,
      path,
      500,
    );
    return inVersion(
      { kind: "compute#instanceGroupList", id: path, items, nextPageToken, selfLink: PREFIX + path },
      call,
    );
  },
  "InstanceGroups.Get": (request, call) => {
    const { id: project } = findProject(call.store, request.project ?? "");
    const found = managers(call, project, request.zone ?? "").find(({ name }) => name === request.instanceGroup);
    if (!found)
      throw missing(`projects/${project}/zones/${request.zone ?? ""}/instanceGroups/${request.instanceGroup ?? ""}`);
    return inVersion(group(found), call);
  },
};

function managers({ store }: Call, project: string, zone: string): InstanceGroupManager[] {
  return store.list<ClusterRecord>("cluster", project).flatMap(({ cluster, sizes }) =>
    (cluster.nodePools ?? [])
      .filter(({ locations, instanceGroupUrls }) => instanceGroupUrls && locations?.includes(zone))
      .map((pool): InstanceGroupManager => {
        const name = groupName(cluster.name ?? "", pool.name ?? "");
        const base = `${PREFIX}projects/${project}/zones/${zone}`;
        return {
          kind: "compute#instanceGroupManager",
          id: numericId(`${base}/${name}`),
          name,
          baseInstanceName: name.replace(/-grp$/, ""),
          zone: base,
          instanceGroup: `${base}/instanceGroups/${name}`,
          instanceTemplate: `${PREFIX}projects/${project}/global/instanceTemplates/${name.replace(/-grp$/, "")}`,
          targetSize: sizes[pool.name ?? ""] ?? 0,
          selfLink: `${base}/instanceGroupManagers/${name}`,
          status: { isStable: pool.status === "RUNNING" },
        };
      }),
  );
}

function group(manager: InstanceGroupManager): InstanceGroup {
  return {
    kind: "compute#instanceGroup",
    id: manager.id,
    name: manager.name,
    zone: manager.zone,
    size: manager.targetSize,
    selfLink: manager.instanceGroup,
  };
}
