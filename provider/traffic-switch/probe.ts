import type { KubernetesClient } from "../../lib/kubernetes";
import { pause } from "../../lib/retry";
import type { Probe } from "./cluster-port";
import type { SwitchSpec } from "../../lib/release/spec";
import { syntaxError, tolerate } from "../../lib/errors/expected";

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

type Answer = Awaited<ReturnType<KubernetesClient["text"]>>;

/** The app's answer, and the milliseconds that it took. */
export interface Heard {
  readonly answer: Answer;
  readonly took: number;
}

/** Connections that may break one after another. */
const BREAKS = 4;

/**
 * Asks an app by way of the API server. That one says in words of its own when the app hangs up, so a connection that breaks is its own, or
 * the network's: the question is put again. Throws where nothing comes in time, or it breaks each time.
 */
export async function askApp(
  client: Pick<KubernetesClient, "text">,
  path: string,
  { signal, timeoutMs }: { readonly signal: AbortSignal; readonly timeoutMs: number },
): Promise<Heard> {
  for (let attempt = 1; ; attempt++) {
    const asked = performance.now();
    try {
      const answer = await client.text("GET", path, { signal, timeoutMs });
      return { answer, took: Math.round(performance.now() - asked) };
    } catch (error) {
      const isSilence = performance.now() - asked >= timeoutMs;
      if (signal.aborted || isSilence || attempt >= BREAKS) throw error;
      await pause(100, signal);
    }
  }
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
    const { answer } = await askApp(client, url, { signal, timeoutMs: PATIENCE });
    const { status, text } = answer;
    if (isRefusal(status, text)) return { verdict: "unheard", seen: `the API server answered ${status}` };
    return { verdict: status < 500 ? "answered" : "failed", seen: `HTTP ${status}` };
  } catch (error) {
    if (signal.aborted) throw error;
    const seen = error instanceof Error ? error.message : String(error);
    return { verdict: (await isReady(client, signal)) ? "failed" : "unheard", seen };
  }
}

/**
 * Whether it is the API server that speaks, and not the app: it did not pass the question on. Its own answer is a `Status`, which says of
 * an app without pods, or one that refuses the connection, that it is the app that does not answer, as users find.
 */
export function isRefusal(status: number, text: string): boolean {
  if (status < 400) return false;
  const said = statusOf(text);
  if (said === undefined || said.code !== status) return false;
  return !appsOwn.test(said.message);
}

/** Sources: k8s.io/apimachinery `pkg/util/proxy`, k8s.io/kubernetes `pkg/registry/core/service/storage`; net.Dial's errors, read 2026-11. */
const appsOwn =
  /no endpoints available|connection refused|connection reset|\bEOF\b|malformed HTTP|server gave HTTP response|no such host/;

function statusOf(text: string): { readonly code: number; readonly message: string } | undefined {
  try {
    const said = JSON.parse(text) as { kind?: string; code?: number; message?: string } | null;
    if (said?.kind !== "Status") return undefined;
    return { code: said.code ?? 0, message: said.message ?? "" };
  } catch (error) {
    tolerate(error, syntaxError);
    return undefined;
  }
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
