import { CancelledError, type CreateRequest, type DeleteRequest, unwrapMap, StateOnlyHandler } from "../../lib/plugin";
import { GoogleClient, GoogleError } from "../../lib/google";
import { pollUntil } from "../../lib/retry";
import { KubernetesClient, KubernetesError } from "../../lib/kubernetes";
import { requireUnprotected } from "../cluster-protection/refusal";
import { holding, type Kubernetes, kinds, objectPath, podsOnVolumes, remove, usersPods, volumeUsers } from "./objects";

interface Inputs {
  /** `projects/…/locations/…/clusters/…`. */
  readonly cluster: string;
  readonly kubeconfig: string;
  readonly deletionProtection: boolean;
}

/** What of a cluster says whether it is on its way out. */
interface Found {
  readonly endpoint?: string;
  readonly status?: string;
  readonly nodePools?: readonly { readonly name: string }[];
}

/**
 * `gke-bluegreen:infra:ClusterCleanup`: does nothing until it is deleted, and then only in a cluster that is on its way out. There it
 * takes away what Kubernetes made in Google Cloud (load balancers, network endpoint groups, disks), whoever in the cluster asked for it,
 * and waits until it is gone: deleting the cluster would leave it behind, on the bill and in the way of the network's deletion.
 *
 * A resource is not told what else is deleted with it. The node pools depend on it, so that in a destroy they are gone before it: a
 * cluster without a node pool serves nobody. One in which somebody's pods run (its deletion alone, a cluster that left the state or
 * became `existing`) keeps everything.
 */
export class ClusterCleanupHandler extends StateOnlyHandler {
  protected override readonly replaceOn = ["cluster"];

  constructor(
    private readonly google = new GoogleClient(),
    private readonly connect = (kubeconfig: string): Kubernetes => new KubernetesClient(kubeconfig),
    private readonly intervalMs = 1000,
  ) {
    super();
  }

  protected override idOf({ inputs, name }: CreateRequest): string {
    const { cluster } = unwrapMap(inputs) as unknown as Partial<Inputs>;
    return typeof cluster === "string" ? cluster : name;
  }

  override async delete(request: DeleteRequest): Promise<void> {
    const inputs = unwrapMap(request.properties) as unknown as Inputs;
    requireUnprotected(inputs.deletionProtection);
    const found = await this.find(inputs, request.signal).catch((error: unknown) => {
      throw request.signal.aborted ? new CancelledError("cancelled") : error;
    });
    if (!found) return;
    const serves = (found.nodePools ?? []).length > 0;
    const client = this.connect(inputs.kubeconfig);
    try {
      const pods = serves ? await usersPods(client, request.signal) : [];
      if (pods.length > 0) await this.leave(client, pods, request);
      else await this.clean(client, request, serves);
    } catch (error) {
      if (request.signal.aborted || error instanceof CancelledError) throw new CancelledError("cancelled");
      if (error instanceof KubernetesError && error.status < 500) throw error;
      if (error instanceof LeftOver) throw error;
      throw new Error(
        `the cluster does not answer (${error instanceof Error ? error.message : String(error)}), so its load balancers and disks cannot be ` +
          "taken away first. Run destroy again from where the cluster can be reached; or delete the cluster by hand, and destroy goes on without it",
        { cause: error },
      );
    } finally {
      client.close();
    }
  }

  /** A cluster that is gone, or was never finished, has nothing to clean; nor has one that Google does not run. */
  private async find({ cluster }: Inputs, signal: AbortSignal): Promise<Found | undefined> {
    try {
      const found = await this.google.json<Found>("container", cluster, { signal });
      const { endpoint, status } = found;
      return endpoint && !isUsersOwn(endpoint) && status !== "STOPPING" ? found : undefined;
    } catch (error) {
      if (error instanceof GoogleError && error.status === 404) return undefined;
      throw error;
    }
  }

  /** The cluster is in use: says what stays. */
  private async leave(client: Kubernetes, pods: readonly string[], { log, signal }: DeleteRequest): Promise<void> {
    const stays: string[] = [];
    for (const kind of kinds.filter(({ follows }) => !follows))
      for (const { metadata } of await holding(client, kind, signal))
        stays.push(named(kind.kind, metadata.namespace, metadata.name));
    log.warning(
      `the cluster still runs ${enumerate(pods)}, so everything in it stays` +
        (stays.length === 0
          ? ""
          : `: ${stays.join(", ")}. If the cluster is deleted nevertheless, delete these first: their load balancers and disks outlive it`),
    );
  }

  /** @param serves whether nodes may still run, whose kubelets end pods in order */
  private async clean(client: Kubernetes, request: DeleteRequest, serves: boolean): Promise<void> {
    const { signal, log, timeoutSeconds = 1200 } = request;
    const asked = new Set<string>();
    let left: string[] = [];
    const isClean = async () => {
      left = [];
      const claimed = (
        await holding(
          client,
          kinds.find(({ kind }) => kind === "PersistentVolumeClaim")!,
          signal,
        )
      ).length;
      if (claimed > 0) {
        await this.removeAll(client, await volumeUsers(client, signal), asked, request);
        // No kubelet is left to end them.
        if (!serves)
          for (const pod of await podsOnVolumes(client, signal)) await remove(client, pod, signal, "at once");
      }
      for (const kind of kinds) {
        const found = await holding(client, kind, signal);
        left.push(...found.map(({ metadata: { namespace, name } }) => named(kind.kind, namespace, name)));
        if (!kind.follows)
          await this.removeAll(client, new Set(found.map((object) => objectPath(kind.path, object))), asked, request);
      }
      if (left.length > 0) log.status(`waiting for Google Cloud to take away what belongs to ${left.join(", ")}`);
      return left.length === 0;
    };
    if (await pollUntil(isClean, { signal, everyMs: this.intervalMs, withinMs: timeoutSeconds * 1000 })) return;
    throw new LeftOver(
      `after ${Math.round(timeoutSeconds / 60)} minutes the cluster still holds ${left.join(", ")}: ` +
        "see its events (kubectl describe); what is left would outlive the cluster and keep its network from being deleted. Run destroy again when it is gone",
    );
  }

  private async removeAll(
    client: Kubernetes,
    paths: ReadonlySet<string>,
    asked: Set<string>,
    { signal, log }: DeleteRequest,
  ): Promise<void> {
    for (const path of paths) {
      if (asked.has(path)) continue;
      asked.add(path);
      log.info(`deletes ${path.replace(/^\/apis?\//, "")}, for what Google Cloud holds for it`);
      await remove(client, path, signal);
    }
  }
}

/**
 * Google's endpoints are addresses alone. One with a port is that of a cluster of the user's own, which the sandbox was put on
 * (`--kubernetes context:NAME`): nothing in it is Google Cloud's, and what others keep there is not this stack's to delete.
 */
const isUsersOwn = (endpoint = ""): boolean => /^[\d.]+:\d+$/.test(endpoint);

/** What would not go in time. */
class LeftOver extends Error {}

const enumerate = (names: readonly string[]): string =>
  names.length > 3 ? `${names.slice(0, 3).join(", ")} and ${names.length - 3} more pods` : names.join(", ");

const named = (kind: string, namespace: string | undefined, name: string): string =>
  `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
