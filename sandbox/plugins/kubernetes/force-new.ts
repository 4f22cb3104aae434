import { parsePropertyPath, pathWithin, type PathPart } from "../../../lib/plugin";
import { annotation, kindOf, type KubeObject } from "./object";

/** Fields whose change makes a new object: the server refuses to change them, or changing them would not have the effect meant. */
const identity = ["metadata.name", "metadata.namespace"];

const containerFields = [
  "args",
  "command",
  "env",
  "image",
  "imagePullPolicy",
  "lifecycle",
  "livenessProbe",
  "ports",
  "readinessProbe",
  "resources",
  "securityContext",
  "stdin",
  "stdinOnce",
  "terminationMessagePath",
  "terminationMessagePolicy",
  "tty",
  "volumeDevices",
  "volumeMounts",
  "workingDir",
];

const podFields = [
  "affinity",
  "automountServiceAccountToken",
  "dnsConfig",
  "dnsPolicy",
  "enableServiceLinks",
  "hostAliases",
  "hostIPC",
  "hostNetwork",
  "hostPID",
  "hostname",
  "imagePullSecrets",
  "nodeName",
  "nodeSelector",
  "overhead",
  "preemptionPolicy",
  "priority",
  "priorityClassName",
  "readinessGates",
  "restartPolicy",
  "runtimeClassName",
  "schedulerName",
  "securityContext",
  "serviceAccount",
  "serviceAccountName",
  "shareProcessNamespace",
  "subdomain",
  "terminationGracePeriodSeconds",
  "volumes",
];

const volumeSources = [
  "awsElasticBlockStore",
  "azureDisk",
  "azureFile",
  "cephfs",
  "cinder",
  "csi",
  "fc",
  "flexVolume",
  "flocker",
  "gcePersistentDisk",
  "glusterfs",
  "hostPath",
  "iscsi",
  "local",
  "nfs",
  "photonPersistentDisk",
  "portworxVolume",
  "quobyte",
  "rbd",
  "scaleIO",
  "storageos",
  "vsphereVolume",
];

interface Rule {
  readonly group: string;
  readonly versions: readonly string[];
  readonly kinds: readonly string[];
  readonly fields: readonly string[];
}

/** By kind. Source: `provider/pkg/provider/diff.go` of pulumi-kubernetes v4.32, read 2026-11. */
export const forceNewRules: readonly Rule[] = [
  { group: "apps", versions: ["v1", "v1beta2"], kinds: ["Deployment", "DaemonSet"], fields: ["spec.selector"] },
  {
    group: "apps",
    versions: ["v1", "v1beta2", "v1beta1"],
    kinds: ["StatefulSet"],
    fields: [
      "spec.podManagementPolicy",
      "spec.revisionHistoryLimit",
      "spec.selector",
      "spec.serviceName",
      "spec.volumeClaimTemplates",
    ],
  },
  {
    group: "batch",
    versions: ["v1", "v1beta1", "v2alpha1"],
    kinds: ["Job"],
    fields: ["spec.completions", "spec.parallelism", "spec.selector", "spec.template"],
  },
  {
    group: "",
    versions: ["v1"],
    kinds: ["Pod"],
    fields: [
      ...podFields.map((field) => `spec.${field}`),
      ...containerFields.flatMap((field) => [`spec.containers[*].${field}`, `spec.initContainers[*].${field}`]),
    ],
  },
  {
    group: "",
    versions: ["v1"],
    kinds: ["PersistentVolumeClaim"],
    fields: ["spec.accessModes", "spec.selector", "spec.storageClassName", "spec.volumeName"],
  },
  {
    group: "",
    versions: ["v1"],
    kinds: ["PersistentVolume"],
    fields: volumeSources.map((source) => `spec.${source}`),
  },
  { group: "", versions: ["v1"], kinds: ["Service"], fields: ["spec.clusterIP"] },
  { group: "", versions: ["v1"], kinds: ["ResourceQuota"], fields: ["spec.scopes"] },
  { group: "", versions: ["v1"], kinds: ["Secret"], fields: ["type"] },
  {
    group: "rbac.authorization.k8s.io",
    versions: ["v1", "v1beta1", "v1alpha1"],
    kinds: ["RoleBinding", "ClusterRoleBinding"],
    fields: ["roleRef"],
  },
  { group: "storage.k8s.io", versions: ["v1"], kinds: ["StorageClass"], fields: ["parameters", "provisioner"] },
  { group: "policy", versions: ["v1beta1"], kinds: ["PodDisruptionBudget"], fields: ["spec"] },
];

/** What a provider's settings say of replacing. */
export interface MutabilitySettings {
  readonly enableConfigMapMutable: boolean;
  readonly enableSecretMutable: boolean;
}

/** Tells, for one object, which changes replace it. */
export function forceNewFields(object: KubeObject, patchResource: boolean, settings: MutabilitySettings): PathPart[][] {
  const { group, version, kind } = kindOf(object);
  const fields = [...identity];
  if (!patchResource) {
    for (const rule of forceNewRules) {
      if (rule.group === group && rule.versions.includes(version) && rule.kinds.includes(kind))
        fields.push(...rule.fields);
    }
    // Pods do not see a changed ConfigMap or Secret; a new object with a new name rolls them out. The server lets nobody
    // change an immutable one.
    const immutable = object["immutable"] === true;
    if (group === "" && kind === "Secret" && (!settings.enableSecretMutable || immutable)) {
      fields.push("data", "stringData");
    }
    if (group === "" && kind === "ConfigMap" && (!settings.enableConfigMapMutable || immutable)) {
      fields.push("data", "binaryData");
    }
  }
  return fields.map(parsePropertyPath);
}

/** Whether a change at `path` touches one of the fields: it is at, below or above it. */
export function forcesNew(path: readonly PathPart[], fields: readonly PathPart[][]): boolean {
  return fields.some((field) => pathWithin(path, field) || (path.length > 1 && pathWithin(field, path)));
}

/** The user asked for a replacement of what is not ready. */
export function replacesUnready(object: KubeObject): boolean {
  return annotation(object, "pulumi.com/replaceUnready") === "true";
}
