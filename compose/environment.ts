import { Sensitive } from "../config";
import { secretsOf, servicePath, type ServiceContext } from "./context";
import type { PodInput, SettingsInput } from "./sections";
import { holdsSecret, isCredential, withSecrets } from "./secrets";
import { literally } from "./units";

type Environment = NonNullable<PodInput["env"]>;
type Secrets = NonNullable<SettingsInput["secrets"]>;

/** Under this name a service has its secret variables. */
const SECRET = "environment";

/** Variables of a service; those that are secret by way of a Secret of the release. */
export function environmentOf(context: ServiceContext): { readonly env: Environment; readonly secrets: Secrets } {
  const secrets: Record<string, Sensitive> = {};
  const env: Environment = {};
  const { service, findings, project } = context;
  const known = secretsOf(context);
  for (const [name, value] of Object.entries(service.environment ?? {})) {
    const own = known[name];
    if (value === null) {
      if (own === undefined) {
        findings.note(servicePath(context, "environment", name), "without effect", "it has no value: it is not set");
        continue;
      }
      secrets[name] = own;
    } else if (holdsSecret(value)) secrets[name] = new Sensitive(withSecrets(value, known));
    else if (isCredential(name, value) || own !== undefined) {
      if (own === undefined) {
        findings.refuse({
          path: servicePath(context, "environment", name),
          got: "what looks like a credential in clear text",
          expected: "a secret: whoever reads the file, the cluster's objects or the state would know it",
          fix: `pulumi config set --secret --path 'gke-bluegreen:compose.${project}.secrets.${name}' (the file stays as it is; the secret takes its place). Treat the old value as known to others.`,
        });
        continue;
      }
      secrets[name] = own;
    } else {
      env[name] = literally(value);
      continue;
    }
    env[name] = { secret: SECRET, key: name };
  }
  if (pgData(context)) {
    env["PGDATA"] = "/var/lib/postgresql/data/pgdata";
    findings.note(
      servicePath(context, "environment"),
      "otherwise",
      "PGDATA is a folder that PostgreSQL makes for itself: it takes none that belongs to another user",
    );
  }
  return { env, secrets: Object.keys(secrets).length > 0 ? { [SECRET]: secrets } : {} };
}

const pgData = ({ service, known }: ServiceContext): boolean =>
  known?.port === 5432 &&
  service.environment?.["PGDATA"] === undefined &&
  (service.volumes ?? []).some(({ type, target }) => type === "volume" && target === "/var/lib/postgresql/data");
