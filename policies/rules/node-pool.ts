import type { Unwrap } from "@pulumi/pulumi";
import type { ClusterArgs, NodePoolArgs } from "@pulumi/gcp/container";
import { isDefaultAccount } from "../default-account";
import { cis, failIf, gpa, link, resourceRules } from "../rule";

/** A node pool, or a cluster whose nodes are configured in it. */
type Pool = Unwrap<NodePoolArgs> | Unwrap<ClusterArgs>;

/** The default pool of a cluster that has it removed at once never runs a workload. */
const hasNoNodes = (pool: Pool) =>
  ("removeDefaultNodePool" in pool && pool.removeDefaultNodePool === true) ||
  ("enableAutopilot" in pool && pool.enableAutopilot === true);

const ofNodes = resourceRules<Pool>(
  ["gcp:container/nodePool:NodePool", "gcp:container/cluster:Cluster"],
  [
    {
      id: "node-service-account",
      title: "Nodes have a service account of their own",
      severity: "high",
      sources: [cis("5.2.1"), gpa("node_pool_forbid_default_sa")],
      field: "nodeConfig.serviceAccount",
      fix: "Give the pool a service account with roles/container.defaultNodeServiceAccount and roles/artifactregistry.reader.",
      examples: {
        pass: { cluster: "c", nodeConfig: { serviceAccount: "nodes@p.iam.gserviceaccount.com" } },
        fail: { cluster: "c", nodeConfig: { serviceAccount: "default" } },
      },
      check: (pool) =>
        failIf(
          !hasNoNodes(pool) && isDefaultAccount(pool.nodeConfig?.serviceAccount),
          "nodes run as the Compute Engine default account, an editor of the project",
        ),
    },
    {
      id: "node-metadata-server",
      title: "Pods reach the GKE metadata server, not the node's",
      severity: "high",
      sources: [cis("5.4.1")],
      field: "nodeConfig.workloadMetadataConfig.mode",
      fix: "Set nodeConfig.workloadMetadataConfig.mode to GKE_METADATA.",
      examples: {
        pass: { cluster: "c", nodeConfig: { workloadMetadataConfig: { mode: "GKE_METADATA" } } },
        fail: { cluster: "c", nodeConfig: { workloadMetadataConfig: { mode: "GCE_METADATA" } } },
      },
      check: (pool) =>
        failIf(
          !hasNoNodes(pool) && pool.nodeConfig?.workloadMetadataConfig?.mode !== "GKE_METADATA",
          "any pod can ask for the node's token",
        ),
    },
    {
      id: "node-image",
      title: "Nodes run Container-Optimized OS",
      severity: "medium",
      sources: [cis("5.5.1"), gpa("node_pool_use_cos")],
      field: "nodeConfig.imageType",
      fix: "Set nodeConfig.imageType to COS_CONTAINERD.",
      examples: {
        pass: { cluster: "c", nodeConfig: { imageType: "COS_CONTAINERD" } },
        fail: { cluster: "c", nodeConfig: { imageType: "UBUNTU_CONTAINERD" } },
      },
      check: (pool) =>
        failIf(
          !hasNoNodes(pool) && !/^cos/i.test(pool.nodeConfig?.imageType ?? "cos"),
          "a general-purpose system has more to attack",
        ),
    },
    {
      id: "node-integrity-monitoring",
      title: "A changed boot of a node is noticed",
      severity: "medium",
      sources: [cis("5.5.6"), gpa("node_pool_integrity_monitoring")],
      field: "nodeConfig.shieldedInstanceConfig.enableIntegrityMonitoring",
      fix: "Leave enableIntegrityMonitoring out (on is the default).",
      examples: {
        pass: { cluster: "c" },
        fail: { cluster: "c", nodeConfig: { shieldedInstanceConfig: { enableIntegrityMonitoring: false } } },
      },
      check: (pool) =>
        failIf(
          !hasNoNodes(pool) && pool.nodeConfig?.shieldedInstanceConfig?.enableIntegrityMonitoring === false,
          "a tampered boot goes unnoticed",
        ),
    },
    {
      id: "node-secure-boot",
      title: "Nodes boot signed software only",
      severity: "medium",
      sources: [cis("5.5.7"), gpa("node_pool_secure_boot")],
      field: "nodeConfig.shieldedInstanceConfig.enableSecureBoot",
      fix: "Set enableSecureBoot to true (not with unsigned third-party GPU drivers).",
      examples: {
        pass: { cluster: "c", nodeConfig: { shieldedInstanceConfig: { enableSecureBoot: true } } },
        fail: { cluster: "c" },
      },
      check: (pool) =>
        failIf(
          !hasNoNodes(pool) && pool.nodeConfig?.shieldedInstanceConfig?.enableSecureBoot !== true,
          "unsigned kernels and drivers may start",
        ),
    },
    {
      id: "node-disk-encryption",
      title: "Boot disks are encrypted with a key of your own",
      severity: "low",
      sources: [cis("5.9.2"), gpa("node_pool_disk_encryption")],
      field: "nodeConfig.bootDiskKmsKey",
      fix: "Set nodeConfig.bootDiskKmsKey to a Cloud KMS key.",
      examples: { pass: { cluster: "c", nodeConfig: { bootDiskKmsKey: "k" } }, fail: { cluster: "c" } },
      check: (pool) =>
        failIf(!hasNoNodes(pool) && !pool.nodeConfig?.bootDiskKmsKey, "disks are encrypted with Google's key alone"),
    },
    {
      id: "node-kubelet-read-only-port",
      title: "The kubelet's read-only port is closed on the pool",
      severity: "high",
      sources: [link("https://docs.cloud.google.com/kubernetes-engine/docs/how-to/disable-kubelet-readonly-port")],
      field: "nodeConfig.kubeletConfig.insecureKubeletReadonlyPortEnabled",
      fix: 'Set it to "FALSE": the cluster\'s default is not applied to pools that exist.',
      examples: {
        pass: { cluster: "c", nodeConfig: { kubeletConfig: { insecureKubeletReadonlyPortEnabled: "FALSE" } } },
        fail: { cluster: "c", nodeConfig: { kubeletConfig: { insecureKubeletReadonlyPortEnabled: "TRUE" } } },
      },
      check: (pool) =>
        failIf(
          !hasNoNodes(pool) && pool.nodeConfig?.kubeletConfig?.insecureKubeletReadonlyPortEnabled !== "FALSE",
          "pod names, images and environment can be read without logging in",
        ),
    },
  ],
);

const ofPools = resourceRules<Unwrap<NodePoolArgs>>(
  ["gcp:container/nodePool:NodePool"],
  [
    {
      id: "node-pool-auto-repair",
      title: "Broken nodes are repaired",
      severity: "low",
      sources: [cis("5.5.2"), gpa("node_pool_autorepair")],
      field: "management.autoRepair",
      fix: "Set management.autoRepair to true.",
      examples: {
        pass: { cluster: "c", management: { autoRepair: true } },
        fail: { cluster: "c", management: { autoRepair: false } },
      },
      check: ({ management }) => failIf(management?.autoRepair === false, "a node that fails its checks stays"),
      remediate: (pool) => ({ ...pool, management: { ...pool.management, autoRepair: true } }),
    },
    {
      id: "node-pool-auto-upgrade",
      title: "Nodes get security fixes by themselves",
      severity: "low",
      sources: [cis("5.5.3"), gpa("node_pool_autoupgrade")],
      field: "management.autoUpgrade",
      fix: "Set management.autoUpgrade to true.",
      examples: {
        pass: { cluster: "c", management: { autoUpgrade: true } },
        fail: { cluster: "c", management: { autoUpgrade: false } },
      },
      check: ({ management }) =>
        failIf(management?.autoUpgrade === false, "known holes stay open until somebody upgrades"),
      remediate: (pool) => ({ ...pool, management: { ...pool.management, autoUpgrade: true } }),
    },
    {
      id: "node-pool-several-zones",
      title: "The pool stands in several zones",
      severity: "low",
      sources: [gpa("node_pool_multi_zone")],
      field: "nodeLocations",
      fix: "Name two or more zones, or use a regional cluster.",
      examples: {
        pass: { cluster: "c", location: "europe-west1" },
        fail: { cluster: "c", location: "europe-west1-b" },
      },
      check: ({ nodeLocations, location }) =>
        failIf(
          (nodeLocations ? nodeLocations.length : /-[a-z]$/.test(location ?? "") ? 1 : 3) < 2,
          "all its pods go with one zone",
        ),
    },
    {
      id: "node-pool-autoscaling",
      title: "The pool grows and shrinks with its load",
      severity: "low",
      sources: [gpa("node_pool_autoscaling")],
      field: "autoscaling",
      fix: "Set autoscaling with minNodeCount and maxNodeCount in place of nodeCount.",
      examples: {
        pass: { cluster: "c", autoscaling: { minNodeCount: 1, maxNodeCount: 3 } },
        fail: { cluster: "c", nodeCount: 3 },
      },
      check: ({ autoscaling }) => failIf(!autoscaling, "a peak leaves pods pending"),
    },
    {
      id: "node-pool-count-or-autoscaling",
      title: "One hand on the number of nodes",
      severity: "high",
      sources: [link("https://www.pulumi.com/registry/packages/gcp/api-docs/container/nodepool/")],
      field: "nodeCount, autoscaling",
      fix: "Remove nodeCount; initialNodeCount chooses the first size.",
      examples: {
        pass: { cluster: "c", nodeCount: 3 },
        fail: { cluster: "c", nodeCount: 3, autoscaling: { minNodeCount: 1, maxNodeCount: 5 } },
      },
      check: ({ autoscaling, nodeCount }) =>
        failIf(autoscaling !== undefined && nodeCount !== undefined, "every update sets the autoscaler's work back"),
    },
    {
      id: "node-pool-surge-quota",
      title: "An upgrade never has fewer nodes than before",
      severity: "medium",
      sources: [link("https://docs.cloud.google.com/kubernetes-engine/docs/concepts/node-pool-upgrade-strategies")],
      field: "upgradeSettings",
      fix: "Set maxUnavailable to 0 and maxSurge to 1 or more, or the strategy to BLUE_GREEN.",
      examples: {
        pass: { cluster: "c", upgradeSettings: { maxSurge: 1, maxUnavailable: 0 } },
        fail: { cluster: "c", upgradeSettings: { maxSurge: 0, maxUnavailable: 1 } },
      },
      check: ({ upgradeSettings }) =>
        failIf(
          upgradeSettings?.strategy !== "BLUE_GREEN" && (upgradeSettings?.maxUnavailable ?? 0) > 0,
          "an upgrade takes nodes away before new ones stand",
        ),
    },
  ],
);

export const nodePoolRules = [...ofNodes, ...ofPools];
