import type { Cluster, Methods } from "../../definitions/container-v1beta1.types";
import type { Call, Handlers } from "../../transport/call";
import { GoogleError, invalid, notFound } from "../../transport/errors";
import { networkExists, subnetworkExists } from "../compute/lookups";
import { requireCapacity } from "../compute/quotas";
import { regionOf } from "../compute/locations";
import { requireLabels, sha } from "../shared/values";
import { completeCluster } from "./defaults";
import type { ClusterJob } from "./jobs";
import { clusterPath, placeOf, type Place } from "./names";
import { begin } from "./operation";
import { findRecord, putRecord, requireRecord, shown } from "./records";
import type { ClusterRecord } from "./cluster-record";
import { desiredChanges } from "./update";
import { isNewer, resolveVersion, DEFAULT_VERSION, VERSIONS } from "./versions";
import { requireActAs } from "../shared/act-as";

/** What `ClusterManager` does with clusters. */
export const clusterHandlers: Handlers<Methods> = {
  "ClusterManager.ListClusters": (request, { store }) => {
    const { project, location } = placeOf(request);
    const records =
      location === "-"
        ? store.list<ClusterRecord>("cluster", project)
        : store.list<ClusterRecord>("cluster", project, location);
    return { clusters: records.map(shown) };
  },

  "ClusterManager.GetCluster": (request, { store }) => shown(requireRecord(store, placeOf(request))),

  "ClusterManager.CreateCluster": (request, call) => {
    const sent = request.cluster ?? {};
    const place: Place = { ...placeOf(request), cluster: sent.name ?? "" };
    checkNewCluster(call, place, sent);
    const cluster = completeCluster(call.store, place, sent, call.version);
    const sizes = Object.fromEntries(
      (cluster.nodePools ?? []).map((pool) => [pool.name ?? "", pool.initialNodeCount ?? 0]),
    );
    for (const pool of cluster.nodePools ?? []) requireActAs(call, pool.config?.serviceAccount);
    for (const pool of cluster.nodePools ?? []) requireCapacity(call.store, place, pool, sizes[pool.name ?? ""] ?? 0);
    const operation = begin(call, place, "CREATE_CLUSTER", "container.createCluster", job(place));
    putRecord(call.store, place, { cluster, sizes });
    return operation;
  },

  "ClusterManager.DeleteCluster": (request, call) => {
    const place = placeOf(request);
    const record = requireRecord(call.store, place);
    const operation = begin(call, place, "DELETE_CLUSTER", "container.deleteCluster", job(place));
    putRecord(call.store, place, { ...record, cluster: { ...record.cluster, status: "STOPPING" } });
    return operation;
  },

  "ClusterManager.UpdateCluster": (request, call) => {
    const place = placeOf(request);
    const record = requireRecord(call.store, place);
    const { desiredMasterVersion, desiredNodeVersion, desiredNodePoolId, ...rest } = request.update ?? {};
    if (desiredMasterVersion) return upgradeMaster(call, place, record, desiredMasterVersion);
    if (desiredNodeVersion || desiredNodePoolId) {
      throw new GoogleError(
        "UNIMPLEMENTED",
        "The sandbox does not implement update.desiredNodeVersion. Use nodePools.update instead.",
      );
    }
    const changes = desiredChanges(record.cluster, rest);
    return update(call, place, record, changes);
  },

  "ClusterManager.UpdateMaster": (request, call) => {
    const place = placeOf(request);
    return upgradeMaster(call, place, requireRecord(call.store, place), request.masterVersion ?? "");
  },

  "ClusterManager.SetLabels": (request, call) => {
    const place = placeOf(request);
    const record = requireRecord(call.store, place);
    requireLabels(request.resourceLabels);
    const current = sha(record.cluster.resourceLabels ?? {}).slice(0, 8);
    if (request.labelFingerprint && request.labelFingerprint !== current) {
      throw new GoogleError("FAILED_PRECONDITION", "Labels could not be set due to fingerprint mismatch.", {
        reason: "conditionNotMet",
        http: 412,
      });
    }
    const resourceLabels = request.resourceLabels ?? {};
    // A cluster's labels are on the machines of its nodes, too.
    const nodePools = record.cluster.nodePools?.map((pool) => ({
      ...pool,
      config: { ...pool.config, resourceLabels: { ...pool.config?.resourceLabels, ...resourceLabels } },
    }));
    return update(call, place, record, { resourceLabels, nodePools });
  },

  "ClusterManager.SetMaintenancePolicy": (request, call) => {
    const place = placeOf(request);
    const record = requireRecord(call.store, place);
    const { window = {}, resourceVersion, disruptionBudget } = request.maintenancePolicy ?? {};
    if (resourceVersion && resourceVersion !== record.cluster.maintenancePolicy?.resourceVersion) {
      throw new GoogleError(
        "FAILED_PRECONDITION",
        "Maintenance policy resource version does not match the current one. Read the cluster and retry.",
      );
    }
    return update(call, place, record, {
      maintenancePolicy: { window, disruptionBudget, resourceVersion: sha([window, Date.now()]).slice(0, 8) },
    });
  },

  "ClusterManager.SetLegacyAbac": (request, call) => {
    const place = placeOf(request);
    return update(call, place, requireRecord(call.store, place), { legacyAbac: { enabled: request.enabled } });
  },
  "ClusterManager.SetLoggingService": (request, call) => {
    const place = placeOf(request);
    return update(call, place, requireRecord(call.store, place), { loggingService: request.loggingService });
  },
  "ClusterManager.SetMonitoringService": (request, call) => {
    const place = placeOf(request);
    return update(call, place, requireRecord(call.store, place), { monitoringService: request.monitoringService });
  },
  "ClusterManager.SetAddonsConfig": (request, call) => {
    const place = placeOf(request);
    const record = requireRecord(call.store, place);
    return update(call, place, record, { addonsConfig: { ...record.cluster.addonsConfig, ...request.addonsConfig } });
  },

  "ClusterManager.GetServerConfig": (request) => {
    placeOf(request);
    const versions = [...VERSIONS];
    return {
      defaultClusterVersion: DEFAULT_VERSION,
      validNodeVersions: versions,
      validMasterVersions: versions,
      defaultImageType: "COS_CONTAINERD",
      validImageTypes: ["COS_CONTAINERD", "UBUNTU_CONTAINERD"],
      channels: (["RAPID", "REGULAR", "STABLE", "EXTENDED"] as const).map((channel) => ({
        channel,
        defaultVersion: channel === "RAPID" ? VERSIONS[0] : DEFAULT_VERSION,
        validVersions: versions,
      })),
    };
  },
};

function checkNewCluster(call: Call, place: Place, sent: Cluster) {
  if (!/^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(place.cluster)) {
    throw invalid(
      `Invalid value for field "cluster.name": "${place.cluster}". Must be a match of regex '(?:[a-z](?:[-a-z0-9]{0,38}[a-z0-9])?)'.`,
    );
  }
  requireLabels(sent.resourceLabels);
  if (findRecord(call.store, place)) throw new GoogleError("ALREADY_EXISTS", `Already exists: ${clusterPath(place)}.`);
  if (sent.nodePools?.length && (sent.initialNodeCount || Object.keys(sent.nodeConfig ?? {}).length > 0)) {
    throw invalid(
      "Cluster.nodePools and the deprecated fields Cluster.initialNodeCount and Cluster.nodeConfig must not be set together.",
    );
  }
  if (!sent.autopilot?.enabled && !sent.nodePools?.length && !sent.initialNodeCount) {
    throw invalid("Cluster.initial_node_count must be greater than zero.");
  }
  if (sent.autopilot?.enabled && sent.nodePools?.length)
    throw invalid("Node pools cannot be specified for Autopilot clusters.");
  const network = sent.network?.split("/").at(-1) || "default";
  const subnetwork = sent.subnetwork?.split("/").at(-1) || network;
  if (!networkExists(call.store, place.project, network)) throw notFound(`Network "${network}" does not exist.`);
  if (sent.subnetwork && !subnetworkExists(call.store, place.project, regionOf(place.location), subnetwork)) {
    throw notFound(`Subnetwork "${subnetwork}" does not exist in region "${regionOf(place.location)}".`);
  }
}

const job = ({ project, location, cluster }: Place): ClusterJob => ({ project, location, cluster });

function update(call: Call, place: Place, record: ClusterRecord, changes: Cluster) {
  const operation = begin(call, place, "UPDATE_CLUSTER", "container.updateCluster", { ...job(place), changes });
  putRecord(call.store, place, { ...record, cluster: { ...record.cluster, status: "RECONCILING" } });
  return operation;
}

function upgradeMaster(call: Call, place: Place, record: ClusterRecord, asked: string) {
  const version = resolveVersion(asked, "Master");
  const current = record.cluster.currentMasterVersion ?? "";
  if (version !== current && !isNewer(version, current)) {
    throw invalid(
      `Master cannot be upgraded to "${version}": specified version is not newer than the current version "${current}".`,
    );
  }
  const operation = begin(call, place, "UPGRADE_MASTER", "container.upgradeMaster", {
    ...job(place),
    changes: { currentMasterVersion: version },
  });
  putRecord(call.store, place, { ...record, cluster: { ...record.cluster, status: "RECONCILING" } });
  return operation;
}
