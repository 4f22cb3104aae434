import type * as pulumi from "@pulumi/pulumi";
import type * as k8s from "@pulumi/kubernetes";
import type { AppsConfig } from "../config/apps";
import type { TenantsConfig } from "../config/tenants";
import { UserError } from "../errors/user-error";
import { BlueGreenApp } from "./blue-green-app";
import { Tenant } from "./tenant";

export { BlueGreenApp, type BlueGreenAppArgs } from "./blue-green-app";
export { podTemplate } from "./pod-template";
export { Tenant } from "./tenant";
export { ReleaseGuard, TrafficSwitch, type TrafficSwitchArgs } from "./traffic-switch";

export interface WorkloadsArgs {
  readonly apps: AppsConfig;
  readonly tenants: TenantsConfig;
  readonly provider: k8s.Provider;
  readonly kubeconfig: pulumi.Input<string>;
  /** This stack's images: `<key>:<tag>` → reference with a digest. */
  readonly images: Readonly<Record<string, pulumi.Output<string>>>;
}

/** What a stack shows of an app. */
export interface AppOutputs {
  readonly active: pulumi.Output<string>;
  readonly url: pulumi.Output<string>;
  readonly receipt: BlueGreenApp["receipt"];
}

/** Everything in the cluster that a stack's configuration asks for. */
export function deployWorkloads({
  apps,
  tenants,
  provider,
  kubeconfig,
  images,
}: WorkloadsArgs): Readonly<Record<string, AppOutputs>> {
  const options = { provider };
  const namespaces = new Map(
    Object.entries(tenants).map(([name, config]) => [name, new Tenant(name, config, options)]),
  );
  return Object.fromEntries(
    Object.entries(apps).map(([name, config]) => {
      const tenant = namespaces.get(config.namespace);
      const dependsOn = tenant ? [tenant] : [];
      const image = (reference: string) => resolveImage(name, reference, images);
      const app = new BlueGreenApp(name, { config, image, kubeconfig }, { ...options, dependsOn });
      return [name, { active: app.live, url: app.url, receipt: app.receipt }] as const;
    }),
  );
}

function resolveImage(app: string, reference: string, images: WorkloadsArgs["images"]): pulumi.Input<string> {
  if (reference.includes("@sha256:")) return reference;
  const built = images[reference];
  if (built) return built;
  throw new UserError({
    setting: `gke-bluegreen:apps.${app}`,
    got: `the image ${JSON.stringify(reference)}`,
    expected: `one of ${Object.keys(images).join(", ") || "this stack's images, of which there are none"}`,
    fix: "Name an image of gke-bluegreen:images as <key>:<tag>, or a reference with a digest.",
  });
}
