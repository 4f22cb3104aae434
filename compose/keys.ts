/** What becomes of one key of the compose specification. The manual's table is made of this, and the reader obeys it. */
export type KeyRule =
  | {
      readonly verdict: "honoured";
      /** What it becomes. */
      readonly how: string;
    }
  | {
      readonly verdict: "without effect";
      /** Why it does nothing here. */
      readonly how: string;
    }
  | {
      readonly verdict: "refused";
      /** What would be otherwise than with compose. */
      readonly how: string;
      /** What to do. */
      readonly fix: string;
      /** Values that change nothing. */
      readonly harmless?: readonly unknown[];
    };

const honoured = (how: string): KeyRule => ({ verdict: "honoured", how });
const noEffect = (how: string): KeyRule => ({ verdict: "without effect", how });
const refused = (how: string, fix: string, ...harmless: unknown[]): KeyRule => ({
  verdict: "refused",
  how,
  fix,
  ...(harmless.length > 0 && { harmless }),
});

const nodeOnly = "it tunes a container engine of one machine; Kubernetes schedules by requests";
const withoutPrivileges = "the namespace's Pod Security level (baseline or restricted) admits no such pod";
const mendOrLeave = "Remove it, or name it in leaveOut if the service can do without.";

/** Keys at the top of a compose file. */
export const projectKeys: Readonly<Record<string, KeyRule>> = {
  version: noEffect("the specification has none any more; compose-go ignores it"),
  name: noEffect(
    "objects are named by their services; the stack's name for the file is the key in gke-bluegreen:compose",
  ),
  include: honoured("read by compose-go, inside the stack's folder"),
  services: honoured("see below"),
  networks: honoured(
    "with more than one network: a NetworkPolicy for each service that admits those that share one with it",
  ),
  volumes: honoured("a claim of the StatefulSet that mounts it; size and class are the stack's to say"),
  secrets: honoured(
    "Secrets of the services that name them, from a file of the stack's folder or from the stack's secrets",
  ),
  configs: honoured("ConfigMaps of the services that name them"),
  models: refused("no model runner is there", "Run the model as a service of its own, and remove `models`."),
  jobs: refused("scheduled jobs of compose are new", "State them in gke-bluegreen:cronJobs."),
};

/** Keys of a service. */
export const serviceKeys: Readonly<Record<string, KeyRule>> = {
  annotations: honoured("annotations of the pods"),
  attach: noEffect("there is no terminal that logs would be attached to"),
  blkio_config: noEffect(nodeOnly),
  build: honoured("an image of the stack, built by Cloud Build"),
  cap_add: refused(
    `${withoutPrivileges} with it`,
    "Remove it, or state the service with runAsRoot and its capabilities.",
  ),
  cap_drop: noEffect("every capability is dropped already"),
  cgroup: refused(withoutPrivileges, mendOrLeave, "private"),
  cgroup_parent: noEffect(nodeOnly),
  command: honoured("the container's args; `$(` is kept as text"),
  configs: honoured("ConfigMaps of the release, mounted at their targets"),
  container_name: noEffect(
    "pods are named by Kubernetes; where another service names it, it is an alias of the service",
  ),
  cpu_count: noEffect("for Windows containers"),
  cpu_percent: noEffect("for Windows containers"),
  cpu_period: noEffect(nodeOnly),
  cpu_quota: noEffect(nodeOnly),
  cpu_rt_period: noEffect(nodeOnly),
  cpu_rt_runtime: noEffect(nodeOnly),
  cpu_shares: noEffect(nodeOnly),
  cpus: honoured("processors that are reserved; no limit is set, since one throttles an idle machine"),
  cpuset: noEffect(nodeOnly),
  credential_spec: refused("it is for Windows containers", mendOrLeave),
  depends_on: honoured(
    "order of the update: service_started and service_healthy wait until the other is ready, service_completed_successfully until its Job has ended",
  ),
  deploy: honoured("replicas and resources; see below"),
  develop: noEffect("it is for `docker compose watch`"),
  device_cgroup_rules: refused(withoutPrivileges, mendOrLeave),
  devices: refused(
    "a pod has no devices of its node",
    "For GPUs state the workload in gke-bluegreen:apps with resources.extended.",
  ),
  dns: refused(
    "names would resolve otherwise",
    "Patch the pod (podPatch) in a workload of gke-bluegreen:apps, or name it in leaveOut.",
  ),
  dns_opt: refused("names would resolve otherwise", mendOrLeave),
  dns_search: refused("names would resolve otherwise", mendOrLeave),
  domainname: noEffect("pods have the cluster's domain"),
  entrypoint: honoured("the container's command; the image's own arguments are not used then, as with compose"),
  env_file: honoured("read by compose-go into `environment`"),
  environment: honoured("variables of the container; what is secret comes from a Secret of the release"),
  expose: honoured("ports of the service inside the cluster"),
  extends: honoured("resolved by compose-go"),
  external_links: refused(
    "it names containers of another project",
    "State the other service in gke-bluegreen:externalNames, and remove this.",
  ),
  extra_hosts: honoured("host aliases of the pods; host-gateway is refused"),
  gpus: refused(
    "GPUs are a matter of the node pool as well",
    "State the workload in gke-bluegreen:apps with resources.extended, and a pool with GPUs.",
  ),
  group_add: honoured("further groups of the processes, by number"),
  healthcheck: honoured("readiness and startup probes; curl and wget at localhost become HTTP probes"),
  hostname: honoured("the pods' host name"),
  image: honoured("pinned by digest when it is first used; a name without a registry is Docker Hub's"),
  init: noEffect(
    "the pod's pause process does not reap another container's children; the image needs an init of its own if it leaves any",
  ),
  ipc: refused(withoutPrivileges, mendOrLeave, "private", "none", "shareable"),
  isolation: noEffect("for Windows containers"),
  label_file: honoured("read by compose-go into `labels`"),
  labels: noEffect("proxies that read a container engine's labels have none here; use `expose` of the stack's service"),
  links: honoured("an alias is another name of the service; names resolve without links"),
  logging: noEffect("containers write to standard output, which Cloud Logging collects"),
  mac_address: refused("a pod's address is the network's to give", mendOrLeave),
  mem_limit: honoured("memory that is reserved, and the limit"),
  mem_reservation: honoured("memory that is reserved where there is no limit"),
  mem_swappiness: noEffect("nodes have no swap"),
  memswap_limit: noEffect("nodes have no swap"),
  models: refused("no model runner is there", "Run the model as a service of its own."),
  network_mode: refused(
    "the pod would share another's network",
    "Remove it: services reach each other by name.",
    "bridge",
    "default",
  ),
  networks: honoured("who may connect (NetworkPolicy), and aliases; fixed addresses are refused"),
  oom_kill_disable: refused("the kernel ends what exceeds its memory", mendOrLeave, false),
  oom_score_adj: noEffect("Kubernetes sets it by the pod's quality of service"),
  pid: refused(withoutPrivileges, mendOrLeave),
  pids_limit: noEffect("the node's own limit of processes a pod holds"),
  platform: honoured("nodes of that architecture"),
  ports: honoured(
    "a LoadBalancer of the app; with a host address of 127.0.0.1 only inside the cluster. Of a StatefulSet only inside: `kubectl port-forward`",
  ),
  post_start: refused("what it does would not be done", "Put it into the image's entrypoint, or name it in leaveOut."),
  pre_start: refused(
    "what it does would not be done",
    "State the workload in gke-bluegreen:apps with initContainers, or name it in leaveOut.",
  ),
  pre_stop: refused(
    "what it does would not be done",
    "Put it into the image's handling of SIGTERM, or name it in leaveOut.",
  ),
  privileged: refused(withoutPrivileges, "Remove it and give the image what it needs otherwise.", false),
  profiles: honoured("services of profiles that are not chosen are left out"),
  provider: refused(
    "it is run by a plugin of Docker's",
    "State what it provides in this stack, and remove the service.",
  ),
  pull_policy: noEffect("images are pinned by digest, so that there is nothing to pull anew"),
  pull_refresh_after: noEffect("images are pinned by digest"),
  read_only: honoured("the root file system cannot be written to"),
  restart: honoured('"no" without ports, or a service that others wait for to end, is a Job; anything else runs on'),
  runtime: refused("the cluster's nodes have the runtime that they have", mendOrLeave, "runc"),
  scale: honoured("replicas"),
  secrets: honoured("Secrets of the release, mounted at /run/secrets"),
  security_opt: noEffect(
    "the pods run with seccomp's RuntimeDefault and without privilege escalation, whatever it says",
  ),
  shm_size: honoured("a folder in memory at /dev/shm"),
  stdin_open: noEffect("`kubectl attach` finds no open input; a program that ends without one needs `command` changed"),
  stop_grace_period: honoured("how long its processes have to end"),
  stop_signal: refused("the signal is SIGTERM", "Let the image say it (STOPSIGNAL), and remove it here.", "SIGTERM"),
  storage_opt: noEffect(nodeOnly),
  sysctls: honoured("those that Kubernetes calls safe; others are refused"),
  tmpfs: honoured("folders in memory, which go with the pod"),
  tty: noEffect("there is no terminal"),
  ulimits: noEffect("containers have the node's limits"),
  umask: noEffect("the image's own umask holds"),
  use_api_socket: refused("there is no container engine to talk to", mendOrLeave, false),
  user: honoured("user id of the processes; names and root need a word in the stack"),
  userns_mode: refused(withoutPrivileges, mendOrLeave),
  uts: refused(withoutPrivileges, mendOrLeave),
  volumes: honoured(
    "named: a claim; a file of the stack's folder: a ConfigMap; tmpfs: memory. Folders of the machine are refused",
  ),
  volumes_from: refused(
    "a disk belongs to one service",
    "Name the volume in both services, or bring what is shared into the image.",
  ),
  working_dir: honoured("the container's working directory"),
};

/** Keys below `build`. */
export const buildKeys: Readonly<Record<string, KeyRule>> = {
  context: honoured("the image's context, inside the stack's folder"),
  dockerfile: honoured("the image's Dockerfile"),
  args: honoured("build arguments"),
  target: honoured("the stage"),
  additional_contexts: refused(
    "the build would lack them",
    "Bring them into the context, or state the image in gke-bluegreen:images with a cloudbuild file.",
  ),
  cache_from: noEffect("Cloud Build's steps have a cache of their own"),
  cache_to: noEffect("Cloud Build's steps have a cache of their own"),
  dockerfile_inline: refused("the build would lack it", "Write it to a file, and name that as `dockerfile`."),
  entitlements: refused("Cloud Build's step has none to give", mendOrLeave),
  extra_hosts: refused("the build would not find them", mendOrLeave),
  isolation: noEffect("for Windows containers"),
  labels: noEffect("the image is known by its digest"),
  network: refused("Cloud Build has its own network", mendOrLeave, "default"),
  no_cache: noEffect("an image is built when its sources change"),
  no_cache_filter: noEffect("an image is built when its sources change"),
  platforms: refused("one image is built, for the machine of Cloud Build (linux/amd64)", mendOrLeave, ["linux/amd64"]),
  privileged: refused("Cloud Build's step has no such privilege", mendOrLeave, false),
  provenance: noEffect("Cloud Build writes provenance of its own"),
  pull: noEffect("an image is built when its sources change"),
  sbom: noEffect("the registry's own analysis makes one"),
  secrets: refused(
    "the build would lack them",
    "State the image in gke-bluegreen:images with a cloudbuild file, which can have secrets.",
  ),
  shm_size: noEffect("Cloud Build's machine has its own"),
  ssh: refused("the build would lack it", "State the image in gke-bluegreen:images with a cloudbuild file."),
  tags: noEffect("images are named by the stack"),
  ulimits: noEffect("Cloud Build's machine has its own"),
};

/** Keys below `deploy`. */
export const deployKeys: Readonly<Record<string, KeyRule>> = {
  mode: refused(
    "pods on every node, or Jobs, are another kind",
    "State it in gke-bluegreen:daemonSets or jobs.",
    "replicated",
  ),
  endpoint_mode: noEffect("a Service has one address, a StatefulSet the pods' own"),
  replicas: honoured("replicas"),
  labels: noEffect("labels of a swarm's services have no reader here"),
  rollback_config: noEffect("a release that fails goes back by itself"),
  update_config: noEffect("a release is a verified switch"),
  resources: honoured("requests, and the memory's limit"),
  restart_policy: noEffect('containers that end are started anew; what runs once says restart: "no"'),
  placement: refused(
    "pods would stand elsewhere",
    "State the workload in gke-bluegreen:apps with nodeSelector, or name deploy.placement in leaveOut.",
  ),
};
