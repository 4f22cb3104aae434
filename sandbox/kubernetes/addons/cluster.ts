import type { Instance } from "../../host/instance";

/** What the addons need to know of a cluster. */
export interface AddonCluster {
  /** The sandbox's folder. */
  readonly home: string;
  readonly instance: Instance;
  /** Its part of the sandbox's networks. */
  readonly index: number;
  /** First part of its processes' and namespaces' names. */
  readonly label: string;
  /** Its private folder, with an administrator's `kubeconfig`. */
  readonly folder: string;
  /** The authority that signed the certificates of its API server and kubelets. */
  readonly caFile: string;
}

/** Numbers on the bridge from here on are edges'; nodes and control planes have lower ones. */
const FIRST_EDGE_HOST = 4000;
/** Of the 256 load balancer addresses of a cluster, the upper half is for addresses that are reserved by name. */
const FIRST_RESERVED = 128;

/** The addresses at the edge of a cluster, where traffic enters it. */
export class EdgeNetwork {
  constructor(
    private readonly instance: Instance,
    private readonly index: number,
  ) {}

  /** The edge's number on the bridge. */
  get host(): number {
    return FIRST_EDGE_HOST + this.index;
  }

  /** Its address on the bridge; cluster DNS and the metrics API answer here. */
  get address(): string {
    return this.instance.hostAddress(this.host);
  }

  /** All load balancer addresses of this cluster; the host sends them to the edge. */
  get range(): string {
    return `${this.instance.loadBalancerAddress(this.index * 256)}/24`;
  }

  /** The one address of everything of layer 7: Ingresses and Gateways. */
  get ingressAddress(): string {
    return this.loadBalancerAddress(1);
  }

  /** What Services get, in this order. */
  get serviceAddresses(): readonly string[] {
    return Array.from({ length: FIRST_RESERVED - 10 }, (_, offset) => this.loadBalancerAddress(10 + offset));
  }

  private loadBalancerAddress(host: number): string {
    return this.instance.loadBalancerAddress(this.index * 256 + host);
  }
}

/** Whether an address may be reserved by name (a `google_compute_address`) and then asked for by a Service. */
export function isReservableAddress(instance: Instance, address: string): boolean {
  const [a, b, c, d] = address.split(".").map(Number);
  const [x, y] = instance.gateway.split(".").map(Number);
  return (
    a === x && b === y && c !== undefined && c >= 16 && c < 32 && d !== undefined && d >= FIRST_RESERVED && d < 255
  );
}
