import type { Instance } from "../host/instance";
import { settings } from "../home/settings";
import { Supervisor } from "../supervisor";
import type { Ground } from "./cluster";
import { LocalClusters } from "./clusters";
import { ContextClusters } from "./external-cluster/clusters";
import { NamespaceFolder } from "./network/namespaces";
import type { Clusters } from "./spec";
import { ClusterStore } from "./state";

export type * from "./spec";
export { userKubeconfigFile } from "./user-kubeconfig";
export { registryAddress } from "./node/config";

/** The clusters of the sandbox in `home`, whose instance stands and whose supervisor runs. */
export function clusters(home: string, instance: Instance, supervisor = new Supervisor(home)): Clusters {
  const { kubernetes } = settings(home);
  const store = new ClusterStore(home);
  if (kubernetes) return new ContextClusters({ home, instance, supervisor, store }, kubernetes);
  const ground: Ground = { home, instance, supervisor, namespaces: new NamespaceFolder(home), store };
  return new LocalClusters(ground);
}
