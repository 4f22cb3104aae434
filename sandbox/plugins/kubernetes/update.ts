import {
  hasSecrets,
  hasUnknowns,
  InitFailedError,
  uniqueName,
  type PropertyMap,
  type UpdateRequest,
} from "../../../lib/plugin";
import { isApplyConflict, isStatus, NoSuchKindError } from "./api-error";
import { awaitReady, NotReadyError } from "./await/await-ready";
import { isBuiltIn, type Cluster } from "./cluster";
import { explainConflict, hasFieldsToTakeOver, mayForce, takeOverFields, withIgnored } from "./field-managers";
import { mergePatch } from "./merge-patch";
import { normalize } from "./normalize";
import {
  apiVersionOf,
  at,
  isPatchResource,
  kindOf,
  list,
  objectId,
  toObject,
  withValue,
  type KubeObject,
} from "./object";
import { renderObject } from "./render";
import { relinquish } from "./relinquish";
import { chosenFieldManager, makeState, parseState, type State } from "./state";
import { createManager, requireReachable, warningsTo, type Target } from "./target";

const writeAttempts = 5;

/** Changes an object in place, or shows in a preview what it would become. */
export async function updateResource(request: UpdateRequest, target: Target): Promise<PropertyMap> {
  const old = parseState(request.olds);
  const written = toObject(request.news);
  const kind = kindOf(written);
  const { settings } = target;
  if (request.preview && (hasUnknowns(written) || target.kind === "unreachable")) return request.news;
  requireReachable(target);
  const manager = managerFor(written, old, settings.serverSideApply);
  const state = (live: KubeObject, inputs: KubeObject): PropertyMap =>
    makeState(
      { inputs, live, initialApiVersion: old.initialApiVersion ?? apiVersionOf(kind), fieldManager: manager },
      request.news,
    );
  if (target.kind === "files") {
    if (!request.preview) await renderObject(written, target.folder, request.log, hasSecrets(request.news));
    return state(written, written);
  }
  const { cluster } = target;
  if (request.preview && !(await cluster.discovery.serves(kind))) return request.news;
  const inputs = normalize(written, await cluster.schemas.forKind(kind, request.signal).catch(() => undefined));
  try {
    const { live, before } = await writeAnew(request, inputs, old, manager, cluster);
    if (request.preview) return state(live, inputs);
    if (kind.kind === "CustomResourceDefinition") cluster.kindsChanged();
    const waited = await awaitReady(
      {
        object: live,
        inputs,
        created: false,
        timeoutSeconds: request.timeoutSeconds,
        awaitAll: settings.awaitAll,
        log: request.log,
        signal: request.signal,
      },
      cluster.informers,
    );
    const previousManager = managerFor(old.inputs, old, settings.serverSideApply);
    if (settings.serverSideApply && previousManager !== manager && managesFields(before, previousManager)) {
      await relinquish(waited, previousManager, cluster.objects, request.signal);
    }
    return state(waited, inputs);
  } catch (error) {
    return failedUpdate(request, error, old, inputs, state, cluster);
  }
}

function managesFields(object: KubeObject, manager: string): boolean {
  return list(at(object, "metadata", "managedFields")).some((entry) => at(entry, "manager") === manager);
}

/** The annotation's, else the one that made the resource, else a new one. */
function managerFor(inputs: KubeObject, old: State, serverSideApply: boolean): string {
  if (!serverSideApply) return createManager;
  return chosenFieldManager(inputs) ?? old.fieldManager ?? uniqueName(new Uint8Array(), `${createManager}-`);
}

/** Writes; and again from the live object when somebody was faster (which is no conflict over fields). */
async function writeAnew(...args: Parameters<typeof write>): ReturnType<typeof write> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write(...args);
    } catch (error) {
      const wasLate = isStatus(error, 409) && error.reason === "Conflict" && !isApplyConflict(error);
      if (!wasLate || attempt === writeAttempts) throw error;
    }
  }
}

async function write(
  request: UpdateRequest,
  inputs: KubeObject,
  old: State,
  manager: string,
  cluster: Cluster,
): Promise<{ live: KubeObject; before: KubeObject }> {
  const { objects, settings } = cluster;
  const { signal, preview } = request;
  const patchResource = isPatchResource(request.type, inputs);
  const before = await objects.get(inputs, signal);
  const options = {
    fieldManager: manager,
    dryRun: preview,
    signal,
    onWarning: warningsTo(request),
    ...(preview && isBuiltIn(kindOf(inputs)) && { fieldValidation: "Strict" as const }),
  };
  if (kindOf(inputs).kind === "CustomResourceDefinition") {
    const version = at(before, "metadata", "resourceVersion");
    return {
      before,
      live: await objects.replace(withValue(inputs, ["metadata", "resourceVersion"], version), options),
    };
  }
  if (!settings.serverSideApply) {
    const kind = kindOf(inputs);
    const schemas = isBuiltIn(kind) ? await cluster.schemas.forKind(kind, signal).catch(() => undefined) : undefined;
    const merging = schemas && { schemas, schema: schemas.of(kind) };
    const body = mergePatch(old.live, old.inputs, inputs, merging);
    return { before, live: await objects.patch(before, merging ? "strategic-merge" : "merge", body, options) };
  }
  const live = preview || patchResource ? before : await takeOverFields(before, manager, objects, signal);
  const sent = withIgnored(inputs, live, request.ignoreChanges, manager);
  const force = mayForce(inputs, settings.enablePatchForce) || list(at(live, "metadata", "managedFields")).length === 0;
  try {
    return { before, live: await objects.apply(sent, { ...options, force }) };
  } catch (error) {
    // The preview has not taken over what the real update will.
    const early = preview && hasFieldsToTakeOver(live);
    // So an item of a list whose key changes is still there beside its successor, and the server may not like the two.
    if (early && isStatus(error, 422))
      return { before, live: await objects.patch(before, "merge", mergePatch(old.live, old.inputs, inputs), options) };
    const onlyOurs = early && isApplyConflict(error) && conflictsAreOurs(error.message);
    if (!onlyOurs) throw explainConflict(error, manager);
    return { before, live: await objects.apply(sent, { ...options, force: true }) };
  }
}

/** Whether all managers that a conflict names are those whose fields the real update takes over first. */
function conflictsAreOurs(message: string): boolean {
  const owners = [...message.matchAll(/conflicts? with "([^"]+)"( with subresource "[^"]+")?/g)];
  const ours = [
    "kubectl",
    "before-first-apply",
    "pulumi-kubernetes",
    "pulumi-kubernetes.exe",
    "pulumi-resource-kubernetes",
  ];
  return owners.length > 0 && owners.every(([, owner = "", subresource]) => ours.includes(owner) && !subresource);
}

/** The engine must know how the object is now, whatever went wrong. */
async function failedUpdate(
  request: UpdateRequest,
  error: unknown,
  old: State,
  inputs: KubeObject,
  state: (live: KubeObject, inputs: KubeObject) => PropertyMap,
  cluster: Cluster,
): Promise<PropertyMap> {
  const reason = error instanceof Error ? error.message : String(error);
  if (request.preview && isStatus(error, 403)) {
    cluster.sayOnce(request.log, `the preview is without the server's checks where it forbids a dry run: ${reason}`);
    return request.news;
  }
  if (error instanceof Error && error.name === "AbortError") throw error;
  if (error instanceof NoSuchKindError) {
    throw new Error(
      `update of resource "${request.urn}" failed because the Kubernetes API server reported that the apiVersion for this ` +
        `resource does not exist. Verify that any required CRDs have been created: ${reason}`,
    );
  }
  let live: KubeObject;
  try {
    live = error instanceof NotReadyError ? error.object : await cluster.objects.get(old.live, request.signal);
  } catch (getError) {
    throw new Error(
      `update of resource "${request.urn}" failed: ${reason}\nunable to get cluster state: ${(getError as Error).message}`,
      { cause: getError },
    );
  }
  const message = `the Kubernetes API server reported that "${objectId(live)}" failed to fully initialize or become live: ${reason}`;
  throw new InitFailedError(message, {
    id: objectId(live),
    // A refused update has changed nothing: its inputs are not what made the object.
    properties: state(live, error instanceof NotReadyError ? inputs : old.inputs),
    inputs: error instanceof NotReadyError ? request.news : request.oldInputs,
    reasons: [message, ...(error instanceof NotReadyError ? error.problems : [])],
  });
}
