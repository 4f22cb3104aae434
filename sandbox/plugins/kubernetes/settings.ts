import { activeCluster, readKubeconfig, type ActiveCluster } from "./kubeconfig";
import type { MutabilitySettings } from "./force-new";

/** What the provider was told, after defaults. */
export interface Settings extends MutabilitySettings {
  readonly serverSideApply: boolean;
  readonly enablePatchForce: boolean;
  readonly upsertExistingObjects: boolean;
  readonly deleteUnreachable: boolean;
  readonly skipUpdateUnreachable: boolean;
  readonly suppressDeprecationWarnings: boolean;
  readonly rejectUnknownResources: boolean;
  readonly renderYamlToDirectory: string | undefined;
  readonly alwaysRender: boolean;
  readonly awaitAll: boolean;
  readonly defaultNamespace: string;
  /** Absent when the kubeconfig cannot be used; then `unusable` says why. */
  readonly cluster: ActiveCluster | undefined;
  readonly unusable: string | undefined;
}

/** Reads `kubernetes:config:*` variables; for some of them an environment variable is the fallback. */
export function readSettings(
  variables: Readonly<Record<string, string>>,
  environment: NodeJS.ProcessEnv = process.env,
): Settings {
  const given = (name: string): string | undefined => variables[`kubernetes:config:${name}`] || undefined;
  const flag = (name: string, fallback: boolean, variable?: string): boolean => {
    const value = given(name) ?? (variable ? environment[variable] : undefined);
    return value === undefined || value === "" ? fallback : value === "true";
  };
  const renderYamlToDirectory = given("renderYamlToDirectory");
  const { cluster, unusable } = renderYamlToDirectory
    ? { cluster: undefined, unusable: undefined }
    : connect(given, environment);
  return {
    serverSideApply: flag("enableServerSideApply", true, "PULUMI_K8S_ENABLE_SERVER_SIDE_APPLY"),
    enablePatchForce: flag("enablePatchForce", false, "PULUMI_K8S_ENABLE_PATCH_FORCE"),
    upsertExistingObjects: flag("upsertExistingObjects", false, "PULUMI_K8S_UPSERT_EXISTING_OBJECTS"),
    enableConfigMapMutable: flag("enableConfigMapMutable", false, "PULUMI_K8S_ENABLE_CONFIGMAP_MUTABLE"),
    enableSecretMutable: flag("enableSecretMutable", false, "PULUMI_K8S_ENABLE_SECRET_MUTABLE"),
    deleteUnreachable: flag("deleteUnreachable", false, "PULUMI_K8S_DELETE_UNREACHABLE"),
    skipUpdateUnreachable: flag("skipUpdateUnreachable", false, "PULUMI_K8S_SKIP_UPDATE_UNREACHABLE"),
    suppressDeprecationWarnings: flag("suppressDeprecationWarnings", false, "PULUMI_K8S_SUPPRESS_DEPRECATION_WARNINGS"),
    rejectUnknownResources: flag("rejectUnknownResources", false),
    renderYamlToDirectory,
    alwaysRender: flag("alwaysRender", false),
    awaitAll: environment["PULUMI_K8S_AWAIT_ALL"] === "true",
    defaultNamespace: given("namespace") ?? cluster?.namespace ?? "default",
    cluster,
    unusable,
  };
}

/** A kubeconfig that cannot be used does not fail the whole program: previews go on, and each resource says why it cannot. */
function connect(
  given: (name: string) => string | undefined,
  environment: NodeJS.ProcessEnv,
): { cluster: ActiveCluster | undefined; unusable: string | undefined } {
  const source = given("kubeconfig") ?? environment["KUBECONFIG"] ?? "~/.kube/config";
  try {
    const overrides = { context: given("context"), cluster: given("cluster") };
    return { cluster: activeCluster(readKubeconfig(source), overrides), unusable: undefined };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      cluster: undefined,
      unusable: `unable to load Kubernetes client configuration from kubeconfig file: ${reason}`,
    };
  }
}
