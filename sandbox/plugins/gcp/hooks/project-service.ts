import { setTimeout as sleep } from "node:timers/promises";
import { pollUntil } from "../../../../lib/retry";
import type { Hooks, ResourceContext } from "../core/context";
import { lastPart } from "../core/equivalence";
import { listAt, textAt, type JsonMap } from "../core/json";
import { shared } from "../core/shared";

/** Services of one project that are enabled at about the same time go out as one request; the official plugin gathers for 3 s. */
const gatherMilliseconds = 30;
const maxPerBatch = 20;

/** What an enabled API does that no row can say. */
export const projectServiceHooks: Hooks = {
  validate: ({ service }) =>
    typeof service === "string" && service !== "" && !service.includes(".")
      ? [
          {
            property: "service",
            reason: `"service" must be the full name of an API, e.g. "${service}.googleapis.com", got ${JSON.stringify(service)}`,
          },
        ]
      : [],
  create: async (context) => {
    await enable(context);
    // Google says "done" a little before the service is on the list.
    const isListed = async () => {
      if ((await enabledServices(context)).has(context.fill("{service}"))) return true;
      context.log.status(`waiting until ${context.fill("{service}")} is enabled`);
      return false;
    };
    const everyMs = { firstMs: 100, longestMs: 5_000, factor: 2 };
    await pollUntil(isListed, { signal: context.signal, everyMs, withinMs: Infinity });
  },
  read: async (context) => {
    const service = context.fill("{service}");
    return (await enabledServices(context)).has(service) ? { name: service } : undefined;
  },
  state: (state, _api, context) => {
    state["project"] = context.project;
    state["service"] = context.fill("{service}");
  },
  update: () => Promise.resolve(),
  delete: async (context) => {
    const { disableOnDestroy, disableDependentServices, checkIfServiceHasUsageOnDestroy } = context.planned;
    if (disableOnDestroy !== true) return;
    const answer = await context.send("POST", `${context.table.item}:disable`, {
      disableDependentServices: disableDependentServices === true,
      checkIfServiceHasUsage: checkIfServiceHasUsageOnDestroy === true ? "CHECK" : "SKIP",
    });
    await context.wait(answer, "api to disable");
  },
};

interface Batch {
  readonly services: Set<string>;
  readonly done: Promise<void>;
}
const batches = new Map<string, Batch>();

async function enable(context: ResourceContext): Promise<void> {
  const key = context.url("projects/{project}");
  let batch = batches.get(key);
  if (!batch || batch.services.size >= maxPerBatch) {
    const services = new Set<string>();
    const done = sleep(gatherMilliseconds).then(() => {
      if (batches.get(key)?.services === services) batches.delete(key);
      return enableAll(context, [...services]);
    });
    batch = { services, done };
    batches.set(key, batch);
  }
  batch.services.add(context.fill("{service}"));
  await batch.done;
}

async function enableAll(context: ResourceContext, services: string[]): Promise<void> {
  const [only] = services;
  const answer: JsonMap =
    services.length === 1
      ? await context.send("POST", `projects/{project}/services/${only ?? ""}:enable`, {})
      : await context.send("POST", "projects/{project}/services:batchEnable", { serviceIds: services });
  await context.wait(answer, "api to enable");
}

function enabledServices(context: ResourceContext): Promise<Set<string>> {
  return shared(context, context.url("projects/{project}/services"), () => list(context));
}

async function list(context: ResourceContext): Promise<Set<string>> {
  const names = new Set<string>();
  for (let page = ""; ;) {
    const query = `?fields=services%2Fname%2CnextPageToken&filter=state%3AENABLED&pageSize=200${page && `&pageToken=${encodeURIComponent(page)}`}`;
    const answer = await context.send("GET", `projects/{project}/services${query}`);
    for (const service of listAt(answer, "services")) names.add(lastPart(textAt(service, "name")));
    page = textAt(answer, "nextPageToken");
    if (page === "") return names;
  }
}
