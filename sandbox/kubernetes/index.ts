import type { Instance } from "../instance";
import { Supervisor } from "../supervisor";
import type { Ground } from "./cluster";
import { LocalClusters } from "./clusters";
import { NamespaceFolder } from "./namespaces";
import { ClusterStore } from "./state";

export type * from "./spec";
export { LocalClusters, servedVersions } from "./clusters";
export { userKubeconfigFile } from "./user-kubeconfig";
export { registryAddress } from "./node-config";

/** The clusters of the sandbox in `home`, whose instance stands and whose supervisor runs. */
export function clusters(home: string, instance: Instance, supervisor = new Supervisor(home)): LocalClusters {
  const ground: Ground = {
    home,
    instance,
    supervisor,
    namespaces: new NamespaceFolder(home),
    store: new ClusterStore(home),
  };
  return new LocalClusters(ground);
}
