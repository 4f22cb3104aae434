import { readFileSync } from "node:fs";

interface ServiceAddress {
  readonly url: string;
  /** Of a service whose version the plugin chooses. */
  readonly version?: string;
  /** Another version, of its operations. */
  readonly operations?: string;
  readonly fixed?: true;
}

/** Google's services, by the name that configuration uses for their endpoint. */
const services = {
  container: { url: "https://container.googleapis.com/", version: "v1beta1", fixed: true },
  compute: { url: "https://compute.googleapis.com/compute/beta/" },
  artifactRegistry: { url: "https://artifactregistry.googleapis.com/v1/" },
  cloudBuild: { url: "https://cloudbuild.googleapis.com/v1/" },
  serviceUsage: { url: "https://serviceusage.googleapis.com/", version: "v1", operations: "v1beta1", fixed: true },
  resourceManager: { url: "https://cloudresourcemanager.googleapis.com/", version: "v1", fixed: true },
  iamBeta: { url: "https://iam.googleapis.com/v1/" },
  monitoring: { url: "https://monitoring.googleapis.com/" },
  secretManager: { url: "https://secretmanager.googleapis.com/v1/" },
  kms: { url: "https://cloudkms.googleapis.com/v1/" },
  storage: { url: "https://storage.googleapis.com/storage/v1/" },
  cloudBilling: { url: "https://cloudbilling.googleapis.com/v1/" },
} as const satisfies Record<string, ServiceAddress>;

/** The APIs that the plugin calls. */
export type ServiceName = keyof typeof services;
/** All of them. */
export const serviceNames = Object.keys(services) as ServiceName[];

/** The plugin's configuration, as the official plugin reads it: stack settings first, then the environment. */
export interface GcpConfig {
  readonly project: string | undefined;
  readonly region: string | undefined;
  readonly zone: string | undefined;
  readonly accessToken: string | undefined;
  readonly userProjectOverride: boolean;
  readonly billingProject: string | undefined;
  readonly requestReason: string | undefined;
  readonly defaultLabels: Readonly<Record<string, string>>;
  /** Whether resources that can carry labels say that Pulumi made them. @default true */
  readonly attributionLabel: boolean;
  /** Longest wait between two looks at an operation. @default 10 s, starting shorter */
  readonly pollMilliseconds: number;
  /** How long one request and its retries may take. @default 120 s */
  readonly requestTimeoutMilliseconds: number;
  readonly deletionPolicy: string | undefined;
  /** Address of a service, or of its operations, with its version, ending in `/`. */
  endpoint(service: ServiceName, of?: "operations"): string;
}

/** The environment variables of each setting, the first that is set counts. */
const environment = {
  project: ["GOOGLE_PROJECT", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "CLOUDSDK_CORE_PROJECT"],
  region: ["GOOGLE_REGION", "GCLOUD_REGION", "CLOUDSDK_COMPUTE_REGION"],
  zone: ["GOOGLE_ZONE", "GCLOUD_ZONE", "CLOUDSDK_COMPUTE_ZONE"],
  accessToken: ["GOOGLE_OAUTH_ACCESS_TOKEN"],
  billingProject: ["GOOGLE_BILLING_PROJECT"],
  userProjectOverride: ["USER_PROJECT_OVERRIDE"],
  requestReason: ["CLOUDSDK_CORE_REQUEST_REASON"],
} as const;

/** The provider's configuration: what the program says, then the environment, as the official plugin reads it. */
export function readConfig(variables: Readonly<Record<string, string>>, env: NodeJS.ProcessEnv): GcpConfig {
  const setting = (name: string): string | undefined => variables[`gcp:config:${name}`] || undefined;
  const either = (name: keyof typeof environment): string | undefined =>
    setting(name) ?? environment[name].map((variable) => env[variable]).find((value) => value);
  const attribution = setting("addPulumiAttributionLabel") ?? setting("addTerraformAttributionLabel");
  return {
    project: either("project"),
    region: lastSegment(either("region")),
    zone: lastSegment(either("zone")),
    accessToken: either("accessToken"),
    billingProject: either("billingProject"),
    userProjectOverride: either("userProjectOverride") === "true",
    requestReason: either("requestReason"),
    defaultLabels: readLabels(setting("defaultLabels")),
    attributionLabel: attribution !== "false",
    pollMilliseconds: duration(setting("pollInterval")) ?? 10_000,
    requestTimeoutMilliseconds: duration(setting("requestTimeout")) ?? 120_000,
    deletionPolicy: setting("deletionPolicy"),
    endpoint: (service, of) => endpointOf(service, of, setting, env),
  };
}

function endpointOf(
  service: ServiceName,
  of: "operations" | undefined,
  setting: (name: string) => string | undefined,
  env: NodeJS.ProcessEnv,
): string {
  const { url, ...rest }: ServiceAddress = services[service];
  const custom = setting(`${service}CustomEndpoint`) ?? env[endpointVariable(service)];
  const base = custom ?? url;
  if (!rest.fixed) return base;
  // For these services the last part of a custom address is a version, and the plugin puts its own there.
  const root = custom ? base.replace(/[^/]+\/$/, "") : base;
  return `${root}${(of && rest.operations) ?? rest.version ?? ""}/`;
}

/** `GOOGLE_ARTIFACT_REGISTRY_CUSTOM_ENDPOINT` of `artifactRegistry`. */
function endpointVariable(service: ServiceName): string {
  return `GOOGLE_${service.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}_CUSTOM_ENDPOINT`;
}

/** The path under which a service's objects are uploaded: `…/upload/storage/v1/` of `…/storage/v1/`. */
export function uploadEndpoint(config: GcpConfig): string {
  const url = new URL(config.endpoint("storage"));
  url.pathname = `/upload${url.pathname}`;
  return url.toString();
}

function lastSegment(value: string | undefined): string | undefined {
  return value?.slice(value.lastIndexOf("/") + 1);
}

function readLabels(text: string | undefined): Record<string, string> {
  if (!text) return {};
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === "object" && parsed !== null
    ? Object.fromEntries(Object.entries(parsed).map(([key, value]) => [key, String(value)]))
    : {};
}

const milliseconds: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** Milliseconds of `500ms`, `10s`, `2m`. */
function duration(text: string | undefined): number | undefined {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text ?? "");
  return match ? Number(match[1]) * (milliseconds[match[2] ?? ""] ?? NaN) : undefined;
}

/** The credentials file that the configuration or the environment names: its text, or what is wrong with it. */
export function credentialsText(
  variables: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv,
): string | undefined {
  const given =
    variables["gcp:config:credentials"] ||
    ["GOOGLE_CREDENTIALS", "GOOGLE_CLOUD_KEYFILE_JSON", "GCLOUD_KEYFILE_JSON"]
      .map((name) => env[name])
      .find((value) => value);
  if (!given) return undefined;
  return given.trimStart().startsWith("{") ? given : readFileSync(given, "utf8");
}
