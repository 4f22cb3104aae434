import type { Unwrap } from "@pulumi/pulumi";
import type { core } from "@pulumi/kubernetes/types/input";
import { cis, fail, failIf, kubeScore, link, pass, podSecurity, resourceRules, type Verdict } from "../rule";

type PodSpec = Unwrap<core.v1.PodSpec>;
type Container = Unwrap<core.v1.Container>;

/** A workload of any kind, as far as its pods go. */
export interface Workload {
  readonly metadata?: { readonly name?: string; readonly namespace?: string };
  readonly spec?: PodSpec | TemplateHolder | JobTemplateHolder;
}
interface TemplateHolder {
  readonly template?: {
    readonly metadata?: { readonly labels?: Readonly<Record<string, string>> };
    readonly spec?: PodSpec;
  };
}
interface JobTemplateHolder {
  readonly jobTemplate?: { readonly spec?: TemplateHolder };
}

const apps = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet"].map((kind) => `kubernetes:apps/v1:${kind}`);
const jobs = ["kubernetes:batch/v1:Job", "kubernetes:batch/v1:CronJob"];
/** Everything that runs for as long as nobody stops it. */
export const servers = apps;
export const workloads = [...apps, ...jobs, "kubernetes:core/v1:Pod"];

/** The pod template of a workload of any kind. */
export function podSpec({ spec }: Workload): PodSpec | undefined {
  if (!spec) return undefined;
  if ("jobTemplate" in spec) return spec.jobTemplate?.spec?.template?.spec;
  if ("template" in spec) return spec.template?.spec;
  return "containers" in spec ? spec : undefined;
}

function allContainers(spec: PodSpec): readonly Container[] {
  return [...(spec.initContainers ?? []), ...spec.containers];
}

/** Fails with the names of the containers for which `bad` holds. */
function everyContainer(
  workload: Workload,
  bad: (container: Container, spec: PodSpec) => boolean,
  because: string,
): Verdict {
  const spec = podSpec(workload);
  if (!spec) return pass;
  const names = allContainers(spec)
    .filter((container) => bad(container, spec))
    .map(({ name }) => name);
  return names.length === 0 ? pass : fail(`${because} (container ${names.join(", ")})`);
}

/** Fails with the names of the main containers for which `bad` holds. */
function mainContainers(workload: Workload, bad: (container: Container) => boolean, because: string): Verdict {
  const names = (podSpec(workload)?.containers ?? []).filter(bad).map(({ name }) => name);
  return names.length === 0 ? pass : fail(`${because} (container ${names.join(", ")})`);
}

const podWith = (container: Partial<Container>, pod: Partial<PodSpec> = {}): Workload => ({
  spec: { template: { spec: { ...pod, containers: [{ name: "app", image: "r/i@sha256:00", ...container }] } } },
});

const standards = "https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted";
const allowedVolumes = [
  "configMap",
  "csi",
  "downwardAPI",
  "emptyDir",
  "ephemeral",
  "persistentVolumeClaim",
  "projected",
  "secret",
];
const safeSysctls = [
  "kernel.shm_rmid_forced",
  "net.ipv4.ip_local_port_range",
  "net.ipv4.ip_unprivileged_port_start",
  "net.ipv4.tcp_syncookies",
  "net.ipv4.ping_group_range",
  "net.ipv4.ip_local_reserved_ports",
  "net.ipv4.tcp_keepalive_time",
  "net.ipv4.tcp_fin_timeout",
  "net.ipv4.tcp_keepalive_intvl",
  "net.ipv4.tcp_keepalive_probes",
];

const security = resourceRules<Workload>(workloads, [
  {
    id: "pod-no-host-namespaces",
    title: "Pods stay out of the node's namespaces",
    severity: "critical",
    sources: [podSecurity("Host Namespaces"), link(standards)],
    field: "hostNetwork, hostPID, hostIPC",
    fix: "Remove them; reach pods through a Service.",
    examples: { pass: podWith({}), fail: podWith({}, { hostNetwork: true }) },
    check: (workload) => {
      const spec = podSpec(workload);
      return failIf(
        spec?.hostNetwork === true || spec?.hostPID === true || spec?.hostIPC === true,
        "its processes see the node's network, processes or memory",
      );
    },
  },
  {
    id: "pod-not-privileged",
    title: "No container is privileged",
    severity: "critical",
    sources: [podSecurity("Privileged Containers"), kubeScore("container-security-context-privileged")],
    field: "securityContext.privileged",
    fix: "Remove privileged; name the one capability that is needed.",
    examples: { pass: podWith({}), fail: podWith({ securityContext: { privileged: true } }) },
    check: (workload) => everyContainer(workload, (c) => c.securityContext?.privileged === true, "root on the node"),
  },
  {
    id: "pod-no-privilege-escalation",
    title: "No process gains rights it did not start with",
    severity: "high",
    sources: [podSecurity("Privilege Escalation"), cis("4.6.3")],
    field: "securityContext.allowPrivilegeEscalation",
    fix: "Set allowPrivilegeEscalation to false.",
    examples: { pass: podWith({ securityContext: { allowPrivilegeEscalation: false } }), fail: podWith({}) },
    check: (workload) =>
      everyContainer(workload, (c) => c.securityContext?.allowPrivilegeEscalation !== false, "setuid programs work"),
  },
  {
    id: "pod-non-root",
    title: "Containers do not run as root",
    severity: "high",
    sources: [podSecurity("Running as Non-root"), cis("4.6.3")],
    field: "securityContext.runAsNonRoot",
    fix: "Set runAsNonRoot to true on the pod and a numeric USER in the image.",
    examples: { pass: podWith({}, { securityContext: { runAsNonRoot: true } }), fail: podWith({}) },
    check: (workload) =>
      everyContainer(
        workload,
        (c, spec) =>
          (c.securityContext?.runAsNonRoot ?? spec.securityContext?.runAsNonRoot) !== true ||
          (c.securityContext?.runAsUser ?? spec.securityContext?.runAsUser) === 0,
        "may run as root",
      ),
  },
  {
    id: "pod-seccomp",
    title: "System calls are filtered",
    severity: "medium",
    sources: [podSecurity("Seccomp"), cis("4.6.2"), kubeScore("container-seccomp-profile")],
    field: "securityContext.seccompProfile.type",
    fix: "Set seccompProfile.type to RuntimeDefault on the pod.",
    examples: {
      pass: podWith({}, { securityContext: { seccompProfile: { type: "RuntimeDefault" } } }),
      fail: podWith({}),
    },
    check: (workload) =>
      everyContainer(
        workload,
        (c, spec) =>
          !["RuntimeDefault", "Localhost"].includes(
            (c.securityContext?.seccompProfile ?? spec.securityContext?.seccompProfile)?.type ?? "",
          ),
        "every system call is allowed",
      ),
  },
  {
    id: "pod-capabilities",
    title: "All capabilities are dropped",
    severity: "medium",
    sources: [podSecurity("Capabilities"), cis("4.6.3")],
    field: "securityContext.capabilities",
    fix: "Set capabilities to { drop: [ALL] }, and add NET_BIND_SERVICE at most.",
    examples: { pass: podWith({ securityContext: { capabilities: { drop: ["ALL"] } } }), fail: podWith({}) },
    check: (workload) =>
      everyContainer(
        workload,
        ({ securityContext }) =>
          !securityContext?.capabilities?.drop?.includes("ALL") ||
          (securityContext.capabilities.add ?? []).some((name) => name !== "NET_BIND_SERVICE"),
        "keeps capabilities of root",
      ),
  },
  {
    id: "pod-read-only-root",
    title: "The image's files cannot be changed",
    severity: "low",
    sources: [kubeScore("container-security-context-readonlyrootfilesystem"), cis("4.6.3")],
    field: "securityContext.readOnlyRootFilesystem",
    fix: "Set it to true and mount an emptyDir where the program writes.",
    examples: { pass: podWith({ securityContext: { readOnlyRootFilesystem: true } }), fail: podWith({}) },
    check: (workload) =>
      everyContainer(
        workload,
        (c) => c.securityContext?.readOnlyRootFilesystem !== true,
        "an intruder can leave tools behind",
      ),
  },
  {
    id: "pod-volumes",
    title: "Only volumes of safe kinds",
    severity: "high",
    sources: [podSecurity("Volume Types")],
    field: "volumes",
    fix: "Use a PersistentVolumeClaim, ConfigMap, Secret or emptyDir.",
    examples: {
      pass: podWith({}, { volumes: [{ name: "v", emptyDir: {} }] }),
      fail: podWith({}, { volumes: [{ name: "v", hostPath: { path: "/" } }] }),
    },
    check: (workload) => {
      const bad = (podSpec(workload)?.volumes ?? []).filter((volume) =>
        Object.keys(volume).some((key) => key !== "name" && !allowedVolumes.includes(key)),
      );
      return failIf(
        bad.length > 0,
        `volume ${bad.map(({ name }) => name).join(", ")} reaches the node's files or is of a kind that may`,
      );
    },
  },
  {
    id: "pod-host-ports",
    title: "No port of the node is taken",
    severity: "high",
    sources: [podSecurity("Host Ports")],
    field: "ports[].hostPort",
    fix: "Remove hostPort; use a Service.",
    examples: {
      pass: podWith({ ports: [{ containerPort: 80 }] }),
      fail: podWith({ ports: [{ containerPort: 80, hostPort: 80 }] }),
    },
    check: (workload) =>
      everyContainer(
        workload,
        (c) => (c.ports ?? []).some(({ hostPort }) => hostPort !== undefined && hostPort !== 0),
        "opens a port on the node, past every Service and policy",
      ),
  },
  {
    id: "pod-sysctls",
    title: "Only safe sysctls",
    severity: "medium",
    sources: [podSecurity("Sysctls")],
    field: "securityContext.sysctls",
    fix: "Remove the sysctl, or set it on a node pool of its own (linuxNodeConfig).",
    examples: {
      pass: podWith(
        {},
        { securityContext: { sysctls: [{ name: "net.ipv4.ip_unprivileged_port_start", value: "0" }] } },
      ),
      fail: podWith({}, { securityContext: { sysctls: [{ name: "kernel.msgmax", value: "1" }] } }),
    },
    check: (workload) => {
      const unsafe = (podSpec(workload)?.securityContext?.sysctls ?? []).filter(
        ({ name }) => !safeSysctls.includes(name),
      );
      return failIf(
        unsafe.length > 0,
        `${unsafe.map(({ name }) => name).join(", ")} changes the node for its neighbours`,
      );
    },
  },
  {
    id: "pod-service-account",
    title: "Pods have a service account of their own, or no token",
    severity: "medium",
    sources: [cis("4.1.4"), cis("4.1.5")],
    field: "serviceAccountName, automountServiceAccountToken",
    fix: "Name a service account, or set automountServiceAccountToken to false.",
    examples: { pass: podWith({}, { automountServiceAccountToken: false }), fail: podWith({}) },
    check: (workload) => {
      const spec = podSpec(workload);
      return failIf(
        !!spec &&
          spec.automountServiceAccountToken !== false &&
          ["default", undefined].includes(spec.serviceAccountName),
        "holds a token of the namespace's default account, which all pods share",
      );
    },
  },
]);

const supplyChain = resourceRules<Workload>(workloads, [
  {
    id: "image-digest",
    title: "Images are named by digest",
    severity: "high",
    sources: [kubeScore("container-image-tag"), link("https://slsa.dev/")],
    field: "containers[].image",
    fix: "Use the digest that the build answered (name@sha256:…): this project's Image resource gives it.",
    examples: { pass: podWith({ image: "gcr.io/p/i@sha256:00" }), fail: podWith({ image: "gcr.io/p/i:blue" }) },
    check: (workload) =>
      everyContainer(
        workload,
        ({ image }) => image !== undefined && !image.includes("@sha256:"),
        "what runs can change without a release",
      ),
  },
]);

/** Registries that scan what they hold and that a team can guard with IAM, and Kubernetes' own. */
const usualRegistries = ["gcr.io/", "*.gcr.io/", "*-docker.pkg.dev/", "registry.k8s.io/"];

const registries = resourceRules<Workload>(workloads, [
  {
    id: "image-registry",
    title: "Images come from registries that you chose",
    severity: "medium",
    sources: [cis("5.1.4"), link("https://slsa.dev/")],
    field: "containers[].image",
    fix: "Copy the image into your own registry (a remote repository of Artifact Registry does it), or allow its registry in the configuration.",
    settings: {
      allowed: {
        type: "array",
        items: { type: "string", minLength: 1 },
        description: `Beginnings of image references, where * stands for any characters but a slash (default ${usualRegistries.join(", ")}).`,
      },
    },
    examples: {
      pass: podWith({ image: "gcr.io/p/i@sha256:00" }),
      fail: podWith({ image: "docker.io/library/redis@sha256:00" }),
    },
    check: (workload, _, settings) => {
      const allowed = Array.isArray(settings["allowed"]) ? settings["allowed"].map(String) : usualRegistries;
      const patterns = allowed.map((beginning) => new RegExp(`^${beginning.split("*").map(literally).join("[^/]*")}`));
      return everyContainer(
        workload,
        ({ image }) => image !== undefined && !patterns.some((pattern) => pattern.test(image)),
        "comes from a registry that nobody here answers for",
      );
    },
  },
]);

const literally = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const secrets = resourceRules<Workload>(workloads, [
  {
    id: "pod-secret-as-file",
    title: "Secrets are files, not environment variables",
    severity: "low",
    sources: [cis("4.4.1")],
    field: "env[].valueFrom.secretKeyRef, envFrom[].secretRef",
    fix: "Mount the Secret as a volume where the program can read a file.",
    examples: {
      pass: podWith({ env: [{ name: "A", value: "b" }] }),
      fail: podWith({ env: [{ name: "A", valueFrom: { secretKeyRef: { name: "s", key: "k" } } }] }),
    },
    check: (workload) =>
      everyContainer(
        workload,
        (c) =>
          (c.env ?? []).some(({ valueFrom }) => valueFrom?.secretKeyRef !== undefined) ||
          (c.envFrom ?? []).some(({ secretRef }) => secretRef !== undefined),
        "environments end up in crash reports and child processes",
      ),
  },
  {
    id: "pod-no-plain-secret",
    title: "No secret stands in the clear in a pod's environment",
    severity: "high",
    sources: [link("https://docs.kubelinter.io/#/generated/checks?id=env-var-secret")],
    field: "env[].value",
    fix: "Put the value into a Secret (a Pulumi secret in the program) and refer to it.",
    examples: {
      pass: podWith({ env: [{ name: "LEVEL", value: "info" }] }),
      fail: podWith({ env: [{ name: "API_SECRET", value: "hunter2" }] }),
    },
    check: (workload) =>
      everyContainer(
        workload,
        (c) =>
          (c.env ?? []).some(
            ({ name, value }) =>
              /(secret|passw(or)?d|token|private_?key)/i.test(name) &&
              !!value &&
              !/(_FILE|_PATH|_NAME|_URL|_ID)$/i.test(name),
          ),
        "whoever may read pods reads it",
      ),
  },
]);

const reliability = resourceRules<Workload>(servers, [
  {
    id: "pod-readiness-probe",
    title: "A pod says when it can take traffic",
    severity: "high",
    sources: [kubeScore("pod-probes")],
    field: "containers[].readinessProbe",
    fix: "Add an HTTP readinessProbe on a path that fails when the app cannot serve.",
    examples: {
      pass: podWith({ ports: [{ containerPort: 80 }], readinessProbe: { httpGet: { path: "/healthz", port: 80 } } }),
      fail: podWith({ ports: [{ containerPort: 80 }] }),
    },
    check: (workload) =>
      mainContainers(
        workload,
        (c) => (c.ports ?? []).length > 0 && !c.readinessProbe,
        "gets requests before it can answer them",
      ),
  },
  {
    id: "pod-liveness-differs",
    title: "Liveness asks something else than readiness",
    severity: "medium",
    sources: [kubeScore("pod-probes-identical")],
    field: "containers[].livenessProbe",
    fix: "Leave livenessProbe out, or let it ask only whether the process hangs.",
    examples: {
      pass: podWith({
        readinessProbe: { httpGet: { path: "/ready", port: 80 } },
        livenessProbe: { httpGet: { path: "/live", port: 80 } },
      }),
      fail: podWith({
        readinessProbe: { httpGet: { path: "/", port: 80 } },
        livenessProbe: { httpGet: { path: "/", port: 80 } },
      }),
    },
    check: (workload) =>
      mainContainers(
        workload,
        ({ readinessProbe, livenessProbe }) =>
          !!livenessProbe && JSON.stringify(livenessProbe) === JSON.stringify(readinessProbe),
        "a slow dependency restarts every pod at once",
      ),
  },
  {
    id: "pod-probe-port",
    title: "Probes ask a port the container has",
    severity: "high",
    sources: [link("https://docs.kubelinter.io/#/generated/checks?id=readiness-port")],
    field: "containers[].readinessProbe.httpGet.port",
    fix: "Use a port number or name of the container's ports.",
    examples: {
      pass: podWith({ ports: [{ name: "http", containerPort: 80 }], readinessProbe: { httpGet: { port: "http" } } }),
      fail: podWith({ ports: [{ containerPort: 80 }], readinessProbe: { httpGet: { port: 8080 } } }),
    },
    check: (workload) =>
      mainContainers(
        workload,
        (c) =>
          [c.readinessProbe, c.livenessProbe, c.startupProbe].some((probe) => {
            const port = (probe?.httpGet ?? probe?.tcpSocket)?.port;
            return (
              port !== undefined &&
              (c.ports ?? []).length > 0 &&
              !(c.ports ?? []).some(
                ({ name, containerPort }) => containerPort === port || name === port || String(containerPort) === port,
              )
            );
          }),
        "a probe asks a port that is not listed and never succeeds",
      ),
  },
  {
    id: "pod-resource-requests",
    title: "Containers say what they need",
    severity: "medium",
    sources: [kubeScore("container-resources")],
    field: "containers[].resources.requests",
    fix: "Set requests.cpu and requests.memory.",
    examples: { pass: podWith({ resources: { requests: { cpu: "100m", memory: "64Mi" } } }), fail: podWith({}) },
    check: (workload) =>
      mainContainers(
        workload,
        (c) => !c.resources?.requests?.["cpu"] || !c.resources.requests["memory"],
        "the scheduler packs it as if it needed nothing",
      ),
  },
  {
    id: "pod-memory-limit",
    title: "Containers have a memory limit",
    severity: "low",
    sources: [kubeScore("container-resources")],
    field: "containers[].resources.limits.memory",
    fix: "Set limits.memory, equal to the request.",
    examples: { pass: podWith({ resources: { limits: { memory: "64Mi" } } }), fail: podWith({}) },
    check: (workload) =>
      mainContainers(workload, (c) => !c.resources?.limits?.["memory"], "a leak takes its neighbours down"),
  },
]);

export const podRules = [...security, ...supplyChain, ...registries, ...secrets, ...reliability];
