import {
  Asset,
  copySecrets,
  diffInputs,
  equalValues,
  hasUnknowns,
  Output,
  parsePropertyPath,
  propertyPath,
  redactor,
  ResourceReference,
  Secret,
  uniqueName,
  unknown,
  unwrap,
  type PropertyMap,
} from "../../../../lib/plugin";
import { fromStruct, toStruct } from "../../../../lib/plugin/marshal";

test("values of every kind survive the way to the engine and back", () => {
  const values: PropertyMap = {
    text: "a",
    number: 1.5,
    flag: false,
    nothing: null,
    list: [1, "b", { c: [] }],
    unknown,
    secret: new Secret({ deep: ["x"] }),
    output: new Output("v", true, ["urn:a"]),
    pending: new Output(undefined, false, []),
    asset: new Asset("asset", { text: "hello", hash: "h" }),
    archive: new Asset("archive", { assets: { inner: new Asset("asset", { path: "/f" }) } }),
    reference: new ResourceReference("urn:b", "", "1.0.0"),
  };
  expect(fromStruct(toStruct(values))).toEqual(values);
});

test("a secret never shows itself in JSON, and so not in a log", () => {
  expect(JSON.stringify({ password: new Secret("hunter2") })).not.toContain("hunter2");
});

test("secretness follows the path, and a list with one secret is secret as a whole", () => {
  const source = { a: new Secret("x"), list: ["p", new Secret("q")], map: { in: new Secret(1) }, open: "o" };
  expect(copySecrets(source, { a: "1", list: ["2"], map: { in: 3, other: 4 }, open: "5" })).toEqual({
    a: new Secret("1"),
    list: new Secret(["2"]),
    map: { in: new Secret(3), other: 4 },
    open: "5",
  });
});

test.each([
  [{ a: [1, new Secret("x")] }, { a: [1, "x"] }, true],
  [{ a: 1 }, { a: 1, b: undefined }, true],
  [{ a: unknown }, { a: unknown }, false],
  [[1, 2], [2, 1], false],
])("%j equals %j: %s", (left, right, equal) => expect(equalValues(left, right)).toBe(equal));

test("unknowns are found inside of secrets and outputs", () => {
  expect(hasUnknowns({ a: new Secret([unknown]) })).toBe(true);
  expect(hasUnknowns({ a: new Output(undefined, false, []) })).toBe(true);
  expect(unwrap(new Secret({ a: new Output(undefined, true, []) }))).toEqual({ a: unknown });
});

test.each([
  [["spec", "ports", 0, "name"], "spec.ports[0].name"],
  [["metadata", "labels", "app.kubernetes.io/name"], 'metadata.labels["app.kubernetes.io/name"]'],
  [["data", 'quo"te'], 'data["quo\\"te"]'],
])("%j is written %s, and read back", (path, text) => {
  expect(propertyPath(path)).toBe(text);
  expect(parsePropertyPath(text)).toEqual(path);
});

test("a change at, below or above a replacing field replaces", () => {
  const replaceOn = ["spec.items[*].name"];
  const kinds = (news: PropertyMap) =>
    diffInputs({ spec: { items: [{ name: "a", size: 1 }] } }, news, { replaceOn }).detailedDiff;
  expect(kinds({ spec: { items: [{ name: "b", size: 2 }] } })).toEqual({
    "spec.items[0].name": { kind: "update-replace", inputDiff: true },
    "spec.items[0].size": { kind: "update", inputDiff: true },
  });
  expect(kinds({})).toEqual({ spec: { kind: "delete-replace", inputDiff: true } });
});

test("ignoreChanges silences a path and what is below it", () => {
  expect(diffInputs({ a: { b: 1 }, c: 1 }, { a: { b: 2 }, c: 1 }, { ignoreChanges: ["a"] }).changes).toBe("none");
});

test("a generated name is the one that the official plugin made from the same seed", () => {
  // Seed and name as the official Kubernetes plugin 4.34.2 was asked and answered.
  const seed = Buffer.from("IutLyeVnP8RrYU963iWh9Ul6GSqDTNG7tpDVvsziBXA=", "base64");
  expect(uniqueName(seed, "dbr-")).toBe("dbr-1db37ae5");
  expect(uniqueName(new Uint8Array(), "x-")).not.toBe(uniqueName(new Uint8Array(), "x-"));
});

test("a secret is hidden in a text in clear, in base64 and line by line; short words are not", () => {
  const redact = redactor({
    a: new Secret({ b: "hunter2", c: "eA==" }),
    d: new Secret("first\nsecond"),
    e: "open",
    f: new Secret("aHVudGVyMw=="),
  });
  expect(redact("hunter2 aHVudGVyMw== hunter3 first|second open eA== x")).toBe(
    "[secret] [secret] [secret] [secret]|[secret] open [secret] x",
  );
});
