import { type CreateRequest, type PropertyMap, type UpdateRequest, StateOnlyHandler } from "../../lib/plugin";
import { GoogleClient, GoogleError } from "../../lib/google";
import { pollUntil } from "../../lib/retry";
import type { Api } from "../../lib/google";

/** A harmless read of each API that this stack calls; APIs without one are only enabled. */
const probes: Readonly<
  Record<string, { api: Api; path: (project: string) => string; query?: Record<string, string> }>
> = {
  "container.googleapis.com": { api: "container", path: (project) => `projects/${project}/locations/-/clusters` },
  "compute.googleapis.com": { api: "compute", path: (project) => `projects/${project}` },
  "artifactregistry.googleapis.com": {
    api: "artifactregistry",
    path: (project) => `projects/${project}/locations`,
    query: { pageSize: "1" },
  },
  "cloudbuild.googleapis.com": {
    api: "cloudbuild",
    path: (project) => `projects/${project}/locations/global/builds`,
    query: { pageSize: "1" },
  },
  "monitoring.googleapis.com": {
    api: "monitoring",
    path: (project) => `v3/projects/${project}/alertPolicies`,
    query: { pageSize: "1" },
  },
};

/**
 * `gke-bluegreen:infra:ServicesReady`: waits until every API answers. Service Usage says "enabled" before all of Google's front ends
 * have heard of it, and for some minutes calls are refused now and then.
 */
export class ServicesReadyHandler extends StateOnlyHandler {
  protected override readonly replaceOn = ["project"];

  constructor(
    private readonly google = new GoogleClient(),
    private readonly intervalMs = 2000,
  ) {
    super();
  }

  protected override idOf({ inputs }: CreateRequest): string {
    return projectOf(inputs);
  }

  protected override async bringAbout(inputs: PropertyMap, request: CreateRequest | UpdateRequest): Promise<void> {
    const project = projectOf(inputs);
    const services = (inputs["services"] as string[]).filter((service) => probes[service]);
    const withinMs = (request.timeoutSeconds ?? 600) * 1000;
    const waiting = new Set(services);
    await Promise.all(
      services.map(async (service) => {
        // A front end that has not heard of it yet may come after one that has: an API that was refused once must answer three times.
        let needed = 1;
        let refusal: string | undefined;
        const answers = async () => {
          refusal = await this.refusal(service, project, request.signal);
          needed = refusal === undefined ? needed - 1 : 3;
          return needed === 0;
        };
        if (!(await pollUntil(answers, { signal: request.signal, everyMs: this.intervalMs, withinMs })))
          throw new Error(`${service} is enabled and still refuses calls: ${refusal ?? "now and then"}`);
        waiting.delete(service);
        if (waiting.size > 0) request.log.status(`waiting for ${[...waiting].join(", ")}`);
      }),
    );
  }

  /** Why the API refuses the project, or undefined where it answers: also with an error about something else. */
  private async refusal(service: string, project: string, signal: AbortSignal): Promise<string | undefined> {
    const probe = probes[service];
    if (!probe) return undefined;
    try {
      await this.google.json(probe.api, probe.path(project), { query: probe.query ?? {}, signal });
      return undefined;
    } catch (error) {
      if (error instanceof GoogleError) return isDisabled(error) ? error.message : undefined;
      throw error;
    }
  }
}

function projectOf({ project }: PropertyMap): string {
  return typeof project === "string" ? project : "";
}

/** Whether a refusal means that the API is not enabled (yet). */
function isDisabled({ status, reason, message }: GoogleError): boolean {
  return (
    status === 403 &&
    (/SERVICE_DISABLED|accessNotConfigured/.test(reason) || /has not been used in project|it is disabled/.test(message))
  );
}
