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

export type PipelineKind = keyof typeof pipelineKinds;

export interface PipelineOptions {
  readonly stack: string;
  /** The branch that the stack follows. */
  readonly branch: string;
}

/** The engine that the project is tested with. */
const engineVersion = "3.200.0";

export interface PipelineFile {
  /** Relative to the project. */
  readonly path: string;
  readonly content: string;
}

/** The pipelines of one kind for one stack: whole files, ready to be committed. */
export function pipelineFiles(kind: PipelineKind, { stack, branch }: PipelineOptions): PipelineFile[] {
  const { folder, target, name } = pipelineKinds[kind];
  const source = join(__dirname, folder);
  return readdirSync(source)
    .sort()
    .map((file) => ({
      path: join(target, name(file, stack)),
      content: readFileSync(join(source, file), "utf8")
        .replaceAll("__STACK__", stack)
        .replaceAll("__BRANCH__", branch)
        .replaceAll("__ENGINE_VERSION__", engineVersion),
    }));
}
