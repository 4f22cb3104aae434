import { z } from "zod";
import { nodePool } from "./node-pools";
import {
  cidr,
  duration,
  gcpName,
  isSameRegion,
  kubernetesVersion,
  location,
  regionOf,
  resourceLabels,
  seconds,
  zone,
} from "./values";

const maintenance = z
  .strictObject({
    start: z.iso
      .datetime({ error: "a time such as 2026-01-03T01:00:00Z" })
      .default("2026-01-03T01:00:00Z")
      .meta({ description: "First window's start." }),
    end: z.iso
      .datetime({ error: "a time such as 2026-01-03T13:00:00Z" })
      .default("2026-01-03T13:00:00Z")
      .meta({ description: "First window's end." }),
    recurrence: z
      .string()
      .startsWith("FREQ=", { error: "an RFC 5545 rule such as FREQ=WEEKLY;BYDAY=SA,SU" })
      .default("FREQ=WEEKLY;BYDAY=SA,SU")
      .meta({
        description: "When the window repeats.",
        why: "Upgrades at the weekend; 24 hours a week are more than the 48 in 32 days that GKE insists on.",
      }),
    exclusions: z
      .record(
        z.string(),
        z.strictObject({
          start: z.iso.datetime().meta({ description: "When it begins, such as 2026-11-20T00:00:00Z." }),
          end: z.iso.datetime().meta({
            description:
              "When it ends, such as 2026-12-01T00:00:00Z. How long it may last depends on `scope`; GKE refuses more.",
          }),
          scope: z.enum(["NO_UPGRADES", "NO_MINOR_UPGRADES", "NO_MINOR_OR_NODE_UPGRADES"]).default("NO_UPGRADES").meta({
            description:
              "What does not happen meanwhile: any upgrade, new minor versions, or these and upgrades of nodes. Source: https://cloud.google.com/kubernetes-engine/docs/concepts/maintenance-windows-and-exclusions",
          }),
        }),
      )
      .default({})
      .meta({ description: "Freezes by name: times without upgrades." }),
  })
  .refine((value) => Date.parse(value.start) < Date.parse(value.end), {
    error: "an end after the start",
    path: ["end"],
  })
  .refine((value) => Date.parse(value.end) - Date.parse(value.start) >= 4 * 3600_000, {
    error: "a window of 4 hours or more, GKE's minimum",
    path: ["end"],
  });

const loggingComponents = ["SYSTEM_COMPONENTS", "WORKLOADS", "APISERVER", "CONTROLLER_MANAGER", "SCHEDULER"] as const;
const monitoringComponents = [
  "SYSTEM_COMPONENTS", "APISERVER", "SCHEDULER", "CONTROLLER_MANAGER", "STORAGE", "HPA", "POD", "DAEMONSET",
  "DEPLOYMENT", "STATEFULSET", "KUBELET", "CADVISOR", "DCGM", "JOBSET",
] as const; // prettier-ignore

/** A cluster that this stack creates. */
export const ownCluster = z
  .strictObject({
    name: gcpName(40).meta({ description: "Name of the cluster." }),
    location: location.meta({ description: "A region (control plane and nodes in three zones) or a zone." }),
    nodeLocations: z
      .array(zone)
      .min(1)
      .optional()
      .meta({ description: "Zones of the nodes, where not all of the region's." }),
    autopilot: z
      .boolean()
      .default(false)
      .meta({ description: "Google runs the nodes and bills by pod; without node pools of your own." }),
    nodePools: z.record(gcpName(40), nodePool).default({}).meta({ description: "Node pools by name." }),
    releaseChannel: z.enum(["RAPID", "REGULAR", "STABLE", "EXTENDED", "UNSPECIFIED"]).optional().meta({
      description: "Who chooses versions. REGULAR where no version is given; UNSPECIFIED: you do.",
      why: "REGULAR has what RAPID has tried for months (CIS GKE 5.5.4).",
    }),
    version: kubernetesVersion
      .optional()
      .meta({ description: "Control-plane version, where releaseChannel is UNSPECIFIED." }),
    rollbackSafeUpgrade: z
      .strictObject({
        soak: duration
          .refine((text) => seconds(text) >= 6 * 3600 && seconds(text) <= 7 * 86400, { error: "6h to 7d" })
          .default("1d")
          .meta({ description: "How long a minor upgrade of the control plane can be taken back." }),
        emulatedVersion: kubernetesVersion
          .optional()
          .meta({ description: "Set it to the new minor to complete the upgrade before the soak ends." }),
      })
      .optional()
      .meta({ description: "Upgrades the control plane in two steps, the first of which can be taken back." }),
    deletionProtection: z.boolean().default(true).meta({
      description: "Refuses to delete or replace the cluster.",
      why: "A cluster is the one thing a typo must not take away. Set false, `pulumi up`, then destroy.",
    }),
    labels: resourceLabels.default({}).meta({ description: "Google Cloud labels, for the bill." }),
    controlPlane: z
      .strictObject({
        endpoint: z.enum(["dns", "public", "private"]).default("dns").meta({
          description:
            "dns: a name that IAM guards, reachable from anywhere; public: an IP address; private: an IP address inside the network.",
          why: "CI reaches it without bastion or address list, and nothing listens on a public address (CIS GKE 5.6.4).",
        }),
        authorizedNetworks: z.record(z.string(), cidr).default({}).meta({
          description:
            "Who may reach the IP endpoint: ranges by display name. None given: with the public endpoint, anyone who has credentials.",
        }),
        cidr: cidr.optional().meta({
          description: "Range of the control plane in the network (/28), for clusters that need a fixed one.",
        }),
      })
      .prefault({})
      .meta({ description: "How the Kubernetes API is reached, and by whom." }),
    privateNodes: z
      .boolean()
      .default(true)
      .meta({ description: "Nodes without public addresses; Cloud NAT takes them out.", why: "CIS GKE 5.6.5." }),
    datapathProvider: z.enum(["ADVANCED_DATAPATH", "LEGACY_DATAPATH"]).default("ADVANCED_DATAPATH").meta({
      description: "Dataplane V2, or kube-proxy with iptables.",
      why: "NetworkPolicies are enforced and logged without an add-on.",
    }),
    intranodeVisibility: z
      .boolean()
      .default(true)
      .meta({ description: "Traffic between pods of one node is seen by flow logs (CIS GKE 5.6.1)." }),
    workloadIdentity: z.boolean().default(true).meta({
      description: "Pods act as Google accounts without keys.",
      why: "Without it every pod can act as its node (CIS GKE 5.2.2).",
    }),
    gatewayApi: z.boolean().default(true).meta({ description: "GKE's Gateway controller and its CRDs." }),
    binaryAuthorization: z.boolean().default(true).meta({
      description:
        "Images pass the project's admission policy, which admits everything until you change it (CIS GKE 5.1.4).",
    }),
    databaseEncryptionKey: z
      .string()
      .regex(/^projects\/[^/]+\/locations\/[^/]+\/keyRings\/[^/]+\/cryptoKeys\/[^/]+$/, {
        error: "projects/P/locations/L/keyRings/R/cryptoKeys/K",
      })
      .optional()
      .meta({ description: "Cloud KMS key that encrypts Secrets in etcd (CIS GKE 5.3.1)." }),
    bootDiskKey: z
      .string()
      .regex(/^projects\/.+\/cryptoKeys\/[^/]+$/)
      .optional()
      .meta({
        description:
          "Cloud KMS key of the nodes' boot disks (CIS GKE 5.9.2). Pools that GKE provisions take it when the cluster is created, and keep what they had when it is set later: GKE would make a new cluster.",
      }),
    rbacGroup: z
      .string()
      .regex(/^gke-security-groups@/, { error: "gke-security-groups@your-domain, the name GKE insists on" })
      .optional()
      .meta({ description: "Google group whose member groups can be named in RBAC (CIS GKE 5.8.2)." }),
    secretManager: z.boolean().default(false).meta({ description: "Secret Manager's CSI driver." }),
    securityPosture: z
      .enum(["BASIC", "ENTERPRISE", "DISABLED"])
      .default("BASIC")
      .meta({ description: "Audits running workloads (CIS GKE 5.10.4)." }),
    verticalPodAutoscaling: z
      .boolean()
      .default(true)
      .meta({ description: "Recommends requests; changes none until a VerticalPodAutoscaler says so." }),
    costManagement: z.boolean().default(true).meta({ description: "Splits the bill by namespace and label." }),
    nodeAutoProvisioning: z
      .strictObject({
        cpu: z.tuple([z.int().min(0), z.int().min(1)]).meta({
          description: "Fewest and most processors of all nodes of the cluster together, such as [0, 64].",
        }),
        memoryGib: z.tuple([z.int().min(0), z.int().min(1)]).meta({
          description: "Least and most memory of all nodes of the cluster together, in GiB, such as [0, 256].",
        }),
      })
      .optional()
      .meta({ description: "GKE creates node pools by itself, within these minima and maxima." }),
    logging: z
      .array(z.enum(loggingComponents))
      .default(["SYSTEM_COMPONENTS", "WORKLOADS"])
      .meta({ description: "What goes to Cloud Logging; [] turns it off (CIS GKE 5.7.1)." }),
    monitoring: z
      .strictObject({
        components: z
          .array(z.enum(monitoringComponents))
          .default([
            "SYSTEM_COMPONENTS",
            "STORAGE",
            "HPA",
            "POD",
            "DAEMONSET",
            "DEPLOYMENT",
            "STATEFULSET",
            "KUBELET",
            "CADVISOR",
          ])
          .meta({
            description: "What goes to Cloud Monitoring.",
            why: "These are free of charge, and the alert pack reads them.",
          }),
        managedPrometheus: z
          .boolean()
          .default(true)
          .meta({ description: "Collects your own metrics with PodMonitoring." }),
      })
      .prefault({})
      .meta({ description: "Metrics of the cluster in Cloud Monitoring (CIS GKE 5.7.1)." }),
    maintenance: maintenance.prefault({}).meta({ description: "When GKE may upgrade." }),
    upgradeTopic: z
      .string()
      .regex(/^projects\/[^/]+\/topics\/[^/]+$/, { error: "projects/P/topics/T" })
      .optional()
      .meta({ description: "Pub/Sub topic that hears of upgrades and security bulletins." }),
  })
  .superRefine((cluster, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    const zonal = /-[a-z]$/.test(cluster.location);
    const channel = cluster.releaseChannel ?? (cluster.version ? "UNSPECIFIED" : "REGULAR");
    if (cluster.version && channel !== "UNSPECIFIED")
      issue(
        ["version"],
        `no version beside releaseChannel ${channel}: the channel would move the cluster away from it; use releaseChannel: UNSPECIFIED, or leave the version out`,
      );
    for (const [index, place] of (cluster.nodeLocations ?? []).entries())
      if (!isSameRegion(place, cluster.location))
        issue(["nodeLocations", index], `a zone of ${regionOf(cluster.location)}, where the cluster is`);
    if (!zonal && cluster.nodeLocations?.length === 1)
      issue(
        ["nodeLocations"],
        `two or more zones for the regional cluster in ${cluster.location}, or that zone as the location`,
      );
    if (cluster.autopilot) {
      if (zonal) issue(["location"], "a region: Autopilot clusters are regional");
      if (Object.keys(cluster.nodePools).length > 0) issue(["nodePools"], "no node pools: Autopilot makes its own");
      if (channel === "UNSPECIFIED") issue(["releaseChannel"], "a release channel: Autopilot has no clusters without");
      if (cluster.nodeAutoProvisioning)
        issue(["nodeAutoProvisioning"], "no nodeAutoProvisioning: it is what Autopilot does");
    } else if (Object.keys(cluster.nodePools).length === 0 && !cluster.nodeAutoProvisioning)
      issue(["nodePools"], "at least one node pool, or autopilot: true");
    for (const [name, pool] of Object.entries(cluster.nodePools)) {
      if (channel !== "UNSPECIFIED" && !pool.autoUpgrade)
        issue(
          ["nodePools", name, "autoUpgrade"],
          `true while the cluster is in the release channel ${channel} (GKE refuses anything else); use releaseChannel: UNSPECIFIED`,
        );
      for (const [index, place] of (pool.zones ?? []).entries())
        if (!isSameRegion(place, cluster.location))
          issue(["nodePools", name, "zones", index], `a zone of ${regionOf(cluster.location)}, where the cluster is`);
    }
    if (cluster.controlPlane.endpoint === "dns" && Object.keys(cluster.controlPlane.authorizedNetworks).length > 0)
      issue(
        ["controlPlane", "authorizedNetworks"],
        "none with endpoint: dns, which has no address to guard; use endpoint: public or private",
      );
    if (!cluster.logging.includes("SYSTEM_COMPONENTS") && cluster.logging.length > 0)
      issue(["logging"], "SYSTEM_COMPONENTS among them: GKE has no other component without it");
  })
  .transform((cluster) => ({
    ...cluster,
    releaseChannel: cluster.releaseChannel ?? (cluster.version ? ("UNSPECIFIED" as const) : ("REGULAR" as const)),
  }));

/** A cluster that exists already and stays whoever's it is: this stack only deploys to it. */
const existingCluster = z.strictObject({
  existing: z
    .strictObject({
      name: gcpName(40).meta({
        description: "Its name. A cluster that is not there fails the update before anything is deployed.",
      }),
      location: location.meta({ description: "Its region or zone." }),
      project: z.string().optional().meta({ description: "Its project, where not the stack's." }),
      endpoint: z.enum(["dns", "public", "private"]).default("dns").meta({
        description:
          "Which of its control plane's addresses is used: the DNS name that IAM guards, the public or the private IP address. It must have it.",
      }),
    })
    .meta({ description: "A cluster that exists already." }),
});

/** The cluster of another stack of this program (an infra stack, with a stack per app beside it). */
const stackCluster = z.strictObject({
  fromStack: z
    .string()
    .regex(/^[^/\s]+\/[^/\s]+\/[^/\s]+$/, {
      error:
        "a stack's full name: organization/project/stack (organization is the word `organization` with a self-managed backend)",
    })
    .meta({ description: "The stack whose cluster this stack deploys to." }),
});

/** The cluster that a stack creates or deploys to. */
export const cluster = z.union([ownCluster, existingCluster, stackCluster]).meta({
  description:
    "The cluster: one that this stack creates, one that exists (`existing`), or another stack's (`fromStack`).",
});

/** A cluster of this stack after validation, with its defaults. */
export type OwnCluster = z.output<typeof ownCluster>;
/** Any cluster that a stack can name: its own, one that exists, or another stack's. */
export type ClusterConfig = z.output<typeof cluster>;
