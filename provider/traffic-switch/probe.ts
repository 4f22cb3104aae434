import type { KubernetesClient } from "../kubernetes/client";
import type { Probe } from "./cluster-port";
import type { SwitchSpec } from "../../lib/release/spec";

/** Milliseconds that users are held to wait for an answer. */
const PATIENCE = 5_000;

/** Where the API server passes on what it is asked to a Service. Of one that speaks HTTPS it takes any certificate. */
export function servicePath(
  { namespace, port, scheme }: { namespace: string; port: number | string; scheme: SwitchSpec["scheme"] },
  service: string,
  path: string,
): string {
  return `/api/v1/namespaces/${namespace}/services/${scheme}:${service}:${port}/proxy${path}`;
}

/** Asks a Service once, by way of the API server. */
export async function probeService(
  client: KubernetesClient,
  spec: Pick<SwitchSpec, "namespace" | "port" | "scheme">,
  service: string,
  path: string,
  signal: AbortSignal,
): Promise<Probe> {
  const url = servicePath(spec, service, path);
  try {
    const { status, text } = await client.text("GET", url, { signal, timeoutMs: PATIENCE });
    if (isRefusal(status, text)) return { verdict: "unheard", seen: `the API server answered ${status}` };
    return { verdict: status < 500 ? "answered" : "failed", seen: `HTTP ${status}` };
  } catch (error) {
    if (signal.aborted) throw error;
    const seen = error instanceof Error ? error.message : String(error);
    return { verdict: (await isReady(client, signal)) ? "failed" : "unheard", seen };
  }
}

/** Whether the API server itself would not pass the question on: its `Status`, and not the app's answer. */
function isRefusal(status: number, text: string): boolean {
  return (status === 401 || status === 403 || status === 429) && /"kind":\s*"Status"/.test(text);
}

/** Whether the API server answers by itself: then it was the app that did not. */
async function isReady(client: KubernetesClient, signal: AbortSignal): Promise<boolean> {
  try {
    const { status } = await client.text("GET", "/readyz", { signal, timeoutMs: 2_000 });
    // Who may not ask has had an answer.
    return status < 500;
  } catch (error) {
    if (signal.aborted) throw error;
    return false;
  }
}
