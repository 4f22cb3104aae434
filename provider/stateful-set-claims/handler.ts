import type { V1PersistentVolumeClaim, V1StatefulSet, V1StorageClass } from "@kubernetes/client-node";
import { z } from "zod";
import {
  type CallContext,
  type CheckRequest,
  type CheckResult,
  type CreateRequest,
  type PropertyMap,
  StateOnlyHandler,
  type UpdateRequest,
} from "../../lib/plugin";
import { deadline } from "../../lib/retry";
import { KubernetesClient, KubernetesError, watchUntil } from "../../lib/kubernetes";
import { plain } from "../traffic-switch/connection";
import { bytes, type Found, type Growth, planClaims, requested, type Wanted } from "./plan";
import { isAway, remake, resumeRemake, setsPath } from "./remake";

const claimInputs = z.object({
  kubeconfig: z.string().optional(),
  namespace: z.string(),
  set: z.string(),
  podManagement: z.string(),
  claims: z.record(
    z.string(),
    z.object({ size: z.string(), storageClass: z.string().optional(), accessMode: z.string() }),
  ),
});

type Inputs = z.output<typeof claimInputs>;
type Open = Inputs & { readonly kubeconfig: string };

/**
 * `gke-bluegreen:workloads:StatefulSetClaims`: what Kubernetes lets nobody change on a StatefulSet. It goes before the set. Larger disks
 * it brings about itself: it enlarges the claims, and makes the set anew around its pods. What cannot be done it refuses in the preview.
 */
export class StatefulSetClaimsHandler extends StateOnlyHandler {
  protected override readonly replaceOn = ["namespace", "set"];

  constructor(private readonly open = (kubeconfig: string) => new KubernetesClient(kubeconfig)) {
    super();
  }

  override async check({ news, signal }: CheckRequest): Promise<CheckResult> {
    const inputs = claimInputs.parse(plain(news));
    if (!isOpen(inputs)) return { inputs: news };
    const { refused } = await this.within(inputs, (client) => planned(client, inputs, signal));
    // Without a property: the engine would print what it finds at that path, and it looks no deeper than the first level.
    return { inputs: news, failures: refused.map((reason) => ({ property: "", reason })) };
  }

  protected override async bringAbout(given: PropertyMap, context: CreateRequest | UpdateRequest): Promise<void> {
    const inputs = claimInputs.parse(plain(given));
    if (!isOpen(inputs)) throw new Error("the kubeconfig must be known when the StatefulSet's claims are looked after");
    await this.within(inputs, (client) => bringAbout(client, inputs, context));
  }

  private async within<T>({ kubeconfig }: Open, use: (client: KubernetesClient) => Promise<T>): Promise<T> {
    const client = this.open(kubeconfig);
    try {
      return await use(client);
    } finally {
      client.close();
    }
  }
}

const isOpen = (inputs: Inputs): inputs is Open => inputs.kubeconfig !== undefined;

const nothing = { refused: [], grow: [], remake: false, lagging: [] } as const;

async function planned(client: KubernetesClient, inputs: Inputs, signal: AbortSignal) {
  const found = await observe(client, inputs, signal);
  return found ? planClaims(inputs, found) : nothing;
}

async function bringAbout(
  client: KubernetesClient,
  inputs: Inputs,
  { log, signal }: Pick<CallContext, "log" | "signal">,
): Promise<void> {
  if (await isAway(client, inputs, signal)) {
    log.info(`${inputs.set} was away since an update that did not end: it is made again around its pods`);
    await resumeRemake(client, inputs, signal);
  }
  const { refused, grow, remake: anew, lagging } = await planned(client, inputs, signal);
  if (refused.length > 0) throw new Error(refused.join("\n"));
  for (const line of lagging) log.warning(line);
  for (const one of grow) {
    log.status(`enlarging ${one.claim} to ${one.size}`);
    await client.json("PATCH", `${claimsPath(inputs.namespace)}/${one.claim}`, {
      body: { spec: { resources: { requests: { storage: one.size } } } },
      contentType: "application/merge-patch+json",
      signal,
    });
  }
  if (anew) {
    log.status(`making ${inputs.set} anew around its pods`);
    await remake(client, inputs, (set) => withWanted(set, inputs), signal);
  }
  if (grow.length > 0) {
    log.status(`waiting until the disks of ${inputs.set} have grown`);
    await grown(client, inputs, grow, deadline(signal, GROWTH_MS));
  }
}

/** Google enlarges a disk in seconds, and a file system while it is mounted. */
const GROWTH_MS = 600_000;

/** Waits until the disks have their size; of one that no pod uses, the file system grows when one does. */
async function grown(
  client: KubernetesClient,
  { namespace }: Inputs,
  growths: readonly Growth[],
  signal: AbortSignal,
): Promise<void> {
  const wanted = new Map(growths.map(({ claim, size }) => [claim, size]));
  await watchUntil<V1PersistentVolumeClaim>(client, claimsPath(namespace), {}, signal, (claims) =>
    claims.every(({ metadata, status }) => {
      const size = wanted.get(metadata?.name ?? "");
      if (size === undefined) return true;
      for (const [resource, state] of Object.entries(status?.allocatedResourceStatuses ?? {}))
        if (/Infeasible$/.test(state))
          throw new Error(
            `${metadata?.name} cannot become ${size}: its driver says ${state} (${resource}); \`kubectl describe pvc ${metadata?.name} -n ${namespace}\` says why`,
          );
      const waiting = status?.conditions?.some(({ type }) => type === "FileSystemResizePending");
      return waiting === true || bytes(status?.capacity?.["storage"] ?? "0") >= bytes(size);
    }),
  );
}

function withWanted(set: V1StatefulSet, wanted: Wanted): V1StatefulSet {
  if (!set.spec) return set;
  const templates = set.spec.volumeClaimTemplates?.map((template) => {
    const size = wanted.claims[template.metadata?.name ?? ""]?.size ?? requested(template);
    // Its status is the API server's; written by us it would be a difference to what anybody applies.
    const { apiVersion, kind, metadata, spec } = template;
    return {
      ...(apiVersion && { apiVersion }),
      ...(kind && { kind }),
      ...(metadata && { metadata }),
      spec: { ...spec, resources: { ...spec?.resources, requests: { ...spec?.resources?.requests, storage: size } } },
    };
  });
  return {
    ...set,
    spec: {
      ...set.spec,
      podManagementPolicy: wanted.podManagement,
      ...(templates && { volumeClaimTemplates: templates }),
    },
  };
}

async function observe(
  client: KubernetesClient,
  { namespace, set }: Inputs,
  signal: AbortSignal,
): Promise<Found | undefined> {
  try {
    const live = await client.json<V1StatefulSet>("GET", `${setsPath(namespace)}/${set}`, { signal });
    const [claims, classes] = await Promise.all([
      client.json<{ items: V1PersistentVolumeClaim[] }>("GET", claimsPath(namespace), { signal }),
      client.json<{ items: V1StorageClass[] }>("GET", "/apis/storage.k8s.io/v1/storageclasses", { signal }),
    ]);
    return { set: live, claims: claims.items, classes: classes.items };
  } catch (error) {
    // Not made yet: then it is made with what is wanted.
    if (error instanceof KubernetesError && error.status === 404) return undefined;
    throw error;
  }
}

const claimsPath = (namespace: string) => `/api/v1/namespaces/${namespace}/persistentvolumeclaims`;
