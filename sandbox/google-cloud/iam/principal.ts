/** Who calls. */
export type Principal =
  /** Whoever has the sandbox's own token: may do everything. */
  | { readonly kind: "owner" }
  | {
      readonly kind: "serviceAccount";
      readonly email: string;
      /** Another account that is later made with the same address is another one. */
      readonly uniqueId: string;
    }
  /** An identity of another issuer, by workload identity federation. */
  | {
      readonly kind: "federated";
      /** `projects/<number>/locations/global/workloadIdentityPools/<pool>` */
      readonly pool: string;
      readonly subject: string;
      readonly groups: readonly string[];
      /** Without the `attribute.` before their names. */
      readonly attributes: Readonly<Record<string, string>>;
    }
  | Workload;

/** A ServiceAccount of a cluster with Workload Identity, as its pods are known to Google. */
export interface Workload {
  readonly kind: "workload";
  readonly project: string;
  readonly projectNumber: string;
  /** `projects/<id>/locations/<location>/clusters/<name>` */
  readonly cluster: string;
  readonly namespace: string;
  readonly serviceAccount: string;
  readonly uid: string;
}

/** Whoever has the sandbox's own token: may do everything. */
export const OWNER: Principal = { kind: "owner" };

/** Every way in which a policy can mean this principal. */
export function membersOf(principal: Principal): ReadonlySet<string> {
  switch (principal.kind) {
    case "owner":
      return new Set();
    case "serviceAccount":
      return new Set([`serviceAccount:${principal.email}`, "allAuthenticatedUsers", "allUsers"]);
    case "federated": {
      const pool = `iam.googleapis.com/${principal.pool}`;
      return new Set([
        `principal://${pool}/subject/${principal.subject}`,
        `principalSet://${pool}/*`,
        ...principal.groups.map((group) => `principalSet://${pool}/group/${group}`),
        ...Object.entries(principal.attributes).map(
          ([name, value]) => `principalSet://${pool}/attribute.${name}/${value}`,
        ),
        "allUsers",
      ]);
    }
    case "workload":
      return new Set([...workloadMembers(principal), "allUsers"]);
  }
}

/** https://cloud.google.com/kubernetes-engine/docs/concepts/workload-identity#principal-id-examples */
function workloadMembers(workload: Workload): string[] {
  const { project, cluster, namespace, serviceAccount, uid } = workload;
  const pool = workloadPool(workload);
  return [
    `serviceAccount:${project}.svc.id.goog[${namespace}/${serviceAccount}]`,
    `principal://${pool}/subject/ns/${namespace}/sa/${serviceAccount}`,
    `principal://${pool}/kubernetes.serviceaccount.uid/${uid}`,
    `principalSet://${pool}/namespace/${namespace}`,
    `principalSet://${pool}/kubernetes.cluster/https://container.googleapis.com/v1/${cluster}`,
  ];
}

const workloadPool = ({ project, projectNumber }: Workload) =>
  `iam.googleapis.com/projects/${projectNumber}/locations/global/workloadIdentityPools/${project}.svc.id.goog`;

/** As Google's messages call it. */
export function nameOf(principal: Principal): string {
  switch (principal.kind) {
    case "owner":
      return "The sandbox's owner";
    case "serviceAccount":
      return principal.email;
    case "federated":
      return `principal://iam.googleapis.com/${principal.pool}/subject/${principal.subject}`;
    case "workload":
      return `principal://${workloadPool(principal)}/subject/ns/${principal.namespace}/sa/${principal.serviceAccount}`;
  }
}
