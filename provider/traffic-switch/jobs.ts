import type { V1EnvVar, V1Job, V1ObjectMeta, V1Pod, V1PodList, V1Secret } from "@kubernetes/client-node";
import { isNotFound, type KubernetesClient, watchUntil } from "../../lib/kubernetes";
import { redactor, Secret } from "../../lib/plugin";
import { foreignText } from "../../lib/redaction/foreign-text";
import type { ProbeResult } from "./cluster-port";
import { anyAnswer, tolerate, otherwise } from "../../lib/errors/expected";

/** A Job as the switch makes it: a subset of `batch/v1`. */
export interface JobArgs {
  /** Name, or the beginning of one, and labels; its pods have the labels as well. */
  readonly metadata: V1ObjectMeta;
  /** Absent: it stays until somebody deletes it. */
  readonly ttlSecondsAfterFinished?: number;
  /** Seconds after which it has failed, whatever it is doing. */
  readonly timeoutSeconds: number;
  /** Reference with a digest. */
  readonly image: string;
  /** Runs without a shell; exit code 0 is success. */
  readonly command: readonly string[];
  /** Environment of its one container, as in a pod. */
  readonly env: readonly V1EnvVar[];
  /** Kubernetes ServiceAccount of the namespace. Absent: the pod has no token. */
  readonly serviceAccount?: string | undefined;
  /** User id of the process. Absent: the image's own, which must not be root. */
  readonly runAsUser?: number | undefined;
}

/** Lines of a failed Job's log that are shown. */
const LOG_LINES = 10;

const path = (namespace: string) => `/apis/batch/v1/namespaces/${namespace}/jobs`;

/** Creates a Job of one pod that is not tried again; answers its name. */
export async function createJob(
  client: KubernetesClient,
  namespace: string,
  signal: AbortSignal,
  args: JobArgs,
): Promise<string> {
  const body = {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: args.metadata,
    spec: {
      backoffLimit: 0,
      activeDeadlineSeconds: args.timeoutSeconds,
      ttlSecondsAfterFinished: args.ttlSecondsAfterFinished,
      template: {
        metadata: { labels: args.metadata.labels },
        spec: {
          restartPolicy: "Never",
          ...(args.serviceAccount === undefined
            ? { automountServiceAccountToken: false }
            : { serviceAccountName: args.serviceAccount }),
          securityContext: {
            // An app that may run as root has hooks that may: its image has no other user.
            runAsNonRoot: args.runAsUser !== 0,
            runAsUser: args.runAsUser,
            seccompProfile: { type: "RuntimeDefault" },
          },
          containers: [
            {
              name: "job",
              image: args.image,
              command: args.command,
              env: args.env,
              resources: { requests: { cpu: "50m", memory: "64Mi" } },
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
            },
          ],
        },
      },
    },
  };
  const created = await client.json<V1Job>("POST", path(namespace), { body, signal });
  return created.metadata?.name ?? "";
}

/** Waits for a Job's end; of one that failed, also what it said last. */
export async function awaitJob(
  client: KubernetesClient,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<ProbeResult> {
  let ended: V1Job | undefined;
  await watchUntil<V1Job>(client, path(namespace), { fieldSelector: `metadata.name=${name}` }, signal, ([found]) => {
    if (found && endOf(found) !== undefined) ended = found;
    return ended !== undefined;
  });
  const ok = ended !== undefined && endOf(ended) === "Complete";
  const message = ended?.status?.conditions?.find(({ type }) => type === "Failed")?.message;
  if (ok) return { ok, seen: `job ${name}: Complete` };
  const said = await lastLines(client, namespace, name, signal);
  return { ok, seen: `job ${name}: Failed${message ? ` (${message})` : ""}${said === "" ? "" : `:\n${said}`}` };
}

/** How a Job ended, if it did. */
export function endOf({ status }: V1Job): "Complete" | "Failed" | undefined {
  const end = status?.conditions?.find(
    ({ type, status: holds }) => (type === "Complete" || type === "Failed") && holds === "True",
  );
  return end?.type as "Complete" | "Failed" | undefined;
}

/** The Jobs with a label. Throws what the API server says. */
export async function listJobs(
  client: KubernetesClient,
  namespace: string,
  labelSelector: string,
  signal: AbortSignal,
): Promise<readonly V1Job[]> {
  const { items } = await client.json<{ items: V1Job[] }>("GET", path(namespace), { query: { labelSelector }, signal });
  return items;
}

/** Deletes a Job with its pods. One that is gone, or that cannot be deleted now, is no failure of whoever asks. */
export async function deleteJob(
  client: KubernetesClient,
  namespace: string,
  name: string,
  signal: AbortSignal,
): Promise<void> {
  await client
    .json("DELETE", `${path(namespace)}/${name}`, { query: { propagationPolicy: "Background" }, signal })
    .catch(otherwise(undefined, anyAnswer));
}

/** What a Job said last, without the Secrets that it could read, as another program's words. */
async function lastLines(client: KubernetesClient, namespace: string, job: string, signal: AbortSignal) {
  const pods = `/api/v1/namespaces/${namespace}/pods`;
  try {
    const query = { labelSelector: `batch.kubernetes.io/job-name=${job}` };
    const { items } = await client.json<V1PodList>("GET", pods, { query, signal });
    const [pod] = items;
    if (!pod) return "";
    const log = { query: { tailLines: String(LOG_LINES) }, signal };
    const { status, text } = await client.text("GET", `${pods}/${pod.metadata?.name}/log`, log);
    if (status !== 200) return "";
    const secrets = await secretsOf(client, namespace, pod, signal);
    if (secrets === undefined)
      return "    (not shown: a Secret that it could read, and may have printed, cannot be read here)";
    // Reading takes no other program's rules along before there is something to hide.
    const { hideCredentials } = await import("../../lib/redaction/credentials");
    const hidden = hideCredentials(redactor(new Secret(secrets))(foreignText(text)));
    return hidden.trimEnd().replace(/^/gm, "    ");
  } catch (error) {
    tolerate(error, anyAnswer);
    // What the Job said is a help, not the verdict.
    return "";
  }
}

/** All that is in the Secrets which a pod's containers get; `undefined` where one of them cannot be read. */
async function secretsOf(
  client: KubernetesClient,
  namespace: string,
  { spec }: V1Pod,
  signal: AbortSignal,
): Promise<string[] | undefined> {
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
  const names = new Set([
    ...containers.flatMap(({ env = [] }) => env.map(({ valueFrom }) => valueFrom?.secretKeyRef?.name)),
    ...containers.flatMap(({ envFrom = [] }) => envFrom.map(({ secretRef }) => secretRef?.name)),
    ...(spec?.volumes ?? []).map(({ secret }) => secret?.secretName),
  ]);
  const values: string[] = [];
  for (const name of names) {
    if (name === undefined) continue;
    try {
      const path = `/api/v1/namespaces/${namespace}/secrets/${name}`;
      const { data = {} } = await client.json<V1Secret>("GET", path, { signal });
      // As programs print them: as they are, as Kubernetes has them, and in an address.
      for (const encoded of Object.values(data)) {
        const value = Buffer.from(encoded, "base64").toString("utf8");
        values.push(value, encoded, encodeURIComponent(value));
      }
    } catch (error) {
      // One that is gone has been read by nobody.
      if (!isNotFound(error)) return undefined;
    }
  }
  return values;
}
