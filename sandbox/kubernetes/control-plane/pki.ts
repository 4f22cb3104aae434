import { generateKeyPairSync } from "node:crypto";
import { existsSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { privateFolder } from "../../home/folder";
import { run } from "../../host/shell";

const DAYS = "3650";

/** What a certificate says of its owner. */
export interface Subject {
  readonly commonName: string;
  /** Kubernetes reads it as the user's group. */
  readonly organization?: string;
  /** `DNS:…` and `IP:…`, for servers. */
  readonly names?: readonly string[];
}

/** A certificate and its key, both PEM. */
export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

/** A certificate authority in a folder; what it issues is made once and kept there. */
export class CertificateAuthority {
  private constructor(
    private readonly folder: string,
    readonly pair: KeyPair,
  ) {}

  static async open(folder: string, commonName: string): Promise<CertificateAuthority> {
    privateFolder(folder);
    const pair = pairIn(folder, "ca");
    if (!existsSync(pair.cert)) {
      await certificate(pair, [
        ...["-subj", `/CN=${commonName}`],
        ...["-addext", "keyUsage=critical,keyCertSign,digitalSignature,cRLSign"],
        ...["-addext", "basicConstraints=critical,CA:TRUE"],
      ]);
    }
    return new CertificateAuthority(folder, pair);
  }

  async issue(name: string, { commonName, organization, names }: Subject): Promise<KeyPair> {
    const pair = pairIn(this.folder, name);
    if (existsSync(pair.cert)) return pair;
    await certificate(pair, [
      ...["-CA", this.pair.cert, "-CAkey", this.pair.key],
      ...["-subj", `${organization === undefined ? "" : `/O=${organization}`}/CN=${commonName}`],
      ...["-addext", "basicConstraints=critical,CA:FALSE"],
      ...["-addext", "keyUsage=critical,digitalSignature,keyEncipherment"],
      ...["-addext", `extendedKeyUsage=${names ? "serverAuth,clientAuth" : "clientAuth"}`],
      ...(names ? ["-addext", `subjectAltName=${names.join(",")}`] : []),
    ]);
    return pair;
  }
}

/** A server's certificate that is its own authority: for one server with no clients of its own to certify. */
export async function serverCertificate(folder: string, name: string, names: readonly string[]): Promise<KeyPair> {
  const pair = pairIn(folder, name);
  if (existsSync(pair.cert)) return pair;
  await certificate(pair, [
    ...["-subj", `/CN=${name}`],
    ...["-addext", "keyUsage=critical,keyCertSign,digitalSignature"],
    ...["-addext", "extendedKeyUsage=serverAuth"],
    ...["-addext", "basicConstraints=critical,CA:TRUE"],
    ...["-addext", `subjectAltName=${names.join(",")}`],
  ]);
  return pair;
}

/** A key pair for service account tokens. */
export function serviceAccountKey(folder: string): KeyPair {
  const pair = { cert: join(privateFolder(folder), "service-account.pub"), key: join(folder, "service-account.key") };
  if (existsSync(pair.cert)) return pair;
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  writeFileSync(pair.key, privateKey.export({ type: "pkcs1", format: "pem" }), { mode: 0o600 });
  writeFileSync(pair.cert, publicKey.export({ type: "spki", format: "pem" }), { mode: 0o600 });
  return pair;
}

function pairIn(folder: string, name: string): KeyPair {
  return { cert: join(folder, `${name}.crt`), key: join(folder, `${name}.key`) };
}

/** The certificate gets its name last: where it exists, the pair is complete. */
async function certificate({ cert, key }: KeyPair, args: readonly string[]): Promise<void> {
  const algorithm = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
  // Without a configuration file of the machine's, which may add extensions of its own.
  const common = ["req", "-x509", "-config", "/dev/null", "-days", DAYS, ...algorithm];
  await run("openssl", ...common, "-keyout", key, "-out", `${cert}.new`, ...args);
  renameSync(`${cert}.new`, cert);
}
