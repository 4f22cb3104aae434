import { dump } from "js-yaml";
import type { CheckedStack } from "../../config/stack-file";
import { UserError } from "../../lib/errors/user-error";
import { KubernetesClient } from "../../lib/kubernetes";
import { deadline } from "../../lib/retry";
import { type Kubeconfig, readKubeconfig, userKubeconfig } from "../kubeconfig/file";
import { clusterObjects } from "./objects";
import { askServer, type ServerVerdict } from "./server";

export { summaryOf } from "./server";

/** Which cluster is asked: that of a context of kubectl's. */
export interface ServerOptions {
  /** Absent: the current one. */
  readonly context?: string | undefined;
}

const LIMIT_MS = 120_000;

/** Asks a cluster about everything that a stack's configuration would make in it; it changes nothing. */
export async function checkAgainstServer(
  { config, project = "my-project" }: CheckedStack,
  stack: string,
  { context }: ServerOptions,
): Promise<ServerVerdict> {
  const file = userKubeconfig();
  const client = new KubernetesClient(dump(withContext(readKubeconfig(file), context, file)), { patienceMs: 15_000 });
  try {
    return await askServer(client, await clusterObjects(config, project, stack), deadline(undefined, LIMIT_MS));
  } finally {
    client.close();
  }
}

function withContext(kubeconfig: Kubeconfig, context: string | undefined, file: string): Kubeconfig {
  const wanted = context ?? kubeconfig["current-context"];
  const names = (kubeconfig.contexts ?? []).map(({ name }) => name);
  if (wanted !== undefined && names.includes(wanted)) return { ...kubeconfig, "current-context": wanted };
  throw new UserError({
    setting: "--context",
    got: wanted === undefined ? `none, and ${file} names no current one` : JSON.stringify(wanted),
    expected: names.length > 0 ? `one of ${names.join(", ")}` : `a context in ${file}, which has none`,
    fix: "`gke-bluegreen kubeconfig` writes the entry of a stack's cluster.",
  });
}
