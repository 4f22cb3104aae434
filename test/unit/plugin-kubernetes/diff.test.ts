import { unknown, type PropertyMap } from "../../../lib/plugin";
import { diffObject } from "../../../sandbox/plugins/kubernetes/diff";
import { forceNewRules } from "../../../sandbox/plugins/kubernetes/force-new";
import { apiVersionOf } from "../../../sandbox/plugins/kubernetes/object";

const immutable = { enableConfigMapMutable: false, enableSecretMutable: false };

function diff(oldInputs: PropertyMap, newInputs: PropertyMap, options: Partial<Parameters<typeof diffObject>[0]> = {}) {
  return diffObject({
    oldInputs,
    live: oldInputs,
    newInputs,
    namespaced: true,
    patchResource: false,
    ignoreChanges: [],
    settings: immutable,
    ...options,
  });
}

/** An object with one value at a path such as `spec.containers[*].image`. */
function objectWith(apiVersion: string, kind: string, path: string, value: string): PropertyMap {
  const set = (parts: readonly string[]): unknown => {
    const [first, ...rest] = parts;
    if (first === undefined) return value;
    const inner = set(rest);
    return first.endsWith("[*]") ? { [first.slice(0, -3)]: [inner] } : { [first]: inner };
  };
  return { apiVersion, kind, metadata: { name: "a", namespace: "n" }, ...(set(path.split(".")) as PropertyMap) };
}

const rows = forceNewRules.flatMap(({ group, versions, kinds, fields }) =>
  versions.flatMap((version) =>
    kinds.flatMap((kind) => fields.map((field) => [apiVersionOf({ group, version, kind }), kind, field] as const)),
  ),
);

test.each(rows)("%s %s: a change of %s makes a new object, after the old one is gone", (apiVersion, kind, field) => {
  const result = diff(objectWith(apiVersion, kind, field, "1"), objectWith(apiVersion, kind, field, "2"));
  expect(result.replaces).toEqual([field.replaceAll("[*]", "[0]")]);
  expect(result.deleteBeforeReplace).toBe(true);
});

const configMap = (data: PropertyMap, metadata: PropertyMap = {}): PropertyMap => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "a", namespace: "n", ...metadata },
  data,
});

test("a ConfigMap is replaced for its data, unless the provider says that it is mutable", () => {
  const change = [configMap({ a: "1" }), configMap({ a: "2" })] as const;
  expect(diff(...change).detailedDiff).toEqual({ "data.a": { kind: "update-replace" } });
  const settings = { enableConfigMapMutable: true, enableSecretMutable: false };
  expect(diff(...change, { settings }).detailedDiff).toEqual({ "data.a": { kind: "update" } });
  const frozen = (object: PropertyMap): PropertyMap => ({ ...object, immutable: true });
  expect(diff(frozen(change[0]), frozen(change[1]), { settings }).replaces).toEqual(["data.a"]);
});

test("an autonamed object's replacement comes before the old one goes", () => {
  const metadata = { annotations: { "pulumi.com/autonamed": "true" } };
  const result = diff(configMap({ a: "1" }, metadata), configMap({ a: "2" }, metadata));
  expect(result.replaces).toEqual(["data.a"]);
  expect(result.deleteBeforeReplace).toBe(false);
});

test("a Patch resource is replaced for another name or namespace alone", () => {
  const options = { patchResource: true };
  expect(diff(configMap({ a: "1" }), configMap({ a: "2" }), options).replaces).toEqual([]);
  expect(diff(configMap({}), configMap({}, { name: "b" }), options).replaces).toEqual(["metadata.name"]);
  expect(diff(configMap({}), configMap({}, { namespace: "m" }), options).replaces).toEqual(["metadata.namespace"]);
});

test("what the server or others have added is no difference; what they have changed is", () => {
  const inputs = configMap({ a: "1" });
  const live = { ...configMap({ a: "1", added: "x" }), status: {}, metadata: { name: "a", namespace: "n", uid: "u" } };
  expect(diff(inputs, inputs, { live }).changes).toBe("none");
  expect(diff(inputs, inputs, { live: configMap({ a: "drift" }) }).detailedDiff).toEqual({
    "data.a": { kind: "update-replace" },
  });
});

test("zeros that the server never shows are no difference while the program keeps asking for them", () => {
  const inputs = { ...configMap({}), spec: { zero: 0, none: [], text: "" } };
  expect(diff(inputs, inputs, { live: configMap({}) }).changes).toBe("none");
  expect(diff(configMap({}), { ...configMap({}), spec: { zero: 0 } }).changes).toBe("some");
});

test("an absent namespace is the default one, and is nothing for kinds without namespaces", () => {
  const inputs = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a" } };
  const live = { ...inputs, metadata: { name: "a", namespace: "default" } };
  expect(diff(inputs, live, { live }).changes).toBe("none");
  expect(diff(inputs, live, { live: inputs, namespaced: false }).changes).toBe("none");
});

test("an unknown value is a change of its own kind, with the path that is unknown", () => {
  const base = configMap({ a: "1" });
  expect(diff(base, configMap({ a: unknown, b: unknown })).detailedDiff).toEqual({
    "data.a": { kind: "update-replace" },
    "data.b": { kind: "add-replace" },
  });
});

test("ignored paths are left out, and the last one ignored leaves nothing", () => {
  const result = diff(configMap({ a: "1" }), configMap({ a: "2" }), { ignoreChanges: ["data"] });
  expect(result).toMatchObject({ changes: "none", replaces: [] });
});
