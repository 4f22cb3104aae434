import { ClusterManagerClient } from "@google-cloud/container";
import { ExternalAccountClient, Impersonated, OAuth2Client, type AuthClient } from "google-auth-library";
import { loopbackAddress } from "../../sandbox/google-cloud/transport/directory";
import { Callers } from "../unit/google-cloud/iam-callers";
import { SandboxCloud, TOKEN } from "../unit/google-cloud/sandbox-cloud";

jest.setTimeout(60_000);

/** Google's own library gets each kind of token, and Google's own client calls with it. */
const project = "identities";
const location = `projects/${project}/locations/asia-northeast3-a`;
// Jest cannot run the dynamic import by which the library would find a fetch; for a browser's it looks here.
Object.assign(globalThis, { window: { fetch } });
const transporterOptions = { fetchImplementation: fetch };
let cloud: SandboxCloud;
let callers: Callers;
let email: string;
let pool: string;

beforeAll(async () => {
  cloud = await new SandboxCloud().start();
  callers = new Callers(cloud, project);
  await cloud.enable(project, "iam", "iamcredentials", "container");
  email = await callers.account("reads-clusters");
  pool = await callers.federate("74");
  const members = [`principalSet://iam.googleapis.com/${pool}/attribute.repository_id/74`];
  await cloud.call("POST", `/iam/v1/projects/${project}/serviceAccounts/${email}:setIamPolicy`, {
    policy: { bindings: [{ role: "roles/iam.workloadIdentityUser", members }] },
  });
}, 60_000);
afterAll(async () => await cloud.stop());

/** What `google-github-actions/auth` writes for a job. */
function job(impersonate: boolean): AuthClient {
  const audience = `//iam.googleapis.com/${pool}/providers/github`;
  const client = ExternalAccountClient.fromJSON({
    type: "external_account",
    audience,
    subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
    token_url: `${cloud.url}/sts/v1/token`,
    ...(impersonate && {
      service_account_impersonation_url: `${cloud.url}/iamcredentials/v1/projects/-/serviceAccounts/${email}:generateAccessToken`,
    }),
    credential_source: {
      url: `${cloud.url}/_sandbox/github/token?${new URLSearchParams({ audience: `https:${audience}` }).toString()}`,
      headers: { Authorization: `Bearer ${TOKEN}` },
      format: { type: "json", subject_token_field_name: "value" },
    },
    transporterOptions,
    scopes: ["https://www.googleapis.com/auth/cloud-platform"],
  });
  if (!client) throw new Error("the library knows no such credentials");
  return client;
}

function owner(): OAuth2Client {
  const client = new OAuth2Client({ transporterOptions });
  client.setCredentials({ access_token: TOKEN });
  return client;
}

const kinds: readonly [string, () => AuthClient, () => string][] = [
  [
    "a job of GitHub's, directly",
    () => job(false),
    () => `principalSet://iam.googleapis.com/${pool}/attribute.repository_id/74`,
  ],
  ["a job of GitHub's, as an account", () => job(true), () => `serviceAccount:${email}`],
  [
    "the owner, as an account",
    () =>
      new Impersonated({
        sourceClient: owner(),
        targetPrincipal: email,
        targetScopes: ["https://www.googleapis.com/auth/cloud-platform"],
        endpoint: `${cloud.url}/iamcredentials`,
        transporterOptions,
      }),
    () => `serviceAccount:${email}`,
  ],
];

test.each(kinds)("%s: may what the role gives, and is refused what it does not", async (_, authOf, member) => {
  await callers.policy({ role: "roles/container.clusterViewer", members: [member()] });
  const { token } = await authOf().getAccessToken();
  expect(token).toMatch(/^ya29\./);
  const authClient = new OAuth2Client({ transporterOptions });
  authClient.setCredentials({ access_token: token ?? "" });
  const client = new ClusterManagerClient({
    apiEndpoint: loopbackAddress("container"),
    port: cloud.server.port,
    protocol: "http",
    fallback: true,
    projectId: project,
    // Each package has its own copy of the auth library's types.
    authClient: authClient as never,
  });
  const [{ clusters }] = await client.listClusters({ parent: location });
  expect(clusters).toEqual([]);
  await expect(
    client.createCluster({ parent: location, cluster: { name: "c", initialNodeCount: 1 } }),
  ).rejects.toMatchObject({ code: 7, message: expect.stringContaining("container.clusters.create") as string });
});
