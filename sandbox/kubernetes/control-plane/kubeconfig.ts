import { readFileSync } from "node:fs";
import { writeConfig } from "../../host/files";
import type { KeyPair } from "./pki";

/** How a component proves who it is. */
type Identity = { readonly certificate: KeyPair } | { readonly token: string };

/** What a kubeconfig says. */
export interface KubeconfigOptions {
  readonly server: string;
  readonly caFile: string;
  readonly user: string;
  readonly cluster: string;
  readonly context: string;
  readonly identity: Identity;
}

/** A kubeconfig that needs no file beside it. JSON is YAML, and every client reads it. */
export function kubeconfig({ server, caFile, user, cluster, context, identity }: KubeconfigOptions): string {
  const credentials =
    "token" in identity
      ? { token: identity.token }
      : {
          "client-certificate-data": base64(identity.certificate.cert),
          "client-key-data": base64(identity.certificate.key),
        };
  return JSON.stringify(
    {
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name: cluster, cluster: { server, "certificate-authority-data": base64(caFile) } }],
      users: [{ name: user, user: credentials }],
      contexts: [{ name: context, context: { cluster, user } }],
      "current-context": context,
    },
    undefined,
    2,
  );
}

/** Writes a component's kubeconfig where it will look for it. */
export function writeKubeconfig(path: string, options: Omit<KubeconfigOptions, "cluster" | "context">): string {
  return writeConfig(path, kubeconfig({ ...options, cluster: "sandbox", context: "sandbox" }));
}

function base64(file: string): string {
  return readFileSync(file).toString("base64");
}
