import type { V1Deployment } from "@kubernetes/client-node";
import { z } from "zod";
import { KubernetesClient, KubernetesError, LOOK_PATIENCE_MS } from "../../lib/kubernetes";
import { type InvokeRequest, type InvokeResult } from "../../lib/plugin";
import { REVISION } from "../../lib/release/marks";
import { plain } from "../traffic-switch/connection";

const args = z.object({ kubeconfig: z.string(), namespace: z.string(), deployment: z.string(), revision: z.string() });

/**
 * Whether a Deployment has pods of this very revision: a release that an earlier version of this program wrote in another way, and that
 * must stay as it is until it is replaced. One that is not there has none.
 */
export async function runsRevision(
  request: InvokeRequest,
  connect = (kubeconfig: string) => new KubernetesClient(kubeconfig, { patienceMs: LOOK_PATIENCE_MS }),
): Promise<InvokeResult> {
  const { kubeconfig, namespace, deployment, revision } = args.parse(plain(request.args));
  const client = connect(kubeconfig);
  try {
    const path = `/apis/apps/v1/namespaces/${namespace}/deployments/${deployment}`;
    const { metadata } = await client.json<V1Deployment>("GET", path, { signal: request.signal });
    return { result: { runs: metadata?.annotations?.[REVISION] === revision } };
  } catch (error) {
    if (error instanceof KubernetesError && error.status === 404) return { result: { runs: false } };
    throw error;
  } finally {
    client.close();
  }
}
