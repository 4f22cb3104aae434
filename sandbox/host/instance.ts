import { existsSync, mkdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { networkInterfaces, tmpdir } from "node:os";
import { join } from "node:path";
import { requireOwnFolder } from "../../lib/folders/trust";
import { UserError } from "../../lib/errors/user-error";
import { systemError, tolerate } from "../../lib/errors/expected";

const ROOTS_FOLDER = "/run/gke-bluegreen";
/** What is known of the sandboxes that stand on this machine, outside of their homes; gone when the machine is restarted. */
export const RUNTIME_FOLDER =
  process.getuid?.() === 0 ? ROOTS_FOLDER : join(tmpdir(), `gke-bluegreen-${process.getuid?.()}`);
const INSTANCES = 32;
const REGISTRY_OFFSET = 5;

/**
 * What tells the sandboxes of one machine apart: a number, and all names and addresses made from it. A sandbox owns one /14 of
 * 10.128.0.0/9, the range of Google's automatic networks:
 *
 * - `10.B.0.0/20` the bridge: the host at `.0.1`, then control planes and nodes; `10.B.16.0/20` load balancers;
 * - `10.(B+1).0.0/16` Services, a /20 a cluster; `10.(B+2).0.0/15` pods, a /19 a cluster and a /24 a node.
 */
export class Instance {
  /** The bridge that joins the sandbox's nodes to the host. */
  readonly bridge: string;
  /** Parent of its clusters' control groups, below each hierarchy's root. */
  readonly cgroup: string;
  /** Its table of firewall rules. */
  readonly nftTable: string;
  private readonly block: number;

  /**
   * @param registry `host:port` of the registry where it is not at the bridge: for a sandbox on a cluster of the user's, which has
   * no network of its own
   */
  constructor(
    readonly number: number,
    readonly registry?: string,
  ) {
    this.bridge = `gkb${number}`;
    this.cgroup = `gke-bluegreen-${number}`;
    this.nftTable = `gke_bluegreen_${number}`;
    this.block = 128 + number * 4;
  }

  /**
   * Where the image builder keeps what lasts as long as its processes. Podman takes no path of more than 50 characters for that, so it
   * cannot be in the home.
   */
  get buildsFolder(): string {
    return join(RUNTIME_FOLDER, `builds-${this.number}`);
  }

  /** Beside the clusters': a build has no precedence over what else this machine does. */
  get buildsCgroup(): string {
    return `${this.cgroup}-builds`;
  }

  /** Everything in it, in CIDR form. */
  get network(): string {
    return `10.${this.block}.0.0/14`;
  }

  /** The host's address on the bridge: nodes and pods reach the sandbox's registry and metadata here. */
  get gateway(): string {
    return `10.${this.block}.0.1`;
  }

  /** Prefix length of the bridge's own network. Load balancers stand outside of it, so that packets for them come to the host. */
  readonly bridgePrefix = 20;

  /** The address of the node, control plane or other host number `index` (2 … 4094) on the bridge. */
  hostAddress(index: number): string {
    return `10.${this.block}.${index >> 8}.${index & 255}`;
  }

  /** The address of load balancer number `index` (1 … 4094). */
  loadBalancerAddress(index: number): string {
    return `10.${this.block}.${16 + (index >> 8)}.${index & 255}`;
  }

  serviceCidr(cluster: number): string {
    return `10.${this.block + 1}.${cluster * 16}.0/20`;
  }

  /** Address `host` (1 … 255) in a cluster's service network: 1 is the API server, 10 is DNS. */
  serviceAddress(cluster: number, host: number): string {
    return `10.${this.block + 1}.${cluster * 16}.${host}`;
  }

  podCidr(cluster: number): string {
    const third = cluster * 32;
    return `10.${this.block + 2 + (third >> 8)}.${third & 255}.0/19`;
  }

  nodePodCidr(cluster: number, node: number): string {
    const third = cluster * 32 + node;
    return `10.${this.block + 2 + (third >> 8)}.${third & 255}.0/24`;
  }

  /** A loopback port of its own, so that two sandboxes do not meet: offset 0 is the Google Cloud server's. */
  loopbackPort(offset: number): number {
    return 21_000 + this.number * 100 + offset;
  }
}

/** How many clusters the addresses of a sandbox suffice for. */
export const MAX_CLUSTERS = 16;
/** How many nodes the addresses of a cluster suffice for. */
export const MAX_NODES_PER_CLUSTER = 32;

/** The instance of a sandbox that stands, or `undefined`. */
export function currentInstance(home: string): Instance | undefined {
  const { number, registry } = record(home) ?? {};
  return number !== undefined && claimant(number) === home ? new Instance(number, registry) : undefined;
}

/** The instance of a sandbox that has to stand. */
export function requireInstance(home: string): Instance {
  const instance = currentInstance(home);
  if (instance) return instance;
  throw new UserError({
    setting: `the sandbox in ${home}`,
    got: "one that does not stand",
    expected: "one that does",
    fix: "gke-bluegreen sandbox up",
  });
}

/**
 * Claims a number for this home, the one it had before if it had one: its clusters' addresses are made of it.
 */
export function claimInstance(home: string): Instance {
  enterRuntimeFolder();
  const recorded = recordedNumber(home);
  const candidates = recorded === undefined ? [...Array(INSTANCES).keys()] : [recorded];
  for (const number of candidates) {
    const instance = new Instance(number);
    if (claimant(number) !== home && (isUsedElsewhere(instance) || !claim(number, home))) continue;
    writeFileSync(join(home, "instance.json"), JSON.stringify({ number }), { mode: 0o600 });
    return instance;
  }
  if (recorded !== undefined) {
    throw new UserError({
      setting: `the network ${new Instance(recorded).network} of the sandbox in ${home}`,
      got: claimant(recorded)
        ? `in use by the sandbox in ${claimant(recorded)}`
        : "in use on this machine by something else",
      expected: "free, since the addresses of the clusters kept there are in it",
      fix: "Run `gke-bluegreen sandbox down` for the other one, or start over with `gke-bluegreen sandbox down --delete`.",
    });
  }
  throw new UserError({
    setting: "the sandbox's network",
    got: "every part of 10.128.0.0/9 in use on this machine",
    expected: "a free /14 in it",
    fix: `Stop a sandbox that is no longer used; ${RUNTIME_FOLDER} lists them.`,
  });
}

/**
 * Claims a number for a sandbox without a network of its own, which differs from others in its loopback ports alone.
 * @param registryHost where its registry listens
 */
export function claimPorts(home: string, registryHost: string): Instance {
  enterRuntimeFolder();
  const recorded = recordedNumber(home);
  // From the top: root's sandboxes, whose claims another user may not see, begin at the bottom.
  const candidates = recorded === undefined ? [...Array(INSTANCES).keys()].reverse() : [recorded];
  for (const number of candidates) {
    if (claimant(number) !== home && (existsSync(join(ROOTS_FOLDER, String(number))) || !claim(number, home))) continue;
    const registry = `${registryHost}:${new Instance(number).loopbackPort(REGISTRY_OFFSET)}`;
    writeFileSync(join(home, "instance.json"), JSON.stringify({ number, registry }), { mode: 0o600 });
    return new Instance(number, registry);
  }
  throw new UserError({
    setting: "the sandbox's number",
    got:
      recorded === undefined
        ? `all ${INSTANCES} in use`
        : `${recorded}, in use by the sandbox in ${claimant(recorded)}`,
    expected: "one that is free",
    fix: `Stop a sandbox that is no longer used; ${RUNTIME_FOLDER} lists them.`,
  });
}

/** Gives the number back; the home keeps it on record while clusters are kept there. */
export function releaseInstance(home: string): void {
  const number = recordedNumber(home);
  if (number === undefined || claimant(number) !== home) return;
  rmSync(join(RUNTIME_FOLDER, String(number)), { force: true });
  leaveRuntimeFolder();
}

/** Makes sure that it is there, and this user's: another one could have made it first, in a directory that is open to all. */
export function enterRuntimeFolder(): void {
  mkdirSync(RUNTIME_FOLDER, { recursive: true, mode: 0o755 });
  requireOwnFolder(RUNTIME_FOLDER);
}

/** Removes it when nothing is in it any more; who writes there at this moment makes it anew. */
export function leaveRuntimeFolder(): void {
  try {
    rmdirSync(RUNTIME_FOLDER);
  } catch (error) {
    tolerate(error, systemError);
    // It is another sandbox's, too, or gone already.
  }
}

/** Exclusive creation of a claim is the lock: its name is the instance number, its content the home. */
function claim(number: number, home: string): boolean {
  try {
    writeFileSync(join(RUNTIME_FOLDER, String(number)), home, { flag: "wx", mode: 0o600 });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function claimant(number: number): string | undefined {
  requireOwnFolder(RUNTIME_FOLDER);
  const file = join(RUNTIME_FOLDER, String(number));
  return existsSync(file) ? readFileSync(file, "utf8") : undefined;
}

function recordedNumber(home: string): number | undefined {
  return record(home)?.number;
}

function record(home: string): { readonly number: number; readonly registry?: string } | undefined {
  const file = join(home, "instance.json");
  if (!existsSync(file)) return claimOf(home);
  return JSON.parse(readFileSync(file, "utf8")) as { number: number; registry?: string };
}

/** The claim of a home whose own record somebody deleted by hand. */
function claimOf(home: string): { readonly number: number } | undefined {
  const number = [...Array(INSTANCES).keys()].find((one) => claimant(one) === home);
  return number === undefined ? undefined : { number };
}

/** Whether the machine has an address or a route of its own in the instance's network. */
function isUsedElsewhere(instance: Instance): boolean {
  const first = Number(instance.network.split(".")[1]);
  const isInside = (address: number) => address >>> 24 === 10 && ((address >>> 16) & 252) === first;
  const addresses = Object.entries(networkInterfaces())
    .filter(([name]) => name !== instance.bridge)
    .flatMap(([, all]) => all ?? [])
    .filter(({ family }) => family === "IPv4")
    .map(({ address }) => address.split(".").reduce((sum, byte) => sum * 256 + Number(byte), 0));
  return addresses.some(isInside) || routedNetworks(instance.bridge).some(isInside);
}

/** Destinations of `/proc/net/route`, which are hexadecimal with the last byte first. */
function routedNetworks(exceptInterface: string): number[] {
  return readFileSync("/proc/net/route", "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t"))
    .filter(([name, destination]) => name !== exceptInterface && destination !== "00000000")
    .map(([, destination]) => Buffer.from(destination ?? "00000000", "hex").readUInt32LE());
}
