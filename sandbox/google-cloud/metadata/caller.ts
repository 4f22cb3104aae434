import type { AddressOwner, PodOwner } from "../../kubernetes/spec";
import type { Workload } from "../iam/principal";
import { findRecord } from "../services/container/records";
import type { ClusterRecord } from "../services/container/cluster-record";
import { project as findProject } from "../services/shared/projects";
import type { Store } from "../state/store";

/** Who asks the metadata server, and where they are. */
export interface MetadataCaller {
  readonly project: string;
  readonly projectNumber: string;
  readonly clusterName: string;
  readonly clusterLocation: string;
  readonly clusterUid: string;
  readonly zone: string;
  readonly node: string;
  readonly account: MetadataAccount;
}

/** Whose tokens they get. */
export type MetadataAccount =
  /** The node's own: from the node itself, its host network, and pods of pools without Workload Identity. */
  | { readonly kind: "node"; readonly email: string }
  /** A pod's ServiceAccount; with an annotation it acts as that Google account. */
  | { readonly kind: "workload"; readonly workload: Workload; readonly actsAs: string | undefined };

/** The account that pods of a ServiceAccount act as. https://cloud.google.com/kubernetes-engine/docs/how-to/workload-identity */
const ANNOTATION = "iam.gke.io/gcp-service-account";

/** `undefined` where GKE knows nothing of the owner's cluster. */
export function metadataCaller(store: Store, owner: AddressOwner): MetadataCaller | undefined {
  const { project, location, name } = owner.cluster;
  const record = findRecord(store, { project, location, cluster: name });
  if (!record) return undefined;
  const { number } = findProject(store, project);
  return {
    project,
    projectNumber: number,
    clusterName: name,
    clusterLocation: location,
    clusterUid: record.cluster.id ?? "",
    zone: owner.zone,
    node: owner.node,
    account: accountOf(record, owner, number),
  };
}

/** The account that a pool's nodes are. @returns Compute Engine's default account where the pool names none */
function nodeAccount({ cluster }: ClusterRecord, nodePool: string, projectNumber: string): string {
  const { serviceAccount } = cluster.nodePools?.find(({ name }) => name === nodePool)?.config ?? {};
  return serviceAccount === undefined || serviceAccount === "default"
    ? `${projectNumber}-compute@developer.gserviceaccount.com`
    : serviceAccount;
}

function accountOf(record: ClusterRecord, owner: AddressOwner, projectNumber: string): MetadataAccount {
  const mode = record.cluster.nodePools?.find(({ name }) => name === owner.nodePool)?.config?.workloadMetadataConfig
    ?.mode;
  if (owner.kind === "pod" && mode === "GKE_METADATA") return workloadAccount(owner, projectNumber);
  return { kind: "node", email: nodeAccount(record, owner.nodePool, projectNumber) };
}

function workloadAccount({ cluster, namespace, serviceAccount }: PodOwner, projectNumber: string): MetadataAccount {
  const { project, location, name } = cluster;
  return {
    kind: "workload",
    workload: {
      kind: "workload",
      project,
      projectNumber,
      cluster: `projects/${project}/locations/${location}/clusters/${name}`,
      namespace,
      serviceAccount: serviceAccount.name,
      uid: serviceAccount.uid,
    },
    actsAs: serviceAccount.annotations[ANNOTATION],
  };
}
