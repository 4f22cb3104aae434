import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import type { z } from "zod";
import { loadTest } from "../config/load-tests";
import { parsePart } from "../config/part";
import { seconds } from "../config/values";
import { WorkloadComponent } from "./component";
import { jobAnnotations, runOf } from "./job-run";
import { LOAD_TEST_PROGRAM } from "./load-test-program";
import { locked, quantities } from "./pod";
import { digestsOnly, type WorkloadArgs } from "./workload";

/** A load test as a stack file writes it, and what it asks. */
export interface LoadTestArgs extends WorkloadArgs<z.input<typeof loadTest>> {
  /** How the cluster is reached for the log. @default – a failure is without its log */
  readonly kubeconfig?: pulumi.Input<string>;
  /** What is asked, where the configuration names an app. */
  readonly target?: {
    readonly namespace: string;
    readonly url: pulumi.Input<string>;
    /** What is live there: when it changes, the test runs anew. */
    readonly release: pulumi.Input<string>;
  };
}

/** Longest time the pod may take to be scheduled, to pull its image and to end. */
const STARTUP_SECONDS = 300;

/** A load test as a Job: requests at a constant rate from inside the cluster, a summary in its log, a failed update where it fails. */
export class LoadTest extends WorkloadComponent {
  /** The Job in the cluster. */
  readonly job: k8s.batch.v1.Job;

  constructor(name: string, args: LoadTestArgs, options?: pulumi.ComponentResourceOptions) {
    const config = parsePart(loadTest, args.config, name);
    super("LoadTest", name, options);
    const resolve = args.image ?? digestsOnly(`${name}.image`);
    const namespace = config.namespace ?? args.target?.namespace ?? "default";
    const labels = { app: name };
    const program = `${name}-${createHash("sha256").update(LOAD_TEST_PROGRAM).digest("hex").slice(0, 10)}`;
    const script = new k8s.core.v1.ConfigMap(
      name,
      { metadata: { name: program, namespace, labels }, data: { "load-test.mjs": LOAD_TEST_PROGRAM }, immutable: true },
      this.child(),
    );
    const duration = seconds(config.duration);
    const url = pulumi
      .output(config.url ?? args.target?.url ?? "")
      .apply((address) => new URL(config.path, address).href);
    const env = Object.entries({
      URL: url,
      RATE: String(config.rate),
      SECONDS: String(duration),
      MAX_ERROR_RATE: String(config.maxErrorRate),
      ...(config.maxLatency !== undefined && { MAX_LATENCY_MS: String(seconds(config.maxLatency) * 1000) }),
    }).map(([variable, value]) => ({ name: variable, value }));
    this.job = new k8s.batch.v1.Job(
      name,
      {
        metadata: { name, namespace, labels, annotations: jobAnnotations(args.kubeconfig) },
        spec: {
          // A second try would say nothing of the first.
          backoffLimit: 0,
          activeDeadlineSeconds: duration + STARTUP_SECONDS,
          template: {
            metadata: {
              labels,
              ...(args.target && { annotations: { "gke-bluegreen/release": args.target.release } }),
            },
            spec: {
              restartPolicy: "Never",
              automountServiceAccountToken: false,
              securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
              containers: [
                {
                  name: "load-test",
                  image: resolve(config.image),
                  command: ["node", "/load-test/load-test.mjs"],
                  env,
                  resources: quantities({ cpu: "100m", memory: "128Mi" }),
                  securityContext: locked(true),
                  volumeMounts: [{ name: "load-test", mountPath: "/load-test" }],
                },
              ],
              volumes: [{ name: "load-test", configMap: { name: program } }],
            },
          },
        },
      },
      this.child({ dependsOn: [script], customTimeouts: { create: `${duration + STARTUP_SECONDS + 60}s` } }),
    );
    runOf(name, this.job, args.kubeconfig, this.child());
    this.registerOutputs({});
  }
}
