import { InitFailedError, type PropertyMap, type ReadRequest, type ReadResult, uniqueName } from "../../../lib/plugin";
import { isGone } from "./api-error";
import { judgeOnce } from "./await/await-ready";
import { normalize } from "./normalize";
import {
  apiVersionOf,
  kindOf,
  kindOfToken,
  nameOf,
  namespaceOf,
  parseId,
  prune,
  toObject,
  toProperties,
  withValue,
  type KubeObject,
} from "./object";
import { markSecrets } from "./secrets";
import { chosenFieldManager, makeState, parseState } from "./state";
import { createManager, type Target } from "./target";

/** Looks at a live object: for refresh, for import, and for `.get`. */
export async function readResource(request: ReadRequest, target: Target): Promise<ReadResult> {
  if (target.kind === "unreachable") return readWithoutCluster(request, target.reason, target);
  const { settings } = target;
  const old = parseState(request.properties);
  if (target.kind === "files") {
    return { id: request.id, properties: request.properties, inputs: request.inputs };
  }
  const { cluster } = target;
  const known = toObject(request.inputs);
  const unknownInputs = kindOf(known).kind === "";
  const imported = unknownInputs && kindOf(old.live).kind === "";
  const inputs = identified(known, old.live, request);
  const address = addressOf(inputs, request.id);
  let live: KubeObject;
  try {
    live = await cluster.objects.get(address, request.signal);
  } catch (error) {
    if (isGone(error)) return undefined;
    throw error;
  }
  const fieldManager =
    chosenFieldManager(inputs) ??
    old.fieldManager ??
    (settings.serverSideApply ? uniqueName(new Uint8Array(), `${createManager}-`) : createManager);
  const schemas = await cluster.schemas.forKind(kindOf(live), request.signal).catch(() => undefined);
  const liveInputs = imported ? importableInputs(live) : prune(live, normalize(inputs, schemas));
  const properties = makeState(
    { inputs: liveInputs, live, initialApiVersion: old.initialApiVersion ?? apiVersionOf(kindOf(live)), fieldManager },
    request.inputs,
  );
  const marked: PropertyMap = markSecrets(toProperties(liveInputs), request.inputs);
  const id = request.id;
  if (!imported) {
    const problems = await judgeOnce(live, inputs, cluster.informers, request.signal);
    if (problems) {
      const message = `Resource '${nameOf(live)}' was created but failed to initialize`;
      throw new InitFailedError(message, { id, properties, inputs: marked, reasons: [message, ...problems] });
    }
  }
  return { id, properties, inputs: marked };
}

function readWithoutCluster(request: ReadRequest, reason: string, target: Target): ReadResult {
  request.log.warning(`configured Kubernetes cluster is unreachable: ${reason}`);
  if (target.settings.deleteUnreachable) {
    request.log.info(
      "configured Kubernetes cluster is unreachable and the `deleteUnreachable` option is enabled. " +
        "Deleting the unreachable resource from Pulumi state",
    );
    return undefined;
  }
  if (target.settings.skipUpdateUnreachable) {
    request.log.info(
      "configured Kubernetes cluster is unreachable and the `skipUnreachable` option is enabled. " +
        "Returned data could not reflect the actual cluster configuration.",
    );
    return { id: request.id, properties: request.properties, inputs: request.inputs };
  }
  throw new Error(
    "failed to read resource state due to unreachable cluster. If the cluster was " +
      "deleted, you can remove this resource from Pulumi state by rerunning the operation with the " +
      'PULUMI_K8S_DELETE_UNREACHABLE environment variable set to "true"',
  );
}

/** Inputs that say at least which object is meant. */
function identified(known: KubeObject, live: KubeObject, request: ReadRequest): KubeObject {
  if (kindOf(known).kind !== "") return known;
  const fromToken = kindOfToken(request.type);
  const kind = kindOf(live).kind === "" ? { ...fromToken, kind: fromToken.kind.replace(/Patch$/, "") } : kindOf(live);
  const { namespace, name } = parseId(request.id);
  let result: KubeObject = { ...known, apiVersion: apiVersionOf(kind), kind: kind.kind };
  if (nameOf(result) === "") result = withValue(result, ["metadata", "name"], name);
  if (namespaceOf(result) === "" && namespace !== "") result = withValue(result, ["metadata", "namespace"], namespace);
  return result;
}

/** Where the object is: as its id says. */
function addressOf(inputs: KubeObject, id: string): KubeObject {
  const { namespace, name } = parseId(id);
  if (name === "") {
    throw new Error(`failed to read resource because of a failure to parse resource name from request ID: ${id}`);
  }
  const named = withValue(inputs, ["metadata", "name"], name);
  return namespace === "" ? named : withValue(named, ["metadata", "namespace"], namespace);
}

/** What a program could have written to get this object: all but what the server or a controller has added. */
function importableInputs(live: KubeObject): KubeObject {
  let inputs = normalize(withValue(live, ["status"], undefined), undefined);
  for (const key of ["deployment.kubernetes.io/revision", "kubectl.kubernetes.io/last-applied-configuration"]) {
    inputs = withValue(inputs, ["metadata", "annotations", key], undefined);
  }
  const metadata = inputs["metadata"] as PropertyMap;
  const annotations = metadata["annotations"] as PropertyMap | undefined;
  return annotations && Object.keys(annotations).length === 0
    ? withValue(inputs, ["metadata", "annotations"], undefined)
    : inputs;
}
