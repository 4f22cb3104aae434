import { existsSync, readFileSync } from "node:fs";
import { loadAll } from "js-yaml";
import * as pulumi from "@pulumi/pulumi";
import { UserError } from "../lib/errors/user-error";
import { isJson, type Json } from "../lib/kubernetes/fields/schema";
import { unknownFields } from "../lib/kubernetes/fields/unknown";

/** What is let through although this version does not know it. */
export interface KnownFieldsOptions {
  /**
   * Fields that are let through: names as they are in the message, without indices (`spec.template.spec.newField`), for an API that is newer than
   * what is known here (Kubernetes 1.35).
   */
  readonly except?: readonly string[];
}

/** Components of the official plugin that make their objects themselves, so that the program does not see them: only the engine does. */
const renders = /^kubernetes:(kustomize\/v2:Directory|helm\.sh\/v4:Chart|yaml\/v2:Config(File|Group))$/;

/**
 * Refuses every Kubernetes object of this program, in the preview already, that has a field which Kubernetes' API has not: the official plugin
 * leaves such a field out and says nothing, so that `replica: 3` is one replica. Holds for objects of the program, raw ones too, and for what
 * YAML, kustomize directories and charts make; not for a `helm.v3.Release`, whose objects Helm makes behind the engine. To be called before the
 * first resource. Custom resources are left to their own API.
 */
export function rejectUnknownFields({ except = [] }: KnownFieldsOptions = {}): void {
  const refuse = (one: { readonly type: string; readonly name: string; readonly props: unknown }) =>
    requireKnownFields(one.type, one.name, one.props, except);
  // In the program itself: no policy sees such a field, since the engine shows a pack what the plugin has made of an object.
  pulumi.runtime.registerStackTransformation(({ type, name, props, opts }) => {
    refuse({ type, name, props });
    if (!renders.test(type)) return undefined;
    const child: pulumi.ResourceTransform = (one) => void refuse(one);
    return { props, opts: { ...opts, transforms: [...(opts.transforms ?? []), child] } };
  });
}

/** As a transformation sees a resource. @param type a Pulumi type token: `kubernetes:apps/v1:Deployment` */
export function requireKnownFields(type: string, name: string, props: unknown, except: readonly string[] = []): void {
  const [, group = "", kind = ""] = /^kubernetes:(.+):(.+)$/.exec(type) ?? [];
  if (kind === "" || !isJson(props)) return;
  if (/^yaml(\/v2)?$/.test(group)) {
    for (const object of manifestsOf(props)) requireKnown(object, name, except);
    return;
  }
  requireKnown({ ...props, apiVersion: group.replace(/^core\//, ""), kind }, name, except);
}

/** Objects that a `ConfigGroup` or a `ConfigFile` states in YAML. What is at an address or known later only the engine sees. */
function manifestsOf({ yaml, objs, file, files }: Json): unknown[] {
  const texts = (value: unknown) => (Array.isArray(value) ? value : [value]).filter((one) => typeof one === "string");
  const read = [...texts(file), ...texts(files)]
    .filter((path) => existsSync(path))
    .map((path) => readFileSync(path, "utf8"));
  return [
    ...[...texts(yaml), ...read].flatMap((text) => loadAll(text)),
    ...(Array.isArray(objs) ? (objs as unknown[]) : []),
  ];
}

function requireKnown(object: unknown, resource: string, except: readonly string[]): void {
  if (!isJson(object)) return;
  const { apiVersion, kind, metadata, items } = object;
  if (kind === "List" && Array.isArray(items)) {
    for (const item of items) requireKnown(item, resource, except);
    return;
  }
  if (typeof apiVersion !== "string" || typeof kind !== "string") return;
  const found = unknownFields(apiVersion, kind, object).filter(
    ({ path }) => !except.includes(path.replaceAll(/\[\d+\]/g, "")),
  );
  if (found.length === 0) return;
  const name = isJson(metadata) && typeof metadata["name"] === "string" ? metadata["name"] : resource;
  const meant = found.map(({ path, near }) => (near === undefined ? path : `${path} (did you mean ${near}?)`));
  throw new UserError({
    setting: `${kind} ${name}${name === resource ? "" : ` in ${resource}`}`,
    got: meant.join(", "),
    expected: "fields that Kubernetes' API has; others the Kubernetes plugin leaves out without a word",
    fix: "Correct the names; let a field of a newer Kubernetes through with rejectUnknownFields({ except: […] }).",
  });
}
