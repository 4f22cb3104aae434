/* eslint-disable */
// Made by generate.ts from npm @google-cloud/compute 6.15.0, build/protos/protos.json; (c) Google LLC; reduced to what is reachable. Licence: Apache-2.0.
export type OperationStatus =
  | "UNDEFINED_STATUS"
  | "DONE"
  | "PENDING"
  | "RUNNING";
export interface AddPeeringNetworkRequest {
  network?: string | undefined;
  networksAddPeeringRequestResource?: NetworksAddPeeringRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface NetworksAddPeeringRequest {
  autoCreateRoutes?: boolean | undefined;
  name?: string | undefined;
  networkPeering?: NetworkPeering | undefined;
  peerNetwork?: string | undefined;
}
export interface NetworkPeering {
  autoCreateRoutes?: boolean | undefined;
  connectionStatus?: NetworkPeeringConnectionStatus | undefined;
  exchangeSubnetRoutes?: boolean | undefined;
  exportCustomRoutes?: boolean | undefined;
  exportSubnetRoutesWithPublicIp?: boolean | undefined;
  importCustomRoutes?: boolean | undefined;
  importSubnetRoutesWithPublicIp?: boolean | undefined;
  name?: string | undefined;
  network?: string | undefined;
  peerMtu?: number | undefined;
  stackType?: string | undefined;
  state?: string | undefined;
  stateDetails?: string | undefined;
  updateStrategy?: string | undefined;
}
export interface NetworkPeeringConnectionStatus {
  consensusState?: NetworkPeeringConnectionStatusConsensusState | undefined;
  trafficConfiguration?: NetworkPeeringConnectionStatusTrafficConfiguration | undefined;
  updateStrategy?: string | undefined;
}
export interface NetworkPeeringConnectionStatusConsensusState {
  deleteStatus?: string | undefined;
  updateStatus?: string | undefined;
}
export interface NetworkPeeringConnectionStatusTrafficConfiguration {
  exportCustomRoutesToPeer?: boolean | undefined;
  exportSubnetRoutesWithPublicIpToPeer?: boolean | undefined;
  importCustomRoutesFromPeer?: boolean | undefined;
  importSubnetRoutesWithPublicIpFromPeer?: boolean | undefined;
  stackType?: string | undefined;
}
export interface Operation {
  clientOperationId?: string | undefined;
  creationTimestamp?: string | undefined;
  description?: string | undefined;
  endTime?: string | undefined;
  error?: Error | undefined;
  getVersionOperationMetadata?: GetVersionOperationMetadata | undefined;
  httpErrorMessage?: string | undefined;
  httpErrorStatusCode?: number | undefined;
  id?: string | undefined;
  insertTime?: string | undefined;
  instancesBulkInsertOperationMetadata?: InstancesBulkInsertOperationMetadata | undefined;
  kind?: string | undefined;
  name?: string | undefined;
  operationGroupId?: string | undefined;
  operationType?: string | undefined;
  progress?: number | undefined;
  region?: string | undefined;
  selfLink?: string | undefined;
  setCommonInstanceMetadataOperationMetadata?: SetCommonInstanceMetadataOperationMetadata | undefined;
  startTime?: string | undefined;
  status?: OperationStatus | undefined;
  statusMessage?: string | undefined;
  targetId?: string | undefined;
  targetLink?: string | undefined;
  user?: string | undefined;
  warnings?: Warnings[] | undefined;
  zone?: string | undefined;
}
export interface Error {
  errors?: Errors[] | undefined;
}
export interface Errors {
  code?: string | undefined;
  errorDetails?: ErrorDetails[] | undefined;
  location?: string | undefined;
  message?: string | undefined;
}
export interface ErrorDetails {
  errorInfo?: ErrorInfo | undefined;
  help?: Help | undefined;
  localizedMessage?: LocalizedMessage | undefined;
  quotaInfo?: QuotaExceededInfo | undefined;
}
export interface ErrorInfo {
  domain?: string | undefined;
  metadatas?: Record<string, string> | undefined;
  reason?: string | undefined;
}
export interface Help {
  links?: HelpLink[] | undefined;
}
export interface HelpLink {
  description?: string | undefined;
  url?: string | undefined;
}
export interface LocalizedMessage {
  locale?: string | undefined;
  message?: string | undefined;
}
export interface QuotaExceededInfo {
  dimensions?: Record<string, string> | undefined;
  futureLimit?: number | undefined;
  limit?: number | undefined;
  limitName?: string | undefined;
  metricName?: string | undefined;
  rolloutStatus?: string | undefined;
}
export interface GetVersionOperationMetadata {
  inlineSbomInfo?: GetVersionOperationMetadataSbomInfo | undefined;
}
export interface GetVersionOperationMetadataSbomInfo {
  currentComponentVersions?: Record<string, string> | undefined;
  targetComponentVersions?: Record<string, string> | undefined;
}
export interface InstancesBulkInsertOperationMetadata {
  perLocationStatus?: Record<string, BulkInsertOperationStatus> | undefined;
}
export interface BulkInsertOperationStatus {
  createdVmCount?: number | undefined;
  deletedVmCount?: number | undefined;
  failedToCreateVmCount?: number | undefined;
  status?: string | undefined;
  targetVmCount?: number | undefined;
}
export interface SetCommonInstanceMetadataOperationMetadata {
  clientOperationId?: string | undefined;
  perLocationOperations?: Record<string, SetCommonInstanceMetadataOperationMetadataPerLocationOperationInfo> | undefined;
}
export interface SetCommonInstanceMetadataOperationMetadataPerLocationOperationInfo {
  error?: Status | undefined;
  state?: string | undefined;
}
export interface Status {
  code?: number | undefined;
  details?: ({ "@type": string } & Record<string, unknown>)[] | undefined;
  message?: string | undefined;
}
export interface Warnings {
  code?: string | undefined;
  data?: Data[] | undefined;
  message?: string | undefined;
}
export interface Data {
  key?: string | undefined;
  value?: string | undefined;
}
export interface CancelRequestRemovePeeringNetworkRequest {
  network?: string | undefined;
  networksCancelRequestRemovePeeringRequestResource?: NetworksCancelRequestRemovePeeringRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface NetworksCancelRequestRemovePeeringRequest {
  name?: string | undefined;
}
export interface DeleteNetworkRequest {
  network?: string | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface GetNetworkRequest {
  network?: string | undefined;
  project?: string | undefined;
}
export interface Network {
  IPv4Range?: string | undefined;
  autoCreateSubnetworks?: boolean | undefined;
  creationTimestamp?: string | undefined;
  description?: string | undefined;
  enableUlaInternalIpv6?: boolean | undefined;
  firewallPolicy?: string | undefined;
  gatewayIPv4?: string | undefined;
  id?: string | undefined;
  internalIpv6Range?: string | undefined;
  kind?: string | undefined;
  mtu?: number | undefined;
  name?: string | undefined;
  networkFirewallPolicyEnforcementOrder?: string | undefined;
  networkProfile?: string | undefined;
  params?: NetworkParams | undefined;
  peerings?: NetworkPeering[] | undefined;
  routingConfig?: NetworkRoutingConfig | undefined;
  selfLink?: string | undefined;
  selfLinkWithId?: string | undefined;
  subnetworks?: string[] | undefined;
}
export interface NetworkParams {
  resourceManagerTags?: Record<string, string> | undefined;
}
export interface NetworkRoutingConfig {
  bgpAlwaysCompareMed?: boolean | undefined;
  bgpBestPathSelectionMode?: string | undefined;
  bgpInterRegionCost?: string | undefined;
  effectiveBgpAlwaysCompareMed?: boolean | undefined;
  effectiveBgpInterRegionCost?: string | undefined;
  routingMode?: string | undefined;
  deleteBgpAlwaysCompareMed?: boolean | undefined;
}
export interface GetEffectiveFirewallsNetworkRequest {
  network?: string | undefined;
  project?: string | undefined;
}
export interface NetworksGetEffectiveFirewallsResponse {
  firewallPolicys?: NetworksGetEffectiveFirewallsResponseEffectiveFirewallPolicy[] | undefined;
  firewalls?: Firewall[] | undefined;
}
export interface NetworksGetEffectiveFirewallsResponseEffectiveFirewallPolicy {
  displayName?: string | undefined;
  name?: string | undefined;
  packetMirroringRules?: FirewallPolicyRule[] | undefined;
  priority?: number | undefined;
  rules?: FirewallPolicyRule[] | undefined;
  shortName?: string | undefined;
  type?: string | undefined;
}
export interface FirewallPolicyRule {
  action?: string | undefined;
  description?: string | undefined;
  direction?: string | undefined;
  disabled?: boolean | undefined;
  enableLogging?: boolean | undefined;
  kind?: string | undefined;
  match?: FirewallPolicyRuleMatcher | undefined;
  priority?: number | undefined;
  ruleName?: string | undefined;
  ruleTupleCount?: number | undefined;
  securityProfileGroup?: string | undefined;
  targetForwardingRules?: string[] | undefined;
  targetResources?: string[] | undefined;
  targetSecureTags?: FirewallPolicyRuleSecureTag[] | undefined;
  targetServiceAccounts?: string[] | undefined;
  targetType?: string | undefined;
  tlsInspect?: boolean | undefined;
}
export interface FirewallPolicyRuleMatcher {
  destAddressGroups?: string[] | undefined;
  destFqdns?: string[] | undefined;
  destIpRanges?: string[] | undefined;
  destNetworkContext?: string | undefined;
  destNetworkType?: string | undefined;
  destRegionCodes?: string[] | undefined;
  destThreatIntelligences?: string[] | undefined;
  layer4Configs?: FirewallPolicyRuleMatcherLayer4Config[] | undefined;
  srcAddressGroups?: string[] | undefined;
  srcFqdns?: string[] | undefined;
  srcIpRanges?: string[] | undefined;
  srcNetworkContext?: string | undefined;
  srcNetworkType?: string | undefined;
  srcNetworks?: string[] | undefined;
  srcRegionCodes?: string[] | undefined;
  srcSecureTags?: FirewallPolicyRuleSecureTag[] | undefined;
  srcThreatIntelligences?: string[] | undefined;
}
export interface FirewallPolicyRuleMatcherLayer4Config {
  ipProtocol?: string | undefined;
  ports?: string[] | undefined;
}
export interface FirewallPolicyRuleSecureTag {
  name?: string | undefined;
  state?: string | undefined;
}
export interface Firewall {
  allowed?: Allowed[] | undefined;
  creationTimestamp?: string | undefined;
  denied?: Denied[] | undefined;
  description?: string | undefined;
  destinationRanges?: string[] | undefined;
  direction?: string | undefined;
  disabled?: boolean | undefined;
  id?: string | undefined;
  kind?: string | undefined;
  logConfig?: FirewallLogConfig | undefined;
  name?: string | undefined;
  network?: string | undefined;
  params?: FirewallParams | undefined;
  priority?: number | undefined;
  selfLink?: string | undefined;
  sourceRanges?: string[] | undefined;
  sourceServiceAccounts?: string[] | undefined;
  sourceTags?: string[] | undefined;
  targetServiceAccounts?: string[] | undefined;
  targetTags?: string[] | undefined;
}
export interface Allowed {
  IPProtocol?: string | undefined;
  ports?: string[] | undefined;
}
export interface Denied {
  IPProtocol?: string | undefined;
  ports?: string[] | undefined;
}
export interface FirewallLogConfig {
  enable?: boolean | undefined;
  metadata?: string | undefined;
}
export interface FirewallParams {
  resourceManagerTags?: Record<string, string> | undefined;
}
export interface InsertNetworkRequest {
  networkResource?: Network | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface ListNetworksRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface NetworkList {
  id?: string | undefined;
  items?: Network[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface Warning {
  code?: string | undefined;
  data?: Data[] | undefined;
  message?: string | undefined;
}
export interface ListPeeringRoutesNetworksRequest {
  direction?: string | undefined;
  filter?: string | undefined;
  maxResults?: number | undefined;
  network?: string | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  peeringName?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface ExchangedPeeringRoutesList {
  id?: string | undefined;
  items?: ExchangedPeeringRoute[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface ExchangedPeeringRoute {
  destRange?: string | undefined;
  imported?: boolean | undefined;
  nextHopRegion?: string | undefined;
  priority?: number | undefined;
  type?: string | undefined;
}
export interface PatchNetworkRequest {
  network?: string | undefined;
  networkResource?: Network | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface RemovePeeringNetworkRequest {
  network?: string | undefined;
  networksRemovePeeringRequestResource?: NetworksRemovePeeringRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface NetworksRemovePeeringRequest {
  name?: string | undefined;
}
export interface RequestRemovePeeringNetworkRequest {
  network?: string | undefined;
  networksRequestRemovePeeringRequestResource?: NetworksRequestRemovePeeringRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface NetworksRequestRemovePeeringRequest {
  name?: string | undefined;
}
export interface SwitchToCustomModeNetworkRequest {
  network?: string | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface UpdatePeeringNetworkRequest {
  network?: string | undefined;
  networksUpdatePeeringRequestResource?: NetworksUpdatePeeringRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface NetworksUpdatePeeringRequest {
  networkPeering?: NetworkPeering | undefined;
}
export interface AggregatedListSubnetworksRequest {
  filter?: string | undefined;
  includeAllScopes?: boolean | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  serviceProjectNumber?: string | undefined;
  views?: string | undefined;
}
export interface SubnetworkAggregatedList {
  id?: string | undefined;
  items?: Record<string, SubnetworksScopedList> | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  unreachables?: string[] | undefined;
  warning?: Warning | undefined;
}
export interface SubnetworksScopedList {
  subnetworks?: Subnetwork[] | undefined;
  warning?: Warning | undefined;
}
export interface Subnetwork {
  allowSubnetCidrRoutesOverlap?: boolean | undefined;
  creationTimestamp?: string | undefined;
  description?: string | undefined;
  enableFlowLogs?: boolean | undefined;
  externalIpv6Prefix?: string | undefined;
  fingerprint?: string | undefined;
  gatewayAddress?: string | undefined;
  id?: string | undefined;
  internalIpv6Prefix?: string | undefined;
  ipCidrRange?: string | undefined;
  ipCollection?: string | undefined;
  ipv6AccessType?: string | undefined;
  ipv6CidrRange?: string | undefined;
  ipv6GceEndpoint?: string | undefined;
  kind?: string | undefined;
  logConfig?: SubnetworkLogConfig | undefined;
  name?: string | undefined;
  network?: string | undefined;
  params?: SubnetworkParams | undefined;
  privateIpGoogleAccess?: boolean | undefined;
  privateIpv6GoogleAccess?: string | undefined;
  purpose?: string | undefined;
  region?: string | undefined;
  reservedInternalRange?: string | undefined;
  resolveSubnetMask?: string | undefined;
  role?: string | undefined;
  secondaryIpRanges?: SubnetworkSecondaryRange[] | undefined;
  selfLink?: string | undefined;
  stackType?: string | undefined;
  state?: string | undefined;
  systemReservedExternalIpv6Ranges?: string[] | undefined;
  systemReservedInternalIpv6Ranges?: string[] | undefined;
  utilizationDetails?: SubnetworkUtilizationDetails | undefined;
}
export interface SubnetworkLogConfig {
  aggregationInterval?: string | undefined;
  enable?: boolean | undefined;
  filterExpr?: string | undefined;
  flowSampling?: number | undefined;
  metadata?: string | undefined;
  metadataFields?: string[] | undefined;
}
export interface SubnetworkParams {
  resourceManagerTags?: Record<string, string> | undefined;
}
export interface SubnetworkSecondaryRange {
  ipCidrRange?: string | undefined;
  ipCollection?: string | undefined;
  ipVersion?: string | undefined;
  rangeName?: string | undefined;
  reservedInternalRange?: string | undefined;
}
export interface SubnetworkUtilizationDetails {
  externalIpv6InstanceUtilization?: SubnetworkUtilizationDetailsIPV6Utilization | undefined;
  externalIpv6LbUtilization?: SubnetworkUtilizationDetailsIPV6Utilization | undefined;
  internalIpv6Utilization?: SubnetworkUtilizationDetailsIPV6Utilization | undefined;
  ipv4Utilizations?: SubnetworkUtilizationDetailsIPV4Utilization[] | undefined;
}
export interface SubnetworkUtilizationDetailsIPV6Utilization {
  totalAllocatedIp?: Uint128 | undefined;
  totalFreeIp?: Uint128 | undefined;
}
export interface Uint128 {
  high?: string | undefined;
  low?: string | undefined;
}
export interface SubnetworkUtilizationDetailsIPV4Utilization {
  rangeName?: string | undefined;
  totalAllocatedIp?: string | undefined;
  totalFreeIp?: string | undefined;
}
export interface DeleteSubnetworkRequest {
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
  subnetwork?: string | undefined;
}
export interface ExpandIpCidrRangeSubnetworkRequest {
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
  subnetwork?: string | undefined;
  subnetworksExpandIpCidrRangeRequestResource?: SubnetworksExpandIpCidrRangeRequest | undefined;
}
export interface SubnetworksExpandIpCidrRangeRequest {
  ipCidrRange?: string | undefined;
}
export interface GetSubnetworkRequest {
  project?: string | undefined;
  region?: string | undefined;
  subnetwork?: string | undefined;
  views?: string | undefined;
}
export interface GetIamPolicySubnetworkRequest {
  optionsRequestedPolicyVersion?: number | undefined;
  project?: string | undefined;
  region?: string | undefined;
  resource?: string | undefined;
}
export interface Policy {
  auditConfigs?: AuditConfig[] | undefined;
  bindings?: Binding[] | undefined;
  etag?: string | undefined;
  iamOwned?: boolean | undefined;
  version?: number | undefined;
}
export interface AuditConfig {
  auditLogConfigs?: AuditLogConfig[] | undefined;
  exemptedMembers?: string[] | undefined;
  service?: string | undefined;
}
export interface AuditLogConfig {
  exemptedMembers?: string[] | undefined;
  ignoreChildExemptions?: boolean | undefined;
  logType?: string | undefined;
}
export interface Binding {
  bindingId?: string | undefined;
  condition?: Expr | undefined;
  members?: string[] | undefined;
  role?: string | undefined;
}
export interface Expr {
  description?: string | undefined;
  expression?: string | undefined;
  location?: string | undefined;
  title?: string | undefined;
}
export interface InsertSubnetworkRequest {
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
  subnetworkResource?: Subnetwork | undefined;
}
export interface ListSubnetworksRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  views?: string | undefined;
}
export interface SubnetworkList {
  id?: string | undefined;
  items?: Subnetwork[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface ListUsableSubnetworksRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  serviceProject?: string | undefined;
}
export interface UsableSubnetworksAggregatedList {
  id?: string | undefined;
  items?: UsableSubnetwork[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  scopedWarnings?: SubnetworksScopedWarning[] | undefined;
  selfLink?: string | undefined;
  unreachables?: string[] | undefined;
  warning?: Warning | undefined;
}
export interface UsableSubnetwork {
  externalIpv6Prefix?: string | undefined;
  internalIpv6Prefix?: string | undefined;
  ipCidrRange?: string | undefined;
  ipv6AccessType?: string | undefined;
  network?: string | undefined;
  purpose?: string | undefined;
  role?: string | undefined;
  secondaryIpRanges?: UsableSubnetworkSecondaryRange[] | undefined;
  stackType?: string | undefined;
  subnetwork?: string | undefined;
}
export interface UsableSubnetworkSecondaryRange {
  ipCidrRange?: string | undefined;
  rangeName?: string | undefined;
}
export interface SubnetworksScopedWarning {
  scopeName?: string | undefined;
  warning?: Warning | undefined;
}
export interface PatchSubnetworkRequest {
  drainTimeoutSeconds?: number | undefined;
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
  subnetwork?: string | undefined;
  subnetworkResource?: Subnetwork | undefined;
}
export interface SetIamPolicySubnetworkRequest {
  project?: string | undefined;
  region?: string | undefined;
  regionSetPolicyRequestResource?: RegionSetPolicyRequest | undefined;
  resource?: string | undefined;
}
export interface RegionSetPolicyRequest {
  bindings?: Binding[] | undefined;
  etag?: string | undefined;
  policy?: Policy | undefined;
}
export interface SetPrivateIpGoogleAccessSubnetworkRequest {
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
  subnetwork?: string | undefined;
  subnetworksSetPrivateIpGoogleAccessRequestResource?: SubnetworksSetPrivateIpGoogleAccessRequest | undefined;
}
export interface SubnetworksSetPrivateIpGoogleAccessRequest {
  privateIpGoogleAccess?: boolean | undefined;
}
export interface TestIamPermissionsSubnetworkRequest {
  project?: string | undefined;
  region?: string | undefined;
  resource?: string | undefined;
  testPermissionsRequestResource?: TestPermissionsRequest | undefined;
}
export interface TestPermissionsRequest {
  permissions?: string[] | undefined;
}
export interface TestPermissionsResponse {
  permissions?: string[] | undefined;
}
export interface AggregatedListRoutersRequest {
  filter?: string | undefined;
  includeAllScopes?: boolean | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  serviceProjectNumber?: string | undefined;
}
export interface RouterAggregatedList {
  id?: string | undefined;
  items?: Record<string, RoutersScopedList> | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  unreachables?: string[] | undefined;
  warning?: Warning | undefined;
}
export interface RoutersScopedList {
  routers?: Router[] | undefined;
  warning?: Warning | undefined;
}
export interface Router {
  bgp?: RouterBgp | undefined;
  bgpPeers?: RouterBgpPeer[] | undefined;
  creationTimestamp?: string | undefined;
  description?: string | undefined;
  encryptedInterconnectRouter?: boolean | undefined;
  id?: string | undefined;
  interfaces?: RouterInterface[] | undefined;
  kind?: string | undefined;
  md5AuthenticationKeys?: RouterMd5AuthenticationKey[] | undefined;
  name?: string | undefined;
  nats?: RouterNat[] | undefined;
  nccGateway?: string | undefined;
  network?: string | undefined;
  params?: RouterParams | undefined;
  region?: string | undefined;
  selfLink?: string | undefined;
}
export interface RouterBgp {
  advertiseMode?: string | undefined;
  advertisedGroups?: string[] | undefined;
  advertisedIpRanges?: RouterAdvertisedIpRange[] | undefined;
  asn?: number | undefined;
  identifierRange?: string | undefined;
  keepaliveInterval?: number | undefined;
}
export interface RouterAdvertisedIpRange {
  description?: string | undefined;
  range?: string | undefined;
}
export interface RouterBgpPeer {
  advertiseMode?: string | undefined;
  advertisedGroups?: string[] | undefined;
  advertisedIpRanges?: RouterAdvertisedIpRange[] | undefined;
  advertisedRoutePriority?: number | undefined;
  bfd?: RouterBgpPeerBfd | undefined;
  customLearnedIpRanges?: RouterBgpPeerCustomLearnedIpRange[] | undefined;
  customLearnedRoutePriority?: number | undefined;
  enable?: string | undefined;
  enableIpv4?: boolean | undefined;
  enableIpv6?: boolean | undefined;
  exportPolicies?: string[] | undefined;
  importPolicies?: string[] | undefined;
  interfaceName?: string | undefined;
  ipAddress?: string | undefined;
  ipv4NexthopAddress?: string | undefined;
  ipv6NexthopAddress?: string | undefined;
  managementType?: string | undefined;
  md5AuthenticationKeyName?: string | undefined;
  name?: string | undefined;
  peerAsn?: number | undefined;
  peerIpAddress?: string | undefined;
  peerIpv4NexthopAddress?: string | undefined;
  peerIpv6NexthopAddress?: string | undefined;
  routerApplianceInstance?: string | undefined;
}
export interface RouterBgpPeerBfd {
  minReceiveInterval?: number | undefined;
  minTransmitInterval?: number | undefined;
  multiplier?: number | undefined;
  sessionInitializationMode?: string | undefined;
}
export interface RouterBgpPeerCustomLearnedIpRange {
  range?: string | undefined;
}
export interface RouterInterface {
  ipRange?: string | undefined;
  ipVersion?: string | undefined;
  linkedInterconnectAttachment?: string | undefined;
  linkedVpnTunnel?: string | undefined;
  managementType?: string | undefined;
  name?: string | undefined;
  privateIpAddress?: string | undefined;
  redundantInterface?: string | undefined;
  subnetwork?: string | undefined;
}
export interface RouterMd5AuthenticationKey {
  key?: string | undefined;
  name?: string | undefined;
}
export interface RouterNat {
  autoNetworkTier?: string | undefined;
  drainNatIps?: string[] | undefined;
  effectiveTcpTimeWaitTimeoutSec?: number | undefined;
  enableDynamicPortAllocation?: boolean | undefined;
  enableEndpointIndependentMapping?: boolean | undefined;
  endpointTypes?: string[] | undefined;
  icmpIdleTimeoutSec?: number | undefined;
  logConfig?: RouterNatLogConfig | undefined;
  maxPortsPerVm?: number | undefined;
  minPortsPerVm?: number | undefined;
  name?: string | undefined;
  nat64Subnetworks?: RouterNatSubnetworkToNat64[] | undefined;
  natIpAllocateOption?: string | undefined;
  natIps?: string[] | undefined;
  rules?: RouterNatRule[] | undefined;
  sourceSubnetworkIpRangesToNat?: string | undefined;
  sourceSubnetworkIpRangesToNat64?: string | undefined;
  subnetworks?: RouterNatSubnetworkToNat[] | undefined;
  tcpEstablishedIdleTimeoutSec?: number | undefined;
  tcpTimeWaitTimeoutSec?: number | undefined;
  tcpTransitoryIdleTimeoutSec?: number | undefined;
  type?: string | undefined;
  udpIdleTimeoutSec?: number | undefined;
  initialNatIps?: string[] | undefined;
}
export interface RouterNatLogConfig {
  enable?: boolean | undefined;
  filter?: string | undefined;
}
export interface RouterNatSubnetworkToNat64 {
  name?: string | undefined;
}
export interface RouterNatRule {
  action?: RouterNatRuleAction | undefined;
  description?: string | undefined;
  match?: string | undefined;
  ruleNumber?: number | undefined;
}
export interface RouterNatRuleAction {
  sourceNatActiveIps?: string[] | undefined;
  sourceNatActiveRanges?: string[] | undefined;
  sourceNatDrainIps?: string[] | undefined;
  sourceNatDrainRanges?: string[] | undefined;
}
export interface RouterNatSubnetworkToNat {
  name?: string | undefined;
  secondaryIpRangeNames?: string[] | undefined;
  sourceIpRangesToNat?: string[] | undefined;
}
export interface RouterParams {
  resourceManagerTags?: Record<string, string> | undefined;
}
export interface DeleteRouterRequest {
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
  router?: string | undefined;
}
export interface DeleteNamedSetRouterRequest {
  namedSet?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
  router?: string | undefined;
}
export interface DeleteRoutePolicyRouterRequest {
  policy?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
  router?: string | undefined;
}
export interface GetRouterRequest {
  project?: string | undefined;
  region?: string | undefined;
  router?: string | undefined;
}
export interface GetNamedSetRouterRequest {
  namedSet?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  router?: string | undefined;
}
export interface RoutersGetNamedSetResponse {
  etag?: string | undefined;
  resource?: NamedSet | undefined;
}
export interface NamedSet {
  description?: string | undefined;
  elements?: Expr[] | undefined;
  fingerprint?: string | undefined;
  name?: string | undefined;
  type?: string | undefined;
}
export interface GetNatIpInfoRouterRequest {
  natName?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  router?: string | undefined;
}
export interface NatIpInfoResponse {
  result?: NatIpInfo[] | undefined;
}
export interface NatIpInfo {
  natIpInfoMappings?: NatIpInfoNatIpInfoMapping[] | undefined;
  natName?: string | undefined;
}
export interface NatIpInfoNatIpInfoMapping {
  mode?: string | undefined;
  natIp?: string | undefined;
  usage?: string | undefined;
}
export interface GetNatMappingInfoRoutersRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  natName?: string | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  router?: string | undefined;
}
export interface VmEndpointNatMappingsList {
  id?: string | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  result?: VmEndpointNatMappings[] | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface VmEndpointNatMappings {
  instanceName?: string | undefined;
  interfaceNatMappings?: VmEndpointNatMappingsInterfaceNatMappings[] | undefined;
}
export interface VmEndpointNatMappingsInterfaceNatMappings {
  drainNatIpPortRanges?: string[] | undefined;
  natIpPortRanges?: string[] | undefined;
  numTotalDrainNatPorts?: number | undefined;
  numTotalNatPorts?: number | undefined;
  ruleMappings?: VmEndpointNatMappingsInterfaceNatMappingsNatRuleMappings[] | undefined;
  sourceAliasIpRange?: string | undefined;
  sourceVirtualIp?: string | undefined;
}
export interface VmEndpointNatMappingsInterfaceNatMappingsNatRuleMappings {
  drainNatIpPortRanges?: string[] | undefined;
  natIpPortRanges?: string[] | undefined;
  numTotalDrainNatPorts?: number | undefined;
  numTotalNatPorts?: number | undefined;
  ruleNumber?: number | undefined;
}
export interface GetRoutePolicyRouterRequest {
  policy?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  router?: string | undefined;
}
export interface RoutersGetRoutePolicyResponse {
  resource?: RoutePolicy | undefined;
}
export interface RoutePolicy {
  description?: string | undefined;
  fingerprint?: string | undefined;
  name?: string | undefined;
  terms?: RoutePolicyPolicyTerm[] | undefined;
  type?: string | undefined;
}
export interface RoutePolicyPolicyTerm {
  actions?: Expr[] | undefined;
  match?: Expr | undefined;
  priority?: number | undefined;
}
export interface GetRouterStatusRouterRequest {
  project?: string | undefined;
  region?: string | undefined;
  router?: string | undefined;
}
export interface RouterStatusResponse {
  kind?: string | undefined;
  result?: RouterStatus | undefined;
}
export interface RouterStatus {
  bestRoutes?: Route[] | undefined;
  bestRoutesForRouter?: Route[] | undefined;
  bgpPeerStatus?: RouterStatusBgpPeerStatus[] | undefined;
  natStatus?: RouterStatusNatStatus[] | undefined;
  nccGateway?: string | undefined;
  network?: string | undefined;
}
export interface Route {
  asPaths?: RouteAsPath[] | undefined;
  creationTimestamp?: string | undefined;
  description?: string | undefined;
  destRange?: string | undefined;
  id?: string | undefined;
  kind?: string | undefined;
  name?: string | undefined;
  network?: string | undefined;
  nextHopGateway?: string | undefined;
  nextHopHub?: string | undefined;
  nextHopIlb?: string | undefined;
  nextHopInstance?: string | undefined;
  nextHopInterRegionCost?: number | undefined;
  nextHopInterconnectAttachment?: string | undefined;
  nextHopIp?: string | undefined;
  nextHopMed?: number | undefined;
  nextHopNetwork?: string | undefined;
  nextHopOrigin?: string | undefined;
  nextHopPeering?: string | undefined;
  nextHopVpnTunnel?: string | undefined;
  params?: RouteParams | undefined;
  priority?: number | undefined;
  routeStatus?: string | undefined;
  routeType?: string | undefined;
  selfLink?: string | undefined;
  tags?: string[] | undefined;
  warnings?: Warnings[] | undefined;
}
export interface RouteAsPath {
  asLists?: number[] | undefined;
  pathSegmentType?: string | undefined;
}
export interface RouteParams {
  resourceManagerTags?: Record<string, string> | undefined;
}
export interface RouterStatusBgpPeerStatus {
  advertisedRoutes?: Route[] | undefined;
  bfdStatus?: BfdStatus | undefined;
  enableIpv4?: boolean | undefined;
  enableIpv6?: boolean | undefined;
  ipAddress?: string | undefined;
  ipv4NexthopAddress?: string | undefined;
  ipv6NexthopAddress?: string | undefined;
  linkedVpnTunnel?: string | undefined;
  md5AuthEnabled?: boolean | undefined;
  name?: string | undefined;
  numLearnedRoutes?: number | undefined;
  peerIpAddress?: string | undefined;
  peerIpv4NexthopAddress?: string | undefined;
  peerIpv6NexthopAddress?: string | undefined;
  routerApplianceInstance?: string | undefined;
  state?: string | undefined;
  status?: string | undefined;
  statusReason?: string | undefined;
  uptime?: string | undefined;
  uptimeSeconds?: string | undefined;
}
export interface BfdStatus {
  bfdSessionInitializationMode?: string | undefined;
  configUpdateTimestampMicros?: string | undefined;
  controlPacketCounts?: BfdStatusPacketCounts | undefined;
  controlPacketIntervals?: PacketIntervals[] | undefined;
  localDiagnostic?: string | undefined;
  localState?: string | undefined;
  negotiatedLocalControlTxIntervalMs?: number | undefined;
  rxPacket?: BfdPacket | undefined;
  txPacket?: BfdPacket | undefined;
  uptimeMs?: string | undefined;
}
export interface BfdStatusPacketCounts {
  numRx?: number | undefined;
  numRxRejected?: number | undefined;
  numRxSuccessful?: number | undefined;
  numTx?: number | undefined;
}
export interface PacketIntervals {
  avgMs?: string | undefined;
  duration?: string | undefined;
  maxMs?: string | undefined;
  minMs?: string | undefined;
  numIntervals?: string | undefined;
  type?: string | undefined;
}
export interface BfdPacket {
  authenticationPresent?: boolean | undefined;
  controlPlaneIndependent?: boolean | undefined;
  demand?: boolean | undefined;
  diagnostic?: string | undefined;
  final?: boolean | undefined;
  length?: number | undefined;
  minEchoRxIntervalMs?: number | undefined;
  minRxIntervalMs?: number | undefined;
  minTxIntervalMs?: number | undefined;
  multiplier?: number | undefined;
  multipoint?: boolean | undefined;
  myDiscriminator?: number | undefined;
  poll?: boolean | undefined;
  state?: string | undefined;
  version?: number | undefined;
  yourDiscriminator?: number | undefined;
}
export interface RouterStatusNatStatus {
  autoAllocatedNatIps?: string[] | undefined;
  drainAutoAllocatedNatIps?: string[] | undefined;
  drainUserAllocatedNatIps?: string[] | undefined;
  minExtraNatIpsNeeded?: number | undefined;
  name?: string | undefined;
  numVmEndpointsWithNatMappings?: number | undefined;
  ruleStatus?: RouterStatusNatStatusNatRuleStatus[] | undefined;
  userAllocatedNatIpResources?: string[] | undefined;
  userAllocatedNatIps?: string[] | undefined;
}
export interface RouterStatusNatStatusNatRuleStatus {
  activeNatIps?: string[] | undefined;
  drainNatIps?: string[] | undefined;
  minExtraIpsNeeded?: number | undefined;
  numVmEndpointsWithNatMappings?: number | undefined;
  ruleNumber?: number | undefined;
}
export interface InsertRouterRequest {
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
  routerResource?: Router | undefined;
}
export interface ListRoutersRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface RouterList {
  id?: string | undefined;
  items?: Router[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface ListBgpRoutesRoutersRequest {
  addressFamily?: string | undefined;
  destinationPrefix?: string | undefined;
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  peer?: string | undefined;
  policyApplied?: boolean | undefined;
  project?: string | undefined;
  region?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  routeType?: string | undefined;
  router?: string | undefined;
}
export interface RoutersListBgpRoutes {
  etag?: string | undefined;
  id?: string | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  result?: BgpRoute[] | undefined;
  selfLink?: string | undefined;
  unreachables?: string[] | undefined;
  warning?: Warning | undefined;
}
export interface BgpRoute {
  asPaths?: BgpRouteAsPath[] | undefined;
  communities?: string[] | undefined;
  destination?: BgpRouteNetworkLayerReachabilityInformation | undefined;
  med?: number | undefined;
  origin?: string | undefined;
}
export interface BgpRouteAsPath {
  asns?: number[] | undefined;
  asns32?: number[] | undefined;
  type?: string | undefined;
}
export interface BgpRouteNetworkLayerReachabilityInformation {
  pathId?: number | undefined;
  prefix?: string | undefined;
}
export interface ListNamedSetsRoutersRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  router?: string | undefined;
}
export interface RoutersListNamedSets {
  etag?: string | undefined;
  id?: string | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  result?: NamedSet[] | undefined;
  selfLink?: string | undefined;
  unreachables?: string[] | undefined;
  warning?: Warning | undefined;
}
export interface ListRoutePoliciesRoutersRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  router?: string | undefined;
}
export interface RoutersListRoutePolicies {
  etag?: string | undefined;
  id?: string | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  result?: RoutePolicy[] | undefined;
  selfLink?: string | undefined;
  unreachables?: string[] | undefined;
  warning?: Warning | undefined;
}
export interface PatchRouterRequest {
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
  router?: string | undefined;
  routerResource?: Router | undefined;
}
export interface PatchNamedSetRouterRequest {
  namedSetResource?: NamedSet | undefined;
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
  router?: string | undefined;
}
export interface PatchRoutePolicyRouterRequest {
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
  routePolicyResource?: RoutePolicy | undefined;
  router?: string | undefined;
}
export interface PreviewRouterRequest {
  project?: string | undefined;
  region?: string | undefined;
  router?: string | undefined;
  routerResource?: Router | undefined;
}
export interface RoutersPreviewResponse {
  resource?: Router | undefined;
}
export interface UpdateRouterRequest {
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
  router?: string | undefined;
  routerResource?: Router | undefined;
}
export interface UpdateNamedSetRouterRequest {
  namedSetResource?: NamedSet | undefined;
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
  router?: string | undefined;
}
export interface UpdateRoutePolicyRouterRequest {
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
  routePolicyResource?: RoutePolicy | undefined;
  router?: string | undefined;
}
export interface AggregatedListAddressesRequest {
  filter?: string | undefined;
  includeAllScopes?: boolean | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  serviceProjectNumber?: string | undefined;
}
export interface AddressAggregatedList {
  id?: string | undefined;
  items?: Record<string, AddressesScopedList> | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  unreachables?: string[] | undefined;
  warning?: Warning | undefined;
}
export interface AddressesScopedList {
  addresses?: Address[] | undefined;
  warning?: Warning | undefined;
}
export interface Address {
  address?: string | undefined;
  addressType?: string | undefined;
  creationTimestamp?: string | undefined;
  description?: string | undefined;
  id?: string | undefined;
  ipCollection?: string | undefined;
  ipVersion?: string | undefined;
  ipv6EndpointType?: string | undefined;
  kind?: string | undefined;
  labelFingerprint?: string | undefined;
  labels?: Record<string, string> | undefined;
  name?: string | undefined;
  network?: string | undefined;
  networkTier?: string | undefined;
  prefixLength?: number | undefined;
  purpose?: string | undefined;
  region?: string | undefined;
  selfLink?: string | undefined;
  status?: string | undefined;
  subnetwork?: string | undefined;
  users?: string[] | undefined;
}
export interface DeleteAddressRequest {
  address?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
}
export interface GetAddressRequest {
  address?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
}
export interface InsertAddressRequest {
  addressResource?: Address | undefined;
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
}
export interface ListAddressesRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface AddressList {
  id?: string | undefined;
  items?: Address[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface MoveAddressRequest {
  address?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  regionAddressesMoveRequestResource?: RegionAddressesMoveRequest | undefined;
  requestId?: string | undefined;
}
export interface RegionAddressesMoveRequest {
  description?: string | undefined;
  destinationAddress?: string | undefined;
}
export interface SetLabelsAddressRequest {
  project?: string | undefined;
  region?: string | undefined;
  regionSetLabelsRequestResource?: RegionSetLabelsRequest | undefined;
  requestId?: string | undefined;
  resource?: string | undefined;
}
export interface RegionSetLabelsRequest {
  labelFingerprint?: string | undefined;
  labels?: Record<string, string> | undefined;
}
export interface TestIamPermissionsAddressRequest {
  project?: string | undefined;
  region?: string | undefined;
  resource?: string | undefined;
  testPermissionsRequestResource?: TestPermissionsRequest | undefined;
}
export interface DeleteGlobalAddressRequest {
  address?: string | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface GetGlobalAddressRequest {
  address?: string | undefined;
  project?: string | undefined;
}
export interface InsertGlobalAddressRequest {
  addressResource?: Address | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface ListGlobalAddressesRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface MoveGlobalAddressRequest {
  address?: string | undefined;
  globalAddressesMoveRequestResource?: GlobalAddressesMoveRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface GlobalAddressesMoveRequest {
  description?: string | undefined;
  destinationAddress?: string | undefined;
}
export interface SetLabelsGlobalAddressRequest {
  globalSetLabelsRequestResource?: GlobalSetLabelsRequest | undefined;
  project?: string | undefined;
  resource?: string | undefined;
}
export interface GlobalSetLabelsRequest {
  labelFingerprint?: string | undefined;
  labels?: Record<string, string> | undefined;
}
export interface TestIamPermissionsGlobalAddressRequest {
  project?: string | undefined;
  resource?: string | undefined;
  testPermissionsRequestResource?: TestPermissionsRequest | undefined;
}
export interface DeleteFirewallRequest {
  firewall?: string | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface GetFirewallRequest {
  firewall?: string | undefined;
  project?: string | undefined;
}
export interface InsertFirewallRequest {
  firewallResource?: Firewall | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface ListFirewallsRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface FirewallList {
  id?: string | undefined;
  items?: Firewall[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface PatchFirewallRequest {
  firewall?: string | undefined;
  firewallResource?: Firewall | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface TestIamPermissionsFirewallRequest {
  project?: string | undefined;
  resource?: string | undefined;
  testPermissionsRequestResource?: TestPermissionsRequest | undefined;
}
export interface UpdateFirewallRequest {
  firewall?: string | undefined;
  firewallResource?: Firewall | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface GetZoneRequest {
  project?: string | undefined;
  zone?: string | undefined;
}
export interface Zone {
  availableCpuPlatforms?: string[] | undefined;
  creationTimestamp?: string | undefined;
  deprecated?: DeprecationStatus | undefined;
  description?: string | undefined;
  id?: string | undefined;
  kind?: string | undefined;
  name?: string | undefined;
  region?: string | undefined;
  resourceStatus?: ZoneResourceStatus | undefined;
  selfLink?: string | undefined;
  status?: string | undefined;
  supportsPzs?: boolean | undefined;
}
export interface DeprecationStatus {
  deleted?: string | undefined;
  deprecated?: string | undefined;
  obsolete?: string | undefined;
  replacement?: string | undefined;
  state?: string | undefined;
}
export interface ZoneResourceStatus {
  upcomingMaintenances?: PeriodicPartialMaintenanceSchedule[] | undefined;
}
export interface PeriodicPartialMaintenanceSchedule {
  subType?: string | undefined;
  targetResource?: string | undefined;
  type?: string | undefined;
  windowEndTime?: DateTime | undefined;
  windowStartTime?: DateTime | undefined;
}
export interface DateTime {
  day?: number | undefined;
  hours?: number | undefined;
  minutes?: number | undefined;
  month?: number | undefined;
  nanos?: number | undefined;
  seconds?: number | undefined;
  timeZone?: TimeZone | undefined;
  utcOffset?: string | undefined;
  year?: number | undefined;
}
export interface TimeZone {
  id?: string | undefined;
  version?: string | undefined;
}
export interface ListZonesRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface ZoneList {
  id?: string | undefined;
  items?: Zone[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface GetRegionRequest {
  project?: string | undefined;
  region?: string | undefined;
}
export interface Region {
  creationTimestamp?: string | undefined;
  deprecated?: DeprecationStatus | undefined;
  description?: string | undefined;
  id?: string | undefined;
  kind?: string | undefined;
  name?: string | undefined;
  quotaStatusWarning?: QuotaStatusWarning | undefined;
  quotas?: Quota[] | undefined;
  selfLink?: string | undefined;
  status?: string | undefined;
  supportsPzs?: boolean | undefined;
  zones?: string[] | undefined;
}
export interface QuotaStatusWarning {
  code?: string | undefined;
  data?: Data[] | undefined;
  message?: string | undefined;
}
export interface Quota {
  limit?: number | undefined;
  metric?: string | undefined;
  owner?: string | undefined;
  usage?: number | undefined;
}
export interface ListRegionsRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface RegionList {
  id?: string | undefined;
  items?: Region[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface AggregatedListMachineTypesRequest {
  filter?: string | undefined;
  includeAllScopes?: boolean | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  serviceProjectNumber?: string | undefined;
}
export interface MachineTypeAggregatedList {
  id?: string | undefined;
  items?: Record<string, MachineTypesScopedList> | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  unreachables?: string[] | undefined;
  warning?: Warning | undefined;
}
export interface MachineTypesScopedList {
  machineTypes?: MachineType[] | undefined;
  warning?: Warning | undefined;
}
export interface MachineType {
  accelerators?: Accelerators[] | undefined;
  architecture?: string | undefined;
  bundledLocalSsds?: BundledLocalSsds | undefined;
  creationTimestamp?: string | undefined;
  deprecated?: DeprecationStatus | undefined;
  description?: string | undefined;
  guestCpus?: number | undefined;
  id?: string | undefined;
  imageSpaceGb?: number | undefined;
  isSharedCpu?: boolean | undefined;
  kind?: string | undefined;
  maximumPersistentDisks?: number | undefined;
  maximumPersistentDisksSizeGb?: string | undefined;
  memoryMb?: number | undefined;
  name?: string | undefined;
  selfLink?: string | undefined;
  zone?: string | undefined;
}
export interface Accelerators {
  guestAcceleratorCount?: number | undefined;
  guestAcceleratorType?: string | undefined;
}
export interface BundledLocalSsds {
  defaultInterface?: string | undefined;
  partitionCount?: number | undefined;
}
export interface GetMachineTypeRequest {
  machineType?: string | undefined;
  project?: string | undefined;
  zone?: string | undefined;
}
export interface ListMachineTypesRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  zone?: string | undefined;
}
export interface MachineTypeList {
  id?: string | undefined;
  items?: MachineType[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface AbandonInstancesInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  instanceGroupManagersAbandonInstancesRequestResource?: InstanceGroupManagersAbandonInstancesRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagersAbandonInstancesRequest {
  instances?: string[] | undefined;
}
export interface AggregatedListInstanceGroupManagersRequest {
  filter?: string | undefined;
  includeAllScopes?: boolean | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  serviceProjectNumber?: string | undefined;
}
export interface InstanceGroupManagerAggregatedList {
  id?: string | undefined;
  items?: Record<string, InstanceGroupManagersScopedList> | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  unreachables?: string[] | undefined;
  warning?: Warning | undefined;
}
export interface InstanceGroupManagersScopedList {
  instanceGroupManagers?: InstanceGroupManager[] | undefined;
  warning?: Warning | undefined;
}
export interface InstanceGroupManager {
  allInstancesConfig?: InstanceGroupManagerAllInstancesConfig | undefined;
  autoHealingPolicies?: InstanceGroupManagerAutoHealingPolicy[] | undefined;
  baseInstanceName?: string | undefined;
  creationTimestamp?: string | undefined;
  currentActions?: InstanceGroupManagerActionsSummary | undefined;
  description?: string | undefined;
  distributionPolicy?: DistributionPolicy | undefined;
  fingerprint?: string | undefined;
  id?: string | undefined;
  instanceFlexibilityPolicy?: InstanceGroupManagerInstanceFlexibilityPolicy | undefined;
  instanceGroup?: string | undefined;
  instanceLifecyclePolicy?: InstanceGroupManagerInstanceLifecyclePolicy | undefined;
  instanceTemplate?: string | undefined;
  kind?: string | undefined;
  listManagedInstancesResults?: string | undefined;
  name?: string | undefined;
  namedPorts?: NamedPort[] | undefined;
  region?: string | undefined;
  resourcePolicies?: InstanceGroupManagerResourcePolicies | undefined;
  satisfiesPzi?: boolean | undefined;
  satisfiesPzs?: boolean | undefined;
  selfLink?: string | undefined;
  standbyPolicy?: InstanceGroupManagerStandbyPolicy | undefined;
  statefulPolicy?: StatefulPolicy | undefined;
  status?: InstanceGroupManagerStatus | undefined;
  targetPools?: string[] | undefined;
  targetSize?: number | undefined;
  targetSizePolicy?: InstanceGroupManagerTargetSizePolicy | undefined;
  targetStoppedSize?: number | undefined;
  targetSuspendedSize?: number | undefined;
  updatePolicy?: InstanceGroupManagerUpdatePolicy | undefined;
  versions?: InstanceGroupManagerVersion[] | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagerAllInstancesConfig {
  properties?: InstancePropertiesPatch | undefined;
}
export interface InstancePropertiesPatch {
  labels?: Record<string, string> | undefined;
  metadata?: Record<string, string> | undefined;
}
export interface InstanceGroupManagerAutoHealingPolicy {
  healthCheck?: string | undefined;
  initialDelaySec?: number | undefined;
}
export interface InstanceGroupManagerActionsSummary {
  abandoning?: number | undefined;
  creating?: number | undefined;
  creatingWithoutRetries?: number | undefined;
  deleting?: number | undefined;
  none?: number | undefined;
  recreating?: number | undefined;
  refreshing?: number | undefined;
  restarting?: number | undefined;
  resuming?: number | undefined;
  starting?: number | undefined;
  stopping?: number | undefined;
  suspending?: number | undefined;
  verifying?: number | undefined;
}
export interface DistributionPolicy {
  targetShape?: string | undefined;
  zones?: DistributionPolicyZoneConfiguration[] | undefined;
}
export interface DistributionPolicyZoneConfiguration {
  zone?: string | undefined;
}
export interface InstanceGroupManagerInstanceFlexibilityPolicy {
  instanceSelections?: Record<string, InstanceGroupManagerInstanceFlexibilityPolicyInstanceSelection> | undefined;
}
export interface InstanceGroupManagerInstanceFlexibilityPolicyInstanceSelection {
  machineTypes?: string[] | undefined;
  rank?: number | undefined;
}
export interface InstanceGroupManagerInstanceLifecyclePolicy {
  defaultActionOnFailure?: string | undefined;
  forceUpdateOnRepair?: string | undefined;
  onFailedHealthCheck?: string | undefined;
  onRepair?: InstanceGroupManagerInstanceLifecyclePolicyOnRepair | undefined;
}
export interface InstanceGroupManagerInstanceLifecyclePolicyOnRepair {
  allowChangingZone?: string | undefined;
}
export interface NamedPort {
  name?: string | undefined;
  port?: number | undefined;
}
export interface InstanceGroupManagerResourcePolicies {
  workloadPolicy?: string | undefined;
}
export interface InstanceGroupManagerStandbyPolicy {
  initialDelaySec?: number | undefined;
  mode?: string | undefined;
}
export interface StatefulPolicy {
  preservedState?: StatefulPolicyPreservedState | undefined;
}
export interface StatefulPolicyPreservedState {
  disks?: Record<string, StatefulPolicyPreservedStateDiskDevice> | undefined;
  externalIPs?: Record<string, StatefulPolicyPreservedStateNetworkIp> | undefined;
  internalIPs?: Record<string, StatefulPolicyPreservedStateNetworkIp> | undefined;
}
export interface StatefulPolicyPreservedStateDiskDevice {
  autoDelete?: string | undefined;
}
export interface StatefulPolicyPreservedStateNetworkIp {
  autoDelete?: string | undefined;
}
export interface InstanceGroupManagerStatus {
  allInstancesConfig?: InstanceGroupManagerStatusAllInstancesConfig | undefined;
  appliedAcceleratorTopologies?: InstanceGroupManagerStatusAcceleratorTopology[] | undefined;
  autoscaler?: string | undefined;
  bulkInstanceOperation?: InstanceGroupManagerStatusBulkInstanceOperation | undefined;
  currentInstanceStatuses?: InstanceGroupManagerStatusInstanceStatusSummary | undefined;
  isStable?: boolean | undefined;
  stateful?: InstanceGroupManagerStatusStateful | undefined;
  versionTarget?: InstanceGroupManagerStatusVersionTarget | undefined;
}
export interface InstanceGroupManagerStatusAllInstancesConfig {
  currentRevision?: string | undefined;
  effective?: boolean | undefined;
}
export interface InstanceGroupManagerStatusAcceleratorTopology {
  acceleratorTopology?: string | undefined;
  state?: string | undefined;
  stateDetails?: InstanceGroupManagerStatusAcceleratorTopologyAcceleratorTopologyStateDetails | undefined;
}
export interface InstanceGroupManagerStatusAcceleratorTopologyAcceleratorTopologyStateDetails {
  error?: Error | undefined;
  timestamp?: string | undefined;
}
export interface InstanceGroupManagerStatusBulkInstanceOperation {
  inProgress?: boolean | undefined;
  lastProgressCheck?: InstanceGroupManagerStatusBulkInstanceOperationLastProgressCheck | undefined;
}
export interface InstanceGroupManagerStatusBulkInstanceOperationLastProgressCheck {
  error?: Error | undefined;
  timestamp?: string | undefined;
}
export interface InstanceGroupManagerStatusInstanceStatusSummary {
  deprovisioning?: number | undefined;
  nonExistent?: number | undefined;
  pending?: number | undefined;
  pendingStop?: number | undefined;
  provisioning?: number | undefined;
  repairing?: number | undefined;
  running?: number | undefined;
  staging?: number | undefined;
  stopped?: number | undefined;
  stopping?: number | undefined;
  suspended?: number | undefined;
  suspending?: number | undefined;
  terminated?: number | undefined;
}
export interface InstanceGroupManagerStatusStateful {
  hasStatefulConfig?: boolean | undefined;
  perInstanceConfigs?: InstanceGroupManagerStatusStatefulPerInstanceConfigs | undefined;
}
export interface InstanceGroupManagerStatusStatefulPerInstanceConfigs {
  allEffective?: boolean | undefined;
}
export interface InstanceGroupManagerStatusVersionTarget {
  isReached?: boolean | undefined;
}
export interface InstanceGroupManagerTargetSizePolicy {
  mode?: string | undefined;
}
export interface InstanceGroupManagerUpdatePolicy {
  instanceRedistributionType?: string | undefined;
  maxSurge?: FixedOrPercent | undefined;
  maxUnavailable?: FixedOrPercent | undefined;
  minimalAction?: string | undefined;
  mostDisruptiveAllowedAction?: string | undefined;
  replacementMethod?: string | undefined;
  type?: string | undefined;
}
export interface FixedOrPercent {
  calculated?: number | undefined;
  fixed?: number | undefined;
  percent?: number | undefined;
}
export interface InstanceGroupManagerVersion {
  instanceTemplate?: string | undefined;
  name?: string | undefined;
  targetSize?: FixedOrPercent | undefined;
}
export interface ApplyUpdatesToInstancesInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  instanceGroupManagersApplyUpdatesRequestResource?: InstanceGroupManagersApplyUpdatesRequest | undefined;
  project?: string | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagersApplyUpdatesRequest {
  allInstances?: boolean | undefined;
  instances?: string[] | undefined;
  minimalAction?: string | undefined;
  mostDisruptiveAllowedAction?: string | undefined;
}
export interface CreateInstancesInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  instanceGroupManagersCreateInstancesRequestResource?: InstanceGroupManagersCreateInstancesRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagersCreateInstancesRequest {
  instances?: PerInstanceConfig[] | undefined;
}
export interface PerInstanceConfig {
  fingerprint?: string | undefined;
  name?: string | undefined;
  preservedState?: PreservedState | undefined;
  status?: string | undefined;
}
export interface PreservedState {
  disks?: Record<string, PreservedStatePreservedDisk> | undefined;
  externalIPs?: Record<string, PreservedStatePreservedNetworkIp> | undefined;
  internalIPs?: Record<string, PreservedStatePreservedNetworkIp> | undefined;
  metadata?: Record<string, string> | undefined;
}
export interface PreservedStatePreservedDisk {
  autoDelete?: string | undefined;
  mode?: string | undefined;
  source?: string | undefined;
}
export interface PreservedStatePreservedNetworkIp {
  autoDelete?: string | undefined;
  ipAddress?: PreservedStatePreservedNetworkIpIpAddress | undefined;
}
export interface PreservedStatePreservedNetworkIpIpAddress {
  address?: string | undefined;
  literal?: string | undefined;
}
export interface DeleteInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  noGracefulShutdown?: boolean | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface DeleteInstancesInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  instanceGroupManagersDeleteInstancesRequestResource?: InstanceGroupManagersDeleteInstancesRequest | undefined;
  noGracefulShutdown?: boolean | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagersDeleteInstancesRequest {
  instances?: string[] | undefined;
  skipInstancesOnValidationError?: boolean | undefined;
}
export interface DeletePerInstanceConfigsInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  instanceGroupManagersDeletePerInstanceConfigsReqResource?: InstanceGroupManagersDeletePerInstanceConfigsReq | undefined;
  project?: string | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagersDeletePerInstanceConfigsReq {
  names?: string[] | undefined;
}
export interface GetInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  project?: string | undefined;
  zone?: string | undefined;
}
export interface InsertInstanceGroupManagerRequest {
  instanceGroupManagerResource?: InstanceGroupManager | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface ListInstanceGroupManagersRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagerList {
  id?: string | undefined;
  items?: InstanceGroupManager[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface ListErrorsInstanceGroupManagersRequest {
  filter?: string | undefined;
  instanceGroupManager?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagersListErrorsResponse {
  items?: InstanceManagedByIgmError[] | undefined;
  nextPageToken?: string | undefined;
}
export interface InstanceManagedByIgmError {
  error?: InstanceManagedByIgmErrorManagedInstanceError | undefined;
  instanceActionDetails?: InstanceManagedByIgmErrorInstanceActionDetails | undefined;
  timestamp?: string | undefined;
}
export interface InstanceManagedByIgmErrorManagedInstanceError {
  code?: string | undefined;
  message?: string | undefined;
}
export interface InstanceManagedByIgmErrorInstanceActionDetails {
  action?: string | undefined;
  instance?: string | undefined;
  version?: ManagedInstanceVersion | undefined;
}
export interface ManagedInstanceVersion {
  instanceTemplate?: string | undefined;
  name?: string | undefined;
}
export interface ListManagedInstancesInstanceGroupManagersRequest {
  filter?: string | undefined;
  instanceGroupManager?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagersListManagedInstancesResponse {
  managedInstances?: ManagedInstance[] | undefined;
  nextPageToken?: string | undefined;
}
export interface ManagedInstance {
  currentAction?: string | undefined;
  id?: string | undefined;
  instance?: string | undefined;
  instanceHealth?: ManagedInstanceInstanceHealth[] | undefined;
  instanceStatus?: string | undefined;
  lastAttempt?: ManagedInstanceLastAttempt | undefined;
  name?: string | undefined;
  preservedStateFromConfig?: PreservedState | undefined;
  preservedStateFromPolicy?: PreservedState | undefined;
  propertiesFromFlexibilityPolicy?: ManagedInstancePropertiesFromFlexibilityPolicy | undefined;
  scheduling?: ManagedInstanceScheduling | undefined;
  shutdownDetails?: ManagedInstanceShutdownDetails | undefined;
  version?: ManagedInstanceVersion | undefined;
}
export interface ManagedInstanceInstanceHealth {
  detailedHealthState?: string | undefined;
  healthCheck?: string | undefined;
}
export interface ManagedInstanceLastAttempt {
  errors?: ManagedInstanceLastAttemptErrors | undefined;
}
export interface ManagedInstanceLastAttemptErrors {
  errors?: Errors[] | undefined;
}
export interface ManagedInstancePropertiesFromFlexibilityPolicy {
  machineType?: string | undefined;
}
export interface ManagedInstanceScheduling {
  gracefulShutdownTimestamp?: string | undefined;
  terminationTimestamp?: string | undefined;
}
export interface ManagedInstanceShutdownDetails {
  maxDuration?: Duration | undefined;
  requestTimestamp?: string | undefined;
}
export interface Duration {
  nanos?: number | undefined;
  seconds?: string | undefined;
}
export interface ListPerInstanceConfigsInstanceGroupManagersRequest {
  filter?: string | undefined;
  instanceGroupManager?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagersListPerInstanceConfigsResp {
  items?: PerInstanceConfig[] | undefined;
  nextPageToken?: string | undefined;
  warning?: Warning | undefined;
}
export interface PatchInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  instanceGroupManagerResource?: InstanceGroupManager | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface PatchPerInstanceConfigsInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  instanceGroupManagersPatchPerInstanceConfigsReqResource?: InstanceGroupManagersPatchPerInstanceConfigsReq | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagersPatchPerInstanceConfigsReq {
  perInstanceConfigs?: PerInstanceConfig[] | undefined;
}
export interface RecreateInstancesInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  instanceGroupManagersRecreateInstancesRequestResource?: InstanceGroupManagersRecreateInstancesRequest | undefined;
  noGracefulShutdown?: boolean | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagersRecreateInstancesRequest {
  instances?: string[] | undefined;
}
export interface ResizeInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  size?: number | undefined;
  zone?: string | undefined;
}
export interface ResumeInstancesInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  instanceGroupManagersResumeInstancesRequestResource?: InstanceGroupManagersResumeInstancesRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagersResumeInstancesRequest {
  instances?: string[] | undefined;
}
export interface SetInstanceTemplateInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  instanceGroupManagersSetInstanceTemplateRequestResource?: InstanceGroupManagersSetInstanceTemplateRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagersSetInstanceTemplateRequest {
  instanceTemplate?: string | undefined;
}
export interface SetTargetPoolsInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  instanceGroupManagersSetTargetPoolsRequestResource?: InstanceGroupManagersSetTargetPoolsRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagersSetTargetPoolsRequest {
  fingerprint?: string | undefined;
  targetPools?: string[] | undefined;
}
export interface StartInstancesInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  instanceGroupManagersStartInstancesRequestResource?: InstanceGroupManagersStartInstancesRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagersStartInstancesRequest {
  instances?: string[] | undefined;
}
export interface StopInstancesInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  instanceGroupManagersStopInstancesRequestResource?: InstanceGroupManagersStopInstancesRequest | undefined;
  noGracefulShutdown?: boolean | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagersStopInstancesRequest {
  forceStop?: boolean | undefined;
  instances?: string[] | undefined;
}
export interface SuspendInstancesInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  instanceGroupManagersSuspendInstancesRequestResource?: InstanceGroupManagersSuspendInstancesRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagersSuspendInstancesRequest {
  forceSuspend?: boolean | undefined;
  instances?: string[] | undefined;
}
export interface UpdatePerInstanceConfigsInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  instanceGroupManagersUpdatePerInstanceConfigsReqResource?: InstanceGroupManagersUpdatePerInstanceConfigsReq | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupManagersUpdatePerInstanceConfigsReq {
  perInstanceConfigs?: PerInstanceConfig[] | undefined;
}
export interface AbandonInstancesRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  regionInstanceGroupManagersAbandonInstancesRequestResource?: RegionInstanceGroupManagersAbandonInstancesRequest | undefined;
  requestId?: string | undefined;
}
export interface RegionInstanceGroupManagersAbandonInstancesRequest {
  instances?: string[] | undefined;
}
export interface ApplyUpdatesToInstancesRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  regionInstanceGroupManagersApplyUpdatesRequestResource?: RegionInstanceGroupManagersApplyUpdatesRequest | undefined;
}
export interface RegionInstanceGroupManagersApplyUpdatesRequest {
  allInstances?: boolean | undefined;
  instances?: string[] | undefined;
  minimalAction?: string | undefined;
  mostDisruptiveAllowedAction?: string | undefined;
}
export interface CreateInstancesRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  regionInstanceGroupManagersCreateInstancesRequestResource?: RegionInstanceGroupManagersCreateInstancesRequest | undefined;
  requestId?: string | undefined;
}
export interface RegionInstanceGroupManagersCreateInstancesRequest {
  instances?: PerInstanceConfig[] | undefined;
}
export interface DeleteRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  noGracefulShutdown?: boolean | undefined;
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
}
export interface DeleteInstancesRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  noGracefulShutdown?: boolean | undefined;
  project?: string | undefined;
  region?: string | undefined;
  regionInstanceGroupManagersDeleteInstancesRequestResource?: RegionInstanceGroupManagersDeleteInstancesRequest | undefined;
  requestId?: string | undefined;
}
export interface RegionInstanceGroupManagersDeleteInstancesRequest {
  instances?: string[] | undefined;
  skipInstancesOnValidationError?: boolean | undefined;
}
export interface DeletePerInstanceConfigsRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  regionInstanceGroupManagerDeleteInstanceConfigReqResource?: RegionInstanceGroupManagerDeleteInstanceConfigReq | undefined;
}
export interface RegionInstanceGroupManagerDeleteInstanceConfigReq {
  names?: string[] | undefined;
}
export interface GetRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
}
export interface InsertRegionInstanceGroupManagerRequest {
  instanceGroupManagerResource?: InstanceGroupManager | undefined;
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
}
export interface ListRegionInstanceGroupManagersRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface RegionInstanceGroupManagerList {
  id?: string | undefined;
  items?: InstanceGroupManager[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface ListErrorsRegionInstanceGroupManagersRequest {
  filter?: string | undefined;
  instanceGroupManager?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface RegionInstanceGroupManagersListErrorsResponse {
  items?: InstanceManagedByIgmError[] | undefined;
  nextPageToken?: string | undefined;
}
export interface ListManagedInstancesRegionInstanceGroupManagersRequest {
  filter?: string | undefined;
  instanceGroupManager?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface RegionInstanceGroupManagersListInstancesResponse {
  managedInstances?: ManagedInstance[] | undefined;
  nextPageToken?: string | undefined;
}
export interface ListPerInstanceConfigsRegionInstanceGroupManagersRequest {
  filter?: string | undefined;
  instanceGroupManager?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface RegionInstanceGroupManagersListInstanceConfigsResp {
  items?: PerInstanceConfig[] | undefined;
  nextPageToken?: string | undefined;
  warning?: Warning | undefined;
}
export interface PatchRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  instanceGroupManagerResource?: InstanceGroupManager | undefined;
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
}
export interface PatchPerInstanceConfigsRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  regionInstanceGroupManagerPatchInstanceConfigReqResource?: RegionInstanceGroupManagerPatchInstanceConfigReq | undefined;
  requestId?: string | undefined;
}
export interface RegionInstanceGroupManagerPatchInstanceConfigReq {
  perInstanceConfigs?: PerInstanceConfig[] | undefined;
}
export interface RecreateInstancesRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  noGracefulShutdown?: boolean | undefined;
  project?: string | undefined;
  region?: string | undefined;
  regionInstanceGroupManagersRecreateRequestResource?: RegionInstanceGroupManagersRecreateRequest | undefined;
  requestId?: string | undefined;
}
export interface RegionInstanceGroupManagersRecreateRequest {
  instances?: string[] | undefined;
}
export interface ResizeRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  requestId?: string | undefined;
  size?: number | undefined;
}
export interface ResumeInstancesRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  regionInstanceGroupManagersResumeInstancesRequestResource?: RegionInstanceGroupManagersResumeInstancesRequest | undefined;
  requestId?: string | undefined;
}
export interface RegionInstanceGroupManagersResumeInstancesRequest {
  instances?: string[] | undefined;
}
export interface SetInstanceTemplateRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  regionInstanceGroupManagersSetTemplateRequestResource?: RegionInstanceGroupManagersSetTemplateRequest | undefined;
  requestId?: string | undefined;
}
export interface RegionInstanceGroupManagersSetTemplateRequest {
  instanceTemplate?: string | undefined;
}
export interface SetTargetPoolsRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  regionInstanceGroupManagersSetTargetPoolsRequestResource?: RegionInstanceGroupManagersSetTargetPoolsRequest | undefined;
  requestId?: string | undefined;
}
export interface RegionInstanceGroupManagersSetTargetPoolsRequest {
  fingerprint?: string | undefined;
  targetPools?: string[] | undefined;
}
export interface StartInstancesRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  regionInstanceGroupManagersStartInstancesRequestResource?: RegionInstanceGroupManagersStartInstancesRequest | undefined;
  requestId?: string | undefined;
}
export interface RegionInstanceGroupManagersStartInstancesRequest {
  instances?: string[] | undefined;
}
export interface StopInstancesRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  noGracefulShutdown?: boolean | undefined;
  project?: string | undefined;
  region?: string | undefined;
  regionInstanceGroupManagersStopInstancesRequestResource?: RegionInstanceGroupManagersStopInstancesRequest | undefined;
  requestId?: string | undefined;
}
export interface RegionInstanceGroupManagersStopInstancesRequest {
  forceStop?: boolean | undefined;
  instances?: string[] | undefined;
}
export interface SuspendInstancesRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  regionInstanceGroupManagersSuspendInstancesRequestResource?: RegionInstanceGroupManagersSuspendInstancesRequest | undefined;
  requestId?: string | undefined;
}
export interface RegionInstanceGroupManagersSuspendInstancesRequest {
  forceSuspend?: boolean | undefined;
  instances?: string[] | undefined;
}
export interface UpdatePerInstanceConfigsRegionInstanceGroupManagerRequest {
  instanceGroupManager?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  regionInstanceGroupManagerUpdateInstanceConfigReqResource?: RegionInstanceGroupManagerUpdateInstanceConfigReq | undefined;
  requestId?: string | undefined;
}
export interface RegionInstanceGroupManagerUpdateInstanceConfigReq {
  perInstanceConfigs?: PerInstanceConfig[] | undefined;
}
export interface AddInstancesInstanceGroupRequest {
  instanceGroup?: string | undefined;
  instanceGroupsAddInstancesRequestResource?: InstanceGroupsAddInstancesRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupsAddInstancesRequest {
  instances?: InstanceReference[] | undefined;
}
export interface InstanceReference {
  instance?: string | undefined;
}
export interface AggregatedListInstanceGroupsRequest {
  filter?: string | undefined;
  includeAllScopes?: boolean | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  serviceProjectNumber?: string | undefined;
}
export interface InstanceGroupAggregatedList {
  id?: string | undefined;
  items?: Record<string, InstanceGroupsScopedList> | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  unreachables?: string[] | undefined;
  warning?: Warning | undefined;
}
export interface InstanceGroupsScopedList {
  instanceGroups?: InstanceGroup[] | undefined;
  warning?: Warning | undefined;
}
export interface InstanceGroup {
  creationTimestamp?: string | undefined;
  description?: string | undefined;
  fingerprint?: string | undefined;
  id?: string | undefined;
  kind?: string | undefined;
  name?: string | undefined;
  namedPorts?: NamedPort[] | undefined;
  network?: string | undefined;
  region?: string | undefined;
  selfLink?: string | undefined;
  size?: number | undefined;
  subnetwork?: string | undefined;
  zone?: string | undefined;
}
export interface DeleteInstanceGroupRequest {
  instanceGroup?: string | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface GetInstanceGroupRequest {
  instanceGroup?: string | undefined;
  project?: string | undefined;
  zone?: string | undefined;
}
export interface InsertInstanceGroupRequest {
  instanceGroupResource?: InstanceGroup | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface ListInstanceGroupsRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupList {
  id?: string | undefined;
  items?: InstanceGroup[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface ListInstancesInstanceGroupsRequest {
  filter?: string | undefined;
  instanceGroup?: string | undefined;
  instanceGroupsListInstancesRequestResource?: InstanceGroupsListInstancesRequest | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupsListInstancesRequest {
  instanceState?: string | undefined;
}
export interface InstanceGroupsListInstances {
  id?: string | undefined;
  items?: InstanceWithNamedPorts[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface InstanceWithNamedPorts {
  instance?: string | undefined;
  namedPorts?: NamedPort[] | undefined;
  status?: string | undefined;
}
export interface RemoveInstancesInstanceGroupRequest {
  instanceGroup?: string | undefined;
  instanceGroupsRemoveInstancesRequestResource?: InstanceGroupsRemoveInstancesRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupsRemoveInstancesRequest {
  instances?: InstanceReference[] | undefined;
}
export interface SetNamedPortsInstanceGroupRequest {
  instanceGroup?: string | undefined;
  instanceGroupsSetNamedPortsRequestResource?: InstanceGroupsSetNamedPortsRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  zone?: string | undefined;
}
export interface InstanceGroupsSetNamedPortsRequest {
  fingerprint?: string | undefined;
  namedPorts?: NamedPort[] | undefined;
}
export interface TestIamPermissionsInstanceGroupRequest {
  project?: string | undefined;
  resource?: string | undefined;
  testPermissionsRequestResource?: TestPermissionsRequest | undefined;
  zone?: string | undefined;
}
export interface AggregatedListGlobalOperationsRequest {
  filter?: string | undefined;
  includeAllScopes?: boolean | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  serviceProjectNumber?: string | undefined;
}
export interface OperationAggregatedList {
  id?: string | undefined;
  items?: Record<string, OperationsScopedList> | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  unreachables?: string[] | undefined;
  warning?: Warning | undefined;
}
export interface OperationsScopedList {
  operations?: Operation[] | undefined;
  warning?: Warning | undefined;
}
export interface DeleteGlobalOperationRequest {
  operation?: string | undefined;
  project?: string | undefined;
}
export interface DeleteGlobalOperationResponse {
}
export interface GetGlobalOperationRequest {
  operation?: string | undefined;
  project?: string | undefined;
}
export interface ListGlobalOperationsRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface OperationList {
  id?: string | undefined;
  items?: Operation[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface WaitGlobalOperationRequest {
  operation?: string | undefined;
  project?: string | undefined;
}
export interface DeleteRegionOperationRequest {
  operation?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
}
export interface DeleteRegionOperationResponse {
}
export interface GetRegionOperationRequest {
  operation?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
}
export interface ListRegionOperationsRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface WaitRegionOperationRequest {
  operation?: string | undefined;
  project?: string | undefined;
  region?: string | undefined;
}
export interface DeleteZoneOperationRequest {
  operation?: string | undefined;
  project?: string | undefined;
  zone?: string | undefined;
}
export interface DeleteZoneOperationResponse {
}
export interface GetZoneOperationRequest {
  operation?: string | undefined;
  project?: string | undefined;
  zone?: string | undefined;
}
export interface ListZoneOperationsRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  zone?: string | undefined;
}
export interface WaitZoneOperationRequest {
  operation?: string | undefined;
  project?: string | undefined;
  zone?: string | undefined;
}
export interface DisableXpnHostProjectRequest {
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface DisableXpnResourceProjectRequest {
  project?: string | undefined;
  projectsDisableXpnResourceRequestResource?: ProjectsDisableXpnResourceRequest | undefined;
  requestId?: string | undefined;
}
export interface ProjectsDisableXpnResourceRequest {
  xpnResource?: XpnResourceId | undefined;
}
export interface XpnResourceId {
  id?: string | undefined;
  type?: string | undefined;
}
export interface EnableXpnHostProjectRequest {
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface EnableXpnResourceProjectRequest {
  project?: string | undefined;
  projectsEnableXpnResourceRequestResource?: ProjectsEnableXpnResourceRequest | undefined;
  requestId?: string | undefined;
}
export interface ProjectsEnableXpnResourceRequest {
  xpnResource?: XpnResourceId | undefined;
}
export interface GetProjectRequest {
  project?: string | undefined;
}
export interface Project {
  cloudArmorTier?: string | undefined;
  commonInstanceMetadata?: Metadata | undefined;
  creationTimestamp?: string | undefined;
  defaultNetworkTier?: string | undefined;
  defaultServiceAccount?: string | undefined;
  description?: string | undefined;
  enabledFeatures?: string[] | undefined;
  id?: string | undefined;
  kind?: string | undefined;
  name?: string | undefined;
  quotas?: Quota[] | undefined;
  selfLink?: string | undefined;
  usageExportLocation?: UsageExportLocation | undefined;
  vmDnsSetting?: string | undefined;
  xpnProjectStatus?: string | undefined;
}
export interface Metadata {
  fingerprint?: string | undefined;
  items?: Items[] | undefined;
  kind?: string | undefined;
}
export interface Items {
  key?: string | undefined;
  value?: string | undefined;
}
export interface UsageExportLocation {
  bucketName?: string | undefined;
  reportNamePrefix?: string | undefined;
}
export interface GetXpnHostProjectRequest {
  project?: string | undefined;
}
export interface GetXpnResourcesProjectsRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface ProjectsGetXpnResources {
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  resources?: XpnResourceId[] | undefined;
}
export interface ListXpnHostsProjectsRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  projectsListXpnHostsRequestResource?: ProjectsListXpnHostsRequest | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface ProjectsListXpnHostsRequest {
  organization?: string | undefined;
}
export interface XpnHostList {
  id?: string | undefined;
  items?: Project[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface MoveDiskProjectRequest {
  diskMoveRequestResource?: DiskMoveRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface DiskMoveRequest {
  destinationZone?: string | undefined;
  targetDisk?: string | undefined;
}
export interface MoveInstanceProjectRequest {
  instanceMoveRequestResource?: InstanceMoveRequest | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface InstanceMoveRequest {
  destinationZone?: string | undefined;
  targetInstance?: string | undefined;
}
export interface SetCloudArmorTierProjectRequest {
  project?: string | undefined;
  projectsSetCloudArmorTierRequestResource?: ProjectsSetCloudArmorTierRequest | undefined;
  requestId?: string | undefined;
}
export interface ProjectsSetCloudArmorTierRequest {
  cloudArmorTier?: string | undefined;
}
export interface SetCommonInstanceMetadataProjectRequest {
  metadataResource?: Metadata | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface SetDefaultNetworkTierProjectRequest {
  project?: string | undefined;
  projectsSetDefaultNetworkTierRequestResource?: ProjectsSetDefaultNetworkTierRequest | undefined;
  requestId?: string | undefined;
}
export interface ProjectsSetDefaultNetworkTierRequest {
  networkTier?: string | undefined;
}
export interface SetUsageExportBucketProjectRequest {
  project?: string | undefined;
  requestId?: string | undefined;
  usageExportLocationResource?: UsageExportLocation | undefined;
}
export interface AddSignedUrlKeyBackendServiceRequest {
  backendService?: string | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  signedUrlKeyResource?: SignedUrlKey | undefined;
}
export interface SignedUrlKey {
  keyName?: string | undefined;
  keyValue?: string | undefined;
}
export interface AggregatedListBackendServicesRequest {
  filter?: string | undefined;
  includeAllScopes?: boolean | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
  serviceProjectNumber?: string | undefined;
}
export interface BackendServiceAggregatedList {
  id?: string | undefined;
  items?: Record<string, BackendServicesScopedList> | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  unreachables?: string[] | undefined;
  warning?: Warning | undefined;
}
export interface BackendServicesScopedList {
  backendServices?: BackendService[] | undefined;
  warning?: Warning | undefined;
}
export interface BackendService {
  affinityCookieTtlSec?: number | undefined;
  backends?: Backend[] | undefined;
  cdnPolicy?: BackendServiceCdnPolicy | undefined;
  circuitBreakers?: CircuitBreakers | undefined;
  compressionMode?: string | undefined;
  connectionDraining?: ConnectionDraining | undefined;
  connectionTrackingPolicy?: BackendServiceConnectionTrackingPolicy | undefined;
  consistentHash?: ConsistentHashLoadBalancerSettings | undefined;
  creationTimestamp?: string | undefined;
  customMetrics?: BackendServiceCustomMetric[] | undefined;
  customRequestHeaders?: string[] | undefined;
  customResponseHeaders?: string[] | undefined;
  description?: string | undefined;
  edgeSecurityPolicy?: string | undefined;
  enableCDN?: boolean | undefined;
  externalManagedMigrationState?: string | undefined;
  externalManagedMigrationTestingPercentage?: number | undefined;
  failoverPolicy?: BackendServiceFailoverPolicy | undefined;
  fingerprint?: string | undefined;
  haPolicy?: BackendServiceHAPolicy | undefined;
  healthChecks?: string[] | undefined;
  iap?: BackendServiceIAP | undefined;
  id?: string | undefined;
  ipAddressSelectionPolicy?: string | undefined;
  kind?: string | undefined;
  loadBalancingScheme?: string | undefined;
  localityLbPolicies?: BackendServiceLocalityLoadBalancingPolicyConfig[] | undefined;
  localityLbPolicy?: string | undefined;
  logConfig?: BackendServiceLogConfig | undefined;
  maxStreamDuration?: Duration | undefined;
  metadatas?: Record<string, string> | undefined;
  name?: string | undefined;
  network?: string | undefined;
  networkPassThroughLbTrafficPolicy?: BackendServiceNetworkPassThroughLbTrafficPolicy | undefined;
  orchestrationInfo?: BackendServiceOrchestrationInfo | undefined;
  outlierDetection?: OutlierDetection | undefined;
  params?: BackendServiceParams | undefined;
  port?: number | undefined;
  portName?: string | undefined;
  protocol?: string | undefined;
  region?: string | undefined;
  securityPolicy?: string | undefined;
  securitySettings?: SecuritySettings | undefined;
  selfLink?: string | undefined;
  serviceBindings?: string[] | undefined;
  serviceLbPolicy?: string | undefined;
  sessionAffinity?: string | undefined;
  strongSessionAffinityCookie?: BackendServiceHttpCookie | undefined;
  subsetting?: Subsetting | undefined;
  timeoutSec?: number | undefined;
  tlsSettings?: BackendServiceTlsSettings | undefined;
  usedBy?: BackendServiceUsedBy[] | undefined;
}
export interface Backend {
  balancingMode?: string | undefined;
  capacityScaler?: number | undefined;
  customMetrics?: BackendCustomMetric[] | undefined;
  description?: string | undefined;
  failover?: boolean | undefined;
  group?: string | undefined;
  maxConnections?: number | undefined;
  maxConnectionsPerEndpoint?: number | undefined;
  maxConnectionsPerInstance?: number | undefined;
  maxInFlightRequests?: number | undefined;
  maxInFlightRequestsPerEndpoint?: number | undefined;
  maxInFlightRequestsPerInstance?: number | undefined;
  maxRate?: number | undefined;
  maxRatePerEndpoint?: number | undefined;
  maxRatePerInstance?: number | undefined;
  maxUtilization?: number | undefined;
  orchestrationInfo?: BackendBackendOrchestrationInfo | undefined;
  preference?: string | undefined;
  trafficDuration?: string | undefined;
}
export interface BackendCustomMetric {
  dryRun?: boolean | undefined;
  maxUtilization?: number | undefined;
  name?: string | undefined;
}
export interface BackendBackendOrchestrationInfo {
  resourceUri?: string | undefined;
}
export interface BackendServiceCdnPolicy {
  bypassCacheOnRequestHeaders?: BackendServiceCdnPolicyBypassCacheOnRequestHeader[] | undefined;
  cacheKeyPolicy?: CacheKeyPolicy | undefined;
  cacheMode?: string | undefined;
  clientTtl?: number | undefined;
  defaultTtl?: number | undefined;
  maxTtl?: number | undefined;
  negativeCaching?: boolean | undefined;
  negativeCachingPolicy?: BackendServiceCdnPolicyNegativeCachingPolicy[] | undefined;
  requestCoalescing?: boolean | undefined;
  serveWhileStale?: number | undefined;
  signedUrlCacheMaxAgeSec?: string | undefined;
  signedUrlKeyNames?: string[] | undefined;
}
export interface BackendServiceCdnPolicyBypassCacheOnRequestHeader {
  headerName?: string | undefined;
}
export interface CacheKeyPolicy {
  includeHost?: boolean | undefined;
  includeHttpHeaders?: string[] | undefined;
  includeNamedCookies?: string[] | undefined;
  includeProtocol?: boolean | undefined;
  includeQueryString?: boolean | undefined;
  queryStringBlacklist?: string[] | undefined;
  queryStringWhitelist?: string[] | undefined;
}
export interface BackendServiceCdnPolicyNegativeCachingPolicy {
  code?: number | undefined;
  ttl?: number | undefined;
}
export interface CircuitBreakers {
  maxConnections?: number | undefined;
  maxPendingRequests?: number | undefined;
  maxRequests?: number | undefined;
  maxRequestsPerConnection?: number | undefined;
  maxRetries?: number | undefined;
}
export interface ConnectionDraining {
  drainingTimeoutSec?: number | undefined;
}
export interface BackendServiceConnectionTrackingPolicy {
  connectionPersistenceOnUnhealthyBackends?: string | undefined;
  enableStrongAffinity?: boolean | undefined;
  idleTimeoutSec?: number | undefined;
  trackingMode?: string | undefined;
}
export interface ConsistentHashLoadBalancerSettings {
  httpCookie?: ConsistentHashLoadBalancerSettingsHttpCookie | undefined;
  httpHeaderName?: string | undefined;
  minimumRingSize?: string | undefined;
}
export interface ConsistentHashLoadBalancerSettingsHttpCookie {
  name?: string | undefined;
  path?: string | undefined;
  ttl?: Duration | undefined;
}
export interface BackendServiceCustomMetric {
  dryRun?: boolean | undefined;
  name?: string | undefined;
}
export interface BackendServiceFailoverPolicy {
  disableConnectionDrainOnFailover?: boolean | undefined;
  dropTrafficIfUnhealthy?: boolean | undefined;
  failoverRatio?: number | undefined;
}
export interface BackendServiceHAPolicy {
  fastIPMove?: string | undefined;
  leader?: BackendServiceHAPolicyLeader | undefined;
}
export interface BackendServiceHAPolicyLeader {
  backendGroup?: string | undefined;
  networkEndpoint?: BackendServiceHAPolicyLeaderNetworkEndpoint | undefined;
}
export interface BackendServiceHAPolicyLeaderNetworkEndpoint {
  instance?: string | undefined;
}
export interface BackendServiceIAP {
  enabled?: boolean | undefined;
  oauth2ClientId?: string | undefined;
  oauth2ClientSecret?: string | undefined;
  oauth2ClientSecretSha256?: string | undefined;
}
export interface BackendServiceLocalityLoadBalancingPolicyConfig {
  customPolicy?: BackendServiceLocalityLoadBalancingPolicyConfigCustomPolicy | undefined;
  policy?: BackendServiceLocalityLoadBalancingPolicyConfigPolicy | undefined;
}
export interface BackendServiceLocalityLoadBalancingPolicyConfigCustomPolicy {
  data?: string | undefined;
  name?: string | undefined;
}
export interface BackendServiceLocalityLoadBalancingPolicyConfigPolicy {
  name?: string | undefined;
}
export interface BackendServiceLogConfig {
  enable?: boolean | undefined;
  loggingHttpRequestHeaders?: BackendServiceLogConfigLoggingHttpHeader[] | undefined;
  loggingHttpResponseHeaders?: BackendServiceLogConfigLoggingHttpHeader[] | undefined;
  optionalFields?: string[] | undefined;
  optionalMode?: string | undefined;
  sampleRate?: number | undefined;
}
export interface BackendServiceLogConfigLoggingHttpHeader {
  headerName?: string | undefined;
}
export interface BackendServiceNetworkPassThroughLbTrafficPolicy {
  zonalAffinity?: BackendServiceNetworkPassThroughLbTrafficPolicyZonalAffinity | undefined;
}
export interface BackendServiceNetworkPassThroughLbTrafficPolicyZonalAffinity {
  spillover?: string | undefined;
  spilloverRatio?: number | undefined;
}
export interface BackendServiceOrchestrationInfo {
  resourceUri?: string | undefined;
}
export interface OutlierDetection {
  baseEjectionTime?: Duration | undefined;
  consecutiveErrors?: number | undefined;
  consecutiveGatewayFailure?: number | undefined;
  enforcingConsecutiveErrors?: number | undefined;
  enforcingConsecutiveGatewayFailure?: number | undefined;
  enforcingSuccessRate?: number | undefined;
  interval?: Duration | undefined;
  maxEjectionPercent?: number | undefined;
  successRateMinimumHosts?: number | undefined;
  successRateRequestVolume?: number | undefined;
  successRateStdevFactor?: number | undefined;
}
export interface BackendServiceParams {
  resourceManagerTags?: Record<string, string> | undefined;
}
export interface SecuritySettings {
  awsV4Authentication?: AWSV4Signature | undefined;
  clientTlsPolicy?: string | undefined;
  subjectAltNames?: string[] | undefined;
}
export interface AWSV4Signature {
  accessKey?: string | undefined;
  accessKeyId?: string | undefined;
  accessKeyVersion?: string | undefined;
  originRegion?: string | undefined;
}
export interface BackendServiceHttpCookie {
  name?: string | undefined;
  path?: string | undefined;
  ttl?: Duration | undefined;
}
export interface Subsetting {
  policy?: string | undefined;
}
export interface BackendServiceTlsSettings {
  authenticationConfig?: string | undefined;
  sni?: string | undefined;
  subjectAltNames?: BackendServiceTlsSettingsSubjectAltName[] | undefined;
}
export interface BackendServiceTlsSettingsSubjectAltName {
  dnsName?: string | undefined;
  uniformResourceIdentifier?: string | undefined;
}
export interface BackendServiceUsedBy {
  reference?: string | undefined;
}
export interface DeleteBackendServiceRequest {
  backendService?: string | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface DeleteSignedUrlKeyBackendServiceRequest {
  backendService?: string | undefined;
  keyName?: string | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface GetBackendServiceRequest {
  backendService?: string | undefined;
  project?: string | undefined;
}
export interface GetEffectiveSecurityPoliciesBackendServiceRequest {
  backendService?: string | undefined;
  project?: string | undefined;
}
export interface GetEffectiveSecurityPoliciesBackendServiceResponse {
}
export interface GetHealthBackendServiceRequest {
  backendService?: string | undefined;
  project?: string | undefined;
  resourceGroupReferenceResource?: ResourceGroupReference | undefined;
}
export interface ResourceGroupReference {
  group?: string | undefined;
}
export interface BackendServiceGroupHealth {
  annotations?: Record<string, string> | undefined;
  healthStatus?: HealthStatus[] | undefined;
  kind?: string | undefined;
}
export interface HealthStatus {
  annotations?: Record<string, string> | undefined;
  forwardingRule?: string | undefined;
  forwardingRuleIp?: string | undefined;
  healthState?: string | undefined;
  instance?: string | undefined;
  ipAddress?: string | undefined;
  ipv6Address?: string | undefined;
  ipv6HealthState?: string | undefined;
  port?: number | undefined;
  weight?: string | undefined;
  weightError?: string | undefined;
}
export interface GetIamPolicyBackendServiceRequest {
  optionsRequestedPolicyVersion?: number | undefined;
  project?: string | undefined;
  resource?: string | undefined;
}
export interface InsertBackendServiceRequest {
  backendServiceResource?: BackendService | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface ListBackendServicesRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface BackendServiceList {
  id?: string | undefined;
  items?: BackendService[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface ListUsableBackendServicesRequest {
  filter?: string | undefined;
  maxResults?: number | undefined;
  orderBy?: string | undefined;
  pageToken?: string | undefined;
  project?: string | undefined;
  returnPartialSuccess?: boolean | undefined;
}
export interface BackendServiceListUsable {
  id?: string | undefined;
  items?: BackendService[] | undefined;
  kind?: string | undefined;
  nextPageToken?: string | undefined;
  selfLink?: string | undefined;
  warning?: Warning | undefined;
}
export interface PatchBackendServiceRequest {
  backendService?: string | undefined;
  backendServiceResource?: BackendService | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
export interface SetEdgeSecurityPolicyBackendServiceRequest {
  backendService?: string | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  securityPolicyReferenceResource?: SecurityPolicyReference | undefined;
}
export interface SecurityPolicyReference {
  securityPolicy?: string | undefined;
}
export interface SetIamPolicyBackendServiceRequest {
  globalSetPolicyRequestResource?: GlobalSetPolicyRequest | undefined;
  project?: string | undefined;
  resource?: string | undefined;
}
export interface GlobalSetPolicyRequest {
  bindings?: Binding[] | undefined;
  etag?: string | undefined;
  policy?: Policy | undefined;
}
export interface SetSecurityPolicyBackendServiceRequest {
  backendService?: string | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
  securityPolicyReferenceResource?: SecurityPolicyReference | undefined;
}
export interface TestIamPermissionsBackendServiceRequest {
  project?: string | undefined;
  resource?: string | undefined;
  testPermissionsRequestResource?: TestPermissionsRequest | undefined;
}
export interface UpdateBackendServiceRequest {
  backendService?: string | undefined;
  backendServiceResource?: BackendService | undefined;
  project?: string | undefined;
  requestId?: string | undefined;
}
/** Method → its request and response. */
export interface Methods {
  "Networks.AddPeering": [AddPeeringNetworkRequest, Operation];
  "Networks.CancelRequestRemovePeering": [CancelRequestRemovePeeringNetworkRequest, Operation];
  "Networks.Delete": [DeleteNetworkRequest, Operation];
  "Networks.Get": [GetNetworkRequest, Network];
  "Networks.GetEffectiveFirewalls": [GetEffectiveFirewallsNetworkRequest, NetworksGetEffectiveFirewallsResponse];
  "Networks.Insert": [InsertNetworkRequest, Operation];
  "Networks.List": [ListNetworksRequest, NetworkList];
  "Networks.ListPeeringRoutes": [ListPeeringRoutesNetworksRequest, ExchangedPeeringRoutesList];
  "Networks.Patch": [PatchNetworkRequest, Operation];
  "Networks.RemovePeering": [RemovePeeringNetworkRequest, Operation];
  "Networks.RequestRemovePeering": [RequestRemovePeeringNetworkRequest, Operation];
  "Networks.SwitchToCustomMode": [SwitchToCustomModeNetworkRequest, Operation];
  "Networks.UpdatePeering": [UpdatePeeringNetworkRequest, Operation];
  "Subnetworks.AggregatedList": [AggregatedListSubnetworksRequest, SubnetworkAggregatedList];
  "Subnetworks.Delete": [DeleteSubnetworkRequest, Operation];
  "Subnetworks.ExpandIpCidrRange": [ExpandIpCidrRangeSubnetworkRequest, Operation];
  "Subnetworks.Get": [GetSubnetworkRequest, Subnetwork];
  "Subnetworks.GetIamPolicy": [GetIamPolicySubnetworkRequest, Policy];
  "Subnetworks.Insert": [InsertSubnetworkRequest, Operation];
  "Subnetworks.List": [ListSubnetworksRequest, SubnetworkList];
  "Subnetworks.ListUsable": [ListUsableSubnetworksRequest, UsableSubnetworksAggregatedList];
  "Subnetworks.Patch": [PatchSubnetworkRequest, Operation];
  "Subnetworks.SetIamPolicy": [SetIamPolicySubnetworkRequest, Policy];
  "Subnetworks.SetPrivateIpGoogleAccess": [SetPrivateIpGoogleAccessSubnetworkRequest, Operation];
  "Subnetworks.TestIamPermissions": [TestIamPermissionsSubnetworkRequest, TestPermissionsResponse];
  "Routers.AggregatedList": [AggregatedListRoutersRequest, RouterAggregatedList];
  "Routers.Delete": [DeleteRouterRequest, Operation];
  "Routers.DeleteNamedSet": [DeleteNamedSetRouterRequest, Operation];
  "Routers.DeleteRoutePolicy": [DeleteRoutePolicyRouterRequest, Operation];
  "Routers.Get": [GetRouterRequest, Router];
  "Routers.GetNamedSet": [GetNamedSetRouterRequest, RoutersGetNamedSetResponse];
  "Routers.GetNatIpInfo": [GetNatIpInfoRouterRequest, NatIpInfoResponse];
  "Routers.GetNatMappingInfo": [GetNatMappingInfoRoutersRequest, VmEndpointNatMappingsList];
  "Routers.GetRoutePolicy": [GetRoutePolicyRouterRequest, RoutersGetRoutePolicyResponse];
  "Routers.GetRouterStatus": [GetRouterStatusRouterRequest, RouterStatusResponse];
  "Routers.Insert": [InsertRouterRequest, Operation];
  "Routers.List": [ListRoutersRequest, RouterList];
  "Routers.ListBgpRoutes": [ListBgpRoutesRoutersRequest, RoutersListBgpRoutes];
  "Routers.ListNamedSets": [ListNamedSetsRoutersRequest, RoutersListNamedSets];
  "Routers.ListRoutePolicies": [ListRoutePoliciesRoutersRequest, RoutersListRoutePolicies];
  "Routers.Patch": [PatchRouterRequest, Operation];
  "Routers.PatchNamedSet": [PatchNamedSetRouterRequest, Operation];
  "Routers.PatchRoutePolicy": [PatchRoutePolicyRouterRequest, Operation];
  "Routers.Preview": [PreviewRouterRequest, RoutersPreviewResponse];
  "Routers.Update": [UpdateRouterRequest, Operation];
  "Routers.UpdateNamedSet": [UpdateNamedSetRouterRequest, Operation];
  "Routers.UpdateRoutePolicy": [UpdateRoutePolicyRouterRequest, Operation];
  "Addresses.AggregatedList": [AggregatedListAddressesRequest, AddressAggregatedList];
  "Addresses.Delete": [DeleteAddressRequest, Operation];
  "Addresses.Get": [GetAddressRequest, Address];
  "Addresses.Insert": [InsertAddressRequest, Operation];
  "Addresses.List": [ListAddressesRequest, AddressList];
  "Addresses.Move": [MoveAddressRequest, Operation];
  "Addresses.SetLabels": [SetLabelsAddressRequest, Operation];
  "Addresses.TestIamPermissions": [TestIamPermissionsAddressRequest, TestPermissionsResponse];
  "GlobalAddresses.Delete": [DeleteGlobalAddressRequest, Operation];
  "GlobalAddresses.Get": [GetGlobalAddressRequest, Address];
  "GlobalAddresses.Insert": [InsertGlobalAddressRequest, Operation];
  "GlobalAddresses.List": [ListGlobalAddressesRequest, AddressList];
  "GlobalAddresses.Move": [MoveGlobalAddressRequest, Operation];
  "GlobalAddresses.SetLabels": [SetLabelsGlobalAddressRequest, Operation];
  "GlobalAddresses.TestIamPermissions": [TestIamPermissionsGlobalAddressRequest, TestPermissionsResponse];
  "Firewalls.Delete": [DeleteFirewallRequest, Operation];
  "Firewalls.Get": [GetFirewallRequest, Firewall];
  "Firewalls.Insert": [InsertFirewallRequest, Operation];
  "Firewalls.List": [ListFirewallsRequest, FirewallList];
  "Firewalls.Patch": [PatchFirewallRequest, Operation];
  "Firewalls.TestIamPermissions": [TestIamPermissionsFirewallRequest, TestPermissionsResponse];
  "Firewalls.Update": [UpdateFirewallRequest, Operation];
  "Zones.Get": [GetZoneRequest, Zone];
  "Zones.List": [ListZonesRequest, ZoneList];
  "Regions.Get": [GetRegionRequest, Region];
  "Regions.List": [ListRegionsRequest, RegionList];
  "MachineTypes.AggregatedList": [AggregatedListMachineTypesRequest, MachineTypeAggregatedList];
  "MachineTypes.Get": [GetMachineTypeRequest, MachineType];
  "MachineTypes.List": [ListMachineTypesRequest, MachineTypeList];
  "InstanceGroupManagers.AbandonInstances": [AbandonInstancesInstanceGroupManagerRequest, Operation];
  "InstanceGroupManagers.AggregatedList": [AggregatedListInstanceGroupManagersRequest, InstanceGroupManagerAggregatedList];
  "InstanceGroupManagers.ApplyUpdatesToInstances": [ApplyUpdatesToInstancesInstanceGroupManagerRequest, Operation];
  "InstanceGroupManagers.CreateInstances": [CreateInstancesInstanceGroupManagerRequest, Operation];
  "InstanceGroupManagers.Delete": [DeleteInstanceGroupManagerRequest, Operation];
  "InstanceGroupManagers.DeleteInstances": [DeleteInstancesInstanceGroupManagerRequest, Operation];
  "InstanceGroupManagers.DeletePerInstanceConfigs": [DeletePerInstanceConfigsInstanceGroupManagerRequest, Operation];
  "InstanceGroupManagers.Get": [GetInstanceGroupManagerRequest, InstanceGroupManager];
  "InstanceGroupManagers.Insert": [InsertInstanceGroupManagerRequest, Operation];
  "InstanceGroupManagers.List": [ListInstanceGroupManagersRequest, InstanceGroupManagerList];
  "InstanceGroupManagers.ListErrors": [ListErrorsInstanceGroupManagersRequest, InstanceGroupManagersListErrorsResponse];
  "InstanceGroupManagers.ListManagedInstances": [ListManagedInstancesInstanceGroupManagersRequest, InstanceGroupManagersListManagedInstancesResponse];
  "InstanceGroupManagers.ListPerInstanceConfigs": [ListPerInstanceConfigsInstanceGroupManagersRequest, InstanceGroupManagersListPerInstanceConfigsResp];
  "InstanceGroupManagers.Patch": [PatchInstanceGroupManagerRequest, Operation];
  "InstanceGroupManagers.PatchPerInstanceConfigs": [PatchPerInstanceConfigsInstanceGroupManagerRequest, Operation];
  "InstanceGroupManagers.RecreateInstances": [RecreateInstancesInstanceGroupManagerRequest, Operation];
  "InstanceGroupManagers.Resize": [ResizeInstanceGroupManagerRequest, Operation];
  "InstanceGroupManagers.ResumeInstances": [ResumeInstancesInstanceGroupManagerRequest, Operation];
  "InstanceGroupManagers.SetInstanceTemplate": [SetInstanceTemplateInstanceGroupManagerRequest, Operation];
  "InstanceGroupManagers.SetTargetPools": [SetTargetPoolsInstanceGroupManagerRequest, Operation];
  "InstanceGroupManagers.StartInstances": [StartInstancesInstanceGroupManagerRequest, Operation];
  "InstanceGroupManagers.StopInstances": [StopInstancesInstanceGroupManagerRequest, Operation];
  "InstanceGroupManagers.SuspendInstances": [SuspendInstancesInstanceGroupManagerRequest, Operation];
  "InstanceGroupManagers.UpdatePerInstanceConfigs": [UpdatePerInstanceConfigsInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.AbandonInstances": [AbandonInstancesRegionInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.ApplyUpdatesToInstances": [ApplyUpdatesToInstancesRegionInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.CreateInstances": [CreateInstancesRegionInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.Delete": [DeleteRegionInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.DeleteInstances": [DeleteInstancesRegionInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.DeletePerInstanceConfigs": [DeletePerInstanceConfigsRegionInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.Get": [GetRegionInstanceGroupManagerRequest, InstanceGroupManager];
  "RegionInstanceGroupManagers.Insert": [InsertRegionInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.List": [ListRegionInstanceGroupManagersRequest, RegionInstanceGroupManagerList];
  "RegionInstanceGroupManagers.ListErrors": [ListErrorsRegionInstanceGroupManagersRequest, RegionInstanceGroupManagersListErrorsResponse];
  "RegionInstanceGroupManagers.ListManagedInstances": [ListManagedInstancesRegionInstanceGroupManagersRequest, RegionInstanceGroupManagersListInstancesResponse];
  "RegionInstanceGroupManagers.ListPerInstanceConfigs": [ListPerInstanceConfigsRegionInstanceGroupManagersRequest, RegionInstanceGroupManagersListInstanceConfigsResp];
  "RegionInstanceGroupManagers.Patch": [PatchRegionInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.PatchPerInstanceConfigs": [PatchPerInstanceConfigsRegionInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.RecreateInstances": [RecreateInstancesRegionInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.Resize": [ResizeRegionInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.ResumeInstances": [ResumeInstancesRegionInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.SetInstanceTemplate": [SetInstanceTemplateRegionInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.SetTargetPools": [SetTargetPoolsRegionInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.StartInstances": [StartInstancesRegionInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.StopInstances": [StopInstancesRegionInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.SuspendInstances": [SuspendInstancesRegionInstanceGroupManagerRequest, Operation];
  "RegionInstanceGroupManagers.UpdatePerInstanceConfigs": [UpdatePerInstanceConfigsRegionInstanceGroupManagerRequest, Operation];
  "InstanceGroups.AddInstances": [AddInstancesInstanceGroupRequest, Operation];
  "InstanceGroups.AggregatedList": [AggregatedListInstanceGroupsRequest, InstanceGroupAggregatedList];
  "InstanceGroups.Delete": [DeleteInstanceGroupRequest, Operation];
  "InstanceGroups.Get": [GetInstanceGroupRequest, InstanceGroup];
  "InstanceGroups.Insert": [InsertInstanceGroupRequest, Operation];
  "InstanceGroups.List": [ListInstanceGroupsRequest, InstanceGroupList];
  "InstanceGroups.ListInstances": [ListInstancesInstanceGroupsRequest, InstanceGroupsListInstances];
  "InstanceGroups.RemoveInstances": [RemoveInstancesInstanceGroupRequest, Operation];
  "InstanceGroups.SetNamedPorts": [SetNamedPortsInstanceGroupRequest, Operation];
  "InstanceGroups.TestIamPermissions": [TestIamPermissionsInstanceGroupRequest, TestPermissionsResponse];
  "GlobalOperations.AggregatedList": [AggregatedListGlobalOperationsRequest, OperationAggregatedList];
  "GlobalOperations.Delete": [DeleteGlobalOperationRequest, DeleteGlobalOperationResponse];
  "GlobalOperations.Get": [GetGlobalOperationRequest, Operation];
  "GlobalOperations.List": [ListGlobalOperationsRequest, OperationList];
  "GlobalOperations.Wait": [WaitGlobalOperationRequest, Operation];
  "RegionOperations.Delete": [DeleteRegionOperationRequest, DeleteRegionOperationResponse];
  "RegionOperations.Get": [GetRegionOperationRequest, Operation];
  "RegionOperations.List": [ListRegionOperationsRequest, OperationList];
  "RegionOperations.Wait": [WaitRegionOperationRequest, Operation];
  "ZoneOperations.Delete": [DeleteZoneOperationRequest, DeleteZoneOperationResponse];
  "ZoneOperations.Get": [GetZoneOperationRequest, Operation];
  "ZoneOperations.List": [ListZoneOperationsRequest, OperationList];
  "ZoneOperations.Wait": [WaitZoneOperationRequest, Operation];
  "Projects.DisableXpnHost": [DisableXpnHostProjectRequest, Operation];
  "Projects.DisableXpnResource": [DisableXpnResourceProjectRequest, Operation];
  "Projects.EnableXpnHost": [EnableXpnHostProjectRequest, Operation];
  "Projects.EnableXpnResource": [EnableXpnResourceProjectRequest, Operation];
  "Projects.Get": [GetProjectRequest, Project];
  "Projects.GetXpnHost": [GetXpnHostProjectRequest, Project];
  "Projects.GetXpnResources": [GetXpnResourcesProjectsRequest, ProjectsGetXpnResources];
  "Projects.ListXpnHosts": [ListXpnHostsProjectsRequest, XpnHostList];
  "Projects.MoveDisk": [MoveDiskProjectRequest, Operation];
  "Projects.MoveInstance": [MoveInstanceProjectRequest, Operation];
  "Projects.SetCloudArmorTier": [SetCloudArmorTierProjectRequest, Operation];
  "Projects.SetCommonInstanceMetadata": [SetCommonInstanceMetadataProjectRequest, Operation];
  "Projects.SetDefaultNetworkTier": [SetDefaultNetworkTierProjectRequest, Operation];
  "Projects.SetUsageExportBucket": [SetUsageExportBucketProjectRequest, Operation];
  "BackendServices.AddSignedUrlKey": [AddSignedUrlKeyBackendServiceRequest, Operation];
  "BackendServices.AggregatedList": [AggregatedListBackendServicesRequest, BackendServiceAggregatedList];
  "BackendServices.Delete": [DeleteBackendServiceRequest, Operation];
  "BackendServices.DeleteSignedUrlKey": [DeleteSignedUrlKeyBackendServiceRequest, Operation];
  "BackendServices.Get": [GetBackendServiceRequest, BackendService];
  "BackendServices.GetEffectiveSecurityPolicies": [GetEffectiveSecurityPoliciesBackendServiceRequest, GetEffectiveSecurityPoliciesBackendServiceResponse];
  "BackendServices.GetHealth": [GetHealthBackendServiceRequest, BackendServiceGroupHealth];
  "BackendServices.GetIamPolicy": [GetIamPolicyBackendServiceRequest, Policy];
  "BackendServices.Insert": [InsertBackendServiceRequest, Operation];
  "BackendServices.List": [ListBackendServicesRequest, BackendServiceList];
  "BackendServices.ListUsable": [ListUsableBackendServicesRequest, BackendServiceListUsable];
  "BackendServices.Patch": [PatchBackendServiceRequest, Operation];
  "BackendServices.SetEdgeSecurityPolicy": [SetEdgeSecurityPolicyBackendServiceRequest, Operation];
  "BackendServices.SetIamPolicy": [SetIamPolicyBackendServiceRequest, Policy];
  "BackendServices.SetSecurityPolicy": [SetSecurityPolicyBackendServiceRequest, Operation];
  "BackendServices.TestIamPermissions": [TestIamPermissionsBackendServiceRequest, TestPermissionsResponse];
  "BackendServices.Update": [UpdateBackendServiceRequest, Operation];
}
