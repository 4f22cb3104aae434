import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { portOf } from "../config/containers";
import { daemonSet } from "../config/daemon-sets";
import { parsePart } from "../config/part";
import { seconds } from "../config/values";
import { probes } from "./pod";
import { digestsOnly, PodWorkload, type WorkloadArgs } from "./workload";

/** A DaemonSet as a stack file writes it, and how its image is read. */
export type DaemonSetArgs = WorkloadArgs<z.input<typeof daemonSet>>;

/** One pod on every node that its `nodeSelector` and `tolerations` allow. */
export class DaemonSet extends PodWorkload {
  /** The DaemonSet in the cluster. */
  readonly daemonSet: k8s.apps.v1.DaemonSet;

  constructor(name: string, args: DaemonSetArgs, options?: pulumi.ComponentResourceOptions) {
    const config = parsePart(daemonSet, args.config, name);
    super("DaemonSet", name, config, args.image ?? digestsOnly(`${name}.image`), options, args);
    const [firstPort] = Object.values(config.ports);
    const hostPaths = Object.entries(config.hostPaths);
    const template = this.template(
      {
        ports: config.ports,
        main: probes(config, firstPort === undefined ? undefined : portOf(firstPort).port),
        furtherMounts: hostPaths.map(([volume, path]) => ({ name: volume, mountPath: path, readOnly: true })),
        furtherVolumes: hostPaths.map(([volume, path]) => ({ name: volume, hostPath: { path } })),
      },
      { terminationGracePeriodSeconds: seconds(config.shutdown) },
    );
    this.daemonSet = new k8s.apps.v1.DaemonSet(
      name,
      {
        metadata: { name, namespace: config.namespace, labels: this.labels },
        spec: {
          selector: { matchLabels: this.labels },
          updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: config.maxUnavailable } },
          template,
        },
      },
      this.child({ dependsOn: this.before }),
    );
    this.registerOutputs({});
  }
}
