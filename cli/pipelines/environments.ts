import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { defaultEnvironments } from "../../config/identities";
import type { Environments } from ".";

interface StackFile {
  readonly config?: {
    readonly "gke-bluegreen:identities"?: {
      readonly github?: Partial<Record<keyof Environments, { readonly environment?: unknown }>>;
    };
  };
}

/** The GitHub environments that a stack's identities trust: what its file says, else the configuration's defaults. */
export function environmentsOf(folder: string, stack: string): Environments {
  const file = join(folder, `Pulumi.${stack}.yaml`);
  const content = existsSync(file) ? (load(readFileSync(file, "utf8")) as StackFile | undefined) : undefined;
  const github = content?.config?.["gke-bluegreen:identities"]?.github ?? {};
  const of = (use: keyof Environments) => {
    const given = github[use]?.environment;
    return typeof given === "string" ? given : defaultEnvironments[use];
  };
  return { preview: of("preview"), plan: of("plan"), deploy: of("deploy") };
}
