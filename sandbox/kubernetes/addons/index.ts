import { readFileSync } from "node:fs";
import { writeFile, rename } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { privateFolder } from "../../home/folder";
import type { Instance } from "../../host/instance";
import type { ProcessSpec, Supervisor } from "../../supervisor";
import { bundledProgram, toolPath } from "../../toolchain";
import type { Namespaces } from "../network/namespaces";
import { EdgeNetwork, type AddonCluster } from "./cluster";
import type { AddonStatus } from "./controller/controller";
import type { ControllerSettings } from "./controller/settings";
import { createEdge, removeEdge } from "./edge";
import { corefile, nameServers } from "./objects/dns";

export { capabilities, type Capability } from "./capabilities";
export { type AddonCluster } from "./cluster";
export type { AddonStatus } from "./controller/controller";

/** Offsets of the sandbox's loopback ports that load balancers are forwarded from. */
const FORWARD_OFFSETS = [20, 99] as const;

/**
 * Gives a cluster what Google gives it: DNS, load balancers, disks, Ingress, Gateway, autoscaling. The API server must answer;
 * nodes are not waited for. Resolves when DNS and load balancers work. What is slow to build is started when it is needed.
 */
export async function installAddons(
  supervisor: Supervisor,
  cluster: AddonCluster,
  progress: (line: string) => void,
): Promise<void> {
  const edge = await createEdge(cluster);
  const processes = [await dnsProcess(cluster, edge, progress), await controllerProcess(cluster, edge)];
  for (const spec of processes) await supervisor.ensure(spec);
  await supervisor.waitUntilReady(processes.map(({ name }) => name));
}

/** Names of the addons' processes of a cluster, in the order in which they can be stopped. */
function addonProcessNames(label: string): readonly string[] {
  return ["addons", "ingress", "metrics-server", "dns"].map((name) => `${label}/${name}`);
}

/** Stops everything and removes what the machine has of it; the disks' folders go with the cluster's. */
export async function removeAddons(
  supervisor: Supervisor,
  cluster: { readonly home: string; readonly instance: Instance; readonly index: number; readonly label: string },
): Promise<void> {
  for (const name of addonProcessNames(cluster.label)) await supervisor.remove(name);
  await removeEdge(cluster);
}

/** What was given out, as the cluster's controller says; `undefined` while it does not run. */
export function addonStatus(cluster: Pick<AddonCluster, "home" | "index">): Promise<AddonStatus | undefined> {
  return new Promise((resolve) => {
    const call = request({ socketPath: socketOf(cluster), path: "/", timeout: 2000 }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
      response.on("end", () => resolve(JSON.parse(text) as AddonStatus));
    });
    call.on("timeout", () => call.destroy(new Error("timeout")));
    call.on("error", () => resolve(undefined));
    call.end();
  });
}

async function dnsProcess(
  cluster: AddonCluster,
  { net: netns, generation }: Namespaces,
  progress: (line: string) => void,
): Promise<ProcessSpec> {
  const { address } = new EdgeNetwork(cluster.instance, cluster.index);
  const file = join(addonsFolder(cluster.folder), "Corefile");
  await writeWhole(
    file,
    corefile(
      address,
      kubeconfigOf(cluster),
      cluster.instance.gateway,
      nameServers(readFileSync("/etc/resolv.conf", "utf8")),
    ),
  );
  return {
    name: `${cluster.label}/dns`,
    command: [await toolPath("coredns", progress), "-conf", file],
    netns,
    generation,
    ready: { kind: "http", url: `http://${address}:8181/ready` },
  };
}

async function controllerProcess(cluster: AddonCluster, { net: netns, generation }: Namespaces): Promise<ProcessSpec> {
  const { instance } = cluster;
  const edge = new EdgeNetwork(instance, cluster.index);
  const settings: ControllerSettings = {
    home: cluster.home,
    instance: instance.number,
    label: cluster.label,
    kubeconfig: kubeconfigOf(cluster),
    caFile: cluster.caFile,
    edgeNetns: netns,
    edgeGeneration: generation,
    edgeHost: edge.address,
    loadBalancerRange: edge.range,
    serviceAddresses: edge.serviceAddresses,
    bridge: instance.bridge,
    ingressAddress: edge.ingressAddress,
    dnsClusterIP: instance.serviceAddress(cluster.index, 10),
    loopbackPorts: [instance.loopbackPort(FORWARD_OFFSETS[0]), instance.loopbackPort(FORWARD_OFFSETS[1])],
    volumes: privateFolder(cluster.folder, "disks"),
    metricsFolder: privateFolder(addonsFolder(cluster.folder), "metrics-server"),
    socket: socketOf(cluster),
  };
  const file = join(addonsFolder(cluster.folder), "settings.json");
  await writeWhole(file, JSON.stringify(settings, undefined, 2));
  return {
    name: `${cluster.label}/addons`,
    command: [process.execPath, await bundledProgram(join(__dirname, "controller", "main.ts")), file],
    // The toolchain of an addon that is built later needs to find Go and its cache.
    env: goEnvironment(),
    // The controller tells its own processes of namespaces that were made anew.
    generation,
    ready: { kind: "unix", path: settings.socket },
  };
}

function goEnvironment(): Record<string, string> {
  const names = ["GOPROXY", "GOMODCACHE", "GOCACHE", "GOFLAGS", "GOPATH", "GOROOT", "XDG_CACHE_HOME"];
  return Object.fromEntries(names.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

function kubeconfigOf({ folder }: AddonCluster): string {
  return join(folder, "kubeconfig");
}

function addonsFolder(clusterFolder: string): string {
  return privateFolder(clusterFolder, "addons");
}

/** Not in the cluster's folder: the kernel takes no socket path of more than 107 characters. */
function socketOf({ home, index }: Pick<AddonCluster, "home" | "index">): string {
  return join(privateFolder(home, "addons"), `${index}.socket`);
}

async function writeWhole(path: string, text: string): Promise<void> {
  await writeFile(`${path}.new`, text, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
