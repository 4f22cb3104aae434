import { safeSysctls } from "../../lib/kubernetes/safe-sysctls";
import { cis, failIf, kubeScore, link, podSecurity, resourceRules } from "../rule";
import { everyContainer, podSpec, podWith, type Workload, workloads } from "../workload";

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

export const podSecurityRules = resourceRules<Workload>(workloads, [
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
