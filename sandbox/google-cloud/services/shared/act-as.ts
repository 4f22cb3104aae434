import type { Call } from "../../transport/call";
import { GoogleError } from "../../transport/errors";

/** Whoever starts something that runs as an account must be allowed to act as it: else everybody had all accounts' rights. */
export function requireActAs({ allows }: Call, account: string | undefined): void {
  const email = account?.split("/").at(-1) ?? "";
  if (email === "" || email === "default") return;
  if (allows("iam.serviceAccounts.actAs", `projects/-/serviceAccounts/${email}`)) return;
  throw new GoogleError(
    "PERMISSION_DENIED",
    `The user does not have access to service account "${email}". Ask a project owner to grant you the iam.serviceAccountUser role on the service account.`,
  );
}
