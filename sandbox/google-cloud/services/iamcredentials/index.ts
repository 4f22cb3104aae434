import type { ServiceAccount } from "../../definitions/iam-v1.types";
import type { Methods } from "../../definitions/iamcredentials-v1.types";
import type { Issuer } from "../../iam/issuer";
import type { Tokens } from "../../iam/tokens";
import type { Store } from "../../state/store";
import { handlers, type Service } from "../../transport/call";
import { GoogleError, invalid, notFound } from "../../transport/errors";
import { findServiceAccount } from "../iam/service-accounts";
import { requireEnabled } from "../projects/service-usage";

/** Longest life of a token, in seconds; Google gives longer ones to organisations that ask for it. */
const LIFETIME = 3600;

/** Short-lived credentials of service accounts. */
export function iamcredentials(tokens: () => Tokens, google: () => Issuer): Service {
  return {
    api: "iamcredentials",
    // It is asked for by account, without a project; see `account`.
    alwaysEnabled: true,
    fields: { "body.delegates": "absent", "body.organizationNumberIncluded": "absent" },
    handlers: handlers<Methods>({
      "projects.serviceAccounts.generateAccessToken": ({ name = "", body = {} }, { store }) => {
        const { email = "", uniqueId = "" } = account(store, name);
        if (!body.scope?.length) throw invalid("Scope required.");
        const expires = new Date(Date.now() + lifetime(body.lifetime) * 1000);
        return {
          accessToken: tokens().issue({ kind: "serviceAccount", email, uniqueId }, expires),
          // In whole seconds, as Google says it: its Python client reads no others.
          expireTime: expires.toISOString().replace(/\.\d+/, ""),
        };
      },
      "projects.serviceAccounts.generateIdToken": async ({ name = "", body = {} }, { store }) => {
        const { email = "", uniqueId = "" } = account(store, name);
        if (!body.audience) throw invalid("Audience required.");
        const claims = { sub: uniqueId, azp: uniqueId, ...(body.includeEmail ? { email, email_verified: true } : {}) };
        return { token: await google().sign(claims, body.audience, LIFETIME) };
      },
    }),
  };
}

function account(store: Store, name: string): ServiceAccount {
  const found = findServiceAccount(store, name);
  if (!found) throw notFound(`Not found; Gaia id not found for email ${name.split("/").at(-1) ?? ""}`);
  requireEnabled(store, "iamcredentials", found.projectId ?? "");
  if (found.disabled) throw new GoogleError("FAILED_PRECONDITION", "This service account is disabled.");
  return found;
}

function lifetime(text = `${LIFETIME}s`): number {
  const seconds = Number(/^(\d+(?:\.\d+)?)s$/.exec(text)?.[1] ?? Number.NaN);
  if (!(seconds > 0)) throw invalid(`Invalid lifetime ${JSON.stringify(text)}: seconds are expected, such as "3600s".`);
  if (seconds > LIFETIME)
    throw invalid(
      "You cannot create tokens with a lifetime of more than 1 hour; the lifetime extension is an organisation's policy.",
    );
  return seconds;
}
