import * as pulumi from "@pulumi/pulumi";
import { relative, resolve } from "node:path";

/** What a kubeconfig for one cluster says. */
export interface KubeconfigArgs {
  /** Name of cluster, user and context. */
  readonly name: string;
  /** Host of the API server. */
  readonly host: string;
  /** Base64; empty where the host has a public certificate. */
  readonly certificateAuthority: string;
  /** Program that prints an `ExecCredential`, and its arguments. */
  readonly credential: readonly [command: string, ...args: string[]];
  /** Environment of that program, beside the caller's. */
  readonly environment?: Readonly<Record<string, string>>;
}

/**
 * A kubeconfig without a secret in it: the token is asked for at each use, so that it neither expires in the middle of a long `up`
 * nor lies in state or on disk.
 */
export function kubeconfig({ name, host, certificateAuthority, credential, environment = {} }: KubeconfigArgs) {
  const [command, ...args] = credential;
  return {
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name,
        cluster: {
          server: `https://${host}`,
          ...(certificateAuthority !== "" && { "certificate-authority-data": certificateAuthority }),
        },
      },
    ],
    users: [
      {
        name,
        user: {
          exec: {
            apiVersion: "client.authentication.k8s.io/v1",
            command,
            args,
            env: Object.entries(environment).map(([variable, value]) => ({ name: variable, value })),
            interactiveMode: "Never",
            installHint: "The token comes from gke-bluegreen: run `npm ci` in the project's folder.",
          },
        },
      },
    ],
    contexts: [{ name, context: { cluster: name, user: name } }],
    "current-context": name,
  };
}

/** For this project's own tools and plugins, which run in the program's folder. */
export function kubeconfigOf({
  name,
  host,
  certificateAuthority,
}: Readonly<Record<"name" | "host" | "certificateAuthority", pulumi.Output<string>>>): pulumi.Output<string> {
  return pulumi.all([name, host, certificateAuthority]).apply(([clusterName, address, authority]) =>
    JSON.stringify(
      kubeconfig({
        name: clusterName,
        host: address,
        certificateAuthority: authority,
        credential: credentialCommand(),
      }),
    ),
  );
}

/**
 * The program that prints a token, relative to the program's folder, where the engine starts its plugins: the same text on every
 * machine, or each one would show a change of the provider.
 */
function credentialCommand(): readonly [string, ...string[]] {
  return ["node", relative(process.cwd(), resolve(__dirname, "..", "bin", "gke-bluegreen-credential"))];
}
