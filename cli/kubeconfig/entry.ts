import { join } from "node:path";
import { UserError } from "../../lib/errors/user-error";
import { kubeconfig } from "../../infra/kubeconfig";
import { projectFolder, pulumiOutput } from "../stack/engine";
import { engineEnvironment } from "../stack/place";

/** The output `cluster` of `index.ts`. */
export interface ClusterOutput {
  readonly identifier: string;
  readonly project: string;
  readonly location: string;
  readonly name: string;
  readonly host: string;
  readonly certificateAuthority: string;
}

/** What a stack says of its cluster. */
export async function stackCluster(stack: string | undefined): Promise<ClusterOutput> {
  const args = ["stack", "output", "--json", ...(stack === undefined ? [] : ["--stack", stack])];
  const environment = await engineEnvironment({ stack, cwd: projectFolder });
  const { cluster } = JSON.parse(pulumiOutput(args, environment)) as { cluster?: ClusterOutput };
  if (cluster?.host) return cluster;
  throw new UserError({
    setting: `stack ${stack ?? "(the selected one)"}`,
    got: "no cluster among its outputs",
    expected: "a stack whose cluster stands",
    fix: `pulumi up${stack === undefined ? "" : ` --stack ${stack}`}`,
  });
}

/** A kubeconfig with one context for a stack's cluster. */
export async function entry(stack: string | undefined, name: string | undefined) {
  const cluster = await stackCluster(stack);
  return kubeconfig({
    name: name ?? cluster.name,
    host: cluster.host,
    certificateAuthority: cluster.certificateAuthority,
    // Absolute: kubectl runs anywhere on this machine.
    credential: [process.execPath, join(projectFolder, "bin", "gke-bluegreen-credential")],
  });
}
