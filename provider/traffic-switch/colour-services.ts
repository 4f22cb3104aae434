import type { V1EndpointSlice, V1Pod, V1Service, V1ServicePort } from "@kubernetes/client-node";
import { deadline } from "../../lib/retry";
import { type KubernetesClient, KubernetesError, watchUntil } from "../../lib/kubernetes";
import { COLOR_LABEL } from "./journal";
import { OWN_MANAGER } from "./pod-template";
import type { Color, SwitchSpec } from "../../lib/release/spec";

const MERGE = "application/merge-patch+json";
/** Milliseconds within which the endpoints of a Service that was put back are there. */
const ENDPOINTS_WITHIN = 60_000;

/**
 * A colour's own Service is an invariant of the switch: Cilium, the engine of GKE Dataplane V2, resets every open connection to a pod that no
 * Service refers to any more, which is what the flip of the live Service's selector would make of the old colour's
 * (https://github.com/cilium/cilium/issues/23761; `bpf/lib/lb.h`, read at 1.20.2). So a colour Service that is missing, leads elsewhere or
 * lacks a target port of the live Service is put back before traffic moves.
 *
 * @returns what was put back, for a person
 */
export async function mendServices(
  client: KubernetesClient,
  spec: SwitchSpec,
  colors: readonly Color[],
  signal: AbortSignal,
): Promise<readonly string[]> {
  const live = await read(client, spec, spec.route.service, signal);
  // Without a live Service nothing flips; the route itself says what is wrong.
  const wanted = live?.spec?.ports ?? [];
  // A colour that the program has no more keeps its Service until the engine deletes it, after the switch.
  const own = colors.filter((color) => Object.hasOwn(spec.colors, color));
  const lines = await Promise.all(own.map((color) => mendOne(client, spec, color, wanted, signal)));
  return lines.flat();
}

async function mendOne(
  client: KubernetesClient,
  spec: SwitchSpec,
  color: Color,
  wanted: readonly V1ServicePort[],
  signal: AbortSignal,
): Promise<string[]> {
  const name = spec.colors[color]?.service ?? "";
  const selector = { app: spec.app, [COLOR_LABEL]: color };
  const found = await read(client, spec, name, signal);
  const wrong = found ? faults(found, selector, wanted) : ["missing"];
  if (wrong.length === 0) return [];
  const query = { fieldManager: OWN_MANAGER };
  if (found) {
    const foreign = Object.fromEntries(Object.keys(found.spec?.selector ?? {}).map((key) => [key, null]));
    const ports = withPorts(found.spec?.ports ?? [], wanted);
    const { resourceVersion } = found.metadata ?? {};
    const body = { metadata: { resourceVersion }, spec: { selector: { ...foreign, ...selector }, ports } };
    await client.json("PATCH", pathOf(spec, name), { body, query, contentType: MERGE, signal });
  } else {
    const body = {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name, namespace: spec.namespace, labels: selector },
      spec: { selector, ports: withPorts([], wanted) },
    };
    await client.json("POST", pathOf(spec), { body, query, signal });
  }
  if (await hasReadyPods(client, spec, selector, signal)) await awaitEndpoints(client, spec, name, signal);
  return [`Service ${name} was ${wrong.join(" and ")}; it is put back, so that no open connection is cut`];
}

/** What is wrong with a colour's Service, in words. */
function faults(
  { spec }: V1Service,
  selector: Readonly<Record<string, string>>,
  wanted: readonly V1ServicePort[],
): string[] {
  const own = spec?.selector ?? {};
  const keys = new Set([...Object.keys(own), ...Object.keys(selector)]);
  const leads = [...keys].every((key) => own[key] === selector[key]);
  const lacking = missing(spec?.ports ?? [], wanted);
  return [
    ...(leads ? [] : [`leading to ${JSON.stringify(own)}`]),
    ...(lacking.length > 0 ? [`without port ${lacking.map(targetOf).join(", ")}`] : []),
  ];
}

const targetOf = ({ targetPort, port, protocol = "TCP" }: V1ServicePort) => `${targetPort ?? port}/${protocol}`;

function missing(own: readonly V1ServicePort[], wanted: readonly V1ServicePort[]): readonly V1ServicePort[] {
  const known = new Set(own.map(targetOf));
  return wanted.filter((port) => !known.has(targetOf(port)));
}

/** Ports with those of the live Service beside them; one that has a name or number of another gets its place. */
function withPorts(own: readonly V1ServicePort[], wanted: readonly V1ServicePort[]): readonly V1ServicePort[] {
  // A node's port is the live Service's alone.
  const more = missing(own, wanted).map((one): V1ServicePort => {
    const copy = { ...one };
    delete copy.nodePort;
    return copy;
  });
  const kept = own.filter(({ name, port, protocol = "TCP" }) =>
    more.every((one) => one.name !== name && !(one.port === port && (one.protocol ?? "TCP") === protocol)),
  );
  return [...kept, ...more];
}

/** A colour whose pods are all gone or not ready has nobody to be cut off, and its Service gets no endpoints. */
async function hasReadyPods(
  client: KubernetesClient,
  { namespace }: SwitchSpec,
  selector: Readonly<Record<string, string>>,
  signal: AbortSignal,
): Promise<boolean> {
  const labelSelector = Object.entries(selector)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
  const path = `/api/v1/namespaces/${namespace}/pods`;
  const { items } = await client.json<{ items: V1Pod[] }>("GET", path, { query: { labelSelector }, signal });
  return items.some(({ status }) => status?.conditions?.some((one) => one.type === "Ready" && one.status === "True"));
}

/** Where its colour has pods that are ready, a Service that was put back has them too before anything depends on it. */
async function awaitEndpoints(client: KubernetesClient, spec: SwitchSpec, name: string, signal: AbortSignal) {
  await watchUntil<V1EndpointSlice>(
    client,
    `/apis/discovery.k8s.io/v1/namespaces/${spec.namespace}/endpointslices`,
    { labelSelector: `kubernetes.io/service-name=${name}` },
    deadline(signal, ENDPOINTS_WITHIN),
    (slices) => slices.some(({ endpoints }) => endpoints?.some(({ conditions }) => conditions?.ready !== false)),
  );
}

async function read(client: KubernetesClient, spec: SwitchSpec, name: string, signal: AbortSignal) {
  try {
    return await client.json<V1Service>("GET", pathOf(spec, name), { signal });
  } catch (error) {
    if (error instanceof KubernetesError && error.status === 404) return undefined;
    throw error;
  }
}

const pathOf = ({ namespace }: SwitchSpec, name?: string) =>
  `/api/v1/namespaces/${namespace}/services${name === undefined ? "" : `/${name}`}`;
