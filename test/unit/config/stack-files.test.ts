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
