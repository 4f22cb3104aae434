import { existsSync, mkdirSync, readlinkSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { credentials } from "./credentials";
import { privateFolder } from "./folder";
import type { Instance } from "../host/instance";
import { registryAddress, userKubeconfigFile, type Progress } from "../kubernetes";
import { settings } from "./settings";
import { writePulumiCommand } from "./pulumi-command";
import { installEngine, toolPath } from "../toolchain";

/**
 * What the official `gcp` plugin reads instead of Google's addresses, as `/<service>/<version>/`. It replaces the version of
 * some by its own, hence each is one that it accepts.
 */
export const ENDPOINTS: Readonly<Record<string, string>> = {
  GOOGLE_CONTAINER_CUSTOM_ENDPOINT: "container/v1beta1/",
  GOOGLE_COMPUTE_CUSTOM_ENDPOINT: "compute/beta/",
  GOOGLE_ARTIFACT_REGISTRY_CUSTOM_ENDPOINT: "artifactregistry/v1/",
  GOOGLE_CLOUD_BUILD_CUSTOM_ENDPOINT: "cloudbuild/v1/",
  GOOGLE_SERVICE_USAGE_CUSTOM_ENDPOINT: "serviceusage/v1/",
  GOOGLE_RESOURCE_MANAGER_CUSTOM_ENDPOINT: "cloudresourcemanager/v1/",
  GOOGLE_IAM_CUSTOM_ENDPOINT: "iam/v1/",
  GOOGLE_IAM_BETA_CUSTOM_ENDPOINT: "iam/v1/",
  GOOGLE_MONITORING_CUSTOM_ENDPOINT: "monitoring/",
  GOOGLE_SECRET_MANAGER_CUSTOM_ENDPOINT: "secretmanager/v1/",
  GOOGLE_STORAGE_CUSTOM_ENDPOINT: "storage/v1/",
  GOOGLE_LOGGING_CUSTOM_ENDPOINT: "logging/v2/",
  GOOGLE_KMS_CUSTOM_ENDPOINT: "cloudkms/v1/",
};

/** Variables that lead Google's clients to a server that has all APIs. @param url without a slash at the end */
export function endpointVariables(url: string): Record<string, string> {
  return Object.fromEntries(Object.entries(ENDPOINTS).map(([name, path]) => [name, `${url}/${path}`]));
}

/** Where the sandbox's Google Cloud APIs are. */
export function googleCloudAddress(instance: Instance): { readonly host: string; readonly port: number } {
  return { host: "127.0.0.1", port: instance.loopbackPort(0) };
}

/** Folders of Pulumi's own in the sandbox's home. */
export function pulumiHome(home: string): string {
  return privateFolder(home, "pulumi");
}

/** Variables with which plain `pulumi` and `kubectl` work against the sandbox. */
export async function environment(
  home: string,
  instance: Instance,
  progress: Progress,
): Promise<Readonly<Record<string, string>>> {
  const { host, port } = googleCloudAddress(instance);
  const engine = await installEngine(pulumiHome(home), progress);
  const commands = await commandFolder(home, progress);
  writePulumiCommand(commands, join(engine, "pulumi"), passphraseFile(home));
  const folders = [commands, engine];
  const others = (process.env["PATH"] ?? "").split(":").filter((folder) => !folders.includes(folder));
  return {
    GKE_BLUEGREEN_HOME: home,
    PATH: [...folders, ...others].join(":"),
    KUBECONFIG: userKubeconfigFile(home),
    GOOGLE_OAUTH_ACCESS_TOKEN: credentials(home).accessToken,
    ...endpointVariables(`http://${host}:${port}`),
    GKE_BLUEGREEN_REGISTRY: `http://${registryAddress(instance)}`,
    PULUMI_HOME: pulumiHome(home),
    PULUMI_BACKEND_URL: `file://${privateFolder(home, "stacks")}`,
    PULUMI_CONFIG_PASSPHRASE_FILE: passphraseFile(home),
    PULUMI_SKIP_UPDATE_CHECK: "1",
    ...(settings(home).plugins === "sandbox" ? { PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true" } : {}),
    PULUMI_GCP_SKIP_REGION_VALIDATION: "true",
  };
}

/** As lines that a POSIX shell evaluates. */
export function shellExports(variables: Readonly<Record<string, string>>): string {
  return Object.entries(variables)
    .map(([name, value]) => `export ${name}='${value.replaceAll("'", `'\\''`)}'\n`)
    .join("");
}

/** kubectl alone: beside it in the cache are the servers, which have no place on a person's PATH. */
async function commandFolder(home: string, progress: Progress): Promise<string> {
  const folder = join(home, "bin");
  mkdirSync(folder, { recursive: true });
  const link = join(folder, "kubectl");
  const target = await toolPath("kubectl", progress);
  if (!existsSync(link) || readlinkSync(link) !== target) {
    rmSync(link, { force: true });
    symlinkSync(target, link);
  }
  return folder;
}

/**
 * The passphrase of the sandbox's stacks is known to all, like the made-up secrets in `Pulumi.sandbox.yaml` that it encrypts: so the
 * file that a clone brings can be read by every sandbox, and none has to write its own salt into it.
 */
function passphraseFile(home: string): string {
  const file = join(privateFolder(home), "passphrase");
  writeFileSync(file, "sandbox", { mode: 0o600 });
  return file;
}
