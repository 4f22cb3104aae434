import { quantity } from "../../lib/quantity";

/** What is lost, and what stops answering, when a resource of a type is deleted or replaced. */
export interface HoldsState {
  readonly type: RegExp;
  /** What a reader loses. "" when nothing is lost for good. Of some it is in their own inputs. */
  readonly lost: string | ((inputs: Readonly<Record<string, unknown>>) => string);
  /** What does not answer between the old one's end and the new one's readiness. "" when nothing. */
  readonly outage: string;
  /** Its end loses nothing, and a replacement means this. @default – an end loses something */
  readonly again?: string;
  /** Nothing of its own is lost where a resource of this type goes in the same change. @default – always something */
  readonly goesWith?: RegExp;
}

/** Types whose end is more than an entry less in the state. The first that matches counts. */
export const holdsState: readonly HoldsState[] = [
  {
    type: /^gcp:container\/cluster:Cluster$/,
    lost: "every workload, volume claim, Secret and ConfigMap in the cluster; its endpoint and certificate",
    outage: "everything the cluster serves",
  },
  {
    type: /^gke-bluegreen:infra:ClusterCleanup$/,
    lost: "once no pods run in the cluster: the disks of every volume claim in it, whoever made it",
    outage: "once no pods run in the cluster: every Gateway, Ingress and LoadBalancer Service in it, whoever made it",
    goesWith: /^gcp:container\/cluster:Cluster$/,
  },
  {
    type: /^gcp:container\/nodePool:NodePool$/,
    lost: "node-local data (emptyDir, hostPath, local SSD)",
    outage: "pods that no other node pool has room for",
  },
  { type: /^gcp:sql\/database/, lost: "the databases and their backups", outage: "whatever reads or writes them" },
  { type: /^gcp:(compute\/(disk|regionDisk)):/, lost: "the disk's content", outage: "pods that mount it" },
  { type: /^gcp:storage\/bucket:/, lost: "the objects in the bucket", outage: "whatever reads or writes them" },
  {
    type: /^gcp:artifactregistry\/repository:/,
    lost: "the images in it: running pods cannot be restarted or moved",
    outage: "every pod that has to pull an image",
  },
  {
    type: /^gcp:kms\/(cryptoKey|keyRing)/,
    lost: "everything that is encrypted with the key",
    outage: "whatever decrypts with it",
  },
  { type: /^gcp:secretmanager\/secret:/, lost: "all versions of the secret", outage: "pods that read it" },
  {
    type: /^gcp:compute\/(global)?address:/i,
    lost: "the address itself: another user may get it",
    outage: "everybody who has the address, until DNS says otherwise",
  },
  {
    type: /^gcp:dns\/(managedZone|recordSet):/,
    lost: "the names in it",
    outage: "everybody who resolves them, for as long as the answer is cached",
  },
  {
    type: /^gcp:compute\/(network|subnetwork|router|routerNat|firewall):/,
    lost: "",
    outage: "traffic that goes through it",
  },
  { type: /^gcp:projects\/service:/, lost: "", outage: "everything that uses the API, when it is also disabled" },
  {
    type: /^gcp:serviceaccount\/account:/,
    lost: "its grants: a new account of the same name has another identity",
    outage: "whatever runs as it, until the grants are made again",
  },
  {
    type: /^kubernetes:core\/v1:Namespace(Patch)?$/,
    lost: "everything in the namespace, volume claims and Secrets too",
    outage: "every app in the namespace",
  },
  {
    type: /^kubernetes:core\/v1:PersistentVolume(Claim)?$/,
    lost: "the volume's content, unless its reclaim policy is Retain",
    outage: "pods that mount it",
  },
  {
    type: /^kubernetes:batch\/v1:Job$/,
    lost: "",
    outage: "",
    again: "it is run again from its beginning, since nothing of a Job can be changed: what it does must bear that",
  },
  {
    type: /^kubernetes:apps\/v1:StatefulSet$/,
    lost: lostWithSet,
    outage: "the set's pods",
  },
  {
    type: /^kubernetes:apiextensions\.k8s\.io\/v1:CustomResourceDefinition$/,
    lost: "every object of that kind, in all namespaces",
    outage: "the controllers of that kind",
  },
  {
    type: /^kubernetes:core\/v1:Secret$/,
    lost: "its values, unless they are kept elsewhere",
    outage: "pods that start while it is missing",
  },
  { type: /^kubernetes:core\/v1:ConfigMap$/, lost: "", outage: "pods that start while it is missing" },
  { type: /^kubernetes:core\/v1:Service$/, lost: "its addresses", outage: "everybody who calls the Service" },
  {
    type: /^kubernetes:(networking\.k8s\.io|gateway\.networking\.k8s\.io)\/\w+:(Ingress|Gateway|HTTPRoute)$/,
    lost: "the load balancer's address, if it is not a reserved one",
    outage: "everybody who comes in through it",
  },
  { type: /^kubernetes:apps\/v1:(Deployment|DaemonSet)$/, lost: "", outage: "the pods it runs" },
  {
    type: /^gke-bluegreen:workloads:TrafficSwitch(Group)?$/,
    lost: "the record of which colour is live",
    outage: "nothing moves, but nobody owns the route any more",
  },
];

/** What its claims' retention policy says of the end of a set. Source: the API's `persistentVolumeClaimRetentionPolicy`. */
function lostWithSet(inputs: Readonly<Record<string, unknown>>): string {
  const { volumeClaimTemplates = [], persistentVolumeClaimRetentionPolicy: retention } = (inputs["spec"] ?? {}) as {
    volumeClaimTemplates?: readonly { readonly metadata?: { readonly name?: string } }[];
    persistentVolumeClaimRetentionPolicy?: { readonly whenDeleted?: string };
  };
  if (volumeClaimTemplates.length === 0) return "the pods' identities; it has no disks";
  const disks = volumeClaimTemplates.map(({ metadata }) => metadata?.name ?? "?").join(", ");
  return retention?.whenDeleted === "Delete"
    ? `all data on its disks (${disks}): its claims go with it (whenDeleted: Delete)`
    : `the pods' identities; its disks (${disks}) stay (whenDeleted: Retain)`;
}

/** A change of one field that takes traffic, protection or restraint away. */
export interface FieldRule {
  readonly id: string;
  readonly type: RegExp;
  readonly path: RegExp;
  /** Only changes below `colors.<the colour that is live before and after>`. @default false */
  readonly liveColour?: boolean;
  /** @default – any change */
  readonly when?: (before: unknown, after: unknown) => boolean;
  /** Of the inputs that the change leads to. @default – all */
  readonly only?: (inputs: Readonly<Record<string, unknown>>) => boolean;
  readonly level: "stop" | "look";
  readonly because: string;
  readonly lost: string;
  readonly outage: string;
}

const off = (before: unknown, after: unknown) => before === true && after !== true;
const on = (before: unknown, after: unknown) => before !== true && after === true;
const scaledAway = (inputs: Readonly<Record<string, unknown>>): unknown =>
  (inputs["spec"] as { persistentVolumeClaimRetentionPolicy?: { whenScaled?: unknown } } | undefined)
    ?.persistentVolumeClaimRetentionPolicy?.whenScaled;
const less = (before: unknown, after: unknown) => Number(after) < Number(before);

/** Changes in place that are dangerous, by the field that changes. */
export const fieldRules: readonly FieldRule[] = [
  {
    id: "selector-edited",
    type: /^kubernetes:core\/v1:Service(Patch)?$/,
    path: /^spec\.selector\b/,
    level: "stop",
    because: "the Service selects other pods, without verification and without a way back",
    lost: "",
    outage: "5 to 10 s behind a GKE load balancer; for good if the new selector matches no ready pod",
  },
  {
    id: "service-type",
    type: /^kubernetes:core\/v1:Service$/,
    path: /^spec\.(type|loadBalancerIP|ports?\b)/,
    level: "look",
    because: "how the Service is reached changes",
    lost: "",
    outage: "clients of the old address or port",
  },
  {
    id: "disk-made-smaller",
    type: /^kubernetes:core\/v1:PersistentVolumeClaim$/,
    path: /^spec\.resources\.requests\.storage$/,
    when: (before, after) => (quantity(String(after)) ?? 0) < (quantity(String(before)) ?? 0),
    level: "stop",
    because: "a disk grows and never shrinks: the API server refuses this, and the update fails in the middle",
    lost: "",
    outage: "",
  },
  {
    id: "scaled-to-nothing",
    type: /^kubernetes:apps\/v1:(Deployment|StatefulSet)$/,
    path: /^spec\.replicas$/,
    when: (before, after) => Number(before) > 0 && after === 0,
    level: "look",
    because: "it is scaled to nothing",
    lost: "",
    outage: "whatever these pods serve",
  },
  {
    id: "fewer-disks",
    type: /^kubernetes:apps\/v1:StatefulSet$/,
    path: /^spec\.replicas$/,
    when: less,
    only: (inputs) => scaledAway(inputs) === "Delete",
    level: "stop",
    because: "the pods that go take their disks with them (whenScaled: Delete)",
    lost: "the data on the disks of the pods that go",
    outage: "",
  },
  {
    id: "disks-go-with-set",
    type: /^kubernetes:apps\/v1:StatefulSet$/,
    path: /^spec\.persistentVolumeClaimRetentionPolicy\.when(Deleted|Scaled)$/,
    when: (_, after) => after === "Delete",
    level: "look",
    because: "from then on the disks, and the data on them, go with the set or with the pods that are scaled away",
    lost: "",
    outage: "",
  },
  {
    id: "deletion-protection",
    type: /^gcp:/,
    path: /^deletionProtection$/,
    when: off,
    level: "look",
    because: "deletion protection is lifted: the next change may delete it",
    lost: "",
    outage: "",
  },
  {
    id: "bucket-force-destroy",
    type: /^gcp:storage\/bucket:/,
    path: /^forceDestroy$/,
    when: on,
    level: "look",
    because: "the bucket can then be deleted with all objects in it",
    lost: "",
    outage: "",
  },
  {
    id: "private-cluster-opened",
    type: /^gcp:container\/cluster:Cluster$/,
    path: /^privateClusterConfig\.enablePrivate(Nodes|Endpoint)$/,
    when: off,
    level: "look",
    because: "nodes or control plane become reachable from the internet",
    lost: "",
    outage: "",
  },
  {
    id: "control-plane-access",
    type: /^gcp:container\/cluster:Cluster$/,
    path: /^masterAuthorizedNetworksConfig\b/,
    level: "look",
    because: "who may reach the control plane changes",
    lost: "",
    outage: "clients whose network is no longer listed",
  },
  {
    id: "network-policy-off",
    type: /^gcp:container\/cluster:Cluster$/,
    path: /^(networkPolicy\.enabled|workloadIdentityConfig\b.*|enableShieldedNodes|binaryAuthorization\b.*)$/,
    when: (before, after) => before !== undefined && (after === undefined || after === false),
    level: "look",
    because: "a protection of the cluster is switched off",
    lost: "",
    outage: "",
  },
  {
    id: "nodes-recreated",
    type: /^gcp:container\/(nodePool:NodePool|cluster:Cluster)$/,
    path: /^(nodeConfig|nodeVersion|version)\b(?!.*(labels|taints|tags)\b)/i,
    when: (before) => before !== undefined && before !== null,
    level: "look",
    because: "the nodes are drained and made anew, one after the other (surge settings decide how many)",
    lost: "node-local data (emptyDir, hostPath, local SSD)",
    outage: "pods without a second replica or a PodDisruptionBudget",
  },
  {
    id: "fewer-nodes",
    type: /^gcp:container\/(nodePool:NodePool|cluster:Cluster)$/,
    path: /^(nodeCount|initialNodeCount|autoscaling\.(max|totalMax)NodeCount)$/,
    when: less,
    level: "look",
    because: "there is room for fewer pods",
    lost: "",
    outage: "pods that do not fit any more",
  },
  {
    id: "live-colour-in-place",
    type: /^gke-bluegreen:workloads:TrafficSwitch$/,
    path: /^colors\..*\.(image|revision)$/,
    liveColour: true,
    level: "stop",
    because: "the live colour changes in place, under its users, and no other colour is there to go back to",
    lost: "",
    outage: "requests in flight while its pods are replaced; all of them if the new version is bad",
  },
  {
    id: "traffic-unverified",
    type: /^gke-bluegreen:workloads:TrafficSwitch$/,
    path: /^(verify|analysis)\b/,
    when: (before, after) => before !== undefined && after === undefined,
    level: "look",
    because: "a check that a release had to pass before it gets traffic is removed",
    lost: "",
    outage: "",
  },
  {
    id: "in-place-allowed",
    type: /^gke-bluegreen:workloads:TrafficSwitch$/,
    path: /^allowInPlace$/,
    when: on,
    level: "look",
    because: "the live colour may then be changed without a switch",
    lost: "",
    outage: "requests in flight while its pods are replaced",
  },
];

/** Roles and members whose grant opens more than one thing. */
export const wideRoles =
  /^roles\/(owner|editor|.*\.admin|iam\.securityAdmin|iam\.serviceAccountTokenCreator|resourcemanager\.\w+Admin)$/;
/** Members that mean everybody, or everybody with an account. */
export const publicMembers = /^(allUsers|allAuthenticatedUsers|system:(authenticated|unauthenticated|anonymous))$/;
