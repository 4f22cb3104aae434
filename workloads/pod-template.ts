import type * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AppConfig } from "../config/apps";
import { seconds } from "../config/values";
import { environment, type NamedSettings } from "./settings";

/** A pod template whose parts are known here, not inputs of inputs. */
export interface PodTemplate {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly spec: k8s.types.input.core.v1.PodSpec;
}
type Container = k8s.types.input.core.v1.Container;
type Resources = AppConfig["resources"];

/** Seconds a process has after its preStop wait, to end what it still answers. */
const SHUTDOWN_SECONDS = 15;
/** The lowest port that needs no privilege by itself. */
const FIRST_UNPRIVILEGED_PORT = 1024;

/** What a colour's pods are made of; images are references with a digest. */
export interface PodTemplateArgs {
  readonly app: string;
  readonly color: string;
  readonly config: AppConfig;
  readonly env: AppConfig["env"];
  readonly image: pulumi.Input<string>;
  readonly sidecarImages: Readonly<Record<string, pulumi.Input<string>>>;
  readonly settings: NamedSettings;
}

/** Labels that pods of one colour have and no other's. */
export function podLabels(app: string, color: string, labels: Readonly<Record<string, string>>) {
  return { app, ...labels, color };
}

/**
 * The pods of one colour. The defaults are those a switch without a lost request needs, and the level `restricted` of the Pod Security
 * Standards.
 */
export function podTemplate(args: PodTemplateArgs): PodTemplate {
  const { app, color, config } = args;
  const labels = podLabels(app, color, config.labels);
  const drain = seconds(config.drain);
  const ports = [config.port, ...Object.values(config.sidecars).flatMap(({ ports: extra }) => extra)];
  const init: Container[] = config.initCommand
    ? [{ ...appContainer(args, []), name: "init", command: config.initCommand, ports: [] }]
    : [];
  return {
    metadata: { labels },
    spec: {
      ...(config.serviceAccount
        ? { serviceAccountName: config.serviceAccount.name }
        : { automountServiceAccountToken: false }),
      // The pod serves on while load balancers and nodes learn that it goes; then the app ends what it has begun.
      terminationGracePeriodSeconds: drain + SHUTDOWN_SECONDS,
      securityContext: {
        runAsNonRoot: true,
        ...(config.runAsUser !== undefined && { runAsUser: config.runAsUser }),
        seccompProfile: { type: "RuntimeDefault" },
        // Lets a process without privileges listen on a port such as 80; a safe sysctl, of the pod's own network.
        ...(ports.some((port) => port < FIRST_UNPRIVILEGED_PORT) && {
          sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }],
        }),
      },
      topologySpreadConstraints: ["topology.kubernetes.io/zone", "kubernetes.io/hostname"].map((topologyKey) => ({
        maxSkew: 1,
        topologyKey,
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels: { app, color } },
      })),
      initContainers: [...init, ...sidecars(args, drain)],
      containers: [
        {
          ...appContainer(args, [config.port]),
          // The kubelet waits here before it signals the process, while the process still serves.
          lifecycle: { preStop: { sleep: { seconds: drain } } },
        },
      ],
      volumes: volumes(config, args.settings),
    },
  };
}

function appContainer({ app, config, env, image, settings }: PodTemplateArgs, ports: readonly number[]): Container {
  const probe = ({ path, port = config.port }: AppConfig["readiness"]) => ({ httpGet: { path, port } });
  return {
    name: app,
    image,
    ...(config.command && { command: config.command }),
    ...(config.args && { args: config.args }),
    env: environment(env, settings),
    ports: ports.map((containerPort) => ({ name: "http", containerPort })),
    ...(ports.length > 0 && {
      readinessProbe: { ...probe(config.readiness), periodSeconds: 1, failureThreshold: 2, timeoutSeconds: 2 },
      ...(config.liveness && {
        livenessProbe: { ...probe(config.liveness), periodSeconds: 10, failureThreshold: 6, timeoutSeconds: 5 },
      }),
    }),
    resources: quantities(config.resources),
    securityContext: locked(config.readOnlyRootFilesystem),
    volumeMounts: Object.entries(config.mounts).map(([name, mountPath]) => ({ name, mountPath })),
  };
}

/** Sidecars as init containers that stay: they start before the app and end after it. */
function sidecars({ config, sidecarImages, settings }: PodTemplateArgs, drain: number): Container[] {
  return Object.entries(config.sidecars).map(([name, sidecar]) => ({
    name,
    image: sidecarImages[name] ?? sidecar.image,
    restartPolicy: "Always",
    ...(sidecar.command && { command: sidecar.command }),
    ...(sidecar.args && { args: sidecar.args }),
    env: environment(sidecar.env, settings),
    ports: sidecar.ports.map((containerPort) => ({ containerPort })),
    resources: quantities(sidecar.resources),
    securityContext: locked(true),
    volumeMounts: Object.entries(sidecar.mounts).map(([volume, mountPath]) => ({ name: volume, mountPath })),
    ...(drain > 0 && { lifecycle: { preStop: { sleep: { seconds: drain } } } }),
  }));
}

function quantities({ cpu, memory }: Resources) {
  return { requests: { cpu: String(cpu), memory: String(memory) }, limits: { memory: String(memory) } };
}

function locked(readOnlyRootFilesystem: boolean) {
  return { allowPrivilegeEscalation: false, readOnlyRootFilesystem, capabilities: { drop: ["ALL"] } };
}

function volumes(config: AppConfig, settings: NamedSettings): k8s.types.input.core.v1.Volume[] {
  return Object.entries(config.volumes).map(([name, volume]) => {
    if ("emptyDir" in volume) {
      return {
        name,
        emptyDir: volume.emptyDir.sizeLimit === undefined ? {} : { sizeLimit: String(volume.emptyDir.sizeLimit) },
      };
    }
    if ("claim" in volume) return { name, persistentVolumeClaim: { claimName: volume.claim } };
    if ("configMap" in volume)
      return { name, configMap: { name: settings.configMaps[volume.configMap] ?? volume.configMap } };
    return { name, secret: { secretName: settings.secrets[volume.secret] ?? volume.secret } };
  });
}
