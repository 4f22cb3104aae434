import { cis, failIf, gpa, link } from "../rule";
import { autopilot, hardening, type ClusterRule } from "../cluster";
import { isDefaultAccount } from "../default-account";

export const shieldedNodes: ClusterRule = {
  id: "cluster-shielded-nodes",
  title: "Nodes prove what they are when they join",
  severity: "high",
  sources: [cis("5.5.5"), gpa("shielded_nodes")],
  field: "enableShieldedNodes",
  fix: "Leave enableShieldedNodes out (on is GKE's default) or set it to true.",
  examples: { pass: {}, fail: { enableShieldedNodes: false } },
  check: (cluster) =>
    failIf(
      !autopilot(cluster) && cluster.enableShieldedNodes === false,
      "a stolen node credential can impersonate a node",
    ),
};

export const kubeletReadOnlyPort: ClusterRule = {
  id: "cluster-kubelet-read-only-port",
  title: "The kubelet's read-only port is closed",
  severity: "high",
  sources: [link(hardening)],
  field: "nodePoolDefaults.nodeConfigDefaults.insecureKubeletReadonlyPortEnabled",
  fix: 'Set it to "FALSE" here and in every node pool: the default is not applied to pools that exist.',
  examples: {
    pass: { nodePoolDefaults: { nodeConfigDefaults: { insecureKubeletReadonlyPortEnabled: "FALSE" } } },
    fail: { nodePoolDefaults: { nodeConfigDefaults: { insecureKubeletReadonlyPortEnabled: "TRUE" } } },
  },
  check: (cluster) => {
    const setting = cluster.nodePoolDefaults?.nodeConfigDefaults?.insecureKubeletReadonlyPortEnabled;
    return failIf(
      !autopilot(cluster) && setting !== "FALSE",
      "pod names, images and environment can be read without logging in",
    );
  },
};

export const autoprovisioningIdentity: ClusterRule = {
  id: "cluster-autoprovisioning-identity",
  title: "Autoprovisioned nodes have a service account of their own",
  severity: "high",
  sources: [cis("5.2.1"), gpa("nap_forbid_default_sa")],
  field: "clusterAutoscaling.autoProvisioningDefaults.serviceAccount",
  fix: "Name a least-privilege service account there.",
  examples: {
    pass: {
      clusterAutoscaling: {
        enabled: true,
        autoProvisioningDefaults: { serviceAccount: "nodes@p.iam.gserviceaccount.com" },
      },
    },
    fail: { clusterAutoscaling: { enabled: true } },
  },
  check: (cluster) =>
    failIf(
      !autopilot(cluster) &&
        cluster.clusterAutoscaling?.enabled === true &&
        isDefaultAccount(cluster.clusterAutoscaling.autoProvisioningDefaults?.serviceAccount),
      "new nodes run as the Compute Engine default account, an editor of the project",
    ),
};

export const autoprovisioningImage: ClusterRule = {
  id: "cluster-autoprovisioning-image",
  title: "Autoprovisioned nodes run Container-Optimized OS",
  severity: "medium",
  sources: [cis("5.5.1"), gpa("nap_use_cos")],
  field: "clusterAutoscaling.autoProvisioningDefaults.imageType",
  fix: "Set it to COS_CONTAINERD, or leave it out.",
  examples: {
    pass: { clusterAutoscaling: { enabled: true } },
    fail: { clusterAutoscaling: { enabled: true, autoProvisioningDefaults: { imageType: "UBUNTU_CONTAINERD" } } },
  },
  check: ({ clusterAutoscaling }) =>
    failIf(
      clusterAutoscaling?.enabled === true &&
        !/^cos/i.test(clusterAutoscaling.autoProvisioningDefaults?.imageType ?? "cos"),
      "a general-purpose system has more to attack",
    ),
};

export const autoprovisioningIntegrity: ClusterRule = {
  id: "cluster-autoprovisioning-integrity",
  title: "A changed boot of an autoprovisioned node is noticed",
  severity: "medium",
  sources: [cis("5.5.6"), gpa("nap_integrity_monitoring")],
  field: "clusterAutoscaling.autoProvisioningDefaults.shieldedInstanceConfig.enableIntegrityMonitoring",
  fix: "Leave enableIntegrityMonitoring out (on is the default).",
  examples: {
    pass: { clusterAutoscaling: { enabled: true } },
    fail: {
      clusterAutoscaling: {
        enabled: true,
        autoProvisioningDefaults: { shieldedInstanceConfig: { enableIntegrityMonitoring: false } },
      },
    },
  },
  check: ({ clusterAutoscaling }) =>
    failIf(
      clusterAutoscaling?.enabled === true &&
        clusterAutoscaling.autoProvisioningDefaults?.shieldedInstanceConfig?.enableIntegrityMonitoring === false,
      "a tampered boot goes unnoticed",
    ),
};

export const autoprovisioningZones: ClusterRule = {
  id: "cluster-autoprovisioning-zones",
  title: "Autoprovisioned nodes stand in several zones",
  severity: "medium",
  sources: [gpa("nap_forbid_single_zone")],
  field: "clusterAutoscaling.autoProvisioningLocations",
  fix: "Name two or more zones there, or leave it out in a regional cluster.",
  examples: {
    pass: {
      clusterAutoscaling: { enabled: true, autoProvisioningLocations: ["europe-west1-b", "europe-west1-c"] },
    },
    fail: { clusterAutoscaling: { enabled: true, autoProvisioningLocations: ["europe-west1-b"] } },
  },
  check: ({ clusterAutoscaling }) =>
    failIf(
      clusterAutoscaling?.enabled === true && clusterAutoscaling.autoProvisioningLocations?.length === 1,
      "new nodes go with one zone",
    ),
};
