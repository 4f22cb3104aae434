import * as pulumi from "@pulumi/pulumi";
import { initContainersOf } from "../config/containers";
import { RUNS_REVISION } from "../lib/release/marks";
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
export type LaterTemplate = Omit<PodTemplate, "spec"> & { readonly spec: pulumi.Input<PodTemplate["spec"]> };

/**
 * The pods of one colour. Earlier versions wrote variables in the order of the alphabet, where some stand before those that they name: a
 * release that runs so is left as it is, for the guard refuses any change of live pods, and the next one has the right order.
 */
export function keptTemplate({ kubeconfig, deployment, ...args }: KeptTemplateArgs): LaterTemplate {
  const made = podTemplate(args);
  const { sidecars, namespace } = args.config;
  const others = [...Object.values(sidecars), ...initContainersOf(args.config).map(([, one]) => one)];
  if ([args.env, ...others.map(({ env = {} }) => env)].every(isOrdered)) return made;
  const former = podTemplate({ ...args, order: "as-given" });
  const runs = pulumi
    .all([kubeconfig, revisionOf(former)])
    .apply(([reachable, revision]) =>
      pulumi.runtime.invoke(RUNS_REVISION, { kubeconfig: reachable, namespace, deployment, revision }),
    )
    .apply((answer: { readonly runs?: boolean }) => answer.runs === true);
  return { ...made, spec: runs.apply((isFormer) => pulumi.output((isFormer ? former : made).spec)) };
}
