import type * as pulumi from "@pulumi/pulumi";
import type { PodConfig } from "../config/containers";
import type { WorkloadReference } from "../lib/release/settings-in-use";
import { UserError } from "../lib/errors/user-error";
import { WorkloadComponent } from "./component";
import { patched, podAnnotations, podSpec, type ImageResolver, type PodArgs } from "./pod";
import { ServiceAccounts } from "./service-account";
import { createSettings, type NamedSettings, noSettings } from "./settings";

/** What every workload of this folder is given, besides its name and the engine's options. */
export interface WorkloadArgs<Config> {
  /** As a stack file writes it: defaults are filled in, and mistakes are refused with their path. */
  readonly config: Config;
  /** Reads an image's name. @default references with a digest, as they are */
  readonly image?: ImageResolver;
  /** Accounts that other workloads may have made already. @default the workload's own */
  readonly accounts?: ServiceAccounts;
  /** How the cluster is asked what its pods use. @default – it is not asked */
  readonly kubeconfig?: pulumi.Input<string>;
}

/** Takes references with a digest, and nothing else. */
export function digestsOnly(setting: string): ImageResolver {
  return (reference) => {
    if (reference.includes("@sha256:")) return reference;
    throw new UserError({
      setting,
      got: `the image ${JSON.stringify(reference)}`,
      expected: "a reference with a digest",
      fix: "Name the image as name@sha256:…, or say with `image` how names become such references.",
    });
  };
}

type PodConfigWithImage = PodConfig & { readonly image: string };

/** A component whose pods are made here: settings, identity and pod come together. */
export abstract class PodWorkload extends WorkloadComponent {
  /** What must exist before the pods do. */
  protected readonly before: pulumi.Input<pulumi.Resource>[];
  private readonly settings: NamedSettings;
  protected readonly labels: Readonly<Record<string, string>>;

  constructor(
    kind: WorkloadReference["kind"],
    protected readonly workload: string,
    private readonly pods: PodConfigWithImage,
    private readonly resolve: ImageResolver,
    options?: pulumi.ComponentResourceOptions,
    { accounts = new ServiceAccounts(), kubeconfig }: Pick<WorkloadArgs<unknown>, "accounts" | "kubeconfig"> = {},
  ) {
    super(kind, workload, options);
    const child = (more: pulumi.CustomResourceOptions = {}) => this.child(more);
    this.labels = { app: workload };
    const { resources, names } = createSettings(
      workload,
      { kubeconfig, namespace: pods.namespace, workloads: [{ kind, name: workload }] },
      [pods.settings],
      child,
    );
    this.settings = names[0] ?? noSettings;
    this.before = [...resources, ...accounts.of(pods, child)];
  }

  /**
   * Labels and annotations, and the pod itself.
   * @param spec what the kind of workload sets of the pod besides; a patch comes after it
   */
  protected template(
    more: Pick<PodArgs, "main" | "ports" | "furtherMounts" | "furtherVolumes" | "disks">,
    spec: Partial<ReturnType<typeof podSpec>> = {},
  ) {
    const { labels, image } = this.pods;
    return patched(this.pods, {
      metadata: { labels: { ...labels, ...this.labels }, annotations: podAnnotations(this.pods) },
      spec: {
        ...podSpec({
          name: this.workload,
          config: this.pods,
          image: this.resolve(image),
          resolve: this.resolve,
          settings: this.settings,
          ...more,
        }),
        ...spec,
      },
    });
  }
}
