import { existsSync, mkdirSync, readFileSync, realpathSync, renameSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { dump, load } from "js-yaml";
import { UserError } from "../../lib/errors/user-error";

interface Named {
  readonly name: string;
}

/** A kubeconfig; what is not understood here stays as it is. */
export interface Kubeconfig {
  readonly clusters?: readonly Named[] | null;
  readonly users?: readonly Named[] | null;
  readonly contexts?: readonly Named[] | null;
  readonly "current-context"?: string;
}

/** The file that kubectl itself would write to. */
export const userKubeconfig = (): string =>
  (process.env["KUBECONFIG"] ?? "").split(delimiter).find((path) => path !== "") ?? join(homedir(), ".kube", "config");

/** A kubeconfig as it is in a file; empty where there is none. Throws a `UserError` where the file holds something else. */
export function readKubeconfig(file: string): Kubeconfig {
  if (!existsSync(file)) return {};
  const content: unknown = load(readFileSync(file, "utf8")) ?? {};
  if (typeof content === "object" && content !== null && !Array.isArray(content)) return content;
  throw new UserError({
    setting: file,
    got: "something that is no kubeconfig",
    expected: "a kubeconfig",
    fix: "Name another with --file, or move it away.",
  });
}

/** Adds entries, in place of those of the same names; the new context becomes the current one. */
export function merge(old: Kubeconfig, added: Kubeconfig): Kubeconfig {
  const list = (before: readonly Named[] | null | undefined, after: readonly Named[] | null | undefined) => {
    const names = new Set((after ?? []).map(({ name }) => name));
    return [...(before ?? []).filter(({ name }) => !names.has(name)), ...(after ?? [])];
  };
  return {
    ...{ apiVersion: "v1", kind: "Config" },
    ...old,
    clusters: list(old.clusters, added.clusters),
    users: list(old.users, added.users),
    contexts: list(old.contexts, added.contexts),
    ...(added["current-context"] !== undefined && { "current-context": added["current-context"] }),
  };
}

/** Replaces the file at once, so that no program reads half of it; a link stays one. */
export function writeKubeconfig(file: string, content: Kubeconfig): void {
  const target = existsSync(file) ? realpathSync(file) : file;
  mkdirSync(dirname(target), { recursive: true, mode: 0o700 });
  const draft = `${target}.${process.pid}.new`;
  writeFileSync(draft, dump(content, { lineWidth: -1 }), { mode: 0o600 });
  renameSync(draft, target);
}
