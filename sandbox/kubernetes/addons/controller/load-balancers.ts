import {
  PatchStrategy,
  setHeaderOptions,
  type CoreV1Api,
  type V1EndpointSlice,
  type V1Service,
} from "@kubernetes/client-node";
import { run, tryRun } from "../../../host/shell";
import { feed } from "./feed";
import { Forwards } from "./forwards";
import { assignAddresses, frontendsOf, isLoadBalancer, type AddressPool } from "./frontends";
import { packetRules, type Frontend } from "./rules";
import type { ControllerSettings } from "./settings";
import { type Warning, Warnings } from "./warnings";

/** A load balancer that was given out, for `sandbox status`. */
export interface LoadBalancerStatus {
  readonly for: string;
  readonly address: string;
  readonly ports: readonly { readonly port: number; readonly url?: string }[];
}

const statusPatch = setHeaderOptions("Content-Type", PatchStrategy.MergePatch);

/** Plays Google's part for Services of type LoadBalancer: addresses, packets, and a loopback port for each TCP port. */
export class LoadBalancers {
  private rules = "";
  private given: { name: string; address: string; frontends: readonly Frontend[] }[] = [];
  private readonly forwards: Forwards;
  private readonly warnings: Warnings;
  private routed: Set<string> | undefined;

  constructor(
    private readonly settings: ControllerSettings,
    private readonly core: CoreV1Api,
    private readonly isReservable: AddressPool["isReservable"],
  ) {
    this.forwards = new Forwards(settings.loopbackPorts);
    this.warnings = new Warnings(core, "service-controller");
  }

  /** @param ingress whether something listens at the ingress address */
  async reconcile(services: readonly V1Service[], slices: readonly V1EndpointSlice[], ingress: boolean): Promise<void> {
    const { settings } = this;
    const pool = { addresses: settings.serviceAddresses, isReservable: this.isReservable };
    const assignments = assignAddresses(services.filter(isLoadBalancer), pool);
    const given = assignments.flatMap((assignment) => {
      if ("problem" in assignment) return [];
      const { service, address } = assignment;
      const own = slices.filter(
        ({ metadata }) =>
          metadata?.namespace === service.metadata?.namespace &&
          metadata?.labels?.["kubernetes.io/service-name"] === service.metadata?.name,
      );
      return [{ service, name: nameOf(service), address, frontends: frontendsOf(service, address, own) }];
    });

    // Packets first: an address that is announced works.
    await this.route(given.map(({ address }) => address));
    await this.apply(given.flatMap(({ frontends }) => frontends));
    this.given = given;
    const tcp = given.flatMap(({ frontends }) => frontends.filter(({ protocol }) => protocol === "tcp"));
    const layer7 = ingress ? [80, 443].map((port) => ({ address: settings.ingressAddress, port })) : [];
    await this.forwards.set([...tcp, ...layer7]);

    for (const { service, address } of given) await this.announce(service, address);
    for (const service of services.filter((one) => !isLoadBalancer(one))) await this.withdraw(service);
    for (const one of assignments)
      if ("problem" in one) await this.warnings.say(SERVICE, one.service, failed(one.problem));
  }

  statuses(): LoadBalancerStatus[] {
    const urls = new Map(this.forwards.list().map((open) => [`${open.address}:${open.port}`, open.localPort]));
    const url = (address: string, port: number) => {
      const local = urls.get(`${address}:${port}`);
      if (local === undefined) return {};
      return { url: `${port === 443 ? "https" : "http"}://127.0.0.1:${local}` };
    };
    const services = this.given.map(({ name, address, frontends }) => ({
      for: `Service ${name}`,
      address,
      ports: frontends.map(({ port }) => ({ port, ...url(address, port) })),
    }));
    const { ingressAddress } = this.settings;
    if (!urls.has(`${ingressAddress}:80`)) return services;
    const ports = [80, 443].map((port) => ({ port, ...url(ingressAddress, port) }));
    return [...services, { for: "Ingresses and Gateways", address: ingressAddress, ports }];
  }

  /** The cluster's own addresses lead to the edge anyway; one that was reserved elsewhere has to be sent there. */
  private async route(addresses: readonly string[]): Promise<void> {
    const { serviceAddresses, edgeHost, bridge } = this.settings;
    const foreign = addresses.filter((address) => !serviceAddresses.includes(address));
    // An earlier controller's are in the kernel's table. A route to a single address is listed without its length.
    this.routed ??= new Set(
      (await run("ip", "route", "show", "via", edgeHost, "dev", bridge))
        .split("\n")
        .map((line) => line.split(" ")[0] ?? "")
        .filter((destination) => destination !== "" && !destination.includes("/")),
    );
    for (const address of this.routed) {
      if (foreign.includes(address)) continue;
      await tryRun("ip", "route", "delete", `${address}/32`);
      this.routed.delete(address);
    }
    for (const address of foreign) {
      if (this.routed.has(address)) continue;
      await run("ip", "route", "replace", `${address}/32`, "via", edgeHost, "dev", bridge);
      this.routed.add(address);
    }
  }

  private async apply(frontends: readonly Frontend[]): Promise<void> {
    const rules = packetRules(frontends, [this.settings.loadBalancerRange, ...(this.routed ?? [])]);
    if (rules === this.rules) return;
    await feed(["nsenter", `--net=${this.settings.edgeNetns}`, "nft", "-f", "-"], rules);
    this.rules = rules;
    // The kernel would go on sending a client's datagrams where it sent the first.
    if (frontends.some(({ protocol }) => protocol === "udp")) {
      await tryRun("nsenter", `--net=${this.settings.edgeNetns}`, "conntrack", "--delete", "--proto", "udp");
    }
  }

  private async announce(service: V1Service, address: string): Promise<void> {
    const current = service.status?.loadBalancer?.ingress ?? [];
    if (current.length === 1 && current[0]?.ip === address) return;
    await this.patchStatus(service, { ingress: [{ ip: address }] });
    console.log(`Service ${nameOf(service)} has the address ${address}`);
  }

  private async withdraw(service: V1Service): Promise<void> {
    if (service.metadata?.deletionTimestamp || !service.status?.loadBalancer?.ingress?.length) return;
    if (service.spec?.type === "LoadBalancer") return;
    await this.patchStatus(service, { ingress: null });
  }

  private async patchStatus({ metadata }: V1Service, loadBalancer: unknown): Promise<void> {
    const { name = "", namespace = "" } = metadata ?? {};
    const body = { status: { loadBalancer } };
    await this.core.patchNamespacedServiceStatus({ name, namespace, body }, statusPatch).catch((error: unknown) => {
      // It was deleted meanwhile.
      if ((error as { code?: number }).code !== 404) throw error;
    });
  }
}

const SERVICE = { apiVersion: "v1", kind: "Service" } as const;

const failed = (problem: string): Warning => ({
  reason: "SyncLoadBalancerFailed",
  message: `Error syncing load balancer: failed to ensure load balancer: ${problem}`,
});

function nameOf({ metadata }: V1Service): string {
  return `${metadata?.namespace}/${metadata?.name}`;
}
