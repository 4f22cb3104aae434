import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { portOf } from "../config/containers";
import { parsePart } from "../config/part";
import { statefulSet, type StatefulSetConfig } from "../config/stateful-sets";
import { seconds } from "../config/values";
import { UserError } from "../lib/errors/user-error";
import { probes, spread } from "./pod";
import { servicePort } from "./service-port";
import { StatefulSetClaims, type StatefulSetClaimsArgs } from "./stateful-set-claims";
import { digestsOnly, PodWorkload, type WorkloadArgs } from "./workload";

/** A StatefulSet as a stack file writes it, how its image is read, and how its disks grow. */
export interface StatefulSetArgs extends WorkloadArgs<z.input<typeof statefulSet>> {
  /** How the cluster is reached to enlarge disks. Wanted where there are claims. */
  readonly kubeconfig?: pulumi.Input<string>;
}

/** Annotation on the set: the disks that it has. It changes with them, so that the engine looks at a set that was made anew. */
const DISKS = "gke-bluegreen.dev/disks";

/**
 * Pods with names and disks of their own, and a headless Service through which each is found: `<name>-0.<name>`.
 *
 * ```ts
 * new StatefulSet("db", { config: { image: "mysql@sha256:…", ports: { mysql: 3306 },
 *   claims: { data: { size: "10Gi", mount: "/var/lib/mysql" } } }, kubeconfig }, { provider });
 * ```
 */
export class StatefulSet extends PodWorkload {
  /** The headless Service through which each pod is found. */
  readonly service: k8s.core.v1.Service;
  /** The StatefulSet in the cluster. */
  readonly statefulSet: k8s.apps.v1.StatefulSet;

  constructor(name: string, args: StatefulSetArgs, options?: pulumi.ComponentResourceOptions) {
    const config = parsePart(statefulSet, args.config, name);
    super("StatefulSet", name, config, args.image ?? digestsOnly(`${name}.image`), options, args);
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
          ports: Object.entries(config.ports).map(([portName, port]) => servicePort(portName, port)),
        },
      },
      this.child(),
    );
    const fixed = this.claims(name, config, args.kubeconfig);
    const template = this.template(
      {
        ports: config.ports,
        main: probes(config, firstPort === undefined ? undefined : portOf(firstPort).port),
        furtherMounts: Object.entries(config.claims).map(([claim, { mount, folder }]) => ({
          name: claim,
          mountPath: mount,
          ...(folder !== undefined && { subPath: folder }),
        })),
        disks: Object.keys(config.claims).length > 0,
      },
      {
        terminationGracePeriodSeconds: seconds(config.shutdown),
        topologySpreadConstraints: spread(this.labels),
      },
    );
    this.statefulSet = new k8s.apps.v1.StatefulSet(
      name,
      {
        metadata: { ...metadata, ...(fixed && { annotations: { [DISKS]: disksOf(config) } }) },
        spec: {
          serviceName: name,
          replicas,
          selector: { matchLabels: this.labels },
          podManagementPolicy: config.podManagement,
          updateStrategy: { type: "RollingUpdate", rollingUpdate: { partition: config.partition } },
          persistentVolumeClaimRetentionPolicy: { whenDeleted: config.whenDeleted, whenScaled: config.whenScaled },
          template,
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
      this.child({
        dependsOn: [this.service, ...this.before, ...(fixed ? [fixed] : [])],
        // A plugin would delete the set, and with `whenDeleted: Delete` the data, to change these.
        ...(fixed && { ignoreChanges: ["spec.volumeClaimTemplates", "spec.podManagementPolicy"] }),
      }),
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

  /** What looks after the fields that Kubernetes lets nobody change. */
  private claims(
    name: string,
    { namespace, podManagement, claims }: StatefulSetConfig,
    kubeconfig: StatefulSetArgs["kubeconfig"],
  ): StatefulSetClaims | undefined {
    if (kubeconfig !== undefined) {
      const wanted = Object.entries(claims).map(([claim, { size, storageClass, accessMode }]) => [
        claim,
        { size: String(size), accessMode, ...(storageClass !== undefined && { storageClass }) },
      ]);
      const args = { kubeconfig, namespace, set: name, podManagement, claims: Object.fromEntries(wanted) as Claims };
      return new StatefulSetClaims(name, args, { parent: this });
    }
    if (Object.keys(claims).length === 0) return undefined;
    throw new UserError({
      setting: `${name}.claims`,
      got: "no kubeconfig beside it",
      expected: "a way to reach the cluster, without which a larger disk would mean another StatefulSet",
      fix: "Give the component `kubeconfig`, as BlueGreenApp has it.",
    });
  }
}

type Claims = StatefulSetClaimsArgs["claims"];

/** `data=10Gi logs=1Gi OrderedReady`. */
const disksOf = ({ claims, podManagement }: StatefulSetConfig): string =>
  [...Object.entries(claims).map(([claim, { size }]) => `${claim}=${size}`), podManagement].join(" ");
