import type { StackResource } from "../../policies/rule";

/**
 * Checks of KubeLinter and Polaris, each as its documentation words it. Neither can be built here, so this is their rule and not their
 * program; what is written down is what one sentence of their pages says, and no more.
 */
interface Container {
  readonly image?: string;
  readonly env?: readonly { readonly name: string; readonly value?: string }[];
  readonly ports?: readonly { readonly hostPort?: number }[];
  readonly readinessProbe?: object;
  readonly livenessProbe?: object;
  readonly resources?: { readonly requests?: Record<string, string>; readonly limits?: Record<string, string> };
  readonly securityContext?: {
    readonly privileged?: boolean;
    readonly allowPrivilegeEscalation?: boolean;
    readonly readOnlyRootFilesystem?: boolean;
    readonly runAsNonRoot?: boolean;
    readonly runAsUser?: number;
    readonly capabilities?: { readonly drop?: readonly string[] };
  };
}
interface Pod {
  readonly containers: readonly Container[];
  readonly hostNetwork?: boolean;
  readonly hostPID?: boolean;
  readonly hostIPC?: boolean;
  readonly automountServiceAccountToken?: boolean;
  readonly topologySpreadConstraints?: readonly object[];
  readonly affinity?: { readonly podAntiAffinity?: object };
  readonly securityContext?: { readonly runAsNonRoot?: boolean; readonly runAsUser?: number };
}

type Bad = (pod: Pod, spec: { readonly replicas?: number; readonly strategy?: { readonly type?: string } }) => boolean;
const some =
  (bad: (container: Container, pod: Pod) => boolean): Bad =>
  (pod) =>
    pod.containers.some((container) => bad(container, pod));

const tag = (image = "") => /:([^:/@]+)$/.exec(image.replace(/@.*/, ""))?.[1];
const mayBeRoot = ({ securityContext: own }: Container, { securityContext: pod }: Pod) =>
  (own?.runAsNonRoot ?? pod?.runAsNonRoot) !== true && (own?.runAsUser ?? pod?.runAsUser ?? 0) === 0;

/** Judge → check → whether its documentation calls a Deployment bad. */
export const documented: Readonly<Record<string, Readonly<Record<string, Bad>>>> = {
  KubeLinter: {
    "privileged-container": some(({ securityContext }) => securityContext?.privileged === true),
    "privilege-escalation-container": some(
      ({ securityContext }) =>
        securityContext?.allowPrivilegeEscalation === true || securityContext?.privileged === true,
    ),
    "run-as-non-root": some(mayBeRoot),
    "no-read-only-root-fs": some(({ securityContext }) => securityContext?.readOnlyRootFilesystem !== true),
    "drop-net-raw-capability": some(
      ({ securityContext }) => !securityContext?.capabilities?.drop?.some((name) => ["NET_RAW", "ALL"].includes(name)),
    ),
    "host-network": ({ hostNetwork }) => hostNetwork === true,
    "host-pid": ({ hostPID }) => hostPID === true,
    "host-ipc": ({ hostIPC }) => hostIPC === true,
    "latest-tag": some(({ image }) => !image?.includes("@") && [undefined, "latest"].includes(tag(image))),
    "no-readiness-probe": some(({ readinessProbe }) => !readinessProbe),
    "unset-memory-requirements": some(
      ({ resources }) => !resources?.requests?.["memory"] || !resources.limits?.["memory"],
    ),
    "unset-cpu-requirements": some(({ resources }) => !resources?.requests?.["cpu"] || !resources.limits?.["cpu"]),
    "minimum-three-replicas": (_, { replicas }) => (replicas ?? 1) < 3,
    "no-rolling-update-strategy": (_, { strategy }) => !/^RollingUpdate$/.test(strategy?.type ?? ""),
    "no-anti-affinity": ({ affinity }, { replicas }) => (replicas ?? 1) > 1 && !affinity?.podAntiAffinity,
    "env-var-secret": some(({ env }) => !!env?.some(({ name, value }) => /secret/i.test(name) && !!value)),
  },
  Polaris: {
    hostIPCSet: ({ hostIPC }) => hostIPC === true,
    hostPIDSet: ({ hostPID }) => hostPID === true,
    hostNetworkSet: ({ hostNetwork }) => hostNetwork === true,
    hostPortSet: some(({ ports }) => !!ports?.some(({ hostPort }) => hostPort !== undefined)),
    runAsPrivileged: some(({ securityContext }) => securityContext?.privileged === true),
    runAsRootAllowed: some(mayBeRoot),
    privilegeEscalationAllowed: some(({ securityContext }) => securityContext?.allowPrivilegeEscalation !== false),
    notReadOnlyRootFilesystem: some(({ securityContext }) => securityContext?.readOnlyRootFilesystem !== true),
    tagNotSpecified: some(({ image }) => !image?.includes("@") && [undefined, "latest"].includes(tag(image))),
    readinessProbeMissing: some(({ readinessProbe }) => !readinessProbe),
    cpuRequestsMissing: some(({ resources }) => !resources?.requests?.["cpu"]),
    memoryRequestsMissing: some(({ resources }) => !resources?.requests?.["memory"]),
    memoryLimitsMissing: some(({ resources }) => !resources?.limits?.["memory"]),
    deploymentMissingReplicas: (_, { replicas }) => (replicas ?? 1) <= 1,
    topologySpreadConstraint: ({ topologySpreadConstraints }) => !topologySpreadConstraints?.length,
    automountServiceAccountToken: ({ automountServiceAccountToken }) => automountServiceAccountToken !== false,
  },
};

/** Whether a check calls a Deployment bad. */
export function isBad(bad: Bad, { props }: StackResource): boolean {
  const spec = props["spec"] as Parameters<Bad>[1] & { readonly template: { readonly spec: Pod } };
  return bad(spec.template.spec, spec);
}
