import type { Unwrap } from "@pulumi/pulumi";
import type { core } from "@pulumi/kubernetes/types/input";
import { fail, pass, type Verdict } from "./rule";

/** A pod's inputs, all known. */
export type PodSpec = Unwrap<core.v1.PodSpec>;
/** A container's inputs, all known. */
export type Container = Unwrap<core.v1.Container>;

/** A workload of any kind, as far as its pods go. */
export interface Workload {
  readonly metadata?: { readonly name?: string; readonly namespace?: string } | undefined;
  readonly spec?: PodSpec | TemplateHolder | JobTemplateHolder | undefined;
}
interface TemplateHolder {
  readonly template?: {
    readonly metadata?: { readonly labels?: Readonly<Record<string, string>> } | undefined;
    readonly spec?: PodSpec | undefined;
  };
}
interface JobTemplateHolder {
  readonly jobTemplate?: { readonly spec?: TemplateHolder };
}

const apps = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"].map((kind) => `kubernetes:apps/v1:${kind}`);
const jobs = ["kubernetes:batch/v1:Job", "kubernetes:batch/v1:CronJob"];
/** Everything that runs for as long as nobody stops it. */
export const servers = apps;
/** Type tokens of everything that has pods. */
export const workloads = [...apps, ...jobs, "kubernetes:core/v1:Pod"];

/** The pod template of a workload of any kind. */
export function podSpec({ spec }: Workload): PodSpec | undefined {
  if (!spec) return undefined;
  if ("jobTemplate" in spec) return spec.jobTemplate?.spec?.template?.spec;
  if ("template" in spec) return spec.template?.spec;
  return "containers" in spec ? spec : undefined;
}

function allContainers(spec: PodSpec): readonly Container[] {
  return [...(spec.initContainers ?? []), ...spec.containers];
}

/** Fails with the names of the containers for which `bad` holds. */
export function everyContainer(
  workload: Workload,
  bad: (container: Container, spec: PodSpec) => boolean,
  because: string,
): Verdict {
  const spec = podSpec(workload);
  if (!spec) return pass;
  const names = allContainers(spec)
    .filter((container) => bad(container, spec))
    .map(({ name }) => name);
  return names.length === 0 ? pass : fail(`${because} (container ${names.join(", ")})`);
}

/** Fails with the names of the main containers for which `bad` holds. */
export function mainContainers(workload: Workload, bad: (container: Container) => boolean, because: string): Verdict {
  const names = (podSpec(workload)?.containers ?? []).filter(bad).map(({ name }) => name);
  return names.length === 0 ? pass : fail(`${because} (container ${names.join(", ")})`);
}

/** A workload for the examples of a rule, which breaks none but what it is given. @param container what its one container has besides */
export const podWith = (container: Partial<Container>, pod: Partial<PodSpec> = {}): Workload => ({
  spec: { template: { spec: { ...pod, containers: [{ name: "app", image: "r/i@sha256:00", ...container }] } } },
});
