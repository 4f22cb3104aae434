import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Ajv from "ajv";
import { load } from "js-yaml";
import { stackFileSchema } from "../../../config/json-schema";
import { checkStackFile, stackNames } from "../../../config/stack-file";

const root = join(__dirname, "..", "..", "..");
const validate = new Ajv({
  strict: false,
  formats: { uri: true, email: true, "date-time": true, starts_with: true },
}).compile(stackFileSchema());

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "stacks-"))));
afterEach(() => rmSync(folder, { recursive: true }));
const check = (text: string) => {
  writeFileSync(join(folder, "Pulumi.test.yaml"), text);
  return checkStackFile(folder, "test");
};

const cluster = `  gke-bluegreen:cluster: { name: shop, location: asia-northeast3-a, nodePools: { default: {} } }\n`;

test("every stack file of the repository is valid, for us and for editors", () => {
  expect(stackNames(root)).toEqual(expect.arrayContaining(["dev", "sandbox"]));
  for (const stack of stackNames(root)) {
    checkStackFile(root, stack);
    expect([stack, validate(load(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8"))), validate.errors]).toEqual([
      stack,
      true,
      null,
    ]);
  }
});

test("editors see a misspelt key, and leave other packages' keys alone", () => {
  expect(validate({ config: { "gke-bluegreen:clustr": {} } })).toBe(false);
  expect(
    validate({ config: { "gke-bluegreen:cluster": { name: "x", location: "asia-northeast3", nodePols: {} } } }),
  ).toBe(false);
  expect(validate({ config: { "aws:region": "us-east-1" } })).toBe(true);
});

test("encrypted values pass where a secret is wanted", () => {
  const { project } = check(
    `config:\n  gcp:project: p\n${cluster}  gke-bluegreen:monitoring:\n    channels:\n      chat: { slack: { channel: "#a", token: { secure: v1:abc } } }\n`,
  );
  expect(project).toBe("p");
});

test.each([
  ["YAML that is none", "config: [", /Pulumi.test.yaml:\d+:\d+/],
  ["an unknown key", `config:\n${cluster}  gke-bluegreen:registri: {}\n`, /Did you mean registry/],
])("fails with %s", (_, text, message) => expect(() => check(text)).toThrow(message));

test("fails with the names of the stacks that there are", () => {
  writeFileSync(join(folder, "Pulumi.prod.yaml"), "config: {}");
  expect(() => checkStackFile(folder, "prd")).toThrow(/prd, which has no Pulumi.prd.yaml; expected one of prod/);
});

describe("what the engine reads as something else wants quotes", () => {
  const app = (more: string) =>
    `config:\n  gke-bluegreen:cluster: { existing: { name: c, location: asia-northeast3-a } }\n  gke-bluegreen:apps:\n    web:\n      active: blue\n      colors: { blue: { image: "a/b@sha256:${"0".repeat(64)}" }, green: { image: "a/b@sha256:${"1".repeat(64)}" } }\n${more}`;

  test.each([
    ["a day", "env: { RELEASED: 2026-01-03 }", /apps\.web\.env\.RELEASED: got 2026-01-03 without quotes, which the engine reads as "2026-01-03 00:00:00 \+0000 UTC".*Write "2026-01-03" in Pulumi\.test\.yaml/s],
    ["a moment", "env: { AT: 2026-01-03T10:20:30Z }", /Write "2026-01-03T10:20:30Z"/],
    ["an octal number", "replicas: 010", /got 010 without quotes, which the engine reads as 8; expected 8, or a text/],
    ["a number with strokes", "env: { MOST: 1_000 }", /Write "1_000" in Pulumi.test.yaml, or 1000/],
    ["a key that is a number", "ports: { 8080: 9090 }", /the key 8080 without quotes/],
    ["a number for a text, as it is written", "env: { VERSION: 1.10 }", /env\.VERSION: got 1\.1; .*Write it in quotes in Pulumi\.test\.yaml: "1\.10"/s],
    ["a truth value for a text", "env: { DEBUG: true }", /Write it in quotes in Pulumi\.test\.yaml: "true"/],
  ])("fails with %s", (_, line, message) => expect(() => check(app(`      ${line}\n`))).toThrow(message)); // prettier-ignore

  test.each(["env: { A: yes, B: '010', C: 12:30:45 }", "progressDeadline: 5m"])("takes %s", (line) =>
    expect(() => check(app(`      ${line}\n`))).not.toThrow(),
  );
});
