import { amountOf } from "../../config/kubernetes-values";
import { NOTEBOOK_TAINT_VALUE, NOTEBOOK_TAINTS } from "../../config/notebook-rules";
import type { NotebookHubConfig } from "../../config/notebooks";
import { seconds } from "../../config/values";

/** The user and the group of notebooks, as Jupyter's own images have them. */
const USER = 1000;
const GROUP = 100;
const HOME = "/home/jovyan";

/** Ports of a hub's parts inside its namespace. */
export const ports = { proxy: 8000, proxyApi: 8001, hub: 8081, notebook: 8888 } as const;

/** The label by which KubeSpawner knows its pods. */
export const NOTEBOOK = "singleuser-server";

/** What a hub is made of, with its images as references. */
export interface HubSettingsArgs {
  /** Of the hub. */
  readonly name: string;
  /** The hub as it is after validation. */
  readonly config: NotebookHubConfig;
  /** Of the hub, which notebooks have as well. */
  readonly image: string;
  /** Of the sizes that have one of their own. */
  readonly sizeImages: Readonly<Record<string, string>>;
  /** Where users are, for Google to send them back. */
  readonly origin: string;
}

/** What the hub's program reads: plain values, no secret. */
export function hubSettings({ name, config, image, sizeImages, origin }: HubSettingsArgs): object {
  const { access, namespace } = config;
  const google = "google" in access;
  const idle = seconds(config.idleTimeout);
  // Told often enough that nobody at work looks idle, and an idle notebook goes within the minute that is promised.
  const activityInterval = Math.max(10, Math.min(30, Math.floor(idle / 3)));
  return {
    hubUrl: `http://${name}-hub:${ports.hub}`,
    proxyApiUrl: `http://${name}-proxy-api:${ports.proxyApi}`,
    activityInterval,
    signIn: google ? "google" : "passwords",
    users: google ? access.users : Object.keys(access.passwords),
    admins: access.admins,
    ...(google && {
      google: {
        clientId: access.google.clientId,
        callback: `${origin}/hub/oauth_callback`,
        domains: access.domains,
      },
    }),
    culler: [
      // Its own pod, by no Service: whoever connects to the hub through that is another.
      `--url=http://127.0.0.1:${ports.hub}/hub/api`,
      `--timeout=${idle}`,
      "--cull-every=15",
      ...(config.maxAge === undefined ? [] : [`--max-age=${seconds(config.maxAge)}`]),
    ],
    spawner: spawner(name, namespace, config, image, sizeImages, activityInterval),
  };
}

type Size = NotebookHubConfig["sizes"][number];

/** KubeSpawner's own names: https://jupyterhub-kubespawner.readthedocs.io/en/latest/spawner.html */
function spawner(
  name: string,
  namespace: string,
  config: NotebookHubConfig,
  image: string,
  sizeImages: Readonly<Record<string, string>>,
  activityInterval: number,
): object {
  const { sizes, serviceAccount } = config;
  const [first] = sizes;
  return {
    namespace,
    image,
    cmd: ["jupyterhub-singleuser"],
    default_url: "/lab",
    port: ports.notebook,
    start_timeout: seconds(config.startTimeout),
    http_timeout: 120,
    common_labels: { app: name },
    ...(first && resources(first)),
    ...nodes(config, first),
    // One size is no choice, and nobody is asked.
    ...(sizes.length > 1 && {
      profile_list: sizes.map((size, index) => ({
        slug: size.name,
        display_name: `${size.name}: ${described(size)}`,
        default: index === 0,
        kubespawner_override: {
          ...resources(size),
          ...nodes(config, size),
          image: sizeImages[size.name] ?? image,
        },
      })),
    }),
    tolerations: tolerations(config),
    environment: { ...config.env, HOME, JUPYTERHUB_ACTIVITY_INTERVAL: String(activityInterval) },
    // Pod Security level `restricted`.
    uid: USER,
    gid: GROUP,
    fs_gid: GROUP,
    allow_privilege_escalation: false,
    container_security_context: { capabilities: { drop: ["ALL"] } },
    pod_security_context: {
      runAsNonRoot: true,
      fsGroupChangePolicy: "OnRootMismatch",
      seccompProfile: { type: "RuntimeDefault" },
    },
    // The token of the cluster is for nobody; Workload Identity does without.
    automount_service_account_token: false,
    ...(serviceAccount && { service_account: serviceAccount.name }),
    extra_pod_config: { enableServiceLinks: false },
    ...home(config),
  };
}

function resources({ cpu, memory, extended }: Size): object {
  const devices = Object.fromEntries(Object.entries(extended).map(([device, count]) => [device, String(count)]));
  return {
    cpu_guarantee: amountOf(cpu),
    mem_guarantee: amountOf(memory),
    mem_limit: amountOf(memory),
    extra_resource_guarantees: devices,
    extra_resource_limits: devices,
  };
}

const described = ({ cpu, memory, extended }: Size): string =>
  [`${cpu} CPU`, `${memory} memory`, ...Object.entries(extended).map(([device, count]) => `${count} ${device}`)].join(
    ", ",
  );

function nodes(config: NotebookHubConfig, size: Size | undefined): object {
  const pool = size?.nodePool ?? config.nodePool;
  return { node_selector: pool === undefined ? {} : { "cloud.google.com/gke-nodepool": pool } };
}

function tolerations({ tolerations: given, sizes }: NotebookHubConfig): object[] {
  const devices = [...new Set(sizes.flatMap(({ extended }) => Object.keys(extended)))];
  return [
    ...NOTEBOOK_TAINTS.map((key) => ({ key, operator: "Equal", value: NOTEBOOK_TAINT_VALUE, effect: "NoSchedule" })),
    ...devices.map((key) => ({ key, operator: "Exists", effect: "NoSchedule" })),
    ...given.map(({ key, value, effect }) => ({
      operator: value === undefined ? "Exists" : "Equal",
      ...(key !== undefined && { key }),
      ...(value !== undefined && { value }),
      ...(effect && { effect }),
    })),
  ];
}

/** The home: a claim of the user's own, a disk that lives as long as the pod, or a folder of the node. */
function home({ disk }: NotebookHubConfig): object {
  const mounted = { volume_mounts: { home: { name: "home", mountPath: HOME } } };
  if (!disk) return { ...mounted, volumes: { home: { name: "home", emptyDir: {} } } };
  const { size, storageClass, deleted } = disk;
  if (deleted === "with-notebook") {
    const spec = {
      accessModes: ["ReadWriteOnce"],
      ...(storageClass !== undefined && { storageClassName: storageClass }),
      resources: { requests: { storage: String(size) } },
    };
    return { ...mounted, volumes: { home: { name: "home", ephemeral: { volumeClaimTemplate: { spec } } } } };
  }
  return {
    ...mounted,
    volumes: { home: { name: "home", persistentVolumeClaim: { claimName: "{pvc_name}" } } },
    storage_pvc_ensure: true,
    storage_capacity: String(size),
    storage_access_modes: ["ReadWriteOnce"],
    ...(storageClass !== undefined && { storage_class: storageClass }),
    delete_pvc: deleted === "with-user",
  };
}
