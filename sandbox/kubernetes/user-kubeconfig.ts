import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { writeConfig } from "../host/files";
import type { ClusterStore } from "./state";

interface Kubeconfig {
  readonly clusters: readonly unknown[];
  readonly users: readonly unknown[];
  readonly contexts: readonly { readonly name: string }[];
  readonly "current-context"?: string;
}

/** The kubeconfig with all clusters of a sandbox, which `sandbox env` points kubectl at. */
export function userKubeconfigFile(home: string): string {
  return join(home, "kubeconfig");
}

/** Writes it anew from the clusters on record. The context a person chose stays chosen while its cluster is there. */
export function writeUserKubeconfig(home: string, store: ClusterStore): void {
  const file = userKubeconfigFile(home);
  const before = existsSync(file) ? currentContext(file) : undefined;
  const each = store
    .all()
    .filter(({ deleting }) => !deleting)
    .map(({ spec }) => join(store.clusterFolder(spec.id), "kubeconfig"))
    .filter((path) => existsSync(path))
    .map((path) => JSON.parse(readFileSync(path, "utf8")) as Kubeconfig);
  if (each.length === 0) return rmSync(file, { force: true });
  const names = each.flatMap(({ contexts }) => contexts.map(({ name }) => name));
  const merged = {
    apiVersion: "v1",
    kind: "Config",
    clusters: each.flatMap(({ clusters }) => clusters),
    users: each.flatMap(({ users }) => users),
    contexts: each.flatMap(({ contexts }) => contexts),
    "current-context": before !== undefined && names.includes(before) ? before : names[0],
  };
  writeConfig(file, merged);
}

/** kubectl writes the file as YAML when it changes it, where this line is at the top level all the same. */
function currentContext(file: string): string | undefined {
  return /^\s*"?current-context"?:\s*"?([^"\s,]+)/m.exec(readFileSync(file, "utf8"))?.[1];
}
