import { privateFolder } from "../../home/folder";
import type { Instance } from "../../host/instance";
import { CertificateAuthority, type KeyPair } from "../control-plane/pki";

/** Where GKE's nodes and pods find its metadata server. */
export const METADATA_ADDRESS = "169.254.169.254";

/** Where the sandbox answers what its nodes and pods ask Google, on its bridge. */
export function googlePorts(instance: Pick<Instance, "loopbackPort">): {
  readonly metadata: number;
  readonly names: number;
} {
  return { metadata: instance.loopbackPort(1), names: instance.loopbackPort(2) };
}

/** Google's names as the sandbox answers to them over TLS. */
export interface GoogleNames {
  /** Who clients have to believe. */
  readonly authority: string;
  readonly certificate: KeyPair;
}

/** The certificate of Google's names in the sandbox in `home`, made when first asked for; nobody else believes it. */
export async function googleNames(home: string): Promise<GoogleNames> {
  const authority = await CertificateAuthority.open(privateFolder(home, "names"), "gke-bluegreen sandbox");
  const certificate = await authority.issue("googleapis", {
    commonName: "*.googleapis.com",
    names: ["DNS:*.googleapis.com", "DNS:googleapis.com"],
  });
  return { authority: authority.pair.cert, certificate };
}
