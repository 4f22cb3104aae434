import { setTimeout as sleep } from "node:timers/promises";
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
  const deadline = Date.now() + ESTABLISHED_MS;
  for (const { metadata } of definitions) {
    const header = { apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" };
    for (;;) {
      const found = await api.read<V1CustomResourceDefinition>({ ...header, metadata: { name: metadata?.name ?? "" } });
      if (found.status?.conditions?.some(({ type, status }) => type === "Established" && status === "True")) break;
      if (Date.now() > deadline)
        throw new Error(`${metadata?.name} is not established after ${ESTABLISHED_MS / 1000} s`);
      await sleep(50);
    }
  }
}
