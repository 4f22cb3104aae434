import type { Methods, Operation, OperationList } from "../../definitions/compute-beta.types";
import type { Call, Handlers } from "../../transport/call";
import { invalid } from "../../transport/errors";
import type { Json } from "../../transport/read";
import { page } from "../shared/paging";
import { project as findProject } from "../shared/projects";
import { readOperation, shownOperation } from "./operations";
import { inVersion, matchesFilter, PREFIX, type Scope } from "./resources";

/** "waits for no more than the 2 minutes, and then returns the current state of the operation, which might be DONE or still in progress" */
const WAIT_MS = 120_000;

interface Listing {
  readonly project?: string | undefined;
  readonly filter?: string | undefined;
  readonly orderBy?: string | undefined;
  readonly maxResults?: number | undefined;
  readonly pageToken?: string | undefined;
}

function get(call: Call, project: string, scope: Scope, name: string): Operation {
  return readOperation(call, findProject(call.store, project).id, scope, name);
}

async function wait(call: Call, project: string, scope: Scope, name: string): Promise<Operation> {
  const operation = get(call, project, scope, name);
  if (operation.status === "DONE") return operation;
  await call.operations.ended("compute", name, WAIT_MS);
  const record = call.operations.find("compute", name);
  return record ? shownOperation(record, call) : operation;
}

/** The newest first, as they are looked for; by name when that is asked. */
function list(call: Call, request: Listing, scope: Scope): OperationList {
  const { id: project } = findProject(call.store, request.project ?? "");
  const { orderBy, filter } = request;
  if (orderBy && orderBy !== "name" && orderBy !== "creationTimestamp desc")
    throw invalid(`Invalid value for field 'orderBy': '${orderBy}'. Supported: 'name', 'creationTimestamp desc'.`);
  const all = call.operations
    .list("compute", project)
    .filter(({ location }) => location === scope)
    .map((record) => shownOperation(record, call))
    .filter((operation) => matchesFilter(operation as Json, filter));
  const sorted = orderBy === "name" ? all : all.sort((a, b) => (b.insertTime ?? "").localeCompare(a.insertTime ?? ""));
  const asked = `operations ${scope} ${orderBy ?? ""} ${filter ?? ""}`;
  const { items, nextPageToken } = page(sorted, request.maxResults, request.pageToken, asked, 500);
  const path = `projects/${project}/${scope}/operations`;
  return inVersion({ kind: "compute#operationList", id: path, items, nextPageToken, selfLink: PREFIX + path }, call);
}

/** What clients ask while they wait for Compute Engine. */
export const operationHandlers: Handlers<Methods> = {
  "GlobalOperations.Get": ({ project = "", operation = "" }, call) => get(call, project, "global", operation),
  "GlobalOperations.Wait": ({ project = "", operation = "" }, call) => wait(call, project, "global", operation),
  "GlobalOperations.List": (request, call) => list(call, request, "global"),
  "RegionOperations.Get": ({ project = "", region = "", operation = "" }, call) =>
    get(call, project, `regions/${region}`, operation),
  "RegionOperations.Wait": ({ project = "", region = "", operation = "" }, call) =>
    wait(call, project, `regions/${region}`, operation),
  "RegionOperations.List": (request, call) => list(call, request, `regions/${request.region ?? ""}`),
  "ZoneOperations.Get": ({ project = "", zone = "", operation = "" }, call) =>
    get(call, project, `zones/${zone}`, operation),
};
