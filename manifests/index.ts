import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import type { StackConfig } from "../config";
import { colorsOf } from "../config/colors";
import type { ManifestsConfig } from "../config/manifests";
import { UserError } from "../lib/errors/user-error";
import { type ManifestObject, readOfficially, type Reader } from "../readers";
import { fetchedCommit } from "./git";

/** Gets a commit of a repository into a folder. */
export type Fetch = typeof fetchedCommit;

/** The objects of one entry of a stack's `manifests`. */
export interface BroughtObjects {
  readonly name: string;
  readonly namespace: string;
  readonly objects: readonly ManifestObject[];
}

/**
 * Reads what a stack's `manifests` name, kustomizations with kustomize itself.
 * @param folder of Pulumi.yaml
 * @throws a `UserError` for what cannot be read, is no Kubernetes object, or is there twice
 */
export function readManifests(
  { manifests, ...stack }: StackConfig,
  folder: string,
  read: Reader = readOfficially,
  fetch: Fetch = fetchedCommit,
): BroughtObjects[] {
  const brought = Object.entries(manifests).map(([name, config]) => {
    const setting = `gke-bluegreen:manifests.${name}`;
    const objects =
      "files" in config
        ? fromFiles(setting, config.files, folder)
        : fromKustomize(setting, config, folder, read, fetch);
    return { name, namespace: config.namespace ?? "default", objects };
  });
  noneTwice(brought, stack);
  return brought;
}

function fromFiles(setting: string, files: readonly string[], folder: string): ManifestObject[] {
  return files.flatMap((file) => {
    const documents = parseAllDocuments(textOf(setting, folder, file));
    if ("empty" in documents) return [];
    return documents.flatMap((document) => {
      const [error] = document.errors;
      if (error)
        throw notObject(
          `${file}:${error.linePos?.[0].line ?? 1} (${setting})`,
          error.message.split("\n")[0] ?? "YAML that does not parse",
        );
      const value: unknown = document.toJS();
      return value === null ? [] : listed(value, `${file} (${setting})`);
    });
  });
}

function textOf(setting: string, folder: string, file: string): string {
  try {
    return readFileSync(join(folder, file), "utf8");
  } catch (error) {
    throw new UserError({
      setting: `${setting}.files`,
      got: `${file}, which cannot be read (${(error as NodeJS.ErrnoException).code ?? "unknown"})`,
      expected: "a file with Kubernetes objects, relative to Pulumi.yaml",
      fix: "Name the file as it is in the folder of Pulumi.yaml.",
    });
  }
}

/** A `List` is its items. */
function listed(value: unknown, place: string): ManifestObject[] {
  const { items, kind } = value as { readonly items?: unknown; readonly kind?: unknown };
  if (kind === "List" && Array.isArray(items)) return items.flatMap((one) => listed(one, place));
  if (isObject(value)) return [value];
  throw notObject(place, "a document without apiVersion, kind and metadata.name");
}

const isObject = (value: unknown): value is ManifestObject => {
  const { apiVersion, kind, metadata } = (value ?? {}) as Partial<ManifestObject>;
  return typeof apiVersion === "string" && typeof kind === "string" && typeof metadata?.name === "string";
};

const notObject = (setting: string, got: string) =>
  new UserError({
    setting,
    got,
    expected: "Kubernetes objects, as `kubectl apply` takes them",
    fix: "Mend it there. A template is for Helm, and a kustomization for `kustomize`.",
  });

function fromKustomize(
  setting: string,
  { kustomize }: Extract<ManifestsConfig, { readonly kustomize: unknown }>,
  folder: string,
  read: Reader,
  fetch: Fetch,
): readonly ManifestObject[] {
  const isOwn = typeof kustomize === "string";
  const answer = isOwn
    ? read({ kustomize: { folder: join("/stack", kustomize) } }, { stack: folder })
    : read({ kustomize: { folder: join("/stack", kustomize.path) } }, { stack: fetch(kustomize, setting) });
  if (answer.error === undefined) return answer.objects ?? [];
  const isRemote = /git|http|remote/i.test(answer.error) && /:\/\/|github\.com/.test(answer.error);
  throw new UserError({
    setting: `${setting}.kustomize`,
    got: `what kustomize refuses: ${answer.error.replaceAll("/stack/", "").replaceAll("/stack", ".")}`,
    expected: isRemote
      ? "bases that are in the same folder: kustomize here sees neither the network nor Git"
      : "a folder that `kustomize build` accepts, with all its bases in the stack's folder or the repository",
    fix: isRemote
      ? "Name the remote repository itself ({ repository, commit, path }), or bring the base in (git subtree, git submodule)."
      : "Mend it there; `kubectl kustomize FOLDER` says the same.",
  });
}

/** Two hands on one object would take turns in overwriting it. */
function noneTwice(brought: readonly BroughtObjects[], stack: Omit<StackConfig, "manifests">): void {
  const owners = new Map<string, string>();
  const own = (kind: string, namespace: string, name: string, owner: string) =>
    owners.set(`${kind} ${namespace}/${name}`, owner);
  for (const [name, one] of Object.entries(stack.apps)) {
    const { namespace } = one;
    own("Service", namespace, name, `apps.${name}`);
    for (const color of Object.keys(colorsOf(one)))
      for (const kind of ["Deployment", "Service"]) own(kind, namespace, `${name}-${color}`, `apps.${name}`);
  }
  for (const section of ["statefulSets", "externalNames"] as const)
    for (const [name, { namespace }] of Object.entries<{ readonly namespace: string }>(stack[section]))
      own("Service", namespace, name, `${section}.${name}`);
  for (const [name, { namespace }] of Object.entries(stack.statefulSets))
    own("StatefulSet", namespace, name, `statefulSets.${name}`);
  for (const name of Object.keys(stack.tenants)) own("Namespace", "", name, `tenants.${name}`);
  for (const { name: entry, namespace: usual, objects } of brought)
    for (const { kind, metadata } of objects) {
      const namespace = kind === "Namespace" ? "" : (metadata.namespace ?? usual);
      const key = `${kind} ${namespace}/${metadata.name}`;
      const other = owners.get(key);
      if (other !== undefined)
        throw new UserError({
          setting: `gke-bluegreen:manifests.${entry}`,
          got: `${key}, which is ${other}'s as well`,
          expected: "one owner of each object",
          fix: "Remove it from one of them, or rename it.",
        });
      owners.set(key, `manifests.${entry}`);
    }
}
