import { pollUntil } from "../../../../lib/retry";
import {
  KubernetesObjectApi,
  PatchStrategy,
  type KubeConfig,
  type KubernetesObject,
  type V1CustomResourceDefinition,
} from "@kubernetes/client-node";

const FIELD_MANAGER = "gke-bluegreen-sandbox";
const ESTABLISHED_MS = 30_000;

/** Brings objects to what they are said to be, by server-side apply. */
export async function applyObjects(config: KubeConfig, objects: readonly KubernetesObject[]): Promise<void> {
  const api = KubernetesObjectApi.makeApiClient(config);
  for (const object of objects) {
    await api.patch(object, undefined, undefined, FIELD_MANAGER, true, PatchStrategy.ServerSideApply);
  }
}

/** Resolves when the API server serves the kinds that custom resource definitions define. */
export async function whenServed(config: KubeConfig, definitions: readonly KubernetesObject[]): Promise<void> {
  const api = KubernetesObjectApi.makeApiClient(config);
  for (const { metadata } of definitions) {
    const header = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" };
    const isEstablished = async () => {
      const found = await api.read<V1CustomResourceDefinition>({ ...header, metadata: { name: metadata?.name ?? "" } });
      const { conditions = [] } = found.status ?? {};
      return conditions.some(({ type, status }) => type === "Established" && status === "True");
    };
    if (!(await pollUntil(isEstablished, { everyMs: 50, withinMs: ESTABLISHED_MS })))
      throw new Error(`${metadata?.name} is not established after ${ESTABLISHED_MS / 1000} s`);
  }
}
