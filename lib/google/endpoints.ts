/** Where each Google API is. The same variables as the official gcp plugin's, so that both are sent to the same place. */
const apis = {
  cloudbuild: { variables: ["GOOGLE_CLOUD_BUILD_CUSTOM_ENDPOINT"], address: "https://cloudbuild.googleapis.com/v1/" },
  storage: { variables: ["GOOGLE_STORAGE_CUSTOM_ENDPOINT"], address: "https://storage.googleapis.com/storage/v1/" },
  artifactregistry: {
    variables: ["GOOGLE_ARTIFACT_REGISTRY_CUSTOM_ENDPOINT"],
    address: "https://artifactregistry.googleapis.com/v1/",
  },
  container: { variables: ["GOOGLE_CONTAINER_CUSTOM_ENDPOINT"], address: "https://container.googleapis.com/v1/" },
  compute: { variables: ["GOOGLE_COMPUTE_CUSTOM_ENDPOINT"], address: "https://compute.googleapis.com/compute/v1/" },
  serviceusage: {
    variables: ["GOOGLE_SERVICE_USAGE_CUSTOM_ENDPOINT"],
    address: "https://serviceusage.googleapis.com/v1/",
  },
  monitoring: { variables: ["GOOGLE_MONITORING_CUSTOM_ENDPOINT"], address: "https://monitoring.googleapis.com/" },
} as const;

/** A Google API that this project calls, by the first part of its host. */
export type Api = keyof typeof apis;

/** The base address of an API, with its version and a slash at the end. */
export function endpoint(api: Api, environment: NodeJS.ProcessEnv = process.env): string {
  const { variables, address } = apis[api];
  const custom = variables
    .map((variable) => environment[variable])
    .find((value) => value !== undefined && value !== "");
  const base = custom ?? address;
  return base.endsWith("/") ? base : `${base}/`;
}

/** Uploads have a tree of their own beside the API's: `…/storage/v1/` → `…/upload/storage/v1/`. */
export function uploadEndpoint(environment: NodeJS.ProcessEnv = process.env): string {
  const base = new URL(endpoint("storage", environment));
  base.pathname = `/upload${base.pathname}`;
  return base.href;
}
