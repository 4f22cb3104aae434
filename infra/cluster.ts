import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { ownCluster, type OwnCluster } from "../config/cluster";
import { parsePart } from "../config/part";
import { googleDuration } from "../config/values";
import { InfraComponent } from "./component";
import { kubeconfigOf } from "./kubeconfig";
import type { ClusterNetwork } from "./network";
import { cloudPlatformScope, NodePools } from "./node-pools";
import { ClusterCleanup } from "./resources/cluster-cleanup";
import { ClusterProtection } from "./resources/cluster-protection";

/** What a cluster is made of. */
export interface ClusterArgs {
  /** The Google Cloud project's id. */
  readonly project: string;
  /** The section `cluster` of a cluster that is made, as a stack file writes it: defaults are filled in, and mistakes are refused with their path. */
  readonly config: z.input<typeof ownCluster>;
  /** Where it stands: a `Network`, or the names of a subnet that exists and of its secondary ranges. */
  readonly network: ClusterNetwork;
  /** Account of the nodes, as an e-mail address. */
  readonly nodeServiceAccount: pulumi.Input<string>;
  /** Network tags of every node. */
  readonly nodeTags?: readonly string[];
}

/** How programs reach a cluster. */
export interface ClusterEndpoint {
  /** `projects/…/locations/…/clusters/…`; unknown in a preview that replaces the cluster. */
  readonly identifier: pulumi.Output<string>;
  /** Id of the project that it is in. */
  readonly project: pulumi.Output<string>;
  /** Its region or zone. */
  readonly location: pulumi.Output<string>;
  /** Its name in GKE. */
  readonly name: pulumi.Output<string>;
  /** Host of the API server. */
  readonly host: pulumi.Output<string>;
  /** Certificate authority, base64; empty where the host has a public certificate. */
  readonly certificateAuthority: pulumi.Output<string>;
}

/** A hardened GKE cluster with its node pools. Who needs the pools depends on the component. */
export class Cluster extends InfraComponent implements ClusterEndpoint {
  /** `projects/…/locations/…/clusters/…`; unknown in a preview that replaces the cluster. */
  readonly identifier: pulumi.Output<string>;
  /** Id of the project that it is in. */
  readonly project: pulumi.Output<string>;
  /** Its region or zone. */
  readonly location: pulumi.Output<string>;
  /** Its name in GKE. */
  readonly name: pulumi.Output<string>;
  /** Host of the API server: its DNS name, or an address, as `controlPlane.endpoint` says. */
  readonly host: pulumi.Output<string>;
  /** Certificate authority, base64; empty where the host has a public certificate. */
  readonly certificateAuthority: pulumi.Output<string>;

  constructor(name: string, args: ClusterArgs, options?: pulumi.ComponentResourceOptions) {
    const config = parsePart(ownCluster, args.config, name);
    super("Cluster", name, options);
    const cluster = new gcp.container.Cluster(
      name,
      {
        project: args.project,
        name: config.name,
        location: config.location,
        ...(config.nodeLocations && { nodeLocations: [...config.nodeLocations] }),
        deletionProtection: config.deletionProtection,
        resourceLabels: config.labels,
        ...versions(config),
        ...networking(config, args.network),
        ...security(config, args.project),
        ...operations(config),
        ...(config.autopilot ? autopilot(config, args) : standard(config, args)),
      },
      this.child({
        ignoreChanges: [
          // A key that is set later would replace the cluster: the pools of its own accord take it at creation or never.
          ...(config.autopilot || config.nodeAutoProvisioning
            ? ["clusterAutoscaling.autoProvisioningDefaults.bootDiskKmsKey"]
            : []),
          // The throw-away default pool's settings are read back from whatever pool comes first.
          ...(config.autopilot ? [] : ["nodeConfig", "initialNodeCount"]),
        ],
        // The engine refuses before it deletes anything; the provider only when everything in the cluster is gone already.
        protect: config.deletionProtection,
        // Two clusters of one name cannot stand beside each other.
        deleteBeforeReplace: true,
      }),
    );
    const dns = config.controlPlane.endpoint === "dns";
    this.identifier = cluster.id;
    this.project = pulumi.output(args.project);
    this.location = cluster.location;
    this.name = cluster.name;
    this.host = dns
      ? cluster.controlPlaneEndpointsConfig.apply((endpoints) => endpoints.dnsEndpointConfig?.endpoint ?? "")
      : cluster.endpoint;
    // The DNS endpoint has a public certificate; with the cluster's own authority in a kubeconfig it would be refused.
    this.certificateAuthority = dns
      ? pulumi.output("")
      : // A certificate is public; the provider hides it for the client key that it might have been beside.
        pulumi.unsecret(cluster.masterAuth.apply((auth) => auth.clusterCaCertificate));
    // The pools need it, and so are gone when it is deleted: that tells it that the cluster goes too.
    const cleanup = new ClusterCleanup(
      name,
      { cluster: this.identifier, kubeconfig: kubeconfigOf(this), deletionProtection: config.deletionProtection },
      this.child({
        customTimeouts: { delete: "30m" },
        // Where it was before the pools depended on it.
        aliases: [{ parent: pulumi.createUrn(name, "gke-bluegreen:infra:ClusterAccess") }],
      }),
    );
    const pools = new NodePools(
      name,
      {
        project: args.project,
        location: config.location,
        cluster: cluster.name,
        pools: config.nodePools,
        serviceAccount: args.nodeServiceAccount,
        tags: args.nodeTags ?? [],
        workloadIdentity: config.workloadIdentity,
        ...(config.bootDiskKey !== undefined && { bootDiskKey: config.bootDiskKey }),
      },
      { parent: this, dependsOn: cleanup },
    );
    const { deletionProtection } = config;
    new ClusterProtection(name, { deletionProtection }, this.child({ dependsOn: [cleanup, pools] }));
    this.registerOutputs({ name: this.name, host: this.host });
  }
}

type Settings = Omit<gcp.container.ClusterArgs, "location">;

function versions(config: OwnCluster): Settings {
  return {
    releaseChannel: { channel: config.releaseChannel },
    ...(config.version !== undefined && { minMasterVersion: config.version }),
    ...(config.rollbackSafeUpgrade && {
      rollbackSafeUpgrade: { controlPlaneSoakDuration: googleDuration(config.rollbackSafeUpgrade.soak) },
      ...(config.rollbackSafeUpgrade.emulatedVersion !== undefined && {
        desiredEmulatedVersion: config.rollbackSafeUpgrade.emulatedVersion,
      }),
    }),
    maintenancePolicy: {
      recurringWindow: {
        startTime: config.maintenance.start,
        endTime: config.maintenance.end,
        recurrence: config.maintenance.recurrence,
      },
      maintenanceExclusions: Object.entries(config.maintenance.exclusions).map(([exclusionName, exclusion]) => ({
        exclusionName,
        startTime: exclusion.start,
        endTime: exclusion.end,
        exclusionOptions: { scope: exclusion.scope },
      })),
    },
  };
}

function networking(config: OwnCluster, network: ClusterNetwork): Settings {
  const { endpoint, authorizedNetworks, cidr } = config.controlPlane;
  const guarded = endpoint === "private" || Object.keys(authorizedNetworks).length > 0;
  return {
    network: network.network,
    subnetwork: network.subnetwork,
    networkingMode: "VPC_NATIVE",
    ipAllocationPolicy: {
      clusterSecondaryRangeName: network.podsRange,
      servicesSecondaryRangeName: network.servicesRange,
    },
    controlPlaneEndpointsConfig: {
      dnsEndpointConfig: { allowExternalTraffic: endpoint === "dns" },
      ipEndpointsConfig: { enabled: endpoint !== "dns" },
    },
    privateClusterConfig: {
      enablePrivateNodes: config.privateNodes,
      ...(endpoint !== "dns" && { enablePrivateEndpoint: endpoint === "private" }),
      ...(cidr !== undefined && { masterIpv4CidrBlock: cidr }),
    },
    ...(endpoint !== "dns" &&
      guarded && {
        masterAuthorizedNetworksConfig: {
          cidrBlocks: Object.entries(authorizedNetworks).map(([displayName, cidrBlock]) => ({
            displayName,
            cidrBlock,
          })),
          // Any machine of any Google customer is not a guard.
          gcpPublicCidrsAccessEnabled: false,
        },
      }),
    ...(config.gatewayApi && { gatewayApiConfig: { channel: "CHANNEL_STANDARD" } }),
    // Services with spec.externalIPs can take over other addresses (CVE-2020-8554).
    serviceExternalIpsConfig: { enabled: false },
  };
}

function security(config: OwnCluster, project: string): Settings {
  return {
    // Client certificates cannot be revoked; nobody gets one (CIS GKE 5.8.1).
    masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
    // One wrong binding to a group that everybody is in opens the cluster to the world (CIS GKE 4.1.8, 4.1.9, 4.1.10).
    anonymousAuthenticationConfig: { mode: "LIMITED" },
    rbacBindingConfig: {
      enableInsecureBindingSystemAuthenticated: false,
      enableInsecureBindingSystemUnauthenticated: false,
    },
    binaryAuthorization: {
      evaluationMode: config.binaryAuthorization ? "PROJECT_SINGLETON_POLICY_ENFORCE" : "DISABLED",
    },
    securityPostureConfig: { mode: config.securityPosture, vulnerabilityMode: "VULNERABILITY_DISABLED" },
    ...(config.databaseEncryptionKey !== undefined && {
      databaseEncryption: { state: "ENCRYPTED", keyName: config.databaseEncryptionKey },
    }),
    ...(config.rbacGroup !== undefined && { authenticatorGroupsConfig: { securityGroup: config.rbacGroup } }),
    ...(config.secretManager && { secretManagerConfig: { enabled: true } }),
    ...(config.workloadIdentity && { workloadIdentityConfig: { workloadPool: `${project}.svc.id.goog` } }),
  };
}

function operations(config: OwnCluster): Settings {
  return {
    loggingConfig: { enableComponents: [...config.logging] },
    monitoringConfig: {
      enableComponents: [...config.monitoring.components],
      managedPrometheus: { enabled: config.monitoring.managedPrometheus || config.autopilot },
    },
    costManagementConfig: { enabled: config.costManagement },
    verticalPodAutoscaling: { enabled: config.verticalPodAutoscaling },
    ...(config.upgradeTopic !== undefined && {
      notificationConfig: { pubsub: { enabled: true, topic: config.upgradeTopic } },
    }),
  };
}

/** What pools that GKE makes by itself get from the cluster, for no pool of ours says it. */
const nodePoolAutoConfig = (tags: readonly string[] = []): Settings => ({
  nodePoolAutoConfig: {
    nodeKubeletConfig: { insecureKubeletReadonlyPortEnabled: "FALSE" },
    ...(tags.length > 0 && { networkTags: { tags: [...tags] } }),
  },
});

const bootDisk = ({ bootDiskKey }: OwnCluster) => bootDiskKey !== undefined && { bootDiskKmsKey: bootDiskKey };

/** Autopilot refuses most of what a Standard cluster has, and any nodeConfig would replace it forever. */
function autopilot(config: OwnCluster, { nodeServiceAccount, nodeTags }: ClusterArgs): Settings {
  return {
    enableAutopilot: true,
    clusterAutoscaling: {
      // What Autopilot has; left out, the provider's own default would be a change for ever.
      autoscalingProfile: "OPTIMIZE_UTILIZATION",
      autoProvisioningDefaults: {
        serviceAccount: nodeServiceAccount,
        oauthScopes: [cloudPlatformScope],
        ...bootDisk(config),
      },
    },
    ...nodePoolAutoConfig(nodeTags),
  };
}

function standard(config: OwnCluster, { nodeServiceAccount, nodeTags }: ClusterArgs): Settings {
  return {
    enableLegacyAbac: false,
    enableShieldedNodes: true,
    enableIntranodeVisibility: config.intranodeVisibility,
    datapathProvider: config.datapathProvider,
    addonsConfig: {
      httpLoadBalancing: { disabled: false },
      horizontalPodAutoscaling: { disabled: false },
      gcePersistentDiskCsiDriverConfig: { enabled: true },
      dnsCacheConfig: { enabled: true },
    },
    ...(config.datapathProvider === "LEGACY_DATAPATH" && { networkPolicy: { enabled: true, provider: "CALICO" } }),
    nodePoolDefaults: { nodeConfigDefaults: { insecureKubeletReadonlyPortEnabled: "FALSE" } },
    // Every pool is a resource of its own. The pool that GKE insists on at creation is taken away at once; until then it
    // must not use up SSD quota (three zones of 100 GB pd-balanced), nor run as the project's default account.
    removeDefaultNodePool: true,
    initialNodeCount: 1,
    nodeConfig: {
      machineType: "e2-medium",
      diskType: "pd-standard",
      diskSizeGb: 12,
      serviceAccount: nodeServiceAccount,
      oauthScopes: [cloudPlatformScope],
      shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
    },
    ...(config.nodeAutoProvisioning && {
      ...nodePoolAutoConfig(nodeTags),
      clusterAutoscaling: {
        enabled: true,
        resourceLimits: [
          {
            resourceType: "cpu",
            minimum: config.nodeAutoProvisioning.cpu[0],
            maximum: config.nodeAutoProvisioning.cpu[1],
          },
          {
            resourceType: "memory",
            minimum: config.nodeAutoProvisioning.memoryGib[0],
            maximum: config.nodeAutoProvisioning.memoryGib[1],
          },
        ],
        autoProvisioningDefaults: {
          serviceAccount: nodeServiceAccount,
          oauthScopes: [cloudPlatformScope],
          imageType: "COS_CONTAINERD",
          diskType: "pd-balanced",
          management: { autoUpgrade: true, autoRepair: true },
          ...bootDisk(config),
          shieldedInstanceConfig: { enableSecureBoot: true, enableIntegrityMonitoring: true },
        },
      },
    }),
  };
}
