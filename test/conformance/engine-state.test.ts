import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CertificateAuthority } from "../../sandbox/kubernetes/control-plane/pki";
import { engineFolder } from "../../sandbox/toolchain";
import { SandboxCloud, TOKEN } from "../unit/google-cloud/sandbox-cloud";

jest.setTimeout(300_000);

/** State in a bucket, secrets under a key, as the README sets them up: the engine as it is, told of nothing but a proxy. */
const run = promisify(execFile);
const project = "state-project";
const key = `projects/${project}/locations/global/keyRings/pulumi/cryptoKeys/state`;
const folder = mkdtempSync(join(tmpdir(), "engine-state-"));
let cloud: SandboxCloud;
let env: Record<string, string>;

beforeAll(async () => {
  const authority = await CertificateAuthority.open(join(folder, "ca"), "test");
  const { cert, key: privateKey } = await authority.issue("google", {
    commonName: "google",
    names: ["DNS:*.googleapis.com"],
  });
  const certificate = readFileSync(cert, "utf8");
  cloud = await new SandboxCloud().start({
    names: { host: "127.0.0.1", port: 0, certificate, key: readFileSync(privateKey, "utf8") },
  });
  await cloud.enable(project, "storage", "cloudkms");
  await cloud.call("POST", `/storage/v1/b?project=${project}`, { name: "state-bucket", location: "US" });
  const rings = `/cloudkms/v1/projects/${project}/locations/global/keyRings`;
  await cloud.call("POST", `${rings}?keyRingId=pulumi`, {});
  await cloud.call("POST", `${rings}/pulumi/cryptoKeys?cryptoKeyId=state`, { purpose: "ENCRYPT_DECRYPT" });
  writeFileSync(join(folder, "Pulumi.yaml"), "name: state\nruntime: yaml\n");
  const path = `${await engineFolder((line) => process.stderr.write(`${line}\n`))}:${process.env["PATH"] ?? ""}`;
  env = {
    HOME: folder,
    PATH: path,
    PULUMI_HOME: join(folder, "pulumi"),
    PULUMI_SKIP_UPDATE_CHECK: "1",
    PULUMI_BACKEND_URL: "gs://state-bucket",
    GOOGLE_OAUTH_ACCESS_TOKEN: TOKEN,
    HTTPS_PROXY: cloud.url,
    NO_PROXY: "127.0.0.1",
    SSL_CERT_FILE: authority.pair.cert,
  };
}, 300_000);
afterAll(async () => {
  await cloud?.stop();
  rmSync(folder, { recursive: true });
});

const pulumi = async (...args: readonly string[]) =>
  (await run("pulumi", [...args, "--non-interactive"], { cwd: folder, env })).stdout;

test("a stack is made in the bucket, and a secret is under the key: nobody reads it in either file", async () => {
  await pulumi("stack", "init", "dev", "--secrets-provider", `gcpkms://${key}`);
  await pulumi("config", "set", "--secret", "password", "a-word-of-the-stack");
  expect(await pulumi("config", "get", "password")).toContain("a-word-of-the-stack");
  const { body } = await cloud.call<{ items: { name: string }[] }>("GET", "/storage/v1/b/state-bucket/o");
  expect(body.items.map(({ name }) => name)).toContain(".pulumi/stacks/state/dev.json");
  const exported = JSON.parse(await pulumi("stack", "export")) as { deployment: { secrets_providers: object } };
  expect(exported.deployment.secrets_providers).toMatchObject({ type: "cloud", state: { url: `gcpkms://${key}` } });
  expect(readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8")).not.toContain("a-word-of-the-stack");
});

test("without the key nothing is opened", async () => {
  await cloud.call("PUT", "/_sandbox/faults", {
    faults: [{ method: "cloudkms.KeyManagementService.Decrypt", times: 9, error: { status: 403 } }],
  });
  await expect(pulumi("config", "get", "password")).rejects.toMatchObject({
    stderr: expect.stringContaining("PermissionDenied") as string,
  });
});
