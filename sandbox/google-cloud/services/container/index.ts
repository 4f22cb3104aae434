import type { Methods } from "../../definitions/container-v1beta1.types";
import { handlers, type Handlers, type Service } from "../../transport/call";
import { clusterHandlers } from "./clusters";
import { fields } from "./fields";
import { notFound } from "../../transport/errors";
import { locationPath, placeOf } from "./names";
import { nodePoolHandlers } from "./node-pools";
import { shownOperation } from "./operation";

const operationHandlers: Handlers<Methods> = {
  "ClusterManager.GetOperation": (request, { store, operations, version }) => {
    const place = placeOf(request);
    const record = operations.poll("container", place.operation);
    if (record?.project !== place.project || record.location !== place.location) {
      throw notFound(
        `Not found: projects/${place.project}/${locationPath(place.location)}/operations/${place.operation}.`,
      );
    }
    return shownOperation(store, record, version);
  },
  "ClusterManager.ListOperations": (request, { store, operations, version }) => {
    const { project, location } = placeOf(request);
    const found = operations.list("container", project).filter((one) => location === "-" || one.location === location);
    return { operations: found.map((record) => shownOperation(store, record, version)) };
  },
  "ClusterManager.CancelOperation": (request, { operations }) => {
    operations.cancel("container", placeOf(request).operation);
    return {};
  },
};

/** Google Kubernetes Engine, v1 and v1beta1. */
export const container: Service = {
  api: "container",
  handlers: handlers<Methods>({ ...clusterHandlers, ...nodePoolHandlers, ...operationHandlers }),
  fields,
};
