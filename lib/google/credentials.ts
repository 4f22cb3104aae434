import type { GoogleAuth } from "google-auth-library";

/** Where access tokens come from. */
export interface TokenSource {
  token(): Promise<string>;
  /** Forgets the token, since Google says that it is no longer good; whether there can be another. */
  renew(): boolean;
}

/** What tokens are made of. */
export interface CredentialSettings {
  /** A token that is given; it cannot be renewed. */
  readonly accessToken?: string | undefined;
  /** Text of a service account's key, or of other credentials, as JSON. @default Application Default Credentials */
  readonly credentials?: () => string | undefined;
  readonly scopes?: readonly string[];
}

const CLOUD = "https://www.googleapis.com/auth/cloud-platform";

/** A token that is given, or the one of the credentials that Google's own tools use. */
export function tokenSource({ accessToken, credentials, scopes = [CLOUD] }: CredentialSettings): TokenSource {
  if (accessToken) return { token: () => Promise.resolve(accessToken), renew: () => false };
  let auth: Promise<GoogleAuth> | undefined;
  const load = async () => {
    // Loaded only when it is needed: it takes longer than most previews' own work.
    const { GoogleAuth: Auth } = await import("google-auth-library");
    const text = credentials?.();
    return new Auth({ scopes: [...scopes], ...(text !== undefined && { credentials: JSON.parse(text) as object }) });
  };
  return {
    token: async () => {
      auth ??= load();
      const token = await (await auth).getAccessToken();
      if (token) return token;
      throw new Error(
        "no Google credentials: run `gcloud auth application-default login`, or set GOOGLE_OAUTH_ACCESS_TOKEN",
      );
    },
    renew: () => {
      auth = undefined;
      return true;
    },
  };
}

/** What the environment gives, read at every call: GOOGLE_OAUTH_ACCESS_TOKEN, else GOOGLE_CREDENTIALS as JSON, else the default. */
export function environmentTokens(environment: NodeJS.ProcessEnv = process.env): TokenSource {
  const inline = () => {
    const text = environment["GOOGLE_CREDENTIALS"];
    return text?.startsWith("{") ? text : undefined;
  };
  const own = tokenSource({ credentials: inline });
  const given = () => environment["GOOGLE_OAUTH_ACCESS_TOKEN"] || undefined;
  return {
    token: async () => given() ?? (await own.token()),
    renew: () => given() === undefined && own.renew(),
  };
}
