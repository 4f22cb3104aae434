import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import type { AppConfig } from "../config/apps";
import { colorsOf } from "../config/colors";
import { keptTemplate, type LaterTemplate } from "./kept-template";
import type { ImageResolver } from "./pod";
import { revisionOf } from "./revision";
import { environment, type NamedSettings } from "./settings";

/** One colour of an app. */
export interface ColorReleaseArgs {
  /** Name of the app. */
  readonly app: string;
  /** Name of the colour. */
  readonly color: string;
  /** The app as it is after validation. */
  readonly config: AppConfig;
  /** How the plugin reaches the cluster: a kubeconfig's text. Holds no secret where it names an exec credential. */
  readonly kubeconfig: pulumi.Input<string>;
  /** How images are read: as references with a digest. */
  readonly resolve: ImageResolver;
  /** ConfigMaps and Secrets of this colour, by the names that variables and volumes use. */
  readonly settings: NamedSettings;
}

/** What the program has for one colour of an app. The guard says whether the colour gets it now. */
export interface ColorRelease {
  /** Name of the colour's Deployment and Service. */
  readonly deployment: string;
  readonly service: string;
  /** Reference with a digest. */
  readonly image: pulumi.Output<string>;
  /** Hash of the pod template. */
  readonly revision: pulumi.Output<string>;
  readonly template: LaterTemplate;
  /** Environment of its container, which hooks get as well. */
  readonly env: readonly object[];
  /** Hash of what the program says of this colour alone; absent where it names no colours. */
  readonly own?: string;
  /** What the template needs besides: each the logical name of an object of the app, with its kind before it. */
  readonly needs: readonly string[];
  readonly account?: NonNullable<AppConfig["serviceAccount"]>;
}

/** The pods of a colour, marked with their revision, and what the switch has to know of them. */
/** What the program has for a colour: its pods, and what they need. */
export function colorRelease({ app, color, config, kubeconfig, resolve, settings }: ColorReleaseArgs): ColorRelease {
  const name = `${app}-${color}`;
  const colored = colorsOf(config)[color];
  if (!colored) throw new Error(`${app} has no colour ${color}`);
  const { env, serviceAccount } = colored;
  const image = pulumi.output(resolve(colored.image));
  const template = keptTemplate({
    kubeconfig,
    deployment: name,
    app,
    color,
    config: colored,
    env,
    image,
    resolve,
    settings,
  });
  return {
    deployment: name,
    service: name,
    image,
    revision: revisionOf(template),
    template,
    // Only hooks need it; without any it would be noise in the state.
    env: config.before.length > 0 ? environment(env, settings) : [],
    ...(config.colors && { own: ownHash(config.colors[color], settings) }),
    needs: settings.objects,
    ...(serviceAccount && { account: serviceAccount }),
  };
}

/** Settings count by their names, which have their content's hash. */
function ownHash(own: NonNullable<AppConfig["colors"]>[string] | undefined, { objects }: NamedSettings): string {
  const content = JSON.stringify({ ...own, settings: own?.settings && objects });
  return createHash("sha256").update(content).digest("hex").slice(0, 16);
}
