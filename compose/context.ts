import type { Sensitive } from "../config";
import type { ComposeProjectConfig, ComposeServiceConfig } from "../config/compose";
import type { DockerfileFacts } from "./dockerfile";
import type { ComposePath, Findings, Refusal } from "./findings";
import type { ServiceKind } from "./kind";
import type { KnownImage } from "./known-images";
import type { ComposeModel, ComposeService } from "./model";

/** What stands at a path of the stack's folder, as far as a compose file may see it. */
export type StackFile =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "folder" }
  | { readonly kind: "other"; readonly what: string };

/** Reads a path of a canonical model. Nothing: it is not there, or not in the stack's folder. */
export type ReadStackFile = (path: string) => StackFile | undefined;

export interface ProjectContext {
  /** The name in gke-bluegreen:compose. */
  readonly project: string;
  readonly config: ComposeProjectConfig;
  readonly model: ComposeModel;
  readonly files: ReadStackFile;
  readonly findings: Findings;
}

/** What is known of one service before it becomes something. */
export interface ServiceContext extends ProjectContext {
  readonly name: string;
  readonly service: ComposeService;
  readonly told: ComposeServiceConfig;
  readonly kind: ServiceKind;
  readonly known: KnownImage | undefined;
  readonly dockerfile: DockerfileFacts | undefined;
}

export const secretsOf = ({ config }: ProjectContext): Readonly<Record<string, Sensitive>> => config.secrets;

export const servicePath = ({ name }: ServiceContext, ...rest: ComposePath): ComposePath => ["services", name, ...rest];

/** Refuses something of a service, unless the stack says that it can do without. Answers whether it was refused. */
export function refuse(context: ServiceContext, key: string, refusal: Omit<Refusal, "path" | "leaveOut">): void {
  const path = servicePath(context, ...key.split("."));
  if (context.told.leaveOut.includes(key) || context.told.leaveOut.includes(key.split(".")[0] ?? "")) {
    context.findings.note(path, "without effect", "left out, as the stack says");
    return;
  }
  context.findings.refuse({ path, leaveOut: key, ...refusal });
}

/** The config path of something that the stack says of a service. */
export const settingOf = ({ project, name }: ServiceContext, key: string): string =>
  `gke-bluegreen:compose.${project}.services.${name}.${key}`;
