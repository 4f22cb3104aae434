import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { privateFolder } from "../../home/folder";
import type { ProcessSpec } from "../../supervisor";
import { toolPath } from "../../toolchain";
import { createCgroup, procsFiles } from "../../host/cgroups";
import type { ControlPlane } from "../control-plane/control-plane";
import { writeConfig } from "../../host/files";
import { containerdConfig, kubeletConfig, kubeProxyConfig, podNetworkConfig, registryHosts } from "./config";
import { writeKubeconfig } from "../control-plane/kubeconfig";
import { nodeLabels } from "./identity";
import type { NodeSite } from "./site";
import type { Progress } from "../spec";

/** What a node's mount namespace has in place of the machine's folders, so that nothing of it is left on the machine. */
export function nodeMounts(folder: string): string {
  const lib = join(folder, "var-lib");
  const log = join(folder, "var-log");
  for (const path of [lib, log]) mkdirSync(path, { recursive: true, mode: 0o755 });
  return [
    // Volumes that the kubelet mounts have to be seen by containers, within this namespace.
    "mount --make-rshared /",
    `mount --bind ${quoted(lib)} /var/lib`,
    `mount --bind ${quoted(log)} /var/log`,
    "mount -t tmpfs -o mode=755 tmpfs /run",
    "echo 1 > /proc/sys/net/ipv4/ip_forward",
    // Two pods of one node that meet by way of a Service: the answer has to pass the rules that changed the question.
    "test ! -e /proc/sys/net/bridge/bridge-nf-call-iptables || echo 1 > /proc/sys/net/bridge/bridge-nf-call-iptables",
  ].join("\n");
}

/** Makes a node's files and says which processes it is. */
export async function nodeProcesses(site: NodeSite, plane: ControlPlane, progress: Progress): Promise<ProcessSpec[]> {
  const { instance, state, node, folder, namespaces } = site;
  const address = instance.hostAddress(node.host);
  const user = `system:node:${node.name}`;
  const client = await plane.authority.issue(`node-${node.name}`, { commonName: user, organization: "system:nodes" });
  const serving = await plane.authority.issue(`node-${node.name}-serving`, {
    commonName: node.name,
    names: [`DNS:${node.name}`, `IP:${address}`],
  });
  const { server, caFile } = plane;
  const kubeletKubeconfig = writeKubeconfig(join(folder, "kubelet.kubeconfig"), {
    server,
    caFile,
    user,
    identity: { certificate: client },
  });
  const proxyKubeconfig = writeKubeconfig(join(folder, "kube-proxy.kubeconfig"), {
    server,
    caFile,
    user: "kube-proxy",
    identity: { certificate: plane.proxyCertificate },
  });

  const [system, pods] = [`${site.cgroup}/system`, `${site.cgroup}/pods`];
  for (const group of [system, pods]) createCgroup(group);
  const registry = privateFolder(folder, "registries", "_default");
  writeConfig(join(registry, "hosts.toml"), registryHosts(instance));
  const podNetwork = privateFolder(folder, "cni");
  const podCidr = instance.nodePodCidr(state.index, node.podBlock);
  writeConfig(join(podNetwork, "10-pods.conflist"), podNetworkConfig(podCidr));
  const containerdFile = join(folder, "containerd.toml");
  writeConfig(containerdFile, containerdConfig({ podNetwork, registries: join(folder, "registries") }));
  const kubeletFile = writeConfig(
    join(folder, "kubelet.json"),
    kubeletConfig({ site, serving, clientCaFile: caFile, cgroupRoot: `/${pods}` }),
  );
  const proxyFile = writeConfig(
    join(folder, "kube-proxy.json"),
    kubeProxyConfig({ kubeconfig: proxyKubeconfig, podCidr: instance.podCidr(state.index), node: node.name }),
  );

  const { net: netns, mnt: mntns, generation } = namespaces;
  const common = { netns, mntns, generation, cgroupProcs: procsFiles(system) };
  const name = (component: string) => `${state.label}/${node.name}/${component}`;
  const apiServer = `${state.label}/kube-apiserver`;
  return [
    {
      ...common,
      name: name("containerd"),
      command: ["containerd", `--config=${containerdFile}`],
      ready: { kind: "unix", path: "/run/containerd/containerd.sock" },
    },
    {
      ...common,
      name: name("kubelet"),
      command: [
        await toolPath("kubelet", progress),
        `--config=${kubeletFile}`,
        `--kubeconfig=${kubeletKubeconfig}`,
        `--hostname-override=${node.name}`,
        `--node-ip=${address}`,
        `--node-labels=${labelList(nodeLabels(node))}`,
      ],
      ready: { kind: "tcp", host: address, port: 10250 },
      dependsOn: [name("containerd"), apiServer],
    },
    {
      ...common,
      name: name("kube-proxy"),
      command: [await toolPath("kube-proxy", progress), `--config=${proxyFile}`],
      ready: { kind: "listening", port: 10256 },
      dependsOn: [apiServer],
    },
  ];
}

function labelList(labels: Readonly<Record<string, string>>): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(",");
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", `'\\''`)}'`;
}
