import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, resolve } from "node:path";
import { load } from "js-yaml";

/** One cluster entry, in kubectl's words. */
export interface ClusterEntry {
  server?: string;
  "certificate-authority"?: string;
  "certificate-authority-data"?: string;
  "insecure-skip-tls-verify"?: boolean;
  "tls-server-name"?: string;
  "proxy-url"?: string;
}

/** One user entry, in kubectl's words. */
interface UserEntry {
  token?: string;
  tokenFile?: string;
  username?: string;
  password?: string;
  "client-certificate"?: string;
  "client-certificate-data"?: string;
  "client-key"?: string;
  "client-key-data"?: string;
  exec?: ExecEntry;
}

/** A program that gives credentials. */
export interface ExecEntry {
  apiVersion?: string;
  command: string;
  args?: string[] | null;
  env?: { name: string; value: string }[] | null;
  provideClusterInfo?: boolean;
  installHint?: string;
}

export interface Kubeconfig {
  clusters?: { name: string; cluster: ClusterEntry }[] | null;
  contexts?: { name: string; context: { cluster?: string; user?: string; namespace?: string } }[] | null;
  users?: { name: string; user: UserEntry }[] | null;
  "current-context"?: string;
}

/** What a connection needs. Relative paths have been made absolute. */
export interface ActiveCluster {
  readonly cluster: ClusterEntry;
  readonly user: UserEntry;
  readonly namespace: string | undefined;
}

/** Reads a kubeconfig given as YAML or JSON text, or as the path of a file (`~` and lists of paths as in `$KUBECONFIG`). */
export function readKubeconfig(pathOrText: string): Kubeconfig {
  const paths = pathOrText.split(":").map((path) => resolve(path.replace(/^~(?=\/|$)/, homedir())));
  if (pathOrText.includes("\n") || pathOrText.trimStart().startsWith("{") || !paths.some((path) => existsSync(path))) {
    return parse(pathOrText, "kubeconfig");
  }
  const files = paths.filter((path) => existsSync(path));
  return merge(files.map((path) => absolutePaths(parse(readFileSync(path, "utf8"), path), dirname(path))));
}

function parse(source: string, where: string): Kubeconfig {
  const value = load(source);
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new Error(
    `${where} is neither a kubeconfig nor the path of one; expected a file or YAML with clusters and users`,
  );
}

/** Several files are one kubeconfig; of two entries of one name the first wins, as with kubectl. */
function merge(configs: Kubeconfig[]): Kubeconfig {
  const current = configs.find((config) => config["current-context"])?.["current-context"];
  return {
    clusters: configs.flatMap(({ clusters }) => clusters ?? []),
    contexts: configs.flatMap(({ contexts }) => contexts ?? []),
    users: configs.flatMap(({ users }) => users ?? []),
    ...(current !== undefined && { "current-context": current }),
  };
}

function absolutePaths(config: Kubeconfig, folder: string): Kubeconfig {
  const absolute = <Entry extends object>(entry: Entry, keys: readonly (keyof Entry)[]): Entry => {
    const copy = { ...entry };
    for (const key of keys) {
      const path = copy[key];
      if (typeof path === "string") copy[key] = resolve(folder, path) as Entry[keyof Entry];
    }
    return copy;
  };
  return {
    ...config,
    clusters: (config.clusters ?? []).map(({ name, cluster }) => ({
      name,
      cluster: absolute(cluster, ["certificate-authority"]),
    })),
    users: (config.users ?? []).map(({ name, user }) => ({
      name,
      user: absolute(user, ["client-certificate", "client-key", "tokenFile"]),
    })),
  };
}

/** The cluster, user and namespace that a context, or the overrides, choose. */
export function activeCluster(
  config: Kubeconfig,
  overrides: { readonly context?: string | undefined; readonly cluster?: string | undefined } = {},
): ActiveCluster {
  const contextName = overrides.context ?? config["current-context"];
  const context = config.contexts?.find(({ name }) => name === contextName)?.context;
  if (!context && overrides.context !== undefined) {
    const names = (config.contexts ?? []).map(({ name }) => name).join(", ");
    throw new Error(`context "${overrides.context}" does not exist in the kubeconfig; it has ${names || "none"}`);
  }
  const clusterName = overrides.cluster ?? context?.cluster;
  const cluster = config.clusters?.find(({ name }) => name === clusterName)?.cluster;
  if (!cluster?.server) {
    throw new Error(
      "invalid configuration: no cluster has been chosen; set current-context in the kubeconfig, or the provider's context",
    );
  }
  return {
    cluster,
    user: config.users?.find(({ name }) => name === context?.user)?.user ?? {},
    namespace: context?.namespace,
  };
}
