import * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { type NotebookHubConfig, notebookHub, wholeFront } from "../../config/notebooks";
import { parsePart } from "../../config/part";
import { WorkloadComponent } from "../component";
import { expose } from "../exposure";
import type { ExposedConfig } from "../exposure-args";
import { ServiceAccounts } from "../service-account";
import { digestsOnly, type WorkloadArgs } from "../workload";
import { createHub } from "./hub";
import { hubSettings, ports } from "./hub-settings";
import { createProxy, PROXY_HEALTH, proxyLabels } from "./proxy";
import { hubIdentity, walls } from "./rights";
import { accessSecret, proxyToken } from "./secrets";

/** What a hub is made from, besides its name and the engine's options. */
export type NotebookHubArgs = Omit<WorkloadArgs<z.input<typeof notebookHub>>, "accounts">;

/**
 * A JupyterHub: notebooks that start when somebody signs in, and are removed when nobody uses them. Hub and proxy are apart, so that a
 * change of the hub ends no session. Notebooks are pods of the hub's own, which the stack does not know: where it is destroyed with its
 * namespace they go, and otherwise those that run, and the users' disks, stay.
 *
 * ```ts
 * new NotebookHub("lab", { config: { namespace: "lab", image: "notebook@sha256:…", proxyImage: "proxy@sha256:…",
 *   access: { passwords: { ada: { env: "PASSWORD" } } } } }, { provider });
 * ```
 */
export class NotebookHub extends WorkloadComponent {
  /** Address of the proxy outside the cluster; "" where there is none. */
  readonly url: pulumi.Output<string>;

  constructor(name: string, args: NotebookHubArgs, options?: pulumi.ComponentResourceOptions) {
    const config = parsePart(notebookHub, args.config, name);
    super("NotebookHub", name, options);
    const { image: resolve = digestsOnly(`${name}.image`) } = args;
    const child = (more: pulumi.CustomResourceOptions = {}) => this.child(more);
    const image = pulumi.output(resolve(config.image));
    const own = config.sizes.flatMap((size) =>
      size.image === undefined ? [] : [[size.name, pulumi.output(resolve(size.image))] as const],
    );
    const settings = pulumi
      .all([image, pulumi.output(Object.fromEntries(own))])
      .apply(([hubImage, sizeImages]) =>
        hubSettings({ name, config, image: hubImage, sizeImages, origin: originOf(config) }),
      );

    const token = proxyToken(name, config, child);
    const access = accessSecret(name, config, child);
    const identity = hubIdentity(name, config, child);
    const accounts = new ServiceAccounts().of(config, child);
    const policies = walls(name, config, child);
    createProxy({ name, config, image: resolve(config.proxyImage), token }, child);
    createHub({ name, config, image, settings, access, token, after: [...identity, ...accounts, ...policies] }, child);
    const front = expose(
      { app: name, config: exposed(config), services: {}, live: pulumi.output(""), selector: proxyLabels(name) },
      child,
    );
    this.url = front.url;
    this.registerOutputs({ url: this.url });
  }
}

/** Where users are, if a name says so. */
function originOf({ expose: how }: NotebookHubConfig): string {
  return "hosts" in how ? `https://${how.hosts[0]}` : "";
}

/** The proxy, as what leads users to an app wants to know it. */
const exposed = (config: NotebookHubConfig): ExposedConfig => ({
  namespace: config.namespace,
  labels: {},
  colors: {},
  active: "",
  port: ports.proxy,
  servicePort: 80,
  ports: {},
  readiness: { path: PROXY_HEALTH, https: false },
  drain: "15s",
  expose: wholeFront(config.expose),
});
