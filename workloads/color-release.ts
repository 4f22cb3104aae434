import * as pulumi from "@pulumi/pulumi";
import type { AppConfig } from "../config/apps";
import { REVISION } from "../lib/release/marks";
import { keptTemplate, type LaterTemplate } from "./kept-template";
import type { ImageResolver } from "./pod";
import { revisionOf } from "./revision";
import { environment, type NamedSettings } from "./settings";
import type { SwitchColor } from "./traffic-switch";

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

type MarkedTemplate = Omit<LaterTemplate, "metadata"> & {
  readonly metadata: Omit<LaterTemplate["metadata"], "annotations"> & {
    readonly annotations: Readonly<Record<string, pulumi.Input<string>>>;
  };
};

/** What one colour of an app runs. */
export interface ColorRelease {
  readonly color: string;
  /** Name of the colour's Deployment, Service, budget and autoscaler. */
  readonly name: string;
  readonly revision: pulumi.Output<string>;
  /** With the revision on it, by which the switch tells the new release's pods from those that still go. */
  readonly template: MarkedTemplate;
  readonly switched: SwitchColor;
}

/** The pods of a colour, marked with their revision, and what the switch has to know of them. */
export function colorRelease({ app, color, config, kubeconfig, resolve, settings }: ColorReleaseArgs): ColorRelease {
  const { image: given = "", env = config.env } = config.colors[color] ?? {};
  const name = `${app}-${color}`;
  const image = pulumi.output(resolve(given));
  const bare = keptTemplate({ kubeconfig, deployment: name, app, color, config, env, image, resolve, settings });
  const revision = revisionOf(bare);
  const template = markedWith(bare, revision);
  return {
    color,
    name,
    revision,
    template,
    switched: {
      deployment: name,
      service: name,
      image,
      revision,
      template,
      // Only hooks need it; without any it would be noise in the state.
      env: config.before.length > 0 ? environment(env, settings) : [],
    },
  };
}

function markedWith(template: LaterTemplate, revision: pulumi.Input<string>): MarkedTemplate {
  const annotations = { ...template.metadata.annotations, [REVISION]: revision };
  return { ...template, metadata: { ...template.metadata, annotations } };
}
