import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { loadAll } from "js-yaml";
import {
  unwrapMap,
  type InvokeRequest,
  type InvokeResult,
  type PropertyMap,
  type PropertyValue,
} from "../../../lib/plugin";
import { isNamespaced } from "./check";
import { apiVersionOf, at, kindOf, list, map, text, withValue, type KubeObject } from "./object";
import type { Target } from "./target";

const run = promisify(execFile);

/** The functions that `k8s.yaml.*` and `k8s.kustomize.*` are made of. */
export async function invokeFunction(request: InvokeRequest, target: Target): Promise<InvokeResult> {
  const args = unwrapMap(request.args);
  switch (request.token) {
    case "kubernetes:yaml:decode": {
      const namespace = text(args["defaultNamespace"]) ?? "";
      return { result: { result: await decode(text(args["text"]) ?? "", namespace, target) } };
    }
    case "kubernetes:kustomize:directory":
      return { result: { result: await kustomize(text(args["directory"]) ?? "", target) } };
    case "kubernetes:helm:template":
      throw new Error(
        "kubernetes:helm:template: Helm charts are not available in the sandbox's kubernetes plugin. " +
          "Render the chart with `helm template` and deploy the result with k8s.yaml.ConfigFile, " +
          "or run with the official plugins (sandbox up --plugins=official).",
      );
    default:
      throw new Error(`the kubernetes plugin has no function ${request.token}`);
  }
}

/** The objects in YAML text, lists taken apart. */
async function decode(source: string, defaultNamespace: string, target: Target): Promise<PropertyValue[]> {
  let documents: unknown[];
  try {
    documents = loadAll(source);
  } catch (error) {
    throw new Error(`failed to parse YAML: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  const objects = documents.filter((document) => document !== null && document !== undefined).flatMap(expand);
  return Promise.all(objects.map((object) => withDefaultNamespace(object, defaultNamespace, target)));
}

function expand(document: unknown): KubeObject[] {
  // YAML dates and the like become what they are in JSON.
  const object = JSON.parse(JSON.stringify(document)) as PropertyMap;
  const { kind } = kindOf(object);
  if (kind === "") {
    throw new Error(`failed to parse YAML: a document has no "kind"; every document must be a Kubernetes object`);
  }
  const items = object["items"];
  return kind.endsWith("List") && Array.isArray(items) ? list(items).flatMap((item) => expand(map(item))) : [object];
}

async function withDefaultNamespace(object: KubeObject, namespace: string, target: Target): Promise<KubeObject> {
  if (namespace === "" || at(object, "metadata", "namespace") !== undefined) return object;
  const kind = kindOf(object);
  const token = `kubernetes:${kind.group === "" ? "core/" : ""}${apiVersionOf(kind)}:${kind.kind}`;
  return (await isNamespaced(token, target)) ? withValue(object, ["metadata", "namespace"], namespace) : object;
}

/** A kustomization's objects, by kubectl, which has kustomize inside. */
async function kustomize(directory: string, target: Target): Promise<PropertyValue[]> {
  try {
    const { stdout } = await run(process.env["KUBECTL"] || "kubectl", ["kustomize", directory], {
      maxBuffer: 256 * 1024 * 1024,
    });
    return await decode(stdout, "", target);
  } catch (error) {
    const { stderr, code } = error as { stderr?: string; code?: string };
    const reason =
      code === "ENOENT" ? "kubectl is not on the PATH" : (stderr?.trim() ?? "") || (error as Error).message;
    throw new Error(`kubernetes:kustomize:directory "${directory}": ${reason}`, { cause: error });
  }
}
