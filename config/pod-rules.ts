import {
  type ContainerPort,
  type EnvironmentConfig,
  initContainersOf,
  type MountsConfig,
  mountPoints,
  type PodConfig,
  portOf,
  type SettingsConfig,
} from "./containers";

type Path = (string | number)[];
type Issue = (path: Path, message: string) => void;

/** What a workload's own kind adds to its pods. */
export interface PodSurroundings {
  /** Volumes besides `volumes`: a StatefulSet's claims, a DaemonSet's folders of the node. */
  readonly furtherVolumes?: readonly string[];
  /** Folders where these are mounted in the main container. */
  readonly furtherMounts?: readonly string[];
  /** Ports of the main container by name. */
  readonly ports?: Readonly<Record<string, ContainerPort>>;
  /** Names of containers that are there besides. */
  readonly containers?: readonly string[];
}

/** What a pod names must be there, and nothing may be there twice. */
export function podRules(pod: PodConfig, issue: Issue, around: PodSurroundings = {}): void {
  const inits = initContainersOf(pod).map(([name, one], index) => {
    const path: Path = ["initContainers", Array.isArray(pod.initContainers) ? index : name];
    return { name, one, path };
  });
  const sidecars = Object.entries(pod.sidecars).map(([name, one]) => ({ name, one, path: ["sidecars", name] as Path }));
  const own = { env: pod.env, mounts: pod.mounts };
  for (const { one, path } of [{ one: own, path: [] as Path }, ...inits, ...sidecars])
    environmentRules(one.env, pod.settings, [...path, "env"], issue);
  const known = [...Object.keys(pod.volumes), ...(around.furtherVolumes ?? [])];
  mountRules(pod.mounts, known, ["mounts"], issue, around.furtherMounts);
  for (const { one, path } of [...inits, ...sidecars]) mountRules(one.mounts, known, [...path, "mounts"], issue);
  const names = [...(around.containers ?? [])];
  for (const { name, path } of [...sidecars, ...inits]) {
    if (names.includes(name)) issue(path, "a name that no other container of the pod has");
    names.push(name);
  }
  servicePortRules(around.ports ?? {}, issue);
  if (pod.runAsRoot !== undefined && pod.runAsRoot !== false && pod.runAsUser !== undefined)
    issue(["runAsUser"], "no runAsUser beside runAsRoot");
}

function mountRules(
  mounts: MountsConfig | undefined,
  known: readonly string[],
  path: Path,
  issue: Issue,
  taken: readonly string[] = [],
): void {
  const seen = new Set(taken);
  for (const [volume, at] of Object.entries(mounts ?? {})) {
    if (!known.includes(volume)) issue([...path, volume], `one of its volumes: ${known.join(", ") || "it has none"}`);
    for (const point of mountPoints(at)) {
      if (seen.has(point.path))
        issue([...path, volume], `a folder other than ${point.path}, where another volume is already`);
      seen.add(point.path);
    }
  }
}

/** Two ports of one Service differ in number or protocol. */
function servicePortRules(ports: Readonly<Record<string, ContainerPort>>, issue: Issue): void {
  const seen = new Map<string, string>();
  for (const [name, given] of Object.entries(ports)) {
    const { port, servicePort = port, protocol } = portOf(given);
    const other = seen.get(`${servicePort}/${protocol}`);
    if (other !== undefined) issue(["ports", name], `a port other than ${servicePort}, which ${other} has already`);
    seen.set(`${servicePort}/${protocol}`, name);
  }
}

/** Variables that name a ConfigMap or a Secret name one that is there, and a key that it has. */
function environmentRules(
  env: EnvironmentConfig | undefined,
  settings: SettingsConfig,
  path: Path,
  issue: Issue,
): void {
  for (const [name, source] of Object.entries(env ?? {})) {
    if (typeof source === "string" || "field" in source) continue;
    const [kind, from] =
      "configMap" in source ? (["configMaps", source.configMap] as const) : (["secrets", source.secret] as const);
    if (!(source.key in (settings[kind][from] ?? {})))
      issue([...path, name], `a key that settings.${kind}.${from} has`);
  }
}
