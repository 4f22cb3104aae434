import type { StackConfigInput } from "../config";

type Section<K extends keyof StackConfigInput> = NonNullable<StackConfigInput[K]>;
type One<K extends keyof StackConfigInput> = Section<K> extends Readonly<Record<string, infer T>> ? T : never;

export type AppInput = One<"apps">;
export type StatefulSetInput = One<"statefulSets">;
export type JobInput = One<"jobs">;
export type ImageInput = One<"images">;
export type ProbeInput = NonNullable<StatefulSetInput["readiness"]>;
export type PodInput = Omit<
  JobInput,
  "image" | "completions" | "parallelism" | "backoffLimit" | "timeout" | "restartPolicy"
>;
export type SettingsInput = NonNullable<JobInput["settings"]>;

/** Who may connect to a service's pods. */
export interface ServicePolicy {
  readonly service: string;
  readonly namespace: string;
  /** Services that share a network with it. */
  readonly from: readonly string[];
  /** Ports that anybody may reach: those that are published. */
  readonly open: readonly number[];
  /** Whether its pods reach only services of its networks. */
  readonly internal: boolean;
}

/** What a compose file becomes: entries of the stack's sections, as a stack file would have them. */
export interface Sections {
  readonly images: Record<string, ImageInput>;
  readonly apps: Record<string, AppInput>;
  readonly statefulSets: Record<string, StatefulSetInput>;
  readonly jobs: Record<string, JobInput>;
  readonly externalNames: Record<string, One<"externalNames">>;
  readonly policies: ServicePolicy[];
  /** `apps.web` → what has to be there before it. */
  readonly after: Record<string, string[]>;
}
