import { join } from "node:path";
import type { Instance } from "../../host/instance";
import { writeConfig } from "../../host/files";
import { reservation } from "./machine";
import type { NodeSite } from "./site";
import { providerId, registeredTaints } from "./identity";
import type { KeyPair } from "../control-plane/pki";

/** The image that holds a pod's namespaces; made by sandbox/images and pulled from the sandbox's registry. */
const SANDBOX_IMAGE = "registry.k8s.io/pause:3.10";
const REGISTRY_PORT = 5000;
const MIB = 2 ** 20;

/** Where the nodes of a sandbox find its registry, whatever name an image has. */
export function registryAddress(instance: Instance): string {
  return instance.registry ?? `${instance.gateway}:${REGISTRY_PORT}`;
}

/** containerd's `certs.d/_default/hosts.toml`. */
export function registryHosts(instance: Instance): string {
  const url = `http://${registryAddress(instance)}`;
  return `server = "${url}"\n\n[host."${url}"]\n  capabilities = ["pull", "resolve"]\n`;
}

/** A node's containerd: CRI alone, with the sandbox's registry for every name. */
export function containerdConfig(folders: { readonly podNetwork: string; readonly registries: string }): string {
  return `version = 2
root = "/var/lib/containerd"
state = "/run/containerd"
oom_score = 0
disabled_plugins = [
  "io.containerd.snapshotter.v1.aufs",
  "io.containerd.snapshotter.v1.btrfs",
  "io.containerd.snapshotter.v1.devmapper",
  "io.containerd.snapshotter.v1.zfs",
  "io.containerd.tracing.processor.v1.otlp",
  "io.containerd.internal.v1.tracing",
]

[grpc]
  address = "/run/containerd/containerd.sock"

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "${SANDBOX_IMAGE}"
  # Without CAP_SYS_RESOURCE, which containers of this machine may lack, no process may lower its score.
  restrict_oom_score_adj = true
  enable_unprivileged_ports = true
  enable_unprivileged_icmp = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "${folders.podNetwork}"
  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    discard_unpacked_layers = true
    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"
      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = false
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "${folders.registries}"
`;
}

/** How a node's pods get their addresses (CNI). @param podCidr the node's */
export function podNetworkConfig(podCidr: string): object {
  return {
    cniVersion: "1.0.0",
    name: "pods",
    plugins: [
      {
        type: "bridge",
        bridge: "cni0",
        isGateway: true,
        hairpinMode: true,
        ipam: {
          type: "host-local",
          ranges: [[{ subnet: podCidr }]],
          routes: [{ dst: "0.0.0.0/0" }],
          // Forgotten with the node's pods, when the machine or the node starts anew.
          dataDir: "/run/cni",
        },
      },
      { type: "portmap", capabilities: { portMappings: true } },
    ],
  };
}

/** What a kubelet's configuration follows from. */
export interface KubeletOptions {
  readonly site: NodeSite;
  readonly serving: KeyPair;
  readonly clientCaFile: string;
  readonly cgroupRoot: string;
}

/** `kubelet.config.k8s.io/v1beta1` of a node. */
export function kubeletConfig({ site, serving, clientCaFile, cgroupRoot }: KubeletOptions): object {
  const { instance, state, node, folder } = site;
  const resolvConf = join(folder, "resolv.conf");
  writeConfig(resolvConf, `nameserver ${instance.gateway}\n`);
  return {
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    containerRuntimeEndpoint: "unix:///run/containerd/containerd.sock",
    tlsCertFile: serving.cert,
    tlsPrivateKeyFile: serving.key,
    authentication: { anonymous: { enabled: false }, webhook: { enabled: true }, x509: { clientCAFile: clientCaFile } },
    authorization: { mode: "Webhook" },
    healthzBindAddress: "127.0.0.1",
    clusterDomain: "cluster.local",
    clusterDNS: [instance.serviceAddress(state.index, 10)],
    resolvConf,
    providerID: providerId(state.spec.id, node),
    registerWithTaints: registeredTaints(node.pool.taints),
    maxPods: node.pool.maxPodsPerNode,
    cgroupDriver: "cgroupfs",
    cgroupRoot,
    failCgroupV1: false,
    failSwapOn: false,
    oomScoreAdj: 0,
    ...reservation(node.pool),
    enforceNodeAllocatable: ["pods"],
    evictionHard: {
      "memory.available": `${100 * MIB}`,
      // The disk is the machine's, not the node's: only a machine that runs out of it is a reason to evict.
      "nodefs.available": `${1024 * MIB}`,
      "imagefs.available": `${1024 * MIB}`,
    },
    imageGCHighThresholdPercent: 100,
    imageGCLowThresholdPercent: 99,
    serializeImagePulls: false,
    rotateCertificates: false,
    volumePluginDir: "/var/lib/kubelet/volumeplugins",
    logging: { verbosity: 1 },
  };
}

/** What kube-proxy's configuration follows from. */
export interface KubeProxyOptions {
  readonly kubeconfig: string;
  readonly podCidr: string;
  readonly node: string;
}

/** `kubeproxy.config.k8s.io/v1alpha1` of a node. */
export function kubeProxyConfig({ kubeconfig, podCidr, node }: KubeProxyOptions): object {
  return {
    apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
    kind: "KubeProxyConfiguration",
    hostnameOverride: node,
    mode: "nftables",
    clusterCIDR: podCidr,
    clientConnection: { kubeconfig },
    healthzBindAddress: "127.0.0.1:10256",
    metricsBindAddress: "127.0.0.1:10249",
    oomScoreAdj: 0,
    // The machine's table of connections is not a node's to size.
    conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: "0s", tcpCloseWaitTimeout: "0s" },
    nftables: { syncPeriod: "30s", minSyncPeriod: "100ms" },
  };
}
