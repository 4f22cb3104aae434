import { type CallLog, isMap, type PropertyMap, type PropertyValue, unwrap } from "../../lib/plugin";
import { isTransient, KubernetesClient, LOOK_PATIENCE_MS } from "../../lib/kubernetes";
import { KubernetesPort } from "./kubernetes-port";
import { tellSetbacks } from "./setbacks";
import type { SwitchSpec } from "../../lib/release/spec";

/**
 * Opens the cluster for one call and closes it afterwards.
 *
 * @param log of whoever waits, who is told when the API server is away
 */
export async function withPort<T>(
  spec: SwitchSpec,
  log: Pick<CallLog, "status" | "info">,
  use: (port: KubernetesPort, client: KubernetesClient) => Promise<T>,
): Promise<T> {
  return await withClients(log, (open) => {
    const client = open(spec.kubeconfig);
    return use(new KubernetesPort(client, spec), client);
  });
}

/**
 * The same for a preview: it fails soon where the cluster does not answer, and says what to look after.
 *
 * @param patienceMs milliseconds for which a call is tried again
 */
export async function withLook<T>(
  spec: SwitchSpec,
  log: Pick<CallLog, "status" | "info">,
  use: (port: KubernetesPort) => Promise<T>,
  patienceMs = LOOK_PATIENCE_MS,
): Promise<T> {
  try {
    return await withClients(log, (open) => use(new KubernetesPort(open(spec.kubeconfig), spec)), patienceMs);
  } catch (error) {
    if (!isTransient(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    const message = `the cluster of ${spec.app} cannot be asked where the traffic is: ${why}. See that its API server is up and can be reached from here, and try again`;
    throw new Error(message, { cause: error });
  }
}

/** The same for several apps, in their order; those of one cluster share its client. */
export async function withPorts<T>(
  specs: readonly SwitchSpec[],
  log: Pick<CallLog, "status" | "info">,
  use: (apps: readonly { readonly spec: SwitchSpec; readonly port: KubernetesPort }[]) => Promise<T>,
): Promise<T> {
  return await withClients(log, (open) =>
    use(specs.map((spec) => ({ spec, port: new KubernetesPort(open(spec.kubeconfig), spec) }))),
  );
}

async function withClients<T>(
  log: Pick<CallLog, "status" | "info">,
  use: (open: (kubeconfig: string) => KubernetesClient) => Promise<T>,
  patienceMs?: number,
): Promise<T> {
  const clients = new Map<string, KubernetesClient>();
  try {
    return await use((kubeconfig) => {
      const options = { onSetback: tellSetbacks(log), ...(patienceMs !== undefined && { patienceMs }) };
      const client = clients.get(kubeconfig) ?? new KubernetesClient(kubeconfig, options);
      clients.set(kubeconfig, client);
      return client;
    });
  } finally {
    for (const client of clients.values()) client.close();
  }
}

/** Inputs as plain JSON, for the schema; unknown values are left out. */
export function plain(value: PropertyValue | undefined): unknown {
  if (value === undefined) return undefined;
  const bare = unwrap(value);
  if (Array.isArray(bare)) return bare.map(plain);
  if (!isMap(bare)) return typeof bare === "object" && bare !== null ? undefined : bare;
  return Object.fromEntries(Object.entries(bare).map(([key, inner]) => [key, plain(inner)]));
}

/** A JSON value as an output. */
export function asProperties(value: object): PropertyMap {
  return JSON.parse(JSON.stringify(value)) as PropertyMap;
}
