import { KubernetesClient, KubernetesError, LOOK_PATIENCE_MS } from "../../lib/kubernetes";
import type { InvokeRequest, InvokeResult } from "../../lib/plugin";
import {
  type OtherUser,
  settingsInUseArgs,
  workloadKinds,
  type WorkloadReference,
} from "../../lib/release/settings-in-use";
import { plain } from "../traffic-switch/connection";

const collections: Readonly<Record<WorkloadReference["kind"], string>> = {
  Deployment: "apps/v1/%/deployments",
  StatefulSet: "apps/v1/%/statefulsets",
  DaemonSet: "apps/v1/%/daemonsets",
  Job: "batch/v1/%/jobs",
  CronJob: "batch/v1/%/cronjobs",
};

type Listed = {
  readonly items?: readonly { readonly metadata?: { readonly name?: string; readonly labels?: Labels } }[];
};
type Labels = Readonly<Record<string, string>>;

/** Other workloads of the namespace whose templates have these names. Of a kind that may not be listed nothing is known. */
async function otherUsers(
  read: (path: string) => Promise<string | undefined>,
  namespace: string,
  own: readonly WorkloadReference[],
  names: readonly string[],
): Promise<OtherUser[]> {
  const ofKind = async (kind: WorkloadReference["kind"]): Promise<readonly OtherUser[]> => {
    const text = await read(`/apis/${collections[kind].replace("%", `namespaces/${namespace}`)}`);
    const { items = [] } = text === undefined ? {} : (JSON.parse(text) as Listed);
    return items.flatMap((item) => {
      const { name = "", labels: { app: owner } = {} } = item.metadata ?? {};
      if (own.some((one) => one.kind === kind && one.name === name)) return [];
      const template = JSON.stringify(item);
      return names
        .filter((one) => template.includes(JSON.stringify(one)))
        .map((uses) => ({ uses, kind, owner: owner ?? name }));
    });
  };
  return (await Promise.all(workloadKinds.map(ofKind))).flat();
}

/**
 * Which ConfigMaps and Secrets the templates of some workloads name, and which other workloads of the namespace name those. It reads the workloads and no Secret, which who only looks may not. A
 * Job may be gone that was done: then it is asked whether the objects themselves are there, if that may be known.
 */
export async function settingsInUse(
  request: InvokeRequest,
  connect = (kubeconfig: string) => new KubernetesClient(kubeconfig, { patienceMs: LOOK_PATIENCE_MS }),
): Promise<InvokeResult> {
  const { kubeconfig, namespace, workloads, names } = settingsInUseArgs.parse(plain(request.args));
  const client = connect(kubeconfig);
  const read = async (path: string): Promise<string | undefined> => {
    try {
      return JSON.stringify(await client.json<object>("GET", path, { signal: request.signal }));
    } catch (error) {
      if (error instanceof KubernetesError && (error.status === 404 || error.status === 403)) return undefined;
      throw error;
    }
  };
  const isThere = async (name: string) => {
    const found = ["secrets", "configmaps"].map((kind) => read(`/api/v1/namespaces/${namespace}/${kind}/${name}`));
    return (await Promise.all(found)).some((object) => object !== undefined);
  };
  try {
    const templates = await Promise.all(
      workloads.map(({ kind, name }) =>
        read(`/apis/${collections[kind].replace("%", `namespaces/${namespace}`)}/${name}`),
      ),
    );
    const named = (name: string) => templates.some((template) => template?.includes(JSON.stringify(name)));
    const gone = workloads.some(({ kind }, index) => kind === "Job" && templates[index] === undefined);
    const used = await Promise.all(names.map(async (name) => named(name) || (gone && (await isThere(name)))));
    const inUse = names.filter((_, index) => used[index]);
    // What nobody uses any more under a former name need not be asked about.
    const others = inUse.length === 0 ? [] : await otherUsers(read, namespace, workloads, inUse);
    return { result: { inUse, others } };
  } finally {
    client.close();
  }
}
