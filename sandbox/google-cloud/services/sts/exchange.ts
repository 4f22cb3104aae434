import { decodeJwt, errors, jwtVerify, createLocalJWKSet, type JSONWebKeySet, type JWTPayload } from "jose";
import type { WorkloadIdentityPool, WorkloadIdentityPoolProvider } from "../../definitions/iam-v1.types";
import { admits, mapAttribute } from "../../iam/conditions";
import type { Principal } from "../../iam/principal";
import type { Store } from "../../state/store";
import { unimplemented } from "../../transport/errors";
import { anyAnswer, tolerate } from "../../../../lib/errors/expected";

type Federated = Extract<Principal, { kind: "federated" }>;

/** As OAuth words refusals: `error` and `error_description`. */
export class ExchangeError extends Error {
  constructor(
    readonly code:
      "invalid_request" | "invalid_grant" | "invalid_target" | "unauthorized_client" | "unsupported_grant_type",
    description: string,
  ) {
    super(description);
  }
}

/** A request to change a token of another issuer for one of Google's (RFC 8693). */
export interface Exchange {
  readonly audience: string;
  readonly subjectToken: string;
}

/** Who an external token is of, by the pool provider that the audience names. */
export async function exchange(
  store: Store,
  { audience, subjectToken }: Exchange,
  keySets: Readonly<Record<string, () => Promise<JSONWebKeySet>>>,
): Promise<Federated> {
  const [, resource = "", project = "", pool = "", id = ""] =
    /^\/\/iam\.googleapis\.com\/(projects\/([^/]+)\/locations\/global\/workloadIdentityPools\/([^/]+)\/providers\/([^/]+))$/.exec(
      audience,
    ) ?? [];
  const owner = store
    .list<{ id: string; number: string }>("project")
    .find((one) => one.number === project || one.id === project);
  const found = owner && store.get<WorkloadIdentityPool>("identityPool", owner.id, pool);
  const provider = owner && store.get<WorkloadIdentityPoolProvider>("identityProvider", owner.id, pool, id);
  if (!isActive(found) || !isActive(provider))
    throw new ExchangeError(
      "invalid_target",
      'The target service indicated by the "audience" parameters is invalid. This might either be because the pool or provider is ' +
        "disabled or deleted or because it doesn't exist.",
    );
  const assertion = await verified(subjectToken, provider, resource, keySets);
  const attributes = mapped(provider, assertion);
  if (provider.attributeCondition && !admits(provider.attributeCondition, { assertion, attribute: attributes.custom }))
    throw new ExchangeError("unauthorized_client", "The given credential is rejected by the attribute condition.");
  return {
    kind: "federated",
    pool: `projects/${owner?.number ?? ""}/locations/global/workloadIdentityPools/${pool}`,
    subject: attributes.subject,
    groups: attributes.groups,
    attributes: attributes.custom,
  };
}

function isActive<T extends WorkloadIdentityPool | WorkloadIdentityPoolProvider>(one: T | undefined): one is T {
  return one?.state === "ACTIVE" && !one.disabled;
}

async function verified(
  token: string,
  { oidc = {} }: WorkloadIdentityPoolProvider,
  resource: string,
  keySets: Readonly<Record<string, () => Promise<JSONWebKeySet>>>,
): Promise<JWTPayload> {
  const issuer = oidc.issuerUri ?? "";
  const keys = oidc.jwksJson ? (JSON.parse(oidc.jwksJson) as JSONWebKeySet) : await keySets[issuer]?.();
  if (!keys)
    throw unimplemented(`tokens of ${issuer}: it reaches no issuer but its own (give the provider's jwksJson)`);
  const claims = unverified(token);
  if (claims.iss !== issuer)
    throw new ExchangeError(
      "invalid_grant",
      `The issuer in ID Token ${String(claims.iss)} does not match the expected ones: ${issuer}`,
    );
  const allowed = oidc.allowedAudiences?.length
    ? oidc.allowedAudiences
    : [`https://iam.googleapis.com/${resource}`, `//iam.googleapis.com/${resource}`];
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), { issuer, audience: allowed });
    return payload;
  } catch (error) {
    if (error instanceof errors.JWTExpired)
      throw new ExchangeError("invalid_grant", `ID Token issued at ${claims.iat ?? 0} is stale to sign-in.`);
    if (error instanceof errors.JWTClaimValidationFailed && error.claim === "aud")
      throw new ExchangeError(
        "invalid_grant",
        `The audience in ID Token ${JSON.stringify([claims.aud].flat())} does not match the expected audience.`,
      );
    if (error instanceof errors.JOSEError)
      throw new ExchangeError(
        "invalid_grant",
        "Error connecting to the given credential's issuer, or the signature of the ID Token is invalid.",
      );
    throw error;
  }
}

function unverified(token: string): JWTPayload {
  try {
    return decodeJwt(token);
  } catch (error) {
    tolerate(error, anyAnswer);
    throw new ExchangeError("invalid_grant", "Unable to parse the ID Token.");
  }
}

function mapped({ attributeMapping = {} }: WorkloadIdentityPoolProvider, assertion: JWTPayload) {
  const value = (attribute: string, expression: string): unknown => {
    try {
      return mapAttribute(expression, assertion);
    } catch (error) {
      throw new ExchangeError(
        "invalid_grant",
        `The attribute ${attribute} could not be mapped: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
  const text = (attribute: string, expression: string): string => {
    const found = value(attribute, expression);
    if (typeof found === "string") return found;
    throw new ExchangeError("invalid_grant", `The mapped attribute '${attribute}' must be of type STRING.`);
  };
  const subject = text("google.subject", attributeMapping["google.subject"] ?? "");
  if (Buffer.byteLength(subject) > 127)
    throw new ExchangeError(
      "invalid_grant",
      "The size of mapped attribute google.subject exceeds the 127 bytes limit.",
    );
  const groups =
    attributeMapping["google.groups"] === undefined ? [] : value("google.groups", attributeMapping["google.groups"]);
  return {
    subject,
    groups: Array.isArray(groups) ? groups.map(String) : [],
    custom: Object.fromEntries(
      Object.entries(attributeMapping)
        .filter(([key]) => key.startsWith("attribute."))
        .map(([key, expression]) => [key.slice("attribute.".length), text(key, expression)]),
    ),
  };
}
