import type { Methods, Region, Zone } from "../../definitions/compute-beta.types";
import type { Call, Handlers } from "../../transport/call";
import type { Json } from "../../transport/read";
import { page } from "../shared/paging";
import { project as findProject } from "../shared/projects";
import { isZone, REGIONS, regionOf, regions, zones, zonesOf } from "./locations";
import { findMachineType, machineTypes, type MachineType } from "./machine-types";
import { regionQuotas } from "./quotas";
import { inVersion, matchesFilter, missing, numericId, PREFIX } from "./resources";

/** Zones, regions, machine types and the project: what is there without being made. */
export const catalogueHandlers: Handlers<Methods> = {
  "Zones.List": (request, call) => {
    const project = findProject(call.store, request.project ?? "").id;
    return list(
      call,
      "compute#zoneList",
      `projects/${project}/zones`,
      zones.map((name) => zone(project, name)),
      request,
    );
  },
  "Zones.Get": (request, call) => {
    const project = findProject(call.store, request.project ?? "").id;
    if (!isZone(request.zone ?? "")) throw missing(`projects/${project}/zones/${request.zone ?? ""}`);
    return inVersion(zone(project, request.zone ?? ""), call);
  },
  "Regions.List": (request, call) => {
    const project = findProject(call.store, request.project ?? "").id;
    return list(
      call,
      "compute#regionList",
      `projects/${project}/regions`,
      regions.map((name) => region(call, project, name)),
      request,
    );
  },
  "Regions.Get": (request, call) => {
    const project = findProject(call.store, request.project ?? "").id;
    if (!((request.region ?? "") in REGIONS)) throw missing(`projects/${project}/regions/${request.region ?? ""}`);
    return inVersion(region(call, project, request.region ?? ""), call);
  },
  "MachineTypes.List": (request, call) => {
    const project = findProject(call.store, request.project ?? "").id;
    const at = request.zone ?? "";
    if (!isZone(at)) throw missing(`projects/${project}/zones/${at}`);
    return list(
      call,
      "compute#machineTypeList",
      `projects/${project}/zones/${at}/machineTypes`,
      machineTypes.map((type) => machineType(project, at, type)),
      request,
    );
  },
  "MachineTypes.Get": (request, call) => {
    const project = findProject(call.store, request.project ?? "").id;
    const type = findMachineType(request.machineType ?? "");
    const at = request.zone ?? "";
    if (!type || !isZone(at))
      throw missing(`projects/${project}/zones/${at}/machineTypes/${request.machineType ?? ""}`);
    return inVersion(machineType(project, at, type), call);
  },
  "Projects.Get": (request, call) => {
    const { id, number, created } = findProject(call.store, request.project ?? "");
    return inVersion(
      {
        kind: "compute#project",
        id: number,
        name: id,
        creationTimestamp: created,
        selfLink: `${PREFIX}projects/${id}`,
        defaultServiceAccount: `${number}-compute@developer.gserviceaccount.com`,
        defaultNetworkTier: "PREMIUM",
        xpnProjectStatus: "UNSPECIFIED_XPN_PROJECT_STATUS",
        quotas: [
          { metric: "NETWORKS", limit: 15, usage: call.store.list("compute", id, "networks").length },
          { metric: "FIREWALLS", limit: 200, usage: call.store.list("compute", id, "firewalls").length },
        ],
      },
      call,
    );
  },
};

function list<T extends object>(
  call: Call,
  kind: string,
  path: string,
  all: readonly T[],
  request: { filter?: string | undefined; maxResults?: number | undefined; pageToken?: string | undefined },
) {
  const matching = all.filter((one) => matchesFilter(one as Json, request.filter));
  const { items, nextPageToken } = page(
    matching,
    request.maxResults,
    request.pageToken,
    `${path} ${request.filter ?? ""}`,
    500,
  );
  return inVersion({ kind, id: path, items, nextPageToken, selfLink: PREFIX + path }, call);
}

function zone(project: string, name: string): Zone {
  return {
    kind: "compute#zone",
    id: numericId(name).slice(0, 4),
    name,
    description: name,
    status: "UP",
    region: `${PREFIX}projects/${project}/regions/${regionOf(name)}`,
    selfLink: `${PREFIX}projects/${project}/zones/${name}`,
    availableCpuPlatforms: ["Intel Skylake", "AMD Rome"],
  };
}

function region(call: Call, project: string, name: string): Region {
  return {
    kind: "compute#region",
    id: numericId(name).slice(0, 4),
    name,
    description: name,
    status: "UP",
    zones: zonesOf(name).map((one) => `${PREFIX}projects/${project}/zones/${one}`),
    quotas: regionQuotas(call.store, project, name).map((quota) => ({ ...quota })),
    selfLink: `${PREFIX}projects/${project}/regions/${name}`,
  };
}

function machineType(project: string, at: string, { name, cpus, memoryMiB, sharedCpu }: MachineType) {
  return {
    kind: "compute#machineType",
    id: numericId(name).slice(0, 6),
    name,
    description: `${cpus} vCPU, ${(memoryMiB / 1024).toFixed(2)} GB RAM`,
    guestCpus: cpus,
    memoryMb: memoryMiB,
    isSharedCpu: sharedCpu,
    maximumPersistentDisks: 128,
    zone: at,
    selfLink: `${PREFIX}projects/${project}/zones/${at}/machineTypes/${name}`,
  };
}
