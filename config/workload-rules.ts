import { type AppsConfig } from "./apps";
import { type LoadTestConfig } from "./load-tests";

type InNamespaces = Readonly<Record<string, { readonly namespace: string }>>;

/** The sections that become objects in the cluster, as far as they get in each other's way. */
export interface Workloads {
  readonly apps: AppsConfig;
  readonly statefulSets: InNamespaces;
  readonly externalNames: InNamespaces;
  readonly jobs: InNamespaces;
  readonly loadTests: Readonly<Record<string, LoadTestConfig>>;
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
  for (const [name, { namespace, colors }] of Object.entries(config.apps)) {
    claim("apps", name, namespace, name);
    for (const color of Object.keys(colors)) claim("apps", name, namespace, `${name}-${color}`);
  }
  for (const section of ["statefulSets", "externalNames"] as const)
    for (const [name, { namespace }] of Object.entries(config[section])) claim(section, name, namespace, name);
}
