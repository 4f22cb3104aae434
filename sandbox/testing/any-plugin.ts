import { readFileSync } from "node:fs";
import {
  diffInputs,
  noDiff,
  runPlugin,
  structuralChanges,
  unknown,
  uniqueName,
  type PropertyMap,
  type ResourceHandler,
} from "../../lib/plugin";

/**
 * A resource plugin that takes any type of resource, so that the real engine makes real events of situations that no machine can
 * be put into cheaply (a cluster that is replaced). What it knows of the real plugins: which properties replace, and that some do
 * so before their replacement exists.
 */
const replaceOn: Readonly<Record<string, { readonly paths: readonly string[]; readonly deleteFirst: boolean }>> = {
  "gcp:container/cluster:Cluster": { paths: ["location", "name", "network", "enableAutopilot"], deleteFirst: true },
  "gcp:container/nodePool:NodePool": {
    paths: ["location", "name", "cluster", "nodeConfig.diskType", "nodeConfig.serviceAccount"],
    deleteFirst: true,
  },
  "gcp:compute/network:Network": { paths: ["name", "autoCreateSubnetworks"], deleteFirst: true },
  "gcp:compute/address:Address": { paths: ["name", "region"], deleteFirst: true },
  "gcp:storage/bucket:Bucket": { paths: ["name", "location"], deleteFirst: true },
  "kubernetes:core/v1:Namespace": { paths: ["metadata.name"], deleteFirst: false },
  "kubernetes:core/v1:PersistentVolumeClaim": { paths: ["metadata.name", "spec.storageClassName"], deleteFirst: true },
  "kubernetes:apps/v1:StatefulSet": { paths: ["metadata.name", "spec.serviceName"], deleteFirst: true },
  "kubernetes:apps/v1:Deployment": { paths: ["metadata.name", "spec.selector"], deleteFirst: true },
};

/** Types whose outputs are unknown until they exist. */
const computed: Readonly<Record<string, readonly string[]>> = {
  "gcp:container/cluster:Cluster": ["endpoint", "selfLink"],
  "gcp:compute/address:Address": ["address"],
  "gcp:serviceaccount/account:Account": ["email"],
};

/** Property values that the world has and the program does not: logical name → outputs that a refresh finds. `null` means gone. */
function drift(name: string): PropertyMap | null | undefined {
  const path = process.env["ANY_PLUGIN_DRIFT"];
  return path ? (JSON.parse(readFileSync(path, "utf8")) as Record<string, PropertyMap | null>)[name] : undefined;
}

const handler: ResourceHandler = {
  check: ({ news, name }) => {
    const reason = news["__refuse"];
    return Promise.resolve({
      inputs: news,
      ...(typeof reason === "string" && { failures: [{ property: "active", reason: `${name}: ${reason}` }] }),
    });
  },
  diff: ({ olds, oldInputs, news, type, ignoreChanges }) => {
    const rule = replaceOn[type];
    const options = { replaceOn: rule?.paths ?? [], deleteBeforeReplace: rule?.deleteFirst ?? false, ignoreChanges };
    const inputs = Object.keys(oldInputs).length > 0 ? oldInputs : olds;
    return Promise.resolve(
      [...structuralChanges(inputs, news)].length > 0 ? diffInputs(inputs, news, options) : noDiff,
    );
  },
  create: ({ inputs, preview, type, name }) => {
    const outputs: PropertyMap = { ...inputs };
    for (const key of computed[type] ?? []) outputs[key] = preview ? unknown : `${name}-${key}`;
    return Promise.resolve({ id: preview ? "" : uniqueName(Buffer.from(name), `${name}-`), properties: outputs });
  },
  read: ({ id, properties, inputs, name }) => {
    const found = drift(name);
    if (found === null) return Promise.resolve(undefined);
    return Promise.resolve({ id, properties: { ...properties, ...found }, inputs: { ...inputs, ...found } });
  },
  update: ({ news, olds, type }) => {
    const outputs: PropertyMap = { ...news };
    for (const key of computed[type] ?? []) outputs[key] = olds[key];
    return Promise.resolve(outputs);
  },
  delete: () => Promise.resolve(),
};

const [name = "any"] = process.argv.slice(2);
process.argv.splice(2, 1);
void runPlugin({ name, version: "9.9.9" }, { ...handler, configure: () => Promise.resolve() });
