import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { Sensitive } from "../config/sensitive";
import type { Child } from "./exposure-args";

interface Given {
  readonly secret?: string;
  readonly certificate?: Sensitive;
  readonly key?: Sensitive;
  readonly certManagerIssuer?: string;
  /** Made by Google: no Secret. */
  readonly managedCertificate?: true;
  readonly certificateMap?: string;
}

/** Where a front finds its certificate, and what must exist before. */
export interface FrontCertificate {
  /** Undefined where no Secret holds it. */
  readonly secretName: string | undefined;
  readonly annotations: Readonly<Record<string, string>>;
  readonly resources: readonly pulumi.Resource[];
}

/** The certificate of an Ingress or a Gateway: a Secret that exists, one made of a given pair, or one that cert-manager makes. */
export function frontCertificate(app: string, namespace: string, given: Given, child: Child): FrontCertificate {
  const { secret, certificate, key, certManagerIssuer } = given;
  if (certificate && key) {
    const name = `${app}-certificate`;
    const made = new k8s.core.v1.Secret(
      name,
      {
        metadata: { name, namespace, labels: { app } },
        type: "kubernetes.io/tls",
        stringData: { "tls.crt": pulumi.secret(certificate.reveal()), "tls.key": pulumi.secret(key.reveal()) },
      },
      child(),
    );
    return { secretName: name, annotations: {}, resources: [made] };
  }
  if (certManagerIssuer)
    return {
      secretName: `${app}-tls`,
      annotations: { "cert-manager.io/cluster-issuer": certManagerIssuer },
      resources: [],
    };
  return { secretName: secret, annotations: {}, resources: [] };
}
