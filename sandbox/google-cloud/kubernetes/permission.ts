import { isKnownPermission } from "../iam/roles";

/** What the API server asks about, of a `SubjectAccessReview`. */
export interface ResourceAttributes {
  readonly verb?: string;
  readonly group?: string;
  readonly resource?: string;
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
}

/** IAM's names of Kubernetes' resources, by Kubernetes' own. https://cloud.google.com/kubernetes-engine/docs/reference/api-permissions */
const RESOURCES: Readonly<Record<string, string>> = Object.fromEntries(
  (
    "apiServices backendConfigs bindings certificateSigningRequests clusterRoleBindings clusterRoles componentStatuses configMaps " +
    "controllerRevisions cronJobs csiDrivers csiNodes customResourceDefinitions daemonSets deployments endpointSlices endpoints events " +
    "frontendConfigs horizontalPodAutoscalers ingresses jobs leases limitRanges localSubjectAccessReviews managedCertificates " +
    "mutatingWebhookConfigurations namespaces networkPolicies nodes persistentVolumeClaims persistentVolumes podDisruptionBudgets " +
    "podTemplates pods priorityClasses replicaSets replicationControllers resourceQuotas roleBindings roles runtimeClasses secrets " +
    "selfSubjectAccessReviews selfSubjectRulesReviews serviceAccounts services statefulSets storageClasses subjectAccessReviews " +
    "tokenReviews validatingWebhookConfigurations volumeAttachments volumeSnapshotClasses volumeSnapshotContents volumeSnapshots"
  )
    .split(" ")
    .map((name) => [name.toLowerCase(), name]),
);

/** Groups whose resources have permissions of their own; those of all others are `thirdPartyObjects`. */
const GROUPS: ReadonlySet<string> = new Set([
  "",
  "admissionregistration.k8s.io",
  "apiextensions.k8s.io",
  "apiregistration.k8s.io",
  "apps",
  "authentication.k8s.io",
  "authorization.k8s.io",
  "autoscaling",
  "batch",
  "certificates.k8s.io",
  "cloud.google.com",
  "coordination.k8s.io",
  "discovery.k8s.io",
  "events.k8s.io",
  "networking.gke.io",
  "networking.k8s.io",
  "node.k8s.io",
  "policy",
  "rbac.authorization.k8s.io",
  "scheduling.k8s.io",
  "snapshot.storage.k8s.io",
  "storage.k8s.io",
]);

const VERBS: Readonly<Record<string, string>> = {
  get: "get",
  list: "list",
  watch: "list",
  create: "create",
  update: "update",
  patch: "update",
  delete: "delete",
  deletecollection: "delete",
};

/** Verbs that RBAC's own objects have beside the usual ones. */
const OWN_VERBS: ReadonlySet<string> = new Set(["bind", "escalate"]);

/** The permission with which a subresource is used, where its name does not follow from the verb. */
const SUBRESOURCES: Readonly<Record<string, string>> = {
  attach: "attach",
  eviction: "evict",
  exec: "exec",
  finalize: "finalize",
  log: "getLogs",
  portforward: "portForward",
  proxy: "proxy",
  token: "createToken",
};

/** The IAM permission that allows a call to the API server; undefined where IAM has none, and only RBAC can allow it. */
export function kubernetesPermission({
  verb = "",
  group = "",
  resource = "",
  subresource = "",
}: ResourceAttributes): string | undefined {
  const usual = VERBS[verb];
  const own = GROUPS.has(group) ? RESOURCES[resource] : undefined;
  if (own === undefined)
    return usual === undefined || GROUPS.has(group) ? undefined : `container.thirdPartyObjects.${usual}`;
  const name = OWN_VERBS.has(verb)
    ? verb
    : subresource === ""
      ? usual
      : (SUBRESOURCES[subresource] ?? withSubresource(usual, subresource));
  const permission = `container.${own}.${name ?? ""}`;
  return isKnownPermission(permission) ? permission : undefined;
}

/** `getStatus`, `updateScale`. */
function withSubresource(verb: string | undefined, subresource: string): string | undefined {
  return verb === undefined ? undefined : `${verb}${subresource.charAt(0).toUpperCase()}${subresource.slice(1)}`;
}
