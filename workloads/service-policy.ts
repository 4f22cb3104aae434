import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { WorkloadComponent } from "./component";

/** Who may connect to the pods of one workload of this project, and whom these may reach. */
export interface ServicePolicyArgs {
  /** The workload's name. */
  readonly service: string;
  /** The workload's. */
  readonly namespace: string;
  /** Workloads whose pods may connect to it, on any port. */
  readonly from: readonly string[];
  /** Ports that anybody may reach: those for users. */
  readonly open: readonly number[];
  /** Whether its pods reach only those of `from`, and DNS. */
  readonly internal: boolean;
}

/** Walls between the networks of a compose file: a NetworkPolicy for one service. */
export class ServicePolicy extends WorkloadComponent {
  constructor(name: string, args: ServicePolicyArgs, options?: pulumi.ComponentResourceOptions) {
    super("ServicePolicy", name, options);
    const { service, namespace, from, open, internal } = args;
    const peers = from.map((app) => ({ podSelector: { matchLabels: { app } } }));
    // Of its own: replicas of one service are on the same networks.
    const own = { podSelector: { matchLabels: { app: service } } };
    const namespaceLabel = { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } } };
    new k8s.networking.v1.NetworkPolicy(
      name,
      {
        metadata: { name: `${service}-networks`, namespace, labels: { app: service } },
        spec: {
          podSelector: { matchLabels: { app: service } },
          policyTypes: internal ? ["Ingress", "Egress"] : ["Ingress"],
          ingress: [
            { from: [own, ...peers] },
            // A switch verifies a colour by way of the API server, which reaches pods through these on GKE.
            { from: [{ ...namespaceLabel, podSelector: { matchLabels: { "k8s-app": "konnectivity-agent" } } }] },
            ...(open.length > 0 ? [{ ports: open.map((port) => ({ port })) }] : []),
          ],
          ...(internal && {
            egress: [
              { to: [own, ...peers] },
              {
                to: [namespaceLabel],
                ports: [53, 8053].flatMap((port) => ["UDP", "TCP"].map((protocol) => ({ port, protocol }))),
              },
            ],
          }),
        },
      },
      this.child(),
    );
    this.registerOutputs({});
  }
}
