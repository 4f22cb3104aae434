import { createHmac, hkdfSync, randomBytes, timingSafeEqual } from "node:crypto";
import type { Principal } from "./principal";

interface Content {
  readonly principal: Exclude<Principal, { kind: "owner" }>;
  /** Milliseconds since 1970. */
  readonly expires: number;
}

/** What becomes of a token that is shown. */
export type Verdict =
  | { readonly kind: "good"; readonly principal: Content["principal"] }
  | { readonly kind: "expired" }
  | { readonly kind: "foreign" };

/**
 * Access tokens that say themselves whom they are of. Nothing is kept: they are signed with the sandbox's own token, and so are of no
 * use to any other sandbox. They begin as Google's do, because clients look at that.
 */
export class Tokens {
  readonly #key: Buffer;

  constructor(accessToken: string) {
    this.#key = Buffer.from(hkdfSync("sha256", accessToken, "", "gke-bluegreen sandbox access tokens", 32));
  }

  issue(principal: Content["principal"], expires: Date): string {
    const content: Content = { principal, expires: expires.getTime() };
    const body = Buffer.from(JSON.stringify({ ...content, nonce: randomBytes(9).toString("base64url") })).toString(
      "base64url",
    );
    return `${PREFIX}${body}.${this.#sign(body)}`;
  }

  verify(token: string, now = Date.now()): Verdict {
    const [body = "", signature = "", ...rest] = token.startsWith(PREFIX) ? token.slice(PREFIX.length).split(".") : [];
    const [a, b] = [Buffer.from(signature), Buffer.from(this.#sign(body))];
    if (rest.length > 0 || a.length !== b.length || !timingSafeEqual(a, b)) return { kind: "foreign" };
    const { principal, expires } = JSON.parse(Buffer.from(body, "base64url").toString("utf8")) as Content;
    return expires > now ? { kind: "good", principal } : { kind: "expired" };
  }

  #sign(body: string): string {
    return createHmac("sha256", this.#key).update(body).digest("base64url");
  }
}

const PREFIX = "ya29.sandbox.";
