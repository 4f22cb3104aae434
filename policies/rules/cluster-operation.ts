import { cis, fail, failIf, gpa, link } from "../rule";
import { autopilot, type ClusterRule } from "../cluster";

export const releaseChannel: ClusterRule = {
  id: "cluster-release-channel",
  title: "The cluster follows a release channel",
  severity: "low",
  sources: [cis("5.5.4"), gpa("cluster_release_channels")],
  field: "releaseChannel.channel",
  fix: "Set releaseChannel.channel to REGULAR or STABLE.",
  examples: {
    pass: { releaseChannel: { channel: "REGULAR" } },
    fail: { releaseChannel: { channel: "UNSPECIFIED" } },
  },
  check: (cluster) =>
    failIf(
      !autopilot(cluster) && ["UNSPECIFIED", undefined].includes(cluster.releaseChannel?.channel),
      "security fixes arrive only when somebody upgrades by hand",
    ),
};

export const loggingAndMonitoring: ClusterRule = {
  id: "cluster-logging-and-monitoring",
  title: "System logs and metrics are collected",
  severity: "high",
  sources: [cis("5.7.1"), gpa("monitoring_and_logging")],
  field: "loggingConfig.enableComponents, monitoringConfig.enableComponents",
  fix: "Name at least SYSTEM_COMPONENTS in both, or leave both out (GKE's default).",
  examples: { pass: {}, fail: { loggingConfig: { enableComponents: [] } } },
  check: ({ loggingConfig, monitoringConfig, loggingService, monitoringService }) => {
    if (loggingService === "none" || monitoringService === "none") return fail("logging or monitoring is turned off");
    const without = [
      ["loggingConfig", loggingConfig?.enableComponents] as const,
      ["monitoringConfig", monitoringConfig?.enableComponents] as const,
    ].filter(([, components]) => components && !components.includes("SYSTEM_COMPONENTS"));
    return failIf(without.length > 0, `${without.map(([name]) => name).join(" and ")} leaves SYSTEM_COMPONENTS out`);
  },
};

export const noAlpha: ClusterRule = {
  id: "cluster-no-alpha",
  title: "No alpha cluster",
  severity: "critical",
  sources: [cis("5.10.2")],
  field: "enableKubernetesAlpha",
  fix: "Remove enableKubernetesAlpha: such a cluster is deleted after 30 days.",
  examples: { pass: {}, fail: { enableKubernetesAlpha: true } },
  check: ({ enableKubernetesAlpha }) =>
    failIf(enableKubernetesAlpha === true, "the cluster expires after 30 days and gets no security fix"),
};

export const maintenanceWindow: ClusterRule = {
  id: "cluster-maintenance-window",
  title: "Upgrades come in a window that you chose",
  severity: "low",
  sources: [gpa("cluster_maintenance_window")],
  field: "maintenancePolicy",
  fix: "Set maintenancePolicy with a daily or recurring window.",
  examples: { pass: { maintenancePolicy: { dailyMaintenanceWindow: { startTime: "03:00" } } }, fail: {} },
  check: ({ maintenancePolicy }) => failIf(!maintenancePolicy, "an upgrade may start at the busiest hour"),
};

export const upgradeNotifications: ClusterRule = {
  id: "cluster-upgrade-notifications",
  title: "Upgrades and security bulletins are announced",
  severity: "low",
  sources: [gpa("cluster_receive_updates")],
  field: "notificationConfig.pubsub",
  fix: "Set notificationConfig.pubsub to { enabled: true, topic: <Pub/Sub topic> }.",
  examples: { pass: { notificationConfig: { pubsub: { enabled: true, topic: "t" } } }, fail: {} },
  check: ({ notificationConfig }) =>
    failIf(notificationConfig?.pubsub.enabled !== true, "nobody hears of an upgrade before it happens"),
};

export const regional: ClusterRule = {
  id: "cluster-regional",
  title: "The control plane stands in several zones",
  severity: "low",
  sources: [gpa("control_plane_redundancy")],
  field: "location",
  fix: "Use a region as location; a cluster cannot be moved later, only made anew.",
  examples: { pass: { location: "europe-west1" }, fail: { location: "europe-west1-b" } },
  check: ({ location }) =>
    failIf(
      /-[a-z]$/.test(location ?? ""),
      "no change can be made, and nothing is rescheduled, while that zone is down",
    ),
};

export const persistentDiskDriver: ClusterRule = {
  id: "cluster-persistent-disk-driver",
  title: "The persistent disk driver is installed",
  severity: "low",
  sources: [gpa("cluster_gce_csi_driver")],
  field: "addonsConfig.gcePersistentDiskCsiDriverConfig.enabled",
  fix: "Leave gcePersistentDiskCsiDriverConfig out (on is the default).",
  examples: { pass: {}, fail: { addonsConfig: { gcePersistentDiskCsiDriverConfig: { enabled: false } } } },
  check: ({ addonsConfig }) =>
    failIf(addonsConfig?.gcePersistentDiskCsiDriverConfig?.enabled === false, "PersistentVolumeClaims stay pending"),
};

export const deletionProtection: ClusterRule = {
  id: "cluster-deletion-protection",
  title: "The cluster cannot be deleted by mistake",
  severity: "medium",
  sources: [link("https://www.pulumi.com/registry/packages/gcp/api-docs/container/cluster/")],
  field: "deletionProtection",
  fix: "Leave deletionProtection out (on is the default); turn it off in the update before the one that deletes.",
  examples: { pass: {}, fail: { deletionProtection: false } },
  check: ({ deletionProtection }) =>
    failIf(deletionProtection === false, "one wrong destroy takes the cluster and all in it"),
};
