import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { exportJWK, SignJWT, type JSONWebKeySet, type JWTPayload } from "jose";

/** Whoever the issuers of tokens are in the world. The sandbox has a key of its own for each, which nobody else believes. */
export const GOOGLE = "https://accounts.google.com";
/** GitHub's own issuer, whose keys a sandbox without a network cannot fetch. */
export const GITHUB = "https://token.actions.githubusercontent.com";

const ALGORITHM = "RS256";

/** Signs identity tokens in an issuer's name. */
export class Issuer {
  #key: KeyObject | undefined;

  /** @param file of the private key, made when first needed; only its owner can read it */
  constructor(
    readonly url: string,
    readonly file: string,
  ) {}

  /** @param seconds until it expires */
  async sign(claims: JWTPayload, audience: string, seconds: number): Promise<string> {
    const { keys } = await this.keySet();
    return await new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, typ: "JWT", kid: keys[0]?.kid ?? "" })
      .setIssuer(this.url)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime(`${seconds}s`)
      .sign(this.#privateKey());
  }

  /** What its tokens are checked with. */
  async keySet(): Promise<JSONWebKeySet> {
    const key = await exportJWK(createPublicKey(this.#privateKey()));
    return { keys: [{ ...key, alg: ALGORITHM, use: "sig", kid: (key.n ?? "").slice(0, 16) }] };
  }

  #privateKey(): KeyObject {
    if (!existsSync(this.file)) {
      const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      writeFileSync(`${this.file}.new`, privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
      renameSync(`${this.file}.new`, this.file);
    }
    return (this.#key ??= createPrivateKey(readFileSync(this.file)));
  }
}
