import type { Rows } from "../../core/schema";

/** Where a cluster's pods and Services have their addresses and who reaches them: `gcp.container.Cluster`. */
export const networkRows: Rows = {
  clusterIpv4Cidr: "string computed replace",
  controlPlaneEndpointsConfig: [
    "block computed",
    {
      dnsEndpointConfig: [
        "block computed",
        {
          allowExternalTraffic: "bool empty",
          enableK8sCertsViaDns: "bool empty",
          enableK8sTokensViaDns: "bool empty",
          endpoint: "string computed",
        },
      ],
      ipEndpointsConfig: [
        "block computed",
        {
          enabled: "bool empty",
        },
      ],
    },
  ],
  datapathProvider: "string computed replace same=unspecified api=networkConfig.datapathProvider",
  dataplaneOptimizationMode: "string replace api=networkConfig.dataplaneOptimizationMode sparse",
  defaultSnatStatus: [
    "block computed api=networkConfig.defaultSnatStatus",
    {
      disabled: "bool required",
    },
  ],
  disableL4LbFirewallReconciliation: "bool planned=false api=networkConfig.disableL4LbFirewallReconciliation",
  dnsConfig: [
    "block kept api=networkConfig.dnsConfig",
    {
      additiveVpcScopeDnsDomain: "string",
      clusterDns: "string default=PROVIDER_UNSPECIFIED",
      clusterDnsDomain: "string",
      clusterDnsScope: "string",
    },
  ],
  enableCiliumClusterwideNetworkPolicy: "bool planned=false api=networkConfig.enableCiliumClusterwideNetworkPolicy",
  enableFqdnNetworkPolicy: "bool planned=false api=networkConfig.enableFqdnNetworkPolicy",
  enableIntranodeVisibility: "bool computed api=networkConfig.enableIntraNodeVisibility",
  enableL4IlbSubsetting: "bool computed api=networkConfig.enableL4ilbSubsetting",
  enableMultiNetworking: "bool planned=false api=networkConfig.enableMultiNetworking",
  endpoint: "string output",
  gatewayApiConfig: [
    "block computed api=networkConfig.gatewayApiConfig",
    {
      channel: "string required",
    },
  ],
  inTransitEncryptionConfig: "string api=networkConfig.inTransitEncryptionConfig",
  ipAllocationPolicy: [
    "block computed replace present as=ipAllocation",
    {
      additionalIpRangesConfigs: [
        "list api=additionalIpRangesConfigs",
        {
          podIpv4RangeNames: "strings",
          status: "string",
          subnetwork: "string required same=link",
        },
      ],
      additionalPodRangesConfig: [
        "block",
        {
          podRangeNames: "string-set required",
        },
      ],
      autoIpamConfig: [
        "block computed",
        {
          enabled: "bool required",
        },
      ],
      clusterIpv4CidrBlock: "string computed replace same=cidr",
      clusterSecondaryRangeName: "string computed replace",
      networkTierConfig: [
        "block computed",
        {
          networkTier: "string required",
        },
      ],
      podCidrOverprovisionConfig: [
        "block computed replace",
        {
          disabled: "bool required api=disable",
        },
      ],
      servicesIpv4CidrBlock: "string computed replace same=cidr",
      servicesSecondaryRangeName: "string computed replace",
      stackType: "string default=IPV4",
    },
  ],
  masterAuthorizedNetworksConfig: [
    "block computed as=authorizedNetworks",
    {
      cidrBlocks: [
        "set",
        {
          cidrBlock: "string required",
          displayName: "string",
        },
      ],
      gcpPublicCidrsAccessEnabled: "bool computed",
      privateEndpointEnforcementEnabled: "bool computed",
    },
  ],
  meshCertificates: [
    "block computed",
    {
      enableCertificates: "bool required",
    },
  ],
  network: "string replace same=link as=network default=default",
  networkPerformanceConfig: [
    "block api=networkConfig.networkPerformanceConfig",
    {
      totalEgressBandwidthTier: "string required",
    },
  ],
  networkPolicy: [
    "block",
    {
      enabled: "bool required",
      provider: "string same=unspecified",
    },
  ],
  networkingMode: "string computed replace api=-",
  privateClusterConfig: [
    "block kept as=privateCluster",
    {
      enablePrivateEndpoint: "bool",
      enablePrivateNodes: "bool",
      masterGlobalAccessConfig: [
        "block computed",
        {
          enabled: "bool required",
        },
      ],
      masterIpv4CidrBlock: "string computed replace",
      peeringName: "string output",
      privateEndpoint: "string output",
      privateEndpointSubnetwork: "string kept replace same=link",
      publicEndpoint: "string output",
    },
  ],
  privateIpv6GoogleAccess: "string computed api=networkConfig.privateIpv6GoogleAccess",
  serviceExternalIpsConfig: [
    "block computed api=networkConfig.serviceExternalIpsConfig",
    {
      enabled: "bool required",
    },
  ],
  servicesIpv4Cidr: "string output",
  subnetwork: "string computed replace same=link as=subnetwork",
};
