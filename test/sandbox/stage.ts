import { Stage } from "../../cli/drill/stage";
import { ClusterStore } from "../../sandbox/kubernetes/state";
import { BASE_NODE_IMAGE, imageDigest } from "../../sandbox/images/base-node-image";
import { sharedCluster, type TestCluster } from "../../sandbox/testing/test-cluster";

/** A stage on the shared cluster, in a namespace of its own. */
export interface TestStage {
  readonly stage: Stage;
  readonly cluster: TestCluster;
  close(): Promise<void>;
}

export async function openStage(): Promise<TestStage> {
  const cluster = await sharedCluster();
  const namespace = await cluster.createNamespace();
  const { home } = cluster.sandbox;
  const index = new ClusterStore(home).read(cluster.id)?.index ?? 0;
  const image = await imageDigest(cluster.sandbox, BASE_NODE_IMAGE);
  const stage = await Stage.open(
    { home, index, kubectl: (args, input) => cluster.kubectl(args, input) },
    namespace,
    image,
  );
  const close = async () => {
    await stage.close();
    await cluster.deleteNamespace(namespace);
  };
  return { stage, cluster, close };
}
