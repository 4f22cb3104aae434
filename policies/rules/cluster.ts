import type { Cluster } from "../cluster";
import { resourceRules } from "../rule";
import * as access from "./cluster-access";
import * as network from "./cluster-network";
import * as nodes from "./cluster-nodes";
import * as operation from "./cluster-operation";
import * as workloads from "./cluster-workloads";

/** In the order of the documentation: by number of the CIS benchmark, then what goes beyond it. */
export const clusterRules = resourceRules<Cluster>(
  ["gcp:container/cluster:Cluster"],
  [
    workloads.binaryAuthorization,
    workloads.workloadIdentity,
    workloads.secretsEncrypted,
    operation.releaseChannel,
    nodes.shieldedNodes,
    network.intranodeVisibility,
    network.vpcNative,
    access.authorizedNetworks,
    access.privateEndpoint,
    network.privateNodes,
    operation.loggingAndMonitoring,
    access.noClientCertificate,
    access.rbacGroups,
    access.noLegacyAuthorization,
    operation.noAlpha,
    workloads.securityPosture,
    workloads.workloadScanning,
    operation.maintenanceWindow,
    operation.upgradeNotifications,
    operation.regional,
    network.networkPolicy,
    operation.persistentDiskDriver,
    network.nodeLocalDns,
    nodes.kubeletReadOnlyPort,
    network.externalIps,
    access.googlePublicCidrs,
    operation.deletionProtection,
    access.anonymousAccess,
    nodes.autoprovisioningIdentity,
    nodes.autoprovisioningImage,
    nodes.autoprovisioningIntegrity,
    nodes.autoprovisioningZones,
    access.noInsecureBindings,
  ],
);
