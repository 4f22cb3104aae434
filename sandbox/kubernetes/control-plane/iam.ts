import { hkdfSync } from "node:crypto";
import { join } from "node:path";
import { credentials } from "../../home/credentials";
import { privateFolder } from "../../home/folder";
import type { Instance } from "../../host/instance";
import { writeConfig } from "../../host/files";
import { kubeconfig } from "./kubeconfig";
import { serverCertificate, type KeyPair } from "./pki";
import type { ClusterId } from "../spec";

/** Where API servers ask IAM who has a Google token, and what they may do. */
export interface Reviews {
  readonly host: string;
  readonly port: number;
  readonly certificate: KeyPair;
  /** What API servers show; of no use elsewhere. */
  readonly token: string;
}

/** Those of the sandbox in `home`, on its bridge; its certificate is made when first asked for. */
export async function reviews(home: string, instance: Instance): Promise<Reviews> {
  const host = instance.gateway;
  const { accessToken } = credentials(home);
  return {
    host,
    port: instance.loopbackPort(0),
    certificate: await serverCertificate(privateFolder(home, "reviews"), "iam", [`IP:${host}`]),
    token: Buffer.from(hkdfSync("sha256", accessToken, "", "gke-bluegreen sandbox reviews", 24)).toString("base64url"),
  };
}

/**
 * Flags with which an API server takes Google's tokens, and decides by RBAC or IAM, as GKE does. Nobody but Google's principals is
 * asked about, and where IAM does not answer, RBAC alone decides.
 */
export function iamFlags(
  folder: string,
  { project, location, name }: ClusterId,
  { host, port, certificate, token }: Reviews,
): string[] {
  const server = `https://${host}:${port}/${project}/${location}/${name}`;
  const file = (what: string) =>
    writeConfig(
      join(folder, `${what}-review.kubeconfig`),
      kubeconfig({
        server: `${server}/${what}`,
        caFile: certificate.cert,
        user: "apiserver",
        cluster: "iam",
        context: "iam",
        identity: { token },
      }),
    );
  const configuration = writeConfig(join(folder, "authorization.json"), {
    apiVersion: "apiserver.config.k8s.io/v1",
    kind: "AuthorizationConfiguration",
    authorizers: [
      { type: "Node", name: "node" },
      { type: "RBAC", name: "rbac" },
      {
        type: "Webhook",
        name: "iam",
        webhook: {
          timeout: "3s",
          subjectAccessReviewVersion: "v1",
          matchConditionSubjectAccessReviewVersion: "v1",
          failurePolicy: "NoOpinion",
          // A change of policy counts at once.
          authorizedTTL: "1s",
          unauthorizedTTL: "1s",
          connectionInfo: { type: "KubeConfigFile", kubeConfigFile: file("access") },
          matchConditions: [
            {
              expression:
                "!request.user.startsWith('system:') && request.user.contains('@') || request.user.startsWith('principal:')",
            },
          ],
        },
      },
    ],
  });
  return [
    `--authentication-token-webhook-config-file=${file("token")}`,
    "--authentication-token-webhook-version=v1",
    // A token that is revoked is good for no longer.
    "--authentication-token-webhook-cache-ttl=5s",
    `--authorization-config=${configuration}`,
  ];
}
