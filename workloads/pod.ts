import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import {
  type ContainerPort,
  type EnvironmentConfig,
  initContainersOf,
  mountPoints,
  type MountsConfig,
  type PodConfig,
  portOf,
  type ProbeConfig,
  type VolumeConfig,
} from "../config/containers";
import { patchedFields, patchPodTemplate } from "../config/pod-patch/apply";
import { seconds } from "../config/values";
import { POD_PATCH, RUNS_AS_ROOT } from "../lib/release/marks";
import { environment, type EnvironmentOrder, type NamedSettings } from "./settings";

type PodSpec = k8s.types.input.core.v1.PodSpec;
type Container = k8s.types.input.core.v1.Container;
type Volume = k8s.types.input.core.v1.Volume;
type Probe = k8s.types.input.core.v1.Probe;

/** Turns an image as it is written into a reference with a digest. */
export type ImageResolver = (reference: string) => pulumi.Input<string>;

/** The lowest port that needs no privilege by itself. */
const FIRST_UNPRIVILEGED_PORT = 1024;

/** What a pod is made of. */
export interface PodArgs {
  /** Name of the main container. */
  readonly name: string;
  /** What any kind of workload says of its pods. */
  readonly config: PodConfig;
  /** Reference with a digest. */
  readonly image: pulumi.Input<string>;
  /** How images of sidecars and init containers are read. */
  readonly resolve: ImageResolver;
  /** ConfigMaps and Secrets by the names that variables and volumes use. One that is not among them is taken as a name in the cluster. */
  readonly settings: NamedSettings;
  /** Absent: the configuration's. */
  readonly env?: EnvironmentConfig;
  /** Of the variables. @default by-reference */
  readonly order?: EnvironmentOrder;
  /** Ports of the main container by name. */
  readonly ports: Readonly<Record<string, ContainerPort>>;
  /** What the main container has besides: probes and the like. */
  readonly main?: Partial<Container>;
  /** Seconds a sidecar waits before it is signalled, as long as the app does. */
  readonly drainSeconds?: number;
  /** Folders of the main container that come from elsewhere, such as claims. */
  readonly furtherMounts?: readonly k8s.types.input.core.v1.VolumeMount[];
  /** Volumes besides those of `config.volumes`, for `furtherMounts`. */
  readonly furtherVolumes?: readonly Volume[];
  /** Whether disks are mounted besides those of `config.volumes`. */
  readonly disks?: boolean;
}

/** The pod of any workload, at the level `restricted` of the Pod Security Standards. */
export function podSpec(args: PodArgs): PodSpec {
  const { config, ports, furtherVolumes = [] } = args;
  const sidecarPorts = Object.values(config.sidecars).flatMap((sidecar) => sidecar.ports);
  const ownPorts = Object.values(ports).map((one) => portOf(one).port);
  const privileged = [...ownPorts, ...sidecarPorts].some((port) => port < FIRST_UNPRIVILEGED_PORT);
  const disks =
    args.disks === true || Object.values(config.volumes).some((volume) => "claim" in volume)
      ? (config.fsGroup ?? config.runAsUser)
      : config.fsGroup;
  return {
    ...(config.serviceAccount
      ? { serviceAccountName: config.serviceAccount.name }
      : { automountServiceAccountToken: false }),
    ...(config.imagePullSecrets && { imagePullSecrets: config.imagePullSecrets.map((name) => ({ name })) }),
    securityContext: {
      ...(config.runAsRoot ? { runAsNonRoot: false, runAsUser: 0 } : { runAsNonRoot: true }),
      ...(config.runAsUser !== undefined && { runAsUser: config.runAsUser }),
      // A new disk belongs to root; a disk with many files need not be walked through at every start.
      ...(disks !== undefined && { fsGroup: disks, fsGroupChangePolicy: "OnRootMismatch" }),
      seccompProfile: { type: "RuntimeDefault" },
      // Lets a process without privileges listen on a port such as 80; a safe sysctl, of the pod's own network.
      ...(privileged && { sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }] }),
    },
    ...(Object.keys(config.nodeSelector).length > 0 && { nodeSelector: config.nodeSelector }),
    ...tolerations(config),
    // Sidecars first: what runs before the app may need a proxy among them.
    initContainers: [...sidecars(args), ...initContainers(args)],
    containers: [mainContainer(args)],
    volumes: [...volumes(config.volumes, args.settings), ...furtherVolumes],
  };
}

function tolerations({
  tolerations: given,
  resources,
  initContainers,
  sidecars,
}: PodConfig): Pick<PodSpec, "tolerations"> {
  const others = [...Object.values(sidecars), ...initContainersOf({ initContainers }).map(([, one]) => one)];
  const devices = [resources, ...others.map((one) => one.resources)].flatMap(({ extended = {} }) =>
    Object.keys(extended),
  );
  const all = [
    ...given.map(({ key, value, effect }) => ({
      operator: value === undefined ? "Exists" : "Equal",
      ...(key !== undefined && { key }),
      ...(value !== undefined && { value }),
      ...(effect && { effect }),
    })),
    // Where nodes have a device, a taint of its name keeps others away; GKE adds the same toleration by itself.
    ...[...new Set(devices)].map((key) => ({ operator: "Exists", key, effect: "NoSchedule" })),
  ];
  return all.length > 0 ? { tolerations: all } : {};
}

/** The main container; also the model for containers that run in its place. */
export function mainContainer(args: PodArgs): Container {
  const { name, config, env = config.env, image, settings, ports, main, furtherMounts = [] } = args;
  return {
    name,
    image,
    ...(config.command && { command: config.command }),
    ...(config.args && { args: config.args }),
    env: environment(env, settings, args.order),
    ports: Object.entries(ports).map(([portName, given]) => {
      const { port, protocol } = portOf(given);
      return { name: portName, containerPort: port, ...(protocol !== "TCP" && { protocol }) };
    }),
    resources: quantities(config.resources),
    securityContext: locked(config.readOnlyRootFilesystem, capabilities(config)),
    volumeMounts: [...folders(config.mounts), ...furtherMounts],
    ...main,
  };
}

function initContainers(args: PodArgs): Container[] {
  const { config, resolve, settings, env: ownEnv = config.env } = args;
  return initContainersOf(config).map(([name, one]) => ({
    name,
    image: one.image === undefined ? args.image : resolve(one.image),
    ...(one.command && { command: one.command }),
    ...(one.args && { args: one.args }),
    env: environment(one.env ?? ownEnv, settings, args.order),
    resources: quantities(one.resources),
    securityContext: locked(config.readOnlyRootFilesystem, capabilities(config)),
    volumeMounts: one.mounts ? folders(one.mounts) : [...folders(config.mounts), ...(args.furtherMounts ?? [])],
  }));
}

/** Sidecars as init containers that stay: they start before the app and end after it. */
function sidecars({ config, resolve, settings, order, drainSeconds = 0 }: PodArgs): Container[] {
  return Object.entries(config.sidecars).map(([name, sidecar]) => ({
    name,
    image: resolve(sidecar.image),
    restartPolicy: "Always",
    ...(sidecar.command && { command: sidecar.command }),
    ...(sidecar.args && { args: sidecar.args }),
    env: environment(sidecar.env, settings, order),
    ports: sidecar.ports.map((containerPort) => ({ containerPort })),
    ...(sidecar.readiness && { readinessProbe: probeOf(sidecar.readiness, sidecar.ports[0]) }),
    resources: quantities(sidecar.resources),
    securityContext: locked(true),
    volumeMounts: folders(sidecar.mounts),
    ...(drainSeconds > 0 && { lifecycle: { preStop: { sleep: { seconds: drainSeconds } } } }),
  }));
}

/** @param defaultPort of a probe over HTTP that names none */
function probeOf(probe: ProbeConfig, defaultPort?: number, defaults: Partial<Probe> = {}): Probe {
  const timing = {
    ...defaults,
    ...(probe.period && { periodSeconds: seconds(probe.period) }),
    ...(probe.failures && { failureThreshold: probe.failures }),
    ...(probe.timeout && { timeoutSeconds: seconds(probe.timeout) }),
    ...(probe.delay && { initialDelaySeconds: seconds(probe.delay) }),
  };
  if ("path" in probe) {
    const port = probe.port ?? defaultPort;
    if (port === undefined) throw new Error(`the probe of ${probe.path} has no port`);
    const httpHeaders = Object.entries(probe.headers ?? {}).map(([name, value]) => ({ name, value }));
    const httpGet = {
      path: probe.path,
      port,
      ...(probe.https && { scheme: "HTTPS" }),
      ...(httpHeaders.length > 0 && { httpHeaders }),
    };
    return { httpGet, ...timing };
  }
  if ("tcp" in probe) return { tcpSocket: { port: probe.tcp }, ...timing };
  if ("grpc" in probe) {
    const grpc = { port: probe.grpc, ...(probe.service !== undefined && { service: probe.service }) };
    return { grpc, ...timing };
  }
  return { exec: { command: probe.exec }, ...timing };
}

/** The probes of a main container, with this project's patience. */
export function probes(
  given: { readiness?: ProbeConfig | undefined; liveness?: ProbeConfig | undefined; startup?: ProbeConfig | undefined },
  port?: number,
): Partial<Container> {
  const { readiness, liveness, startup } = given;
  const readinessDefaults = { periodSeconds: 1, failureThreshold: 2, timeoutSeconds: 2 };
  const livenessDefaults = { periodSeconds: 10, failureThreshold: 6, timeoutSeconds: 5 };
  const startupDefaults = { periodSeconds: 1, failureThreshold: 120, timeoutSeconds: 2 };
  return {
    ...(readiness && { readinessProbe: probeOf(readiness, port, readinessDefaults) }),
    ...(liveness && { livenessProbe: probeOf(liveness, port, livenessDefaults) }),
    ...(startup && { startupProbe: probeOf(startup, port, startupDefaults) }),
  };
}

/** Pods apart from each other, where there is room. */
export function spread(labels: Readonly<Record<string, string>>): PodSpec["topologySpreadConstraints"] {
  return ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
    maxSkew: 1,
    topologyKey,
    whenUnsatisfiable: "ScheduleAnyway",
    labelSelector: { matchLabels: labels },
  }));
}

/** Requests and limits of a container: memory has a limit, processors have none, for a limit slows a pod that could use idle ones. */
export function quantities({ cpu, memory, extended = {} }: PodConfig["resources"]) {
  const devices = Object.fromEntries(Object.entries(extended).map(([name, count]) => [name, String(count)]));
  return {
    requests: { cpu: String(cpu), memory: String(memory), ...devices },
    limits: { memory: String(memory), ...devices },
  };
}

/** A container that can gain no privilege, with the capabilities that are named and no others. */
export function locked(readOnlyRootFilesystem: boolean, add: readonly string[] = []) {
  return {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem,
    capabilities: { drop: ["ALL"], ...(add.length > 0 && { add: [...add] }) },
  };
}

const capabilities = ({ runAsRoot }: PodConfig): readonly string[] =>
  typeof runAsRoot === "object" ? runAsRoot.capabilities : [];

const folders = (mounts: MountsConfig) =>
  Object.entries(mounts).flatMap(([name, at]) =>
    mountPoints(at).map(({ path, subPath, readOnly }) => ({
      name,
      mountPath: path,
      ...(subPath !== undefined && { subPath }),
      ...(readOnly === true && { readOnly }),
    })),
  );

/** A template with the configuration's patch, where it has one. */
export const patched = <Template extends object>({ podPatch }: PodConfig, template: Template): Template =>
  podPatch === undefined ? template : patchPodTemplate(template, podPatch);

/** Annotations of a workload's pods: its own, why they run as root, and what of them is patched. */
export const podAnnotations = ({ annotations, runAsRoot, podPatch }: PodConfig): Readonly<Record<string, string>> => ({
  ...annotations,
  ...(podPatch && { [POD_PATCH]: patchedFields(podPatch).join(", ") }),
  ...(typeof runAsRoot === "object" && { [RUNS_AS_ROOT]: runAsRoot.reason }),
});

function volumes(given: Readonly<Record<string, VolumeConfig>>, settings: NamedSettings): Volume[] {
  const mode = (text: string | undefined) => (text === undefined ? {} : { defaultMode: parseInt(text, 8) });
  return Object.entries(given).map(([name, volume]) => {
    if ("emptyDir" in volume) {
      return {
        name,
        emptyDir: volume.emptyDir.sizeLimit === undefined ? {} : { sizeLimit: String(volume.emptyDir.sizeLimit) },
      };
    }
    if ("claim" in volume) return { name, persistentVolumeClaim: { claimName: volume.claim } };
    if ("configMap" in volume)
      return {
        name,
        configMap: { name: settings.configMaps[volume.configMap] ?? volume.configMap, ...mode(volume.mode) },
      };
    return { name, secret: { secretName: settings.secrets[volume.secret] ?? volume.secret, ...mode(volume.mode) } };
  });
}
