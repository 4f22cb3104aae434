import type { Operation } from "../../definitions/container-v1beta1.types";
import type { Call } from "../../transport/call";
import { codeNumber, GoogleError } from "../../transport/errors";
import { LockedError, operationName, type OperationRecord } from "../../state/operations";
import { project as findProject } from "../shared/projects";
import type { Store } from "../../state/store";
import { clusterPath, link, locationPath, type ClusterAddress } from "./names";

/** Starts the one operation that a cluster can have at a time. */
export function begin(
  call: Call,
  place: ClusterAddress & { nodePool?: string },
  type: string,
  job: string,
  payload: object,
): Operation {
  const path = clusterPath(place);
  try {
    const record = call.operations.start({
      api: "container",
      project: place.project,
      location: place.location,
      name: operationName(),
      type,
      target: place.nodePool ? `${path}/nodePools/${place.nodePool}` : path,
      lock: path,
      job,
      payload,
    });
    return shownOperation(call.store, record, call.version);
  } catch (error) {
    if (!(error instanceof LockedError)) throw error;
    throw new GoogleError(
      "FAILED_PRECONDITION",
      `Operation ${error.holder.name} is currently ${DOING[error.holder.type] ?? "operating on"} cluster ${place.cluster}. ` +
        "Please wait and try again once it is done.",
    );
  }
}

const DOING: Readonly<Record<string, string>> = {
  CREATE_CLUSTER: "creating",
  DELETE_CLUSTER: "deleting",
  UPGRADE_MASTER: "upgrading",
  UPGRADE_NODES: "upgrading",
  UPDATE_CLUSTER: "updating",
  CREATE_NODE_POOL: "creating a node pool of",
  DELETE_NODE_POOL: "deleting a node pool of",
  SET_NODE_POOL_SIZE: "resizing a node pool of",
};

/** Links carry the project's number, as GKE's do; errors are said twice, because clients read `statusMessage` only. */
export function shownOperation(store: Store, record: OperationRecord, version: string): Operation {
  const { number } = findProject(store, record.project);
  const numbered = record.target.replace(`projects/${record.project}/`, `projects/${number}/`);
  const detail = record.status === "DONE" ? undefined : record.detail;
  return {
    name: record.name,
    zone: record.location,
    location: record.location,
    operationType: record.type as NonNullable<Operation["operationType"]>,
    status: record.status,
    detail,
    selfLink: link(version, `projects/${number}/${locationPath(record.location)}/operations/${record.name}`),
    targetLink: link(version, numbered),
    startTime: record.start,
    endTime: record.end,
    ...(record.progress > 0 && record.status !== "DONE"
      ? {
          progress: {
            name: "PROGRESS",
            status: record.status,
            metrics: [{ name: "PERCENT", intValue: String(record.progress) }],
          },
        }
      : {}),
    ...(record.error
      ? {
          statusMessage: record.error.message,
          error: { code: codeNumber(record.error.code), message: record.error.message },
        }
      : {}),
  };
}
