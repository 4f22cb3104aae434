import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { CertificateAuthority } from "../../sandbox/kubernetes/control-plane/pki";
import { Callers } from "../unit/google-cloud/iam-callers";
import { freePort } from "../unit/google-cloud/free-port";
import { SandboxCloud } from "../unit/google-cloud/sandbox-cloud";
import { pythonWithClients } from "./python/environment";

jest.setTimeout(600_000);

/**
 * Google's Python clients, unmodified and told of no address: they get each kind of token by Google's own defaults, and reach the sandbox
 * by Google's own names.
 */
const run = promisify(execFile);
const project = "python-identities";
const folder = mkdtempSync(join(tmpdir(), "python-identities-"));
let cloud: SandboxCloud;
let callers: Callers;
let python: string;
let machine: Record<string, string>;
let email: string;
let pool: string;
let metadata: string;

beforeAll(async () => {
  python = await pythonWithClients((line) => process.stderr.write(`${line}\n`));
  const authority = await CertificateAuthority.open(join(folder, "ca"), "test");
  const { cert, key } = await authority.issue("google", { commonName: "g", names: ["DNS:*.googleapis.com"] });
  const port = await freePort();
  metadata = `127.0.0.1:${port}`;
  cloud = await new SandboxCloud().start({
    metadata: { host: "127.0.0.1", port },
    names: { host: "127.0.0.1", port: 0, certificate: readFileSync(cert, "utf8"), key: readFileSync(key, "utf8") },
  });
  machine = {
    HOME: folder,
    PATH: process.env["PATH"] ?? "",
    HTTPS_PROXY: cloud.url,
    https_proxy: cloud.url,
    NO_PROXY: "127.0.0.1",
    REQUESTS_CA_BUNDLE: authority.pair.cert,
    GRPC_DEFAULT_SSL_ROOTS_FILE_PATH: authority.pair.cert,
  };
  callers = new Callers(cloud, project);
  await cloud.enable(project, "iam", "iamcredentials", "container", "compute", "storage");
  email = await callers.account("reads-things");
  await cloud.call("POST", `/storage/v1/b?project=${project}`, { name: "python-things", location: "US" });
  await cloud.call("POST", "/upload/storage/v1/b/python-things/o?uploadType=media&name=a/b", "content");
  pool = await callers.federate("74");
  await standCluster();
}, 600_000);
afterAll(async () => {
  await cloud?.stop();
  rmSync(folder, { recursive: true });
});

/** A cluster with Workload Identity, of which this process is a pod. */
async function standCluster(): Promise<void> {
  const location = "asia-northeast3-a";
  const clusters = `/container/v1/projects/${project}/locations/${location}`;
  const { body } = await cloud.call<{ name: string }>("POST", `${clusters}/clusters`, {
    cluster: {
      name: "shop",
      workloadIdentityConfig: { workloadPool: `${project}.svc.id.goog` },
      nodePools: [{ name: "default", initialNodeCount: 1 }],
    },
  });
  await cloud.until(`${clusters}/operations/${body.name}`);
  cloud.clusters.owners.set("127.0.0.1", {
    kind: "pod",
    cluster: { project, location, name: "shop" },
    nodePool: "default",
    node: "n",
    zone: location,
    namespace: "data",
    serviceAccount: { name: "loader", uid: "1", annotations: {} },
  });
}

/** What `google-github-actions/auth` writes. */
async function job(impersonate: boolean): Promise<Record<string, string>> {
  const audience = `iam.googleapis.com/${pool}/providers/github`;
  const query = new URLSearchParams({ audience: `https://${audience}`, repository_id: "74" }).toString();
  const { body } = await cloud.call<{ value: string }>("GET", `/_sandbox/github/token?${query}`);
  const [token, file] = [join(folder, "token"), join(folder, `credentials-${impersonate}.json`)];
  writeFileSync(token, body.value);
  const text = JSON.stringify({
    type: "external_account",
    audience: `//${audience}`,
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: "https://sts.googleapis.com/v1/token",
    credential_source: { file: token },
    ...(impersonate && {
      service_account_impersonation_url: `https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${email}:generateAccessToken`,
    }),
  });
  writeFileSync(file, text);
  return { GOOGLE_APPLICATION_CREDENTIALS: file };
}

const repository = () => `principalSet://iam.googleapis.com/${pool}/attribute.repository_id/74`;
const workload = () => `serviceAccount:${project}.svc.id.goog[data/loader]`;
const pod = () => ({ GCE_METADATA_HOST: metadata, GCE_METADATA_IP: metadata });
const account = () => `serviceAccount:${email}`;

interface Kind {
  readonly credentials: string;
  readonly environment: () => Promise<Record<string, string>> | Record<string, string>;
  /** Who the roles are of. */
  readonly member: () => string;
  /** Who may act as the account. */
  readonly trusted?: () => string;
  readonly role?: string;
  readonly target?: () => string;
}

test.each<[string, Kind]>([
  ["a job of GitHub's, directly", { credentials: "Credentials", environment: () => job(false), member: repository }],
  [
    "a job of GitHub's, as an account",
    { credentials: "Credentials", environment: () => job(true), member: account, trusted: repository },
  ],
  ["a pod, as itself", { credentials: "Credentials", environment: pod, member: workload }],
  [
    "a pod that acts as an account by itself",
    {
      credentials: "Credentials",
      environment: pod,
      member: account,
      trusted: workload,
      role: "roles/iam.serviceAccountTokenCreator",
      target: () => email,
    },
  ],
])("%s: may what its role gives, and is refused what it does not", async (_, kind) => {
  const { role = "roles/iam.workloadIdentityUser", trusted, member, target } = kind;
  await cloud.call("POST", `/iam/v1/projects/${project}/serviceAccounts/${email}:setIamPolicy`, {
    policy: { bindings: trusted ? [{ role, members: [trusted()] }] : [] },
  });
  await callers.policy({ role: "roles/storage.objectViewer", members: [member()] });
  const env = { ...machine, ...(await kind.environment()) };
  const script = join(__dirname, "python", "identity_client.py");
  const args = [script, project, "python-things", "a/b", ...(target ? [target()] : [])];
  const { stdout } = await run(python, args, { env });
  expect(JSON.parse(stdout)).toMatchObject({
    credentials: kind.credentials,
    object: "content",
    names: ["a/b"],
    written: { raises: "Forbidden", message: expect.stringContaining("storage.objects.create") as string },
    clusters: { raises: "PermissionDenied", message: expect.stringContaining("container.clusters.list") as string },
  });
});
