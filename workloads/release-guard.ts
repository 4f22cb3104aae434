import * as pulumi from "@pulumi/pulumi";
import { z } from "zod";
import type { AppConfig } from "../config/apps";
import { UserError } from "../lib/errors/user-error";
import { REVISION } from "../lib/release/marks";
import type { SwitchSpec } from "../lib/release/spec";
import type { ColorRelease } from "./color-release";
import type { LaterTemplate } from "./kept-template";
import type { PodTemplate } from "./pod-template";
import type { SwitchColor } from "./traffic-switch";

/** What the program has for an app. */
export interface ReleaseGuardArgs {
  /** How the plugin reaches the cluster: a kubeconfig's text. Holds no secret where it names an exec credential. */
  readonly kubeconfig: pulumi.Input<string>;
  /** Namespace of the app. */
  readonly namespace: string;
  /** Name of the app. */
  readonly app: string;
  /** The colour that shall have the traffic. Absent: the guard chooses. */
  readonly active?: string;
  /** Of the containers: one for all colours. */
  readonly port: number;
  /** Where users are looked for: which colour the cluster leads them to, and not what the state says. */
  readonly route: SwitchSpec["route"];
  /** Gives every colour what the program has, those with users too. */
  readonly allowInPlace: boolean;
  /** Colours by name. */
  readonly colors: Readonly<Record<string, ColorRelease>>;
}

/**
 * Says what each colour of an app gets, before any Deployment is written: what the program has for it now, or what it was given last. A
 * change of pods that have traffic is refused.
 */
export class ReleaseGuard extends pulumi.CustomResource {
  /** The colour that shall have the traffic. */
  declare readonly active: pulumi.Output<string>;
  /** What each colour gets. What an earlier version wrote has its revision only. */
  declare readonly colors: pulumi.Output<Readonly<Record<string, Partial<Given> & { readonly revision: string }>>>;

  constructor(name: string, args: ReleaseGuardArgs, options?: pulumi.CustomResourceOptions) {
    super("gke-bluegreen:workloads:ReleaseGuard", name, { active: undefined, ...args }, options);
  }
}

/** The guard of an app's colours. */
export function releaseGuard(
  {
    config: { namespace, active, port, allowInPlace },
    ...args
  }: Pick<ReleaseGuardArgs, "app" | "kubeconfig" | "route" | "colors"> & { readonly config: AppConfig },
  options: pulumi.CustomResourceOptions,
): ReleaseGuard {
  const choice = active === undefined ? {} : { active };
  return new ReleaseGuard(args.app, { ...args, ...choice, namespace, port, allowInPlace }, options);
}

const given = z.object({
  revision: z.string(),
  image: z.string(),
  template: z.custom<PodTemplate>((value) => typeof value === "object" && value !== null),
  env: z.array(z.record(z.string(), z.unknown())),
  needs: z.array(z.string()).default([]),
  account: z.object({ name: z.string(), googleServiceAccount: z.string().optional() }).optional(),
});

/** What a colour was given by its guard. */
export type Given = z.output<typeof given>;

/** A colour's release as it goes to its Deployment and to the switch. */
export interface GuardedRelease {
  readonly switched: Omit<SwitchColor, "template"> & {
    /** With the revision on it, by which the switch tells the new release's pods from those that still go. */
    readonly template: Promise<MarkedTemplate>;
  };
  /** What the guard gave; nothing where a preview cannot know it, and it is what the program has. */
  readonly given: Promise<Given | undefined>;
}

/** A template of pods with its revision on it. */
type MarkedTemplate = Omit<LaterTemplate, "metadata"> & {
  readonly metadata: Omit<LaterTemplate["metadata"], "annotations"> & {
    readonly annotations: Readonly<Record<string, pulumi.Input<string>>>;
  };
};

/** A colour's release, by way of the guard. */
export function throughGuard(
  { colors }: Pick<ReleaseGuard, "colors">,
  app: string,
  color: string,
  release: ColorRelease,
): GuardedRelease {
  const { deployment, service } = release;
  const found = givenTo(colors, app, color, release);
  const revision = pulumi.output(found.then((one) => one?.revision ?? release.revision));
  return {
    switched: {
      deployment,
      service,
      image: pulumi.output(found.then((one) => one?.image ?? release.image)),
      revision,
      // A promise, whose parts a preview may know while it does not know the whole: policies judge what is known.
      template: found.then((one) => markedWith(one?.template ?? release.template, revision)),
      env: found.then((one) => one?.env ?? release.env),
    },
    given: found,
  };
}

async function givenTo(
  colors: ReleaseGuard["colors"],
  app: string,
  color: string,
  { revision }: ColorRelease,
): Promise<Given | undefined> {
  const found: unknown = await pulumi.runtime.serializeProperty(`${app}.colors`, colors[color]);
  const wanted: unknown = await pulumi.runtime.serializeProperty(`${app}.revision`, revision);
  return givenIn(pulumi.runtime.unwrapRpcSecret(found), wanted, app, color);
}

/**
 * What the guard gave a colour; nothing where that is what the program has. `pulumi up --target` of a Deployment alone leaves the guard
 * out, and with it what it would give: so it brings no other revision under users.
 *
 * @param found the guard's output, which a preview may not know; of an earlier version it is the revision alone
 * @param wanted the revision that the program has
 */
export function givenIn(found: unknown, wanted: unknown, app: string, color: string): Given | undefined {
  if (found === pulumi.runtime.unknownValue) return undefined;
  const parsed = given.safeParse(found);
  if (parsed.success) return parsed.data;
  const before = z.object({ revision: z.string() }).safeParse(found).data?.revision;
  if (before === wanted || wanted === pulumi.runtime.unknownValue) return undefined;
  throw new UserError({
    setting: `apps.${app}.colors.${color}`,
    got: "a release that the app's ReleaseGuard has not seen",
    expected: "an update that the guard is part of: it refuses a change of pods that have users",
    fix: "Run `pulumi up` without --target, or target the whole app with its ReleaseGuard and its TrafficSwitch.",
  });
}

function markedWith(template: LaterTemplate | PodTemplate, revision: pulumi.Input<string>): MarkedTemplate {
  const annotations = { ...template.metadata.annotations, [REVISION]: revision };
  return { ...template, metadata: { ...template.metadata, annotations } };
}
