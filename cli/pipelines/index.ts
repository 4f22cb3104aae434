import { ENGINE_SHA256, ENGINE_VERSION } from "../../lib/engine/version";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where a stack's pipelines run. */
export const pipelineKinds = {
  "github-actions": {
    folder: "github-actions",
    target: ".github/workflows",
    name: (file: string, stack: string) => file.replace(".yaml", `-${stack}.yaml`),
  },
  "cloud-build": {
    folder: "cloud-build",
    target: "cloudbuild",
    name: (file: string, stack: string) => file.replace(".yaml", `-${stack}.yaml`),
  },
  "pulumi-operator": {
    folder: "pulumi-operator",
    target: "operator",
    name: (file: string, stack: string) => file.replace("stack", `stack-${stack}`),
  },
} as const;

/** The services for which pipelines are written. */
export type PipelineKind = keyof typeof pipelineKinds;

/** What the files of a pipeline are made from. */
export interface PipelineOptions {
  readonly stack: string;
  /** The branch that the stack follows. */
  readonly branch: string;
  /** GitHub environments, as `identities.github` of the stack's configuration has them. */
  readonly environments: Environments;
}

/** What a job's identity is bound to. */
export interface Environments {
  /** Runs the code of pull requests: somebody approves each run. */
  readonly preview: string;
  /** Looks on behalf of the protected branch alone. */
  readonly plan: string;
  /** Deploys what somebody approved. */
  readonly deploy: string;
}

/** A file that `init ci` writes, unless it is there. */
export interface PipelineFile {
  /** Relative to the project. */
  readonly path: string;
  readonly content: string;
}

/** The pipelines of one kind for one stack: whole files, ready to be committed. */
export function pipelineFiles(kind: PipelineKind, { stack, branch, environments }: PipelineOptions): PipelineFile[] {
  const { folder, target, name } = pipelineKinds[kind];
  const source = join(__dirname, folder);
  return readdirSync(source)
    .sort()
    .map((file) => ({
      path: join(target, name(file, stack)),
      content: readFileSync(join(source, file), "utf8")
        .replaceAll("__STACK__", stack)
        .replaceAll("__BRANCH__", branch)
        .replaceAll("__PREVIEW_ENVIRONMENT__", environments.preview)
        .replaceAll("__PLAN_ENVIRONMENT__", environments.plan)
        .replaceAll("__DEPLOY_ENVIRONMENT__", environments.deploy)
        .replaceAll("__ENGINE_VERSION__", ENGINE_VERSION)
        .replaceAll("__ENGINE_SHA256__", ENGINE_SHA256),
    }));
}
