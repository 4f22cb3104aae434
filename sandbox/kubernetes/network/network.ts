import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import type { Instance } from "../../host/instance";
import { firewall } from "./firewall";
import { allowForwarding, disallowForwarding } from "./forward-policy";
import { wasRouter } from "../../host/settings";
import { run, tryRun } from "../../host/shell";

/** A host on the sandbox's bridge: a node or a control plane. */
export interface BridgeHost {
  /** Its number on the bridge, which its address and link are made of. */
  readonly host: number;
  readonly netns: string;
}

/** The bridge that joins a sandbox's nodes to the machine, and the rules that keep everybody else out. */
export async function createBridge(instance: Instance): Promise<void> {
  const { bridge, gateway, bridgePrefix } = instance;
  if (!linkExists(bridge)) {
    await run("ip", "link", "add", bridge, "type", "bridge");
  }
  await run("ip", "address", "replace", `${gateway}/${bridgePrefix}`, "dev", bridge);
  await run("ip", "link", "set", bridge, "up");
  // Packets between nodes' pods come in and go out by the bridge, which is meant: nobody is to be told of a shorter way.
  for (const which of ["all", bridge]) write(`/proc/sys/net/ipv4/conf/${which}/send_redirects`, "0");
  await run("nft", firewall(instance, { router: wasRouter() }));
  await allowForwarding(bridge);
}

/** Removes the bridge with its links and routes, and the firewall rules. */
export async function removeBridge(instance: Instance): Promise<void> {
  await tryRun("nft", "delete", "table", "inet", instance.nftTable);
  await disallowForwarding(instance.bridge);
  for (const name of readdirSync("/sys/class/net")) {
    if (name === instance.bridge || name.startsWith(`${instance.bridge}h`)) await tryRun("ip", "link", "delete", name);
  }
}

/** Connects a network namespace to the bridge, with an address there and the machine as its gateway. */
export async function connect(instance: Instance, { host, netns }: BridgeHost): Promise<void> {
  const link = linkName(instance, host);
  if (linkExists(link) && (await inside(netns, "ip", "link", "show", "eth0"))) return;
  await tryRun("ip", "link", "delete", link);
  await run("ip", "link", "add", link, "type", "veth", "peer", "name", "eth0", "netns", netns);
  await run("ip", "link", "set", link, "master", instance.bridge, "up");
  const address = `${instance.hostAddress(host)}/${instance.bridgePrefix}`;
  await run("nsenter", `--net=${netns}`, "ip", "address", "replace", address, "dev", "eth0");
  await run("nsenter", `--net=${netns}`, "ip", "link", "set", "eth0", "up");
  await run("nsenter", `--net=${netns}`, "ip", "route", "replace", "default", "via", instance.gateway);
}

/** Takes a host off the bridge. One that is off already is no error. */
export async function disconnect(instance: Instance, host: number): Promise<void> {
  await tryRun("ip", "link", "delete", linkName(instance, host));
}

/** Sends packets for a node's pods to the node. */
export async function routePods(instance: Instance, podCidr: string, host: number): Promise<void> {
  await run("ip", "route", "replace", podCidr, "via", instance.hostAddress(host), "dev", instance.bridge);
}

/** Forgets the way to a node's pods. @param podCidr the node's, as `10.4.1.0/24` */
export async function unroutePods(podCidr: string): Promise<void> {
  await tryRun("ip", "route", "delete", podCidr);
}

function linkName(instance: Instance, host: number): string {
  return `${instance.bridge}h${host}`;
}

function linkExists(name: string): boolean {
  return existsSync(`/sys/class/net/${name}`);
}

async function inside(netns: string, ...command: readonly string[]): Promise<boolean> {
  return (await tryRun("nsenter", `--net=${netns}`, ...command)) !== undefined;
}

function write(path: string, value: string): void {
  if (readFileSync(path, "utf8").trim() !== value) writeFileSync(path, value);
}
