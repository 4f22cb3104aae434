import { randomBytes } from "node:crypto";
import type { Service as EnabledService, Methods } from "../../definitions/serviceusage-v1.types";
import { handlers, type Call, type Service } from "../../transport/call";
import { GoogleError, invalid } from "../../transport/errors";
import type { Operations } from "../../state/operations";
import type { Store } from "../../state/store";
import { lro } from "../shared/long-running";
import { page } from "../shared/paging";
import { project as findProject, type ProjectRecord } from "../shared/projects";

/** On in each new project. Source: cloud.google.com/service-usage/docs/enabled-service, read 2026-08. */
const INITIAL = [
  "analyticshub",
  "bigquery",
  "bigqueryconnection",
  "bigquerydatapolicy",
  "bigquerymigration",
  "bigqueryreservation",
  "bigquerystorage",
  "cloudapis",
  "cloudtrace",
  "dataform",
  "dataplex",
  "datastore",
  "logging",
  "monitoring",
  "servicemanagement",
  "serviceusage",
  "sql-component",
  "storage",
  "storage-api",
  "storage-component",
];
/** Others that exist: those this sandbox serves, and what programs enable beside them. */
const KNOWN = [
  ...INITIAL,
  "artifactregistry",
  "autoscaling",
  "billingbudgets",
  "binaryauthorization",
  "certificatemanager",
  "cloudbilling",
  "cloudbuild",
  "clouddeploy",
  "cloudkms",
  "cloudprofiler",
  "cloudresourcemanager",
  "compute",
  "connectgateway",
  "container",
  "containeranalysis",
  "containerfilesystem",
  "containerregistry",
  "containerscanning",
  "containersecurity",
  "dns",
  "file",
  "firestore",
  "gkebackup",
  "gkeconnect",
  "gkehub",
  "iam",
  "iamcredentials",
  "iap",
  "meshconfig",
  "multiclusteringress",
  "multiclusterservicediscovery",
  "networkconnectivity",
  "networkmanagement",
  "networksecurity",
  "networkservices",
  "orgpolicy",
  "oslogin",
  "pubsub",
  "recommender",
  "redis",
  "run",
  "secretmanager",
  "securitycenter",
  "servicecontrol",
  "servicedirectory",
  "servicenetworking",
  "sqladmin",
  "sts",
  "trafficdirector",
  "vpcaccess",
  "websecurityscanner",
];
/** Enabling the first enables the others too. */
const DEPENDENCIES: Readonly<Record<string, readonly string[]>> = {
  "container.googleapis.com": [
    "artifactregistry",
    "autoscaling",
    "compute",
    "containerfilesystem",
    "containerregistry",
    "dns",
    "gkebackup",
    "iam",
    "iamcredentials",
    "logging",
    "monitoring",
    "oslogin",
    "pubsub",
    "storage-api",
  ].map(host),
  "cloudbuild.googleapis.com": ["containerregistry", "iam", "iamcredentials", "logging", "pubsub", "storage-api"].map(
    host,
  ),
  "compute.googleapis.com": ["oslogin"].map(host),
};
/** Turning the first off is refused while one of the others is on, unless `disableDependentServices` is set. */
const DEPENDENTS: Readonly<Record<string, readonly string[]>> = {
  "compute.googleapis.com": ["container.googleapis.com"],
  "artifactregistry.googleapis.com": ["containerregistry.googleapis.com"],
};

function host(name: string) {
  return `${name}.googleapis.com`;
}

const switches = (store: Store, { id }: ProjectRecord) => store.get<Record<string, boolean>>("services", id) ?? {};

function isEnabled(store: Store, project: ProjectRecord, service: string): boolean {
  return switches(store, project)[service] ?? INITIAL.includes(service.replace(".googleapis.com", ""));
}

/** Throws what each Google API answers while it is not enabled in a project. */
export function requireEnabled(store: Store, api: string, idOrNumber: string): void {
  const project = findProject(store, idOrNumber);
  const service = host(api);
  if (isEnabled(store, project, service)) return;
  const activation = `https://console.developers.google.com/apis/api/${service}/overview?project=${project.id}`;
  throw new GoogleError(
    "PERMISSION_DENIED",
    `${TITLES[api] ?? api} has not been used in project ${project.id} before or it is disabled. Enable it by visiting ${activation} then retry. ` +
      "If you enabled this API recently, wait a few minutes for the action to propagate to our systems and retry.",
    {
      reason: "accessNotConfigured",
      details: [
        {
          "@type": "type.googleapis.com/google.rpc.ErrorInfo",
          reason: "SERVICE_DISABLED",
          domain: "googleapis.com",
          metadata: {
            service,
            consumer: `projects/${project.number}`,
            containerInfo: project.number,
            activationUrl: activation,
            serviceTitle: TITLES[api] ?? api,
          },
        },
        {
          "@type": "type.googleapis.com/google.rpc.Help",
          links: [{ description: "Google developers console API activation", url: activation }],
        },
      ],
    },
  );
}

const TITLES: Readonly<Record<string, string>> = {
  cloudkms: "Cloud Key Management Service (KMS) API",
  iamcredentials: "IAM Service Account Credentials API",
  container: "Kubernetes Engine API",
  compute: "Compute Engine API",
  artifactregistry: "Artifact Registry API",
  cloudbuild: "Cloud Build API",
  iam: "Identity and Access Management (IAM) API",
  cloudresourcemanager: "Cloud Resource Manager API",
  secretmanager: "Secret Manager API",
  monitoring: "Cloud Monitoring API",
  logging: "Cloud Logging API",
  cloudbilling: "Cloud Billing API",
};

interface SwitchJob {
  readonly project: string;
  readonly services: readonly string[];
  readonly on: boolean;
  readonly kind: "enable" | "batchEnable" | "disable";
}

/** Says what the switching on of a service does when its time comes, after a restart as well. */
export function registerServiceJobs(operations: Operations, store: Store): void {
  operations.register<SwitchJob>("serviceusage.switch", {
    finish({ project: id, services, on, kind }) {
      const project = findProject(store, id);
      const changed = services.flatMap((service) => (on ? [service, ...(DEPENDENCIES[service] ?? [])] : [service]));
      store.put(["services", id], {
        ...switches(store, project),
        ...Object.fromEntries(changed.map((service) => [service, on])),
      });
      const shown = services.map((service) => describe(store, project, service));
      const type = (name: string) => `type.googleapis.com/google.api.serviceusage.v1.${name}`;
      if (kind === "batchEnable") return { "@type": type("BatchEnableServicesResponse"), services: shown };
      return {
        "@type": type(kind === "enable" ? "EnableServiceResponse" : "DisableServiceResponse"),
        service: shown[0],
      };
    },
  });
}

function describe(store: Store, project: ProjectRecord, service: string): EnabledService {
  return {
    name: `projects/${project.number}/services/${service}`,
    parent: `projects/${project.number}`,
    state: isEnabled(store, project, service) ? "ENABLED" : "DISABLED",
    config: {
      name: service,
      title: TITLES[service.replace(".googleapis.com", "")] ?? service,
      documentation: {},
      quota: {},
      authentication: {},
      usage: { requirements: ["serviceusage.googleapis.com/tos/cloud"] },
    },
  };
}

function target(call: Call, name: string | undefined) {
  const [, project = "", service = ""] = /^projects\/([^/]+)\/services\/(.+)$/.exec(name ?? "") ?? [];
  if (!service) throw invalid(`Invalid resource name ${name ?? ""}.`);
  requireKnown(service, project);
  return { project: findProject(call.store, project), service };
}

function requireKnown(service: string, project: string) {
  if (KNOWN.includes(service.replace(/\.googleapis\.com$/, "")) && service.endsWith(".googleapis.com")) return;
  throw new GoogleError("PERMISSION_DENIED", `Not found or permission denied for service(s): ${service}.`, {
    details: [
      {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        reason: "SERVICE_CONFIG_NOT_FOUND_OR_PERMISSION_DENIED",
        domain: "serviceusage.googleapis.com",
        metadata: { services: service, project },
      },
    ],
  });
}

function start(call: Call, prefix: string, job: SwitchJob) {
  const project = findProject(call.store, job.project);
  return lro(
    call.operations.start({
      api: "serviceusage",
      project: job.project,
      location: "global",
      name: `operations/${prefix}.p2-${project.number}-${randomBytes(16).toString("hex")}`,
      type: job.kind,
      target: `projects/${project.number}/services`,
      lock: undefined,
      job: "serviceusage.switch",
      payload: job,
    }),
  );
}

/** Service Usage: which APIs a project may use. */
export const serviceusage: Service = {
  api: "serviceusage",
  alwaysEnabled: true,
  handlers: handlers<Methods>({
    "ServiceUsage.EnableService": (request, call) => {
      const { project, service } = target(call, request.name);
      return start(call, "acf", { project: project.id, services: [service], on: true, kind: "enable" });
    },
    "ServiceUsage.DisableService": (request, call) => {
      const { project, service } = target(call, request.name);
      const dependents = (DEPENDENTS[service] ?? []).filter((one) => isEnabled(call.store, project, one));
      if (dependents.length > 0 && !request.disableDependentServices) {
        throw new GoogleError(
          "FAILED_PRECONDITION",
          `The service ${service} is depended on by the following active service(s): ${dependents.join(",")}. Please specify disable_dependent_services=true if you want to proceed with disabling all services.`,
        );
      }
      return start(call, "acf", {
        project: project.id,
        services: [service, ...dependents],
        on: false,
        kind: "disable",
      });
    },
    "ServiceUsage.BatchEnableServices": (request, call) => {
      const project = findProject(call.store, (request.parent ?? "").replace("projects/", ""));
      const services = request.serviceIds ?? [];
      if (services.length === 0 || services.length > 20) throw invalid("A batch must name 1 to 20 services.");
      services.forEach((service) => requireKnown(service, project.id));
      return start(call, "acat", { project: project.id, services, on: true, kind: "batchEnable" });
    },
    "ServiceUsage.GetService": (request, call) => {
      const { project, service } = target(call, request.name);
      return describe(call.store, project, service);
    },
    "ServiceUsage.BatchGetServices": (request, call) => ({
      services: (request.names ?? []).map((name) => {
        const { project, service } = target(call, name);
        return describe(call.store, project, service);
      }),
    }),
    "ServiceUsage.ListServices": (request, { store }) => {
      const project = findProject(store, (request.parent ?? "").replace("projects/", ""));
      const wanted = /^state:(ENABLED|DISABLED)$/.exec(request.filter ?? "")?.[1];
      if (request.filter && !wanted)
        throw invalid(`Invalid filter "${request.filter}". Expected state:ENABLED or state:DISABLED.`);
      const all = KNOWN.map((name) => describe(store, project, host(name))).filter(
        ({ state }) => !wanted || state === wanted,
      );
      const { items, nextPageToken } = page(
        all,
        request.pageSize,
        request.pageToken,
        `services ${project.id} ${request.filter ?? ""}`,
        200,
      );
      return { services: items, nextPageToken };
    },
  }),
};
