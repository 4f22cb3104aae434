import type { Endpoint } from "../objects/endpoints";

/** What `installAddons` tells the process that does the work, in a file. */
export interface ControllerSettings {
  readonly home: string;
  /** The sandbox's number on this machine. */
  readonly instance: number;
  readonly label: string;
  readonly kubeconfig: string;
  /** The file of the edge's network namespace. */
  readonly edgeNetns: string;
  /** Another one for each network namespace that was made there. */
  readonly edgeGeneration: string;
  readonly edgeHost: Endpoint["address"];
  /** In CIDR form; the host sends all of it to the edge. */
  readonly loadBalancerRange: string;
  readonly serviceAddresses: readonly string[];
  readonly bridge: string;
  readonly ingressAddress: string;
  readonly dnsClusterIP: string;
  /** Loopback ports for `http://127.0.0.1:PORT`, the first and the last. */
  readonly loopbackPorts: readonly [number, number];
  /** The authority that signed the kubelets' certificates. */
  readonly caFile: string;
  /** Where persistent volumes' folders are. */
  readonly volumes: string;
  /** For files of the metrics server. */
  readonly metricsFolder: string;
  /** The socket at which this process answers what it gave out. */
  readonly socket: string;
}
