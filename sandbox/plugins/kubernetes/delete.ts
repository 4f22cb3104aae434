import { InitFailedError, type DeleteRequest } from "../../../lib/plugin";
import { isGone, isStatus } from "./api-error";
import { awaitDeleted, NotDeletedError } from "./await/await-deleted";
import { timeoutSeconds } from "./await/timeout";
import {
  annotation,
  annotationIsTrue,
  at,
  isPatchResource,
  kindOf,
  objectId,
  parseId,
  text,
  withValue,
  type KubeObject,
} from "./object";
import type { PropagationPolicy } from "./objects";
import { relinquish } from "./relinquish";
import { removeRendered } from "./render";
import { makeState, parseState } from "./state";
import { createManager, type Target } from "./target";

/** Kinds that a user may choose not to wait for when they go. */
const skippable = new Set([
  "Namespace",
  "Pod",
  "ReplicationController",
  "DaemonSet",
  "Deployment",
  "StatefulSet",
  "Job",
]);

/** Deletes an object and waits until it is gone. A Patch resource only gives up its fields. */
export async function deleteResource(request: DeleteRequest, target: Target): Promise<void> {
  const state = parseState(request.properties);
  if (target.kind === "files") return removeRendered(state.live, target.folder, request.log);
  if (target.kind === "unreachable") return deleteWithoutCluster(request, target.reason, target);
  const { cluster } = target;
  const { namespace, name } = parseId(request.id);
  const named = withValue(state.live, ["metadata", "name"], name);
  const object = namespace === "" ? named : withValue(named, ["metadata", "namespace"], namespace);
  try {
    if (target.settings.serverSideApply && isPatchResource(request.type, state.inputs)) {
      await relinquish(object, state.fieldManager ?? createManager, cluster.objects, request.signal);
      return;
    }
    const isGoneNow = await cluster.objects.delete(object, {
      propagation: propagationOf(state.inputs),
      // A replacement may have made a new object of this name; that one must live.
      uid: text(at(state.live, "metadata", "uid")),
      signal: request.signal,
    });
    if (kindOf(object).kind === "CustomResourceDefinition") cluster.kindsChanged();
    const skip = annotationIsTrue(state.inputs, "pulumi.com/skipAwait") && skippable.has(kindOf(object).kind);
    if (isGoneNow || skip) return;
    const seconds = timeoutSeconds(request.timeoutSeconds, state.inputs);
    await awaitDeleted(
      { object, seconds, log: request.log, signal: request.signal },
      cluster.objects,
      cluster.informers,
    );
  } catch (error) {
    if (isGone(error)) return;
    if (isOtherObject(error)) {
      request.log.info(`${request.id} is another object by now (its uid differs): it is left alone`);
      return;
    }
    throw explained(error, request, state.inputs);
  }
}

/** The server refused because the object of this name is not the one we know. */
function isOtherObject(error: unknown): boolean {
  return isStatus(error, 409) && /precondition failed: UID/i.test(error.message);
}

function explained(error: unknown, request: DeleteRequest, inputs: KubeObject): unknown {
  if (error instanceof NotDeletedError) {
    const state = parseState(request.properties);
    return new InitFailedError(error.message, {
      id: objectId(error.object),
      properties: makeState({ ...state, live: error.object }, request.properties),
      inputs: request.oldInputs,
      reasons: [error.message],
    });
  }
  if (isPatchResource(request.type, inputs) && isStatus(error, 422)) {
    const required = (error.status.details?.causes ?? []).find(({ reason }) => reason === "FieldValueRequired");
    if (required) {
      return new Error(
        "this Patch resource is currently managing a required field, so it can't be deleted " +
          "directly. Either set the `retainOnDelete` resource option, or transfer ownership of the " +
          `field before deleting: ${required.field ?? ""}`,
      );
    }
  }
  return error;
}

function propagationOf(inputs: KubeObject): PropagationPolicy {
  switch (annotation(inputs, "pulumi.com/deletionPropagationPolicy")?.toLowerCase()) {
    case "orphan":
      return "Orphan";
    case "background":
      return "Background";
    default:
      return "Foreground";
  }
}

function deleteWithoutCluster(request: DeleteRequest, reason: string, target: Target): void {
  request.log.warning(`configured Kubernetes cluster is unreachable: ${reason}`);
  if (target.settings.deleteUnreachable) {
    request.log.info(
      "configured Kubernetes cluster is unreachable and the `deleteUnreachable` option is enabled. " +
        "Deleting the unreachable resource from Pulumi state",
    );
    return;
  }
  throw new Error(
    "configured Kubernetes cluster is unreachable. If the cluster was deleted, " +
      "you can remove this resource from Pulumi state by rerunning the operation with the " +
      'PULUMI_K8S_DELETE_UNREACHABLE environment variable set to "true"',
  );
}
