import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { parsePart } from "../config/part";
import { statefulSet } from "../config/stateful-sets";
import { seconds } from "../config/values";
import { probes, spread } from "./pod";
import { digestsOnly, PodWorkload, type WorkloadArgs } from "./workload";

export type StatefulSetArgs = WorkloadArgs<z.input<typeof statefulSet>>;

/**
 * Pods with names and disks of their own, and a headless Service through which each is found: `<name>-0.<name>`.
 *
 * ```ts
 * new StatefulSet("db", { config: { image: "mysql@sha256:…", ports: { mysql: 3306 },
 *   claims: { data: { size: "10Gi", mount: "/var/lib/mysql" } } } }, { provider });
 * ```
 */
export class StatefulSet extends PodWorkload {
  readonly service: k8s.core.v1.Service;
  readonly statefulSet: k8s.apps.v1.StatefulSet;

  constructor(name: string, args: StatefulSetArgs, options?: pulumi.ComponentResourceOptions) {
    const config = parsePart(statefulSet, args.config, name);
    super("StatefulSet", name, config, args.image ?? digestsOnly(`${name}.image`), options);
    const { namespace, replicas } = config;
    const [firstPort] = Object.values(config.ports);
    const metadata = { name, namespace, labels: this.labels };
    this.service = new k8s.core.v1.Service(
      name,
      {
        // Nobody is there before the pods, which in turn need the Service for their names.
        metadata: { ...metadata, annotations: { "pulumi.com/skipAwait": "true" } },
        spec: {
          clusterIP: "None",
          selector: this.labels,
          ports: Object.entries(config.ports).map(([portName, port]) => ({ name: portName, port, targetPort: port })),
        },
      },
      this.child(),
    );
    const template = this.template({
      ports: config.ports,
      main: probes(config, firstPort),
      furtherMounts: Object.entries(config.claims).map(([claim, { mount }]) => ({ name: claim, mountPath: mount })),
      disks: Object.keys(config.claims).length > 0,
    });
    this.statefulSet = new k8s.apps.v1.StatefulSet(
      name,
      {
        metadata,
        spec: {
          serviceName: name,
          replicas,
          selector: { matchLabels: this.labels },
          podManagementPolicy: config.podManagement,
          updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: config.partition } },
          persistentVolumeClaimRetentionPolicy: { whenDeleted: config.whenDeleted, whenScaled: config.whenScaled },
          template: {
            ...template,
            spec: {
              ...template.spec,
              terminationGracePeriodSeconds: seconds(config.shutdown),
              topologySpreadConstraints: spread(this.labels),
            },
          },
          volumeClaimTemplates: Object.entries(config.claims).map(([claim, { size, storageClass, accessMode }]) => ({
            metadata: { name: claim },
            spec: {
              accessModes: [accessMode],
              ...(storageClass !== undefined && { storageClassName: storageClass }),
              resources: { requests: { storage: String(size) } },
            },
          })),
        },
      },
      this.child({ dependsOn: [this.service, ...this.before] }),
    );
    // Of a single pod none could ever be evicted without an outage; a budget would only stop the node's drain.
    if (replicas > 1)
      new k8s.policy.v1.PodDisruptionBudget(
        name,
        {
          metadata,
          spec: {
            maxUnavailable: 1,
            unhealthyPodEvictionPolicy: "AlwaysAllow",
            selector: { matchLabels: this.labels },
          },
        },
        this.child(),
      );
    this.registerOutputs({});
  }
}
