import { readFileSync } from "node:fs";
import { join } from "node:path";
import { privateFolder } from "../../home/folder";
import type { Instance } from "../../host/instance";
import type { ProcessSpec } from "../../supervisor";
import { toolPath } from "../../toolchain";
import { createCgroup, procsFiles } from "../../host/cgroups";
import { writeConfig } from "../../host/files";
import { iamFlags, type Reviews } from "./iam";
import { writeKubeconfig } from "./kubeconfig";
import type { Namespaces } from "../network/namespaces";
import { CertificateAuthority, serviceAccountKey, type KeyPair, type Subject } from "./pki";
import type { Progress } from "../spec";
import type { ClusterState } from "../state";

/** Where a cluster's control plane is and what it is made of. */
export interface ControlPlaneSite {
  readonly instance: Instance;
  readonly state: ClusterState;
  /** The cluster's folder. */
  readonly folder: string;
  readonly namespaces: Namespaces;
  readonly cgroup: string;
  /** The sandbox's access token, and what else administrators may present. */
  readonly adminTokens: readonly string[];
  readonly reviews: Reviews;
  /** File of the authority that Google's names are certified by; pods believe it beside their cluster's own. */
  readonly namesAuthority: string;
}

/** What runs for a cluster beside its nodes. */
export interface ControlPlane {
  readonly processes: readonly ProcessSpec[];
  readonly caFile: string;
  readonly server: string;
  readonly authority: CertificateAuthority;
  /** What the kube-proxies of all nodes show, as RBAC knows them by one name. */
  readonly proxyCertificate: KeyPair;
}

/** Where a cluster's certificates are. */
export function certificateFolder(clusterFolder: string): string {
  return join(clusterFolder, "certificates");
}

/** Makes a control plane's certificates and files, and says which processes it is. What is there already is kept. */
export async function controlPlane(site: ControlPlaneSite, progress: Progress): Promise<ControlPlane> {
  const { instance, state, folder } = site;
  const address = instance.hostAddress(state.host);
  const server = `https://${address}`;
  const authority = await CertificateAuthority.open(certificateFolder(folder), "kubernetes");
  const caFile = authority.pair.cert;
  const files = privateFolder(folder, "control-plane");
  const component = async (name: string, subject: Subject) => {
    const certificate = await authority.issue(name, subject);
    return writeKubeconfig(join(files, `${name}.kubeconfig`), {
      server,
      caFile,
      user: name,
      identity: { certificate },
    });
  };
  const managerKubeconfig = await component("controller-manager", { commonName: "system:kube-controller-manager" });
  const schedulerKubeconfig = await component("scheduler", { commonName: "system:kube-scheduler" });
  const proxyCertificate = await authority.issue("kube-proxy", { commonName: "system:kube-proxy" });
  const serviceAccounts = serviceAccountKey(files);
  // What every pod has beside its ServiceAccount's token, and so can be told to believe, without a volume of its own.
  const believed = writeConfig(
    join(files, "believed.crt"),
    [caFile, site.namesAuthority].map((file) => readFileSync(file, "utf8")).join(""),
  );

  createCgroup(site.cgroup);
  const { net: netns, generation } = site.namespaces;
  const common = { netns, generation, cgroupProcs: procsFiles(site.cgroup) };
  const name = (component: string) => `${state.label}/${component}`;
  const etcd: ProcessSpec = {
    ...common,
    name: name("etcd"),
    command: [await toolPath("etcd", progress), ...etcdFlags(privateFolder(folder, "etcd"))],
    ready: { kind: "listening", port: 2379 },
  };
  const apiServer: ProcessSpec = {
    ...common,
    name: name("kube-apiserver"),
    command: [await toolPath("kube-apiserver", progress), ...(await apiServerFlags(site, address, authority, files))],
    ready: { kind: "http", url: `${server}/readyz`, caFile },
    // It would wait a minute for watches to end; their clients begin anew with the next one.
    stopSeconds: 3,
    dependsOn: [etcd.name],
  };
  const controllerManager: ProcessSpec = {
    ...common,
    name: name("kube-controller-manager"),
    command: [
      await toolPath("kube-controller-manager", progress),
      `--kubeconfig=${managerKubeconfig}`,
      "--bind-address=127.0.0.1",
      // One of each is all there is: no election to wait for.
      "--leader-elect=false",
      "--use-service-account-credentials=true",
      `--service-account-private-key-file=${serviceAccounts.key}`,
      `--root-ca-file=${believed}`,
      `--cluster-signing-cert-file=${caFile}`,
      `--cluster-signing-key-file=${authority.pair.key}`,
      `--requestheader-client-ca-file=${join(files, "front-proxy", "ca.crt")}`,
      // Pod networks are given out with the nodes.
      "--allocate-node-cidrs=false",
      `--cluster-name=${state.spec.id.name}`,
    ],
    ready: { kind: "listening", port: 10257 },
    dependsOn: [apiServer.name],
  };
  const scheduler: ProcessSpec = {
    ...common,
    name: name("kube-scheduler"),
    command: [
      await toolPath("kube-scheduler", progress),
      `--kubeconfig=${schedulerKubeconfig}`,
      "--bind-address=127.0.0.1",
      "--leader-elect=false",
    ],
    ready: { kind: "listening", port: 10259 },
    dependsOn: [apiServer.name],
  };
  return { processes: [etcd, apiServer, controllerManager, scheduler], caFile, server, authority, proxyCertificate };
}

function etcdFlags(dataFolder: string): string[] {
  return [
    `--data-dir=${dataFolder}`,
    "--listen-client-urls=http://127.0.0.1:2379",
    "--advertise-client-urls=http://127.0.0.1:2379",
    "--listen-peer-urls=http://127.0.0.1:2380",
    "--initial-advertise-peer-urls=http://127.0.0.1:2380",
    "--initial-cluster=default=http://127.0.0.1:2380",
    // A power cut may cost the last writes of a sandbox; a sync for each of them costs every test minutes.
    "--unsafe-no-fsync",
    "--auto-compaction-retention=1",
  ];
}

async function apiServerFlags(
  { instance, state, adminTokens, reviews }: ControlPlaneSite,
  address: string,
  authority: CertificateAuthority,
  files: string,
): Promise<string[]> {
  const { project, location, name } = state.spec.id;
  const service = instance.serviceAddress(state.index, 1);
  const names = ["kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"];
  const serving = await authority.issue("apiserver", {
    commonName: "kube-apiserver",
    names: [
      ...[...names, "localhost"].map((dns) => `DNS:${dns}`),
      ...[address, service, "127.0.0.1"].map((ip) => `IP:${ip}`),
    ],
  });
  const kubeletClient = await authority.issue("apiserver-kubelet-client", {
    commonName: "kube-apiserver-kubelet-client",
    organization: "system:masters",
  });
  const frontProxyAuthority = await CertificateAuthority.open(join(files, "front-proxy"), "front-proxy-ca");
  const frontProxy = await frontProxyAuthority.issue("client", { commonName: "front-proxy-client" });
  const serviceAccounts = serviceAccountKey(files);
  const tokens = join(files, "tokens.csv");
  writeConfig(
    tokens,
    adminTokens.map((token, index) => `${token},sandbox-admin,sandbox-admin-${index},system:masters\n`).join(""),
  );
  return [
    "--etcd-servers=http://127.0.0.1:2379",
    // The network namespace has the bridge's address and a loopback of its own, nothing else.
    "--bind-address=0.0.0.0",
    "--secure-port=443",
    `--advertise-address=${address}`,
    `--service-cluster-ip-range=${instance.serviceCidr(state.index)}`,
    `--tls-cert-file=${serving.cert}`,
    `--tls-private-key-file=${serving.key}`,
    `--client-ca-file=${authority.pair.cert}`,
    `--token-auth-file=${tokens}`,
    ...iamFlags(files, state.spec.id, reviews),
    "--enable-admission-plugins=NodeRestriction",
    "--allow-privileged=true",
    `--kubelet-certificate-authority=${authority.pair.cert}`,
    `--kubelet-client-certificate=${kubeletClient.cert}`,
    `--kubelet-client-key=${kubeletClient.key}`,
    "--kubelet-preferred-address-types=InternalIP",
    // As GKE's: what workload identity federation would trust.
    `--service-account-issuer=https://container.googleapis.com/v1/projects/${project}/locations/${location}/clusters/${name}`,
    `--service-account-key-file=${serviceAccounts.cert}`,
    `--service-account-signing-key-file=${serviceAccounts.key}`,
    `--requestheader-client-ca-file=${frontProxyAuthority.pair.cert}`,
    "--requestheader-allowed-names=front-proxy-client",
    "--requestheader-extra-headers-prefix=X-Remote-Extra-",
    "--requestheader-group-headers=X-Remote-Group",
    "--requestheader-username-headers=X-Remote-User",
    `--proxy-client-cert-file=${frontProxy.cert}`,
    `--proxy-client-key-file=${frontProxy.key}`,
    // No kube-proxy stands beside the API server: it calls webhooks and aggregated APIs at their pods' addresses.
    "--enable-aggregator-routing=true",
    "--profiling=false",
  ];
}
