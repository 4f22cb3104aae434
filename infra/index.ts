/** Google Cloud for GKE, a component a concern; each can be used alone by another program. */
export { Cluster, type ClusterArgs, type ClusterEndpoint } from "./cluster";
export { ClusterAccess } from "./cluster-access";
export { GitHubIdentity, type GitHubIdentityArgs } from "./github-identity";
export { type ImageReferences, Images, type ImagesArgs } from "./images";
export { kubeconfig, type KubeconfigArgs } from "./kubeconfig";
export { Monitoring, type MonitoringArgs } from "./monitoring";
export { type ClusterNetwork, Network, type NetworkArgs } from "./network";
export { NodePools, type NodePoolsArgs } from "./node-pools";
export { clusterOutputs, deployPlatform, githubOutputs, type Platform } from "./platform";
export { ProjectServices, type ProjectServicesArgs } from "./project-services";
export { Registry, type RegistryArgs } from "./registry";
export { Image, type ImageArgs } from "./resources/image";
export { ServiceAccount, type ServiceAccountArgs } from "./service-account";
export { Triggers, type TriggersArgs } from "./triggers";
