import {
  hasSecrets,
  hasUnknowns,
  uniqueName,
  Unknown,
  type CheckFailure,
  type CheckRequest,
  type CheckResult,
} from "../../../lib/plugin";
import { isBuiltIn, type Cluster } from "./cluster";
import type { ApiResource } from "./discovery";
import { deprecation } from "./deprecations";
import { unknownFields } from "./field-check";
import { normalize } from "./normalize";
import {
  annotation,
  annotationIsTrue,
  apiVersionOf,
  at,
  isNamed,
  isPatchResource,
  kindOf,
  kindOfToken,
  list,
  map,
  nameOf,
  namespaceOf,
  text,
  toObject,
  withValue,
  type KubeObject,
} from "./object";
import { markSecrets } from "./secrets";
import type { Target } from "./target";

const managedByPath = ["metadata", "labels", "app.kubernetes.io/managed-by"];

/** Fills in names and namespaces, brings inputs into the server's form, and refuses what the server would not understand. */
export async function checkResource(request: CheckRequest, target: Target, pendingName?: string): Promise<CheckResult> {
  const { settings } = target;
  if (target.kind === "unreachable" && settings.skipUpdateUnreachable) {
    request.log.warning("Cluster is unreachable but skipUpdateUnreachable flag is set to true, skipping...");
    return { inputs: request.olds };
  }
  const kind = kindOfToken(request.type);
  if (isBuiltIn(kind) && kind.kind.endsWith("List")) refuseList();
  const cluster = target.kind === "cluster" ? target.cluster : undefined;
  const schemas = cluster && (await cluster.schemas.forKind(kind).catch(() => undefined));
  const written = toObject(request.news);
  const patchResource = isPatchResource(request.type, written);
  if (patchResource) refuseBadPatch(written, settings.serverSideApply);
  const olds = toObject(request.olds);

  let inputs = normalize(written, schemas);
  inputs = withName(inputs, olds, request, pendingName);
  inputs = withManagedBy(inputs, olds, settings.serverSideApply);
  refuseGeneratedName(inputs, target);
  inputs = await withNamespace(inputs, request, target);
  if (cluster) announce(inputs, cluster);
  warn(request, written, target);

  const failures: CheckFailure[] = schemas && isBuiltIn(kind) ? unknownFields(inputs, schemas) : [];
  if (cluster && settings.rejectUnknownResources && !hasUnknowns(inputs) && !(await cluster.discovery.serves(kind))) {
    failures.push({
      property: "",
      reason: `the cluster serves no ${kind.kind} in ${apiVersionOf(kind)}, and rejectUnknownResources is set`,
    });
  }
  return { inputs: markSecrets(inputs, request.news), failures };
}

function refuseList(): never {
  throw new Error(
    "list resources exist for compatibility with YAML manifests and Helm charts, " +
      "and cannot be created directly. Use the underlying resource type instead",
  );
}

function refuseBadPatch(inputs: KubeObject, serverSideApply: boolean): void {
  if (!serverSideApply) {
    throw new Error(
      "patch resources require Server-Side Apply mode, which is enabled using the `enableServerSideApply` Provider config",
    );
  }
  if (!isNamed(inputs)) throw new Error("patch resources require the `.metadata.name` field to be set");
}

function withName(inputs: KubeObject, olds: KubeObject, request: CheckRequest, pendingName?: string): KubeObject {
  if (isNamed(inputs)) return inputs;
  const autonamed = (name: string): KubeObject =>
    withValue(
      withValue(inputs, ["metadata", "name"], name),
      ["metadata", "annotations", "pulumi.com/autonamed"],
      "true",
    );
  if (Object.keys(olds).length > 0) {
    return annotationIsTrue(olds, "pulumi.com/autonamed") ? autonamed(nameOf(olds)) : inputs;
  }
  const generateName = at(inputs, "metadata", "generateName");
  if (generateName instanceof Unknown || text(generateName)) return inputs;
  if (request.autonaming?.mode === "disable") {
    throw new Error("autonaming is disabled, resource requires the .metadata.name field to be set");
  }
  if (pendingName !== undefined) return autonamed(pendingName);
  return autonamed(request.autonaming?.proposedName ?? uniqueName(request.randomSeed, `${request.name}-`));
}

/** Client-side objects carry a label that tells who manages them; server-side ones have field managers for that. */
function withManagedBy(inputs: KubeObject, olds: KubeObject, serverSideApply: boolean): KubeObject {
  const isNew = Object.keys(olds).length === 0;
  const had = at(olds, ...managedByPath) === "pulumi";
  return (isNew && !serverSideApply) || had ? withValue(inputs, managedByPath, "pulumi") : inputs;
}

function refuseGeneratedName(inputs: KubeObject, target: Target): void {
  const generateName = at(inputs, "metadata", "generateName");
  if (isNamed(inputs) || !(generateName instanceof Unknown || text(generateName))) return;
  if (target.settings.serverSideApply) {
    throw new Error("the `.metadata.generateName` field is not supported in Server-Side Apply mode");
  }
  if (target.kind === "files") {
    throw new Error("the `.metadata.generateName` field is not supported in YAML rendering mode");
  }
}

async function withNamespace(inputs: KubeObject, request: CheckRequest, target: Target): Promise<KubeObject> {
  const { defaultNamespace } = target.settings;
  if (namespaceOf(inputs) !== "" || at(inputs, "metadata", "namespace") instanceof Unknown) return inputs;
  return defaultNamespace !== "" && (await isNamespaced(request.type, target))
    ? withValue(inputs, ["metadata", "namespace"], defaultNamespace)
    : inputs;
}

/** Built-in kinds that stand outside of namespaces: known without asking a cluster. */
const clusterScoped = new Set([
  "APIService",
  "CSIDriver",
  "CSINode",
  "CertificateSigningRequest",
  "ClusterRole",
  "ClusterRoleBinding",
  "ClusterTrustBundle",
  "ComponentStatus",
  "CustomResourceDefinition",
  "DeviceClass",
  "FlowSchema",
  "IPAddress",
  "IngressClass",
  "MutatingAdmissionPolicy",
  "MutatingAdmissionPolicyBinding",
  "MutatingWebhookConfiguration",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PriorityClass",
  "PriorityLevelConfiguration",
  "ResourceSlice",
  "RuntimeClass",
  "SelfSubjectAccessReview",
  "SelfSubjectReview",
  "SelfSubjectRulesReview",
  "ServiceCIDR",
  "StorageClass",
  "StorageVersion",
  "StorageVersionMigration",
  "SubjectAccessReview",
  "TokenReview",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
  "VolumeAttachment",
  "VolumeAttributesClass",
]);

/** Whether a type's objects live in a namespace. A kind that nobody knows yet is taken to; Create corrects it. */
export async function isNamespaced(token: string, target: Target): Promise<boolean> {
  const kind = kindOfToken(token);
  const object = isBuiltIn(kind) ? { ...kind, kind: kind.kind.replace(/Patch$/, "") } : kind;
  if (isBuiltIn(object)) return !clusterScoped.has(object.kind);
  if (target.kind !== "cluster") return true;
  const { discovery } = target.cluster;
  const known = (await discovery.isNamespaced(object)) ?? discovery.isAnnounced(object)?.namespaced;
  // The Patch suffix of a custom kind's token is not a kind of its own.
  return known ?? (await discovery.isNamespaced({ ...object, kind: object.kind.replace(/Patch$/, "") })) ?? true;
}

/** Tells what other resources of the same program may count on: namespaces, and custom kinds with their scope. */
function announce(inputs: KubeObject, cluster: Cluster): void {
  const { kind } = kindOf(inputs);
  if (kind === "Namespace") cluster.announcedNamespaces.add(nameOf(inputs));
  if (kind !== "CustomResourceDefinition") return;
  const spec = map(inputs["spec"]);
  for (const version of list(spec["versions"])) {
    const resource: ApiResource = {
      group: text(spec["group"]) ?? "",
      version: text(at(version, "name")) ?? "",
      kind: text(at(spec["names"], "kind")) ?? "",
      plural: text(at(spec["names"], "plural")) ?? "",
      namespaced: spec["scope"] === "Namespaced",
    };
    cluster.discovery.announce(resource);
  }
}

function warn(request: CheckRequest, written: KubeObject, target: Target): void {
  const { log } = request;
  if (annotation(written, "pulumi.com/autonamed") !== undefined) {
    log.warning("annotation pulumi.com/autonamed is set by Pulumi and should not be set by a program");
  }
  const deprecated = deprecation(kindOfToken(request.type));
  if (deprecated && target.kind === "cluster" && !target.settings.suppressDeprecationWarnings) log.warning(deprecated);
  if (target.kind === "files" && hasSecrets(request.news)) {
    log.warning("rendered YAML will contain a secret value in plaintext");
  }
}
