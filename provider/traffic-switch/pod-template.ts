import { createHash } from "node:crypto";
import type { V1Deployment, V1ManagedFieldsEntry } from "@kubernetes/client-node";
import { sameQuantity } from "../../lib/quantity";
import { REVISION } from "../../lib/release/marks";

/** Annotation that `kubectl rollout restart` writes on a template: the same release, with new pods. */
export const RESTARTED = "kubectl.kubernetes.io/restartedAt";

/**
 * Field managers of the program's own writes: the engine's Kubernetes plugin, which names itself so when it creates
 * (https://github.com/pulumi/pulumi-kubernetes, `provider/pkg/await`, read 2026-11) and with a random suffix when it applies. What an
 * admission webhook adds to such a write, and the API server's defaults, are recorded under the manager of that write: so they are no
 * foreign hand. Sidecar injectors that change pods, and not their templates, are not seen here at all.
 */
export const OWN_MANAGER = "pulumi-kubernetes";

const isOwn = ({ manager = "" }: V1ManagedFieldsEntry) =>
  manager === OWN_MANAGER || manager.startsWith(`${OWN_MANAGER}-`) || manager === "pulumi-resource-kubernetes";

/** Annotation with which GKE Autopilot says that it changed the requests of a Deployment when it was written. */
const ADJUSTED = "autopilot.gke.io/resource-adjustment";

type Json = Readonly<Record<string, unknown>>;

/**
 * What of a live pod template another hand made otherwise than the program states it: paths and managers, and no values, some of which may
 * be secret.
 *
 * @param stated the program's template; `undefined` where an earlier version did not say
 */
export function foreignParts(
  { metadata, spec }: V1Deployment,
  stated: { readonly revision: string; readonly template?: Json | undefined },
): readonly string[] {
  const found = metadata?.annotations?.[REVISION];
  const adjusted = Object.hasOwn(metadata?.annotations ?? {}, ADJUSTED);
  const differing = (
    stated.template === undefined ? [] : differences(stated.template, spec?.template, "template")
  ).filter((path) => !(adjusted && /\.resources\b/.test(path)));
  const revision =
    stated.template !== undefined && found !== stated.revision ? [`metadata.annotations.${REVISION}`] : [];
  const owned = (metadata?.managedFields ?? [])
    .filter((entry) => !isOwn(entry))
    .flatMap((entry) => {
      const paths = templateFields(entry);
      return paths.length === 0 ? [] : [`${entry.manager ?? "somebody"} owns ${listed(paths)}`];
    });
  return [...revision, ...(differing.length > 0 ? [`${listed(differing)} not as stated`] : []), ...owned];
}

/** The same for the same template; a restart makes no other release. */
export function fingerprint({ spec, metadata }: V1Deployment): string {
  const { metadata: own, spec: pod } = spec?.template ?? {};
  const annotations = Object.fromEntries(Object.entries(own?.annotations ?? {}).filter(([key]) => key !== RESTARTED));
  const content = JSON.stringify([metadata?.annotations?.[REVISION], own?.labels, annotations, pod], sortKeys);
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}

const sortKeys = (_: string, value: unknown): unknown =>
  isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;

/** Managed fields without what a manager that is not the program's owns of the template. */
export function withoutForeign(entries: readonly V1ManagedFieldsEntry[]): readonly V1ManagedFieldsEntry[] {
  return entries.map((entry) => {
    if (isOwn(entry) || templateFields(entry).length === 0) return entry;
    const { "f:spec": spec, ...rest } = entry.fieldsV1 as Record<string, Json>;
    const others = Object.fromEntries(Object.entries(spec ?? {}).filter(([key]) => key !== "f:template"));
    return { ...entry, fieldsV1: Object.keys(others).length > 0 ? { ...rest, "f:spec": others } : rest };
  });
}

/** Paths of a template's fields that an entry of `managedFields` owns: https://kubernetes.io/docs/reference/using-api/server-side-apply/#field-management */
function templateFields({ fieldsV1, subresource }: V1ManagedFieldsEntry): readonly string[] {
  if (subresource) return [];
  const spec = (fieldsV1 as Record<string, Json> | undefined)?.["f:spec"];
  const template = spec?.["f:template"];
  return isObject(template) ? leaves(template, "template").filter((path) => !path.endsWith(RESTARTED)) : [];
}

function leaves(fields: Json, at: string): string[] {
  if (Object.keys(fields).length === 0) return [at];
  // `.` is the map or element itself: whoever owns no more has merely made room in it.
  const inner = Object.entries(fields).filter(([key]) => key !== ".");
  return inner.flatMap(([key, value]) => {
    const path = key.startsWith("k:") ? `${at}[${keyOf(key)}]` : `${at}.${key.replace(/^[fv]:/, "")}`;
    return isObject(value) ? leaves(value, path) : [path];
  });
}

/** `k:{"name":"web"}` → `web`. */
function keyOf(key: string): string {
  const parsed = JSON.parse(key.slice(2)) as Json;
  return Object.values(parsed).join("/");
}

/** Paths of what is stated and is not so. What is there besides is the API server's, a webhook's, or tells itself by its manager. */
export function differences(stated: unknown, live: unknown, at: string): string[] {
  if (live === undefined || live === null) return isNothing(stated) ? [] : [at];
  if (Array.isArray(stated)) return listDifferences(stated, live, at);
  if (isObject(stated)) {
    if (!isObject(live)) return [at];
    return Object.entries(stated).flatMap(([key, value]) => {
      const path = `${at}.${key}`;
      return isQuantity(at, key) ? quantityDifference(value, live[key], path) : differences(value, live[key], path);
    });
  }
  return stated === live || isNothing(stated) ? [] : [at];
}

/** Keys by which the API server tells elements of a template's lists apart, the first that all have. */
const listKeys = ["name", "mountPath", "devicePath", "containerPort", "topologyKey", "ip"];

function listDifferences(stated: readonly unknown[], live: unknown, at: string): string[] {
  if (!Array.isArray(live)) return isNothing(stated) ? [] : [at];
  const key = listKeys.find((one) => isKeyOf(stated, one));
  if (key === undefined) {
    if (live.length !== stated.length) return [at];
    return stated.flatMap((item, index) => differences(item, live[index], `${at}[${index}]`));
  }
  return (stated as Json[]).flatMap((item) => {
    const name = String(item[key]);
    const twin = live.find((one) => isObject(one) && one[key] === item[key]) as unknown;
    return differences(item, twin, `${at}[${name}]`);
  });
}

function isKeyOf(items: readonly unknown[], key: string): boolean {
  const values = items.map((item) => (isObject(item) ? item[key] : undefined));
  return items.length > 0 && !values.includes(undefined) && new Set(values).size === values.length;
}

/** What the API server leaves out where it is stated. */
function isNothing(value: unknown): boolean {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return isObject(value) && Object.values(value).every(isNothing);
}

const isQuantity = (at: string, key: string) => key === "sizeLimit" || /\.resources\.(requests|limits)$/.test(at);

function quantityDifference(stated: unknown, live: unknown, at: string): string[] {
  const same = live !== undefined && (stated === live || sameQuantity(stated, live));
  return same || stated === undefined ? [] : [at];
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

const listed = (paths: readonly string[]) =>
  paths.length > 4 ? `${paths.slice(0, 4).join(", ")} and ${paths.length - 4} more` : paths.join(", ");
