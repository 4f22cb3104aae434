import type * as pulumi from "@pulumi/pulumi";
import { initContainersOf } from "../config/containers";
import { RUNS_REVISION } from "../lib/release/marks";
import { answerOf } from "./answer";
import { known } from "./known";
import { podTemplate, type PodTemplate, type PodTemplateArgs } from "./pod-template";
import { revisionOf } from "./revision";
import { isOrdered } from "./settings";

/** The pods that the program wants, and where those are that run. */
export interface KeptTemplateArgs extends PodTemplateArgs {
  /** How the plugin reaches the cluster: a kubeconfig's text. Holds no secret where it names an exec credential. */
  readonly kubeconfig: pulumi.Input<string>;
  /** Name of the colour's Deployment; one that is not there runs nothing. */
  readonly deployment: string;
}

/** A template of pods that may wait for a look at the cluster. */
export interface LaterTemplate {
  readonly metadata: Omit<PodTemplate["metadata"], "labels"> & {
    readonly labels: pulumi.Input<PodTemplate["metadata"]["labels"]>;
  };
  readonly spec: pulumi.Input<PodTemplate["spec"]>;
}

/**
 * The pods of one colour. Earlier versions gave them fewer labels, and wrote variables in the order of the alphabet, where some stand before
 * those that they name: a release that runs so is left as it is, for the guard refuses any change of live pods, and the next one is right.
 */
export function keptTemplate(args: KeptTemplateArgs): LaterTemplate {
  const made = podTemplate(args);
  const found = runningFormer(args);
  return {
    metadata: { ...made.metadata, labels: found.then((former) => (former ?? made).metadata.labels) },
    spec: found.then((former) => (former ?? made).spec),
  };
}

/** What an earlier version would have made, where the colour runs just that. Where nobody can say yet, nothing does. */
async function runningFormer({ kubeconfig, deployment, ...args }: KeptTemplateArgs): Promise<PodTemplate | undefined> {
  const reachable = await known(kubeconfig);
  if (reachable === undefined) return undefined;
  const { namespace } = args.config;
  for (const former of formerTemplates(args)) {
    const revision = await known(revisionOf(former));
    if (revision === undefined) return undefined;
    const asked = { kubeconfig: reachable, namespace, deployment, revision };
    const { runs } = (await answerOf(RUNS_REVISION, asked)) as { readonly runs?: boolean };
    if (runs === true) return former;
  }
  return undefined;
}

function formerTemplates(args: PodTemplateArgs): readonly PodTemplate[] {
  const { sidecars } = args.config;
  const others = [...Object.values(sidecars), ...initContainersOf(args.config).map(([, one]) => one)];
  const isSame = [args.env, ...others.map(({ env = {} }) => env)].every(isOrdered);
  const former = { ...args, formerLabels: true };
  return [podTemplate(former), ...(isSame ? [] : [podTemplate({ ...former, order: "as-given" as const })])];
}
