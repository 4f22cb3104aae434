import { randomBytes } from "node:crypto";
import type { Operation } from "../../definitions/compute-beta.types";
import type { Call } from "../../transport/call";
import { GoogleError } from "../../transport/errors";
import type { OperationRecord, Operations } from "../../state/operations";
import type { Store } from "../../state/store";
import {
  inVersion,
  keyOf,
  missing,
  numericId,
  pathOf,
  PREFIX,
  type Address,
  type Resource,
  type Scope,
} from "./resources";

/** What an operation on a resource leaves: its new content, or nothing. */
interface ComputeJob {
  readonly address: Address;
  readonly value: Resource | null;
}

/** Says what an operation does when its time comes, after a restart as well. */
export function registerComputeJobs(operations: Operations, store: Store): void {
  operations.register<ComputeJob>("compute.apply", {
    finish({ address, value }) {
      if (value) store.put(keyOf(address), value);
      else store.remove(keyOf(address));
      return undefined;
    },
  });
}

/** Starts an operation; its effect is there when it is done. */
export function begin(
  call: Call,
  type: string,
  address: Address,
  value: Resource | null,
  targetId: string | undefined,
): Operation {
  const target = pathOf(address);
  const busy = call.operations.unfinished().find((one) => one.api === "compute" && one.target === target);
  if (busy) {
    throw new GoogleError("INVALID_ARGUMENT", `The resource '${target}' is not ready`, { reason: "resourceNotReady" });
  }
  const record = call.operations.start({
    api: "compute",
    project: address.project,
    location: address.scope,
    name: `operation-${Date.now()}-${randomBytes(6).toString("hex")}-${randomBytes(4).toString("hex")}-${randomBytes(4).toString("hex")}`,
    type,
    target,
    lock: undefined,
    job: "compute.apply",
    payload: { address, value, targetId } satisfies ComputeJob & { targetId: string | undefined },
  });
  return shownOperation(record, call);
}

/** An operation as it is now. Throws `NOT_FOUND` where there is none in this scope. */
export function readOperation(call: Call, project: string, scope: Scope, name: string): Operation {
  const record = call.operations.poll("compute", name);
  if (record?.project !== project || record.location !== scope)
    throw missing(`projects/${project}/${scope}/operations/${name}`);
  return shownOperation(record, call);
}

/** A record as Compute Engine shows it. */
export function shownOperation(record: OperationRecord, call: Call): Operation {
  const { targetId } = record.payload as { targetId?: string };
  const [kind, where] = record.location.split("/");
  const base = `${PREFIX}projects/${record.project}`;
  return inVersion<Operation>(
    {
      kind: "compute#operation",
      id: numericId(record.name),
      name: record.name,
      operationType: record.type,
      targetLink: PREFIX + record.target,
      targetId,
      status: record.status === "DONE" ? "DONE" : "RUNNING",
      user: "sandbox@gke-bluegreen.invalid",
      insertTime: record.start,
      startTime: record.start,
      endTime: record.end,
      progress: record.status === "DONE" ? 100 : record.progress,
      selfLink: `${base}/${record.location}/operations/${record.name}`,
      ...(kind === "regions" ? { region: `${base}/regions/${where}` } : {}),
      ...(kind === "zones" ? { zone: `${base}/zones/${where}` } : {}),
      ...(record.error
        ? {
            error: { errors: [{ code: record.error.code, message: record.error.message }] },
            httpErrorStatusCode: new GoogleError(record.error.code, "").httpStatus,
            httpErrorMessage: record.error.code,
          }
        : {}),
    },
    call,
  );
}
