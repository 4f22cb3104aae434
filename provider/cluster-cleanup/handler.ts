import {
  CancelledError,
  type CheckRequest,
  type CreateRequest,
  type DeleteRequest,
  type DiffRequest,
  diffInputs,
  type PropertyMap,
  unwrapMap,
  type UpdateRequest,
  StateOnlyHandler,
} from "../../lib/plugin";
import { GoogleClient, GoogleError } from "../../lib/google";
import { pause } from "../../lib/retry";
import { KubernetesClient, KubernetesError } from "../../lib/kubernetes";
import { holding, type Kubernetes, kinds, objectPath, remove, volumeUsers } from "./objects";

interface Inputs {
  /** `projects/…/locations/…/clusters/…`. */
  readonly cluster: string;
  readonly kubeconfig: string;
  readonly deletionProtection: boolean;
}

/**
 * `gke-bluegreen:infra:ClusterCleanup`: does nothing until it is deleted. Then, while the cluster's controllers still run, it takes away
 * what Kubernetes made in Google Cloud (load balancers, network endpoint groups, disks), whoever in the cluster asked for it, and waits
 * until it is gone: deleting the cluster would leave it behind, on the bill and in the way of the network's deletion.
 */
export class ClusterCleanupHandler extends StateOnlyHandler {
  constructor(
    private readonly google = new GoogleClient(),
    private readonly connect = (kubeconfig: string): Kubernetes => new KubernetesClient(kubeconfig),
    private readonly intervalMs = 1000,
  ) {
    super();
  }

  check({ news }: CheckRequest) {
    return Promise.resolve({ inputs: news });
  }

  diff({ oldInputs, news }: DiffRequest) {
    return Promise.resolve(diffInputs(oldInputs, news, { replaceOn: ["cluster"] }));
  }

  create({ inputs, name }: CreateRequest) {
    const { cluster } = unwrapMap(inputs) as unknown as Partial<Inputs>;
    return Promise.resolve({ id: typeof cluster === "string" ? cluster : name, properties: inputs });
  }

  update({ news }: UpdateRequest): Promise<PropertyMap> {
    return Promise.resolve(news);
  }

  override async delete(request: DeleteRequest): Promise<void> {
    const inputs = unwrapMap(request.properties) as unknown as Inputs;
    if (inputs.deletionProtection)
      throw new Error(
        "the cluster is protected from deletion: set cluster.deletionProtection to false, `pulumi up`, then destroy",
      );
    const holds = await this.holdsGoogles(inputs, request.signal).catch((error: unknown) => {
      throw request.signal.aborted ? new CancelledError("cancelled") : error;
    });
    if (!holds) return;
    const client = this.connect(inputs.kubeconfig);
    try {
      await this.clean(client, request);
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
  private async holdsGoogles({ cluster }: Inputs, signal: AbortSignal): Promise<boolean> {
    try {
      const { endpoint, status } = await this.google.json<{ endpoint?: string; status?: string }>(
        "container",
        cluster,
        { signal },
      );
      return Boolean(endpoint) && !isUsersOwn(endpoint) && status !== "STOPPING";
    } catch (error) {
      if (error instanceof GoogleError && error.status === 404) return false;
      throw error;
    }
  }

  private async clean(client: Kubernetes, request: DeleteRequest): Promise<void> {
    const { signal, log, timeoutSeconds = 1200 } = request;
    const deadline = Date.now() + timeoutSeconds * 1000;
    const asked = new Set<string>();
    for (;;) {
      const left: string[] = [];
      const claimed = (
        await holding(
          client,
          kinds.find(({ kind }) => kind === "PersistentVolumeClaim")!,
          signal,
        )
      ).length;
      if (claimed > 0) await this.removeAll(client, await volumeUsers(client, signal), asked, request);
      for (const kind of kinds) {
        const found = await holding(client, kind, signal);
        left.push(...found.map(({ metadata: { namespace, name } }) => named(kind.kind, namespace, name)));
        if (!kind.follows)
          await this.removeAll(client, new Set(found.map((object) => objectPath(kind.path, object))), asked, request);
      }
      if (left.length === 0) return;
      log.status(`waiting for Google Cloud to take away what belongs to ${left.join(", ")}`);
      if (Date.now() > deadline)
        throw new LeftOver(
          `after ${Math.round(timeoutSeconds / 60)} minutes the cluster still holds ${left.join(", ")}: ` +
            "see its events (kubectl describe); what is left would outlive the cluster and keep its network from being deleted. Run destroy again when it is gone",
        );
      await pause(this.intervalMs, signal);
    }
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

const named = (kind: string, namespace: string | undefined, name: string): string =>
  `${kind} ${namespace === undefined ? "" : `${namespace}/`}${name}`;
