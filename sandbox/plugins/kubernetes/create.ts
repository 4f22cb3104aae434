import { setTimeout as sleep } from "node:timers/promises";
import {
  hasSecrets,
  hasUnknowns,
  InitFailedError,
  uniqueName,
  type CreateRequest,
  type PropertyMap,
} from "../../../lib/plugin";
import type { ApiError } from "./api-error";
import { isAlreadyExists, isGone, isMissingNamespace, isStatus, NoSuchKindError } from "./api-error";
import { awaitReady, NotReadyError } from "./await/await-ready";
import { isBuiltIn, type Cluster } from "./cluster";
import type { CreationJournal } from "./creation-journal";
import { explainConflict, mayForce } from "./field-managers";
import {
  apiVersionOf,
  isPatchResource,
  kindOf,
  namespaceOf,
  objectId,
  toObject,
  withValue,
  type KubeObject,
} from "./object";
import { renderObject } from "./render";
import { chosenFieldManager, makeState } from "./state";
import { createManager, requireReachable, warningsTo, type Target } from "./target";

interface Created {
  readonly id: string;
  readonly properties: PropertyMap;
}

/** Pauses, in seconds, in which a missing namespace or kind may come, when this program is making it. */
const announcedRetrySeconds = [0.5, 1, 2, 4, 8, 16];
/** The same when nothing says that anybody is making it: a few seconds for a neighbour, and not a minute in vain. */
const strangeRetrySeconds = [0.5, 1.5];

/** Makes an object, or shows in a preview what the server would make of it. */
export async function createResource(
  request: CreateRequest,
  target: Target,
  journal: CreationJournal | undefined,
): Promise<Created> {
  const inputs = toObject(request.inputs);
  const { settings } = target;
  const asWritten: Created = { id: "", properties: request.inputs };
  const patchResource = isPatchResource(request.type, inputs);
  if (request.preview) {
    const skip = hasUnknowns(inputs) || patchResource || !settings.serverSideApply;
    if (target.kind !== "cluster" && target.kind !== "files") return asWritten;
    if (target.kind === "cluster" && (skip || !(await target.cluster.discovery.serves(kindOf(inputs)))))
      return asWritten;
    if (skip) return asWritten;
  }
  requireReachable(target);
  const fieldManager = managerFor(inputs, settings.serverSideApply);
  const state = (live: KubeObject): PropertyMap =>
    makeState({ inputs, live, initialApiVersion: apiVersionOf(kindOf(inputs)), fieldManager }, request.inputs);
  if (target.kind === "files") {
    if (!request.preview) await renderObject(inputs, target.folder, request.log, hasSecrets(request.inputs));
    return { id: request.preview ? "" : objectId(inputs), properties: state(inputs) };
  }
  const { cluster } = target;
  if (request.preview) {
    const result = await previewCreation(request, inputs, fieldManager, cluster);
    return result ? { id: "", properties: state(withValue(result, ["status"], undefined)) } : asWritten;
  }
  const made = await make(request, inputs, fieldManager, patchResource, cluster, journal);
  try {
    const live = await awaitReady(
      {
        object: made,
        inputs,
        created: true,
        timeoutSeconds: request.timeoutSeconds,
        awaitAll: settings.awaitAll,
        log: request.log,
        signal: request.signal,
      },
      cluster.informers,
    );
    if (kindOf(inputs).kind === "CustomResourceDefinition") cluster.kindsChanged();
    return { id: objectId(live), properties: state(live) };
  } catch (error) {
    // It exists: whatever went wrong, the engine must know of it.
    const last = error instanceof NotReadyError ? error.object : made;
    const reason = error instanceof Error ? error.message : String(error);
    const message =
      `resource "${request.urn}" was successfully created, but the Kubernetes API server ` +
      `reported that it failed to fully initialize or become live: ${reason}`;
    const problems = error instanceof NotReadyError ? error.problems : [];
    throw new InitFailedError(message, {
      id: objectId(last),
      properties: state(last),
      inputs: request.inputs,
      reasons: [message, ...problems],
    });
  }
}

/** A manager name of its own for each resource, so that two programs that own parts of one object do not mix. */
function managerFor(inputs: KubeObject, serverSideApply: boolean): string {
  if (!serverSideApply) return createManager;
  return chosenFieldManager(inputs) ?? uniqueName(new Uint8Array(), `${createManager}-`);
}

/** The server's dry run; undefined when it could not be had, which is told. */
async function previewCreation(
  request: CreateRequest,
  inputs: KubeObject,
  fieldManager: string,
  cluster: Cluster,
): Promise<KubeObject | undefined> {
  const { upsertExistingObjects, enablePatchForce } = cluster.settings;
  const options = {
    dryRun: true,
    signal: request.signal,
    // A field that the server would drop is a mistake in the program; custom kinds may be lax on purpose.
    fieldValidation: isBuiltIn(kindOf(inputs)) ? ("Strict" as const) : ("Warn" as const),
    onWarning: warningsTo(request),
  };
  try {
    return upsertExistingObjects
      ? await cluster.objects.apply(inputs, { ...options, fieldManager, force: mayForce(inputs, enablePatchForce) })
      : await cluster.objects.create(inputs, { ...options, fieldManager: createManager });
  } catch (error) {
    if (isAlreadyExists(error) || isDryRunRefused(error)) return undefined;
    if (isStatus(error, 403) && !isPolicyRefusal(error)) {
      cluster.sayOnce(
        request.log,
        `the preview is without the server's checks where it forbids a dry run: ${error.message}`,
      );
      return undefined;
    }
    if (isMissingNamespace(error)) {
      await validateElsewhere(request, inputs, cluster);
      cluster.sayOnce(
        request.log,
        `namespace "${namespaceOf(inputs)}" does not exist yet: its objects are previewed as written, without the server's defaults`,
      );
      return undefined;
    }
    throw notCreated(request, explainConflict(error, fieldManager));
  }
}

/** The namespace is not there yet, but whether the object is valid can be asked in one that is. */
async function validateElsewhere(request: CreateRequest, inputs: KubeObject, cluster: Cluster): Promise<void> {
  if (!isBuiltIn(kindOf(inputs))) return;
  const elsewhere = withValue(inputs, ["metadata", "namespace"], "default");
  try {
    await cluster.objects.create(elsewhere, {
      dryRun: true,
      fieldManager: createManager,
      fieldValidation: "Strict",
      signal: request.signal,
    });
  } catch (error) {
    // Quotas, policies and existing names of that other namespace say nothing about ours.
    if (isStatus(error, 400) || isStatus(error, 422)) throw notCreated(request, error);
  }
}

/** Forbidden by an admission plugin (quota, pod security, a policy), and not by missing rights: the real write fails too. */
function isPolicyRefusal(error: ApiError): boolean {
  return /exceeded quota|violates PodSecurity|admission webhook|ValidatingAdmissionPolicy/.test(error.message);
}

function isDryRunRefused(error: unknown): boolean {
  return isStatus(error, 400) && /dry.?run/i.test(error.message);
}

async function make(
  request: CreateRequest,
  inputs: KubeObject,
  fieldManager: string,
  patchResource: boolean,
  cluster: Cluster,
  journal: CreationJournal | undefined,
): Promise<KubeObject> {
  const { settings, objects } = cluster;
  const options = { signal: request.signal, onWarning: warningsTo(request) };
  const upsert = settings.serverSideApply && (settings.upsertExistingObjects || patchResource);
  for (let attempt = 0; ; attempt++) {
    try {
      if (upsert) {
        const force = mayForce(inputs, settings.enablePatchForce);
        return await objects.apply(inputs, { ...options, fieldManager, force, fieldValidation: "Warn" });
      }
      const post = () => objects.create(inputs, { ...options, fieldManager: createManager });
      return await (journal ? journal.create(request.urn, inputs, objects, post, request.signal) : post());
    } catch (error) {
      const pauses = isComing(inputs, cluster) ? announcedRetrySeconds : strangeRetrySeconds;
      const seconds = pauses[attempt];
      if (isGone(error) && seconds !== undefined) {
        request.log.status(`Retry #${attempt}; creation failed: ${(error as Error).message}`);
        await sleep(seconds * 1_000, undefined, { signal: request.signal });
        continue;
      }
      throw notCreated(request, explainConflict(error, fieldManager));
    }
  }
}

/** Whether the program itself is about to make what the object needs. */
function isComing(inputs: KubeObject, { discovery, announcedNamespaces }: Cluster): boolean {
  return announcedNamespaces.has(namespaceOf(inputs)) || discovery.isAnnounced(kindOf(inputs)) !== undefined;
}

function notCreated(request: CreateRequest, error: unknown): Error {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && error.name === "AbortError") return error;
  if (error instanceof NoSuchKindError) {
    return new Error(
      `creation of resource "${request.urn}" with kind ${request.type.split(":").slice(1).join("/")} failed because the ` +
        "Kubernetes API server reported that the apiVersion for this resource does not exist. " +
        `Verify that any required CRDs have been created: ${message}`,
    );
  }
  const advice = isAlreadyExists(error) ? `\n\n${existsAdvice}` : "";
  return new Error(
    `resource "${request.urn}" was not successfully created by the Kubernetes API server: ${message}${advice}`,
  );
}

const existsAdvice = [
  "The resource already exists in the cluster. This can happen when:",
  "",
  "  - Renaming a Pulumi resource: use an alias to preserve the identity,",
  "    or use deleteBeforeReplace if the resource needs replacement.",
  "  - Managing an existing resource: use a Patch resource (e.g. NamespacePatch)",
  "    to manage specific fields without owning the resource lifecycle.",
  "  - Adopting a resource into Pulumi: use `pulumi import`. Note that",
  "    protected resources (e.g. kube-system) cannot be deleted on destroy.",
  "  - Intentional upsert: set upsertExistingObjects on the provider to allow",
  "    server-side apply to update existing objects on create.",
].join("\n");
