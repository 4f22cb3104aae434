import { NamespaceFolder, type Namespaces } from "../network/namespaces";
import { connect, disconnect } from "../network/network";
import { run, tryRun } from "../../host/shell";
import { EdgeNetwork, type AddonCluster } from "./cluster";

/**
 * Makes the network namespace that stands for Google's load balancers: outside of every node, so that a node that goes away
 * takes no connection with it. The host sends the cluster's load balancer addresses there.
 */
export async function createEdge(cluster: AddonCluster): Promise<Namespaces> {
  const { instance } = cluster;
  const edge = new EdgeNetwork(instance, cluster.index);
  const script = [
    "echo 1 > /proc/sys/net/ipv4/ip_forward",
    // A packet for a load balancer that does not exist must not be sent back to the host.
    `ip route add unreachable ${edge.range}`,
    `ip address add ${edge.ingressAddress}/32 dev lo`,
  ];
  const namespaces = await new NamespaceFolder(cluster.home).create(edgeName(cluster), script.join("\n"));
  await connect(instance, { host: edge.host, netns: namespaces.net });
  await run("ip", "route", "replace", edge.range, "via", edge.address, "dev", instance.bridge);
  return namespaces;
}

/** Takes away what leads to a cluster's load balancers. What is gone already is no error. */
export async function removeEdge(cluster: Pick<AddonCluster, "home" | "instance" | "index" | "label">): Promise<void> {
  const edge = new EdgeNetwork(cluster.instance, cluster.index);
  await tryRun("ip", "route", "delete", edge.range);
  await disconnect(cluster.instance, edge.host);
  await new NamespaceFolder(cluster.home).remove(edgeName(cluster));
}

function edgeName({ label }: Pick<AddonCluster, "label">): string {
  return `${label}-edge`;
}
