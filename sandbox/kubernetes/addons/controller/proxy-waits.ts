import type { KubernetesObject } from "@kubernetes/client-node";
import type { Warning, Warnings } from "./warnings";

const KINDS = {
  ingresses: { apiVersion: "networking.k8s.io/v1", kind: "Ingress" },
  gateways: { apiVersion: "gateway.networking.k8s.io/v1", kind: "Gateway" },
} as const;

/** What waits for the proxy: all Ingresses and Gateways. */
export type Waiting = Readonly<Record<keyof typeof KINDS, readonly KubernetesObject[]>>;

/**
 * Tells each Ingress and Gateway what it waits for, so that an update that waits for an address says it. Nobody need look at the sandbox for
 * it. An event that cannot be written keeps nothing else from being done.
 */
export async function tellWaiting(warnings: Warnings, waiting: Waiting, warning: Warning): Promise<void> {
  const told = (["ingresses", "gateways"] as const).flatMap((list) =>
    waiting[list].map((object) => warnings.say(KINDS[list], object, warning)),
  );
  for (const outcome of await Promise.allSettled(told))
    if (outcome.status === "rejected") console.log(`no event about the proxy: ${String(outcome.reason)}`);
}

/** What an Ingress or a Gateway is told while its proxy is built. */
export const BEING_BUILT: Warning = {
  reason: "ProxyBeingBuilt",
  message:
    "The sandbox builds its proxy (Traefik) from source, for the first Ingress or Gateway of this machine: it takes some minutes, once, and the address comes after it. `gke-bluegreen sandbox status` tells how far it is.",
};

/** What an Ingress or a Gateway is told whose proxy cannot be built. */
export const notBuilt = (error: unknown): Warning => ({
  reason: "ProxyNotBuilt",
  message: `The sandbox's proxy (Traefik) is not there, and is tried again: ${error instanceof Error ? error.message : String(error)}`,
});
