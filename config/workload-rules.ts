import { colorsOf } from "./colors";
import { type PodConfig } from "./containers";
import { type ImageUsers } from "./image-rules";
import { type LoadTestConfig } from "./load-tests";
import { type TenantsConfig } from "./tenants";

type InNamespaces = Readonly<Record<string, { readonly namespace: string }>>;

/** The sections that become objects in the cluster, as far as they get in each other's way. */
export interface Workloads extends ImageUsers {
  readonly externalNames: InNamespaces;
  readonly loadTests: Readonly<Record<string, LoadTestConfig>>;
  readonly tenants: TenantsConfig;
}

type Issue = (path: (string | number)[], message: string) => void;

/** What must hold between the workloads of a stack. */
export function workloadRules(config: Workloads, issue: Issue): void {
  const names = Object.keys(config.apps);
  for (const [name, { app }] of Object.entries(config.loadTests)) {
    if (app !== undefined && !names.includes(app))
      issue(["loadTests", name, "app"], `one of the apps: ${names.join(", ") || "there are none"}`);
    if (name in config.jobs) issue(["loadTests", name], "a name that no job has");
  }
  oneServiceEach(config, issue);
  const pods = podsOf(config);
  sameAccount(pods, issue);
  rootRules(pods, config.tenants, issue);
}

interface Pods {
  readonly path: (string | number)[];
  readonly pod: PodConfig;
}

const podsOf = (config: Workloads): Pods[] => [
  ...(["apps", "statefulSets", "daemonSets", "jobs", "cronJobs"] as const).flatMap((section) =>
    Object.entries(config[section]).map(([name, pod]: [string, PodConfig]) => ({ path: [section, name], pod })),
  ),
  ...Object.entries(config.apps).flatMap(([name, app]) =>
    Object.entries(colorsOf(app)).flatMap(([color, pod]) => {
      const own = app.colors?.[color];
      const differs = own?.serviceAccount !== undefined || own?.runAsRoot !== undefined;
      return differs ? [{ path: ["apps", name, "colors", color], pod }] : [];
    }),
  ),
];

/** Workloads share an account by its name; then it is one account. */
function sameAccount(pods: readonly Pods[], issue: Issue): void {
  const first = new Map<string, Pods>();
  for (const one of pods) {
    const account = one.pod.serviceAccount;
    if (!account) continue;
    const key = `${one.pod.namespace}/${account.name}`;
    const other = first.get(key) ?? one;
    first.set(key, other);
    if (other.pod.serviceAccount?.googleServiceAccount !== account.googleServiceAccount)
      issue(
        [...one.path, "serviceAccount", "googleServiceAccount"],
        `that of ${other.path.join(".")}, which has the account ${account.name} as well; or another name`,
      );
  }
}

/** A namespace of this stack says which pods it admits; of others the API server knows. */
function rootRules(pods: readonly Pods[], tenants: TenantsConfig, issue: Issue): void {
  for (const { path, pod } of pods)
    if (pod.runAsRoot !== undefined && pod.runAsRoot !== false && tenants[pod.namespace]?.podSecurity === "restricted")
      issue(
        [...path, "runAsRoot"],
        `none in ${pod.namespace}, whose Pod Security level is restricted: set tenants.${pod.namespace}.podSecurity to baseline`,
      );
}

/** Each becomes a Service under its own name: two in one namespace would take turns in overwriting it. */
function oneServiceEach(config: Workloads, issue: Issue): void {
  const owners = new Map<string, string>();
  const claim = (section: string, name: string, namespace: string, service: string) => {
    const other = owners.get(`${namespace}/${service}`);
    if (other !== undefined)
      issue([section, name], `another name: ${other} has the Service ${service} in the namespace ${namespace}`);
    owners.set(`${namespace}/${service}`, `${section}.${name}`);
  };
  for (const [name, app] of Object.entries(config.apps)) {
    const { namespace } = app;
    claim("apps", name, namespace, name);
    for (const color of Object.keys(colorsOf(app))) claim("apps", name, namespace, `${name}-${color}`);
  }
  for (const section of ["statefulSets", "externalNames"] as const)
    for (const [name, { namespace }] of Object.entries(config[section])) claim(section, name, namespace, name);
}
