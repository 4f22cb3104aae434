import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { stringify } from "yaml";
import { ConfigurationError } from "../../../config";
import { encryptedPaths } from "../../../config/encrypted";
import { readConfiguration } from "../../../config/read";
import { readStack } from "../../../config/stack";
import { checkStackFile } from "../../../config/stack-file";
import { UserError } from "../../../lib/errors/user-error";

// Exactly the settings that are secrets are encrypted: as the engine runs the program, and as `config check` reads the file.

const canary = "canary-4711-hunter2";
const source = { namespace: "gke-bluegreen:", file: "Pulumi.test.yaml" };
const secure = { secure: "v1:nonce:ciphertext" };
const others = {
  cluster: { name: "c", location: "europe-west1", nodePools: { d: {} } },
  images: { x: { context: ".", tags: { blue: {}, green: {} } } },
};
const withWeb = (web: object) => ({
  ...others,
  apps: { web: { active: "blue", colors: { blue: { image: "x:blue" }, green: { image: "x:green" } }, ...web } },
});

/** What the engine hands to the program: everything decrypted. */
function decrypted(value: unknown): unknown {
  if (encryptedPaths(value, []).some((path) => path.length === 0)) return canary;
  if (Array.isArray(value)) return value.map(decrypted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, decrypted(inner)]));
}

const asTheEngine = (config: Record<string, unknown>) => () =>
  readConfiguration(
    Object.fromEntries(
      Object.entries(config).map(([section, value]) => {
        const plain = decrypted(value);
        return [`gke-bluegreen:${section}`, typeof plain === "string" ? plain : JSON.stringify(plain)];
      }),
    ),
    Object.entries(config).flatMap(([section, value]) => encryptedPaths(value, [section])),
    source,
  );

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "secrecy-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (config: Record<string, unknown>) =>
  writeFileSync(
    join(folder, "Pulumi.test.yaml"),
    stringify({
      config: Object.fromEntries(Object.entries(config).map(([key, value]) => [`gke-bluegreen:${key}`, value])),
    }),
  );
const asTheCheck = (config: Record<string, unknown>) => () => {
  write(config);
  return checkStackFile(folder, "test");
};

function messageOf(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return "accepted";
}

const secrets = (api: unknown) => ({ settings: { secrets: { api } } });
const cases: [string, Record<string, unknown>, RegExp][] = [
  ["an encrypted environment variable", withWeb({ env: { LICENCE: secure } }), /apps\.web\.env\.LICENCE: got an encrypted value; expected a plain one.*\n.*settings\.secrets/],
  ["an encrypted item of a list", withWeb({ args: ["a", secure] }), /apps\.web\.args\[1\]: got an encrypted value/],
  ["an encrypted label", withWeb({ labels: { tier: secure } }), /apps\.web\.labels\.tier: got an encrypted value/],
  ["an encrypted e-mail address", { ...others, monitoring: { channels: { mail: { email: secure } } } }, /channels\.mail\.email: got an encrypted value/],
  ["an encrypted ConfigMap entry", withWeb({ settings: { configMaps: { c: { k: secure } } } }), /configMaps\.c\.k: got an encrypted value/],
  ["an encrypted section", { ...others, apps: secure }, /gke-bluegreen:apps: got an encrypted value/],
  ["an encrypted app", { ...others, apps: { web: secure } }, /apps\.web: got an encrypted value/],
  ["an encrypted number", withWeb({ replicas: secure }), /apps\.web\.replicas: got an encrypted value/],
  ["a clear-text secret beside an encrypted one", withWeb(secrets({ id: secure, key: canary })), /secrets\.api\.key: got a secret in clear text/],
  ["a clear-text secret", withWeb(secrets({ key: canary })), /secrets\.api\.key: got a secret in clear text/],
  ["a number as a clear-text secret", withWeb(secrets({ pin: 47114711 })), /secrets\.api\.pin: got a secret in clear text/],
  ["a list as a clear-text secret", withWeb(secrets({ pins: [canary] })), /secrets\.api\.pins: got a secret in clear text/],
  ["a clear-text Slack token", { ...others, monitoring: { channels: { chat: { slack: { channel: "#a", token: canary } } } } }, /slack\.token: got a secret in clear text/],
  ["a secret one level too high", withWeb(secrets(canary)), /secrets\.api: got a secret that is not accepted; expected a mapping/],
  ["an encrypted secret one level too high", withWeb(secrets(secure)), /secrets\.api: got an encrypted value/],
  ["a secret two levels too high", withWeb({ settings: { secrets: canary } }), /settings\.secrets: got a secret that is not accepted/],
  ["a list of secrets", withWeb(secrets([canary])), /secrets\.api\[0\]: got a secret in clear text/],
  ["a misspelt section of secrets", withWeb({ settings: { secret: { api: { key: canary } } } }), /settings\.secret: got a key that does not exist; expected secrets/],
  ["a misspelt section of encrypted secrets", withWeb({ settings: { secret: { api: { key: secure } } } }), /settings\.secret: got a key that does not exist; expected secrets/],
  ["an encrypted amount", withWeb({ resources: { cpu: secure } }), /resources\.cpu: got an encrypted value/],
]; // prettier-ignore

describe.each([
  ["the engine's run", asTheEngine],
  ["config check", asTheCheck],
])("%s refuses, and repeats no value:", (_, read) => {
  test.each(cases)("%s", (_name, config, expected) => {
    const message = messageOf(read(config));
    expect(message).toMatch(expected);
    expect(message).not.toMatch(/canary|47114711|hunter2|ciphertext/);
  });
});

test("encrypted secrets are accepted by both, and print as nothing", () => {
  const config = withWeb(secrets({ key: secure }));
  expect(asTheCheck(config)).not.toThrow();
  const read = asTheEngine(config)();
  expect(read.apps["web"]?.settings.secrets["api"]?.["key"]?.reveal()).toBe(canary);
  expect(JSON.stringify(read)).not.toContain(canary);
  expect(String(read.apps["web"]?.settings.secrets["api"]?.["key"])).toBe("[secret]");
});

test("what the environment holds is accepted in a secret's place, and nowhere else", () => {
  expect(asTheCheck(withWeb(secrets({ key: { env: "API_KEY" } })))).not.toThrow();
  expect(asTheCheck(withWeb({ env: { LICENCE: { env: "API_KEY" } } }))).toThrow(ConfigurationError);
});

test("a file that YAML does not allow is told by line, not by its text", () => {
  writeFileSync(join(folder, "Pulumi.test.yaml"), `config:\n  a:b: {token: ${canary}\n  c:d: [\n`);
  expect(messageOf(() => checkStackFile(folder, "test"))).toMatch(/^Pulumi\.test\.yaml:\d+:\d+: got/);
  expect(messageOf(() => checkStackFile(folder, "test"))).not.toContain(canary);
});

describe("the program asks the stack file where the engine's encrypted values are", () => {
  const before = { ...process.env };
  const run = (config: Record<string, unknown>) => () => {
    const all = Object.entries(config).map(([section, value]) => [
      `gke-bluegreen:${section}`,
      JSON.stringify(decrypted(value)),
    ]);
    const keys = Object.entries(config).filter(([, value]) => encryptedPaths(value, []).length > 0);
    process.env["PULUMI_CONFIG_SECRET_KEYS"] = JSON.stringify(keys.map(([section]) => `gke-bluegreen:${section}`));
    jest.spyOn(pulumi.runtime, "allConfig").mockReturnValue(Object.fromEntries(all) as Record<string, string>);
    return readStack();
  };
  beforeEach(() => {
    process.env["GOOGLE_PROJECT"] = "p";
    void pulumi.runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "p", "test");
  });
  afterEach(() => {
    process.env = { ...before };
    jest.restoreAllMocks();
  });

  test.each([
    ["named by the variable", () => (process.env["GKE_BLUEGREEN_STACK_FILE"] = join(folder, "Pulumi.test.yaml"))],
    [
      "where the program runs, when the language host does not say where the project is",
      () => {
        jest.spyOn(pulumi, "getRootDirectory").mockReturnValue("rootDirectory");
        jest.spyOn(process, "cwd").mockReturnValue(folder);
      },
    ],
    ["beside Pulumi.yaml", () => jest.spyOn(pulumi, "getRootDirectory").mockReturnValue(folder)],
  ])("%s", (_, find) => {
    find();
    const right = withWeb(secrets({ key: secure }));
    write(right);
    expect(run(right)).not.toThrow();
    const wrong = withWeb({ ...secrets({ key: secure }), env: { LICENCE: secure } });
    write(wrong);
    expect(run(wrong)).toThrow(/apps\.web\.env\.LICENCE: got an encrypted value/);
  });

  test("fails where the file does not show them", () => {
    jest.spyOn(pulumi, "getRootDirectory").mockReturnValue(folder);
    write(withWeb({}));
    expect(run(withWeb(secrets({ key: secure })))).toThrow(/gke-bluegreen:apps: got encrypted values that are not in/);
  });
});
