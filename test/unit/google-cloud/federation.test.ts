import { join } from "node:path";
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from "jose";
import { GITHUB, GOOGLE, Issuer } from "../../../sandbox/google-cloud/iam/issuer";
import { Callers } from "./iam-callers";
import { SandboxCloud } from "./sandbox-cloud";

const project = "federation";
const repository = "74";
const condition = `assertion.repository_id == '${repository}'`;
let cloud: SandboxCloud;
let callers: Callers;
/** `projects/<number>/locations/global/workloadIdentityPools/github` */
let pool: string;
let account: string;
let audience: string;

beforeAll(async () => {
  cloud = await new SandboxCloud().start();
  callers = new Callers(cloud, project);
  await cloud.enable(project, "iam", "iamcredentials", "container");
  const { body } = await cloud.call<{ projectNumber: string }>("GET", `/cloudresourcemanager/v1/projects/${project}`);
  pool = `projects/${body.projectNumber}/locations/global/workloadIdentityPools/github`;
  const pools = `/iam/v1/projects/${project}/locations/global/workloadIdentityPools`;
  await done("POST", `${pools}?workloadIdentityPoolId=github`, {});
  await done("POST", `${pools}/github/providers?workloadIdentityPoolProviderId=github`, {
    oidc: { issuerUri: GITHUB },
    attributeMapping: {
      "google.subject": "assertion.sub",
      "attribute.environment":
        "assertion.repository_id + '/' + (has(assertion.environment) ? assertion.environment : '')",
    },
    attributeCondition: condition,
  });
  audience = `//iam.googleapis.com/${pool}/providers/github`;
  account = await callers.account("deploys");
  await cloud.call("POST", `/iam/v1/projects/${project}/serviceAccounts/${account}:setIamPolicy`, {
    policy: {
      bindings: [
        {
          role: "roles/iam.workloadIdentityUser",
          members: [`principalSet://iam.googleapis.com/${pool}/attribute.environment/${repository}/production`],
        },
      ],
    },
  });
}, 60_000);
afterAll(async () => await cloud.stop(), 60_000);

/** A change that is a long-running operation. */
async function done(verb: string, path: string, body: object) {
  const { status, body: operation } = await cloud.call<{ name: string }>(verb, path, body);
  if (status !== 200) throw new Error(JSON.stringify(operation));
  await cloud.until(`/iam/v1/${operation.name}`);
}

async function github(claims: Record<string, string>): Promise<string> {
  const query = new URLSearchParams({ audience: `https:${audience}`, repository_id: repository, ...claims });
  return (await cloud.call<{ value: string }>("GET", `/_sandbox/github/token?${query.toString()}`)).body.value;
}

interface Exchanged {
  readonly access_token?: string;
  readonly error?: string;
  readonly error_description?: string;
}

async function exchange(subjectToken: string, more: Record<string, string> = {}) {
  const response = await fetch(`${cloud.url}/sts/v1/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      requested_token_type: "urn:ietf:params:oauth:token-type:access_token",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      scope: "https://www.googleapis.com/auth/cloud-platform",
      audience,
      subject_token: subjectToken,
      ...more,
    }),
  });
  return { status: response.status, body: (await response.json()) as Exchanged };
}

test("a job of the environment acts as the account that trusts it, and one of another environment does not", async () => {
  const tokenOf = async (environment: string) =>
    (await exchange(await github({ environment }))).body.access_token ?? "";
  expect(await callers.token(account, await tokenOf("production"))).toMatch(/^ya29\./);
  await expect(callers.token(account, await tokenOf("preview"))).rejects.toThrow("iam.serviceAccounts.getAccessToken");
});

test("a federated identity can have roles of its own", async () => {
  const call = callers.as((await exchange(await github({ environment: "audit" }))).body.access_token ?? "");
  const path = `/container/v1/projects/${project}/locations/-/clusters`;
  expect((await call("GET", path)).status).toBe(403);
  await callers.policy({
    role: "roles/container.clusterViewer",
    members: [`principalSet://iam.googleapis.com/${pool}/attribute.environment/${repository}/audit`],
  });
  expect((await call("GET", path)).status).toBe(200);
});

describe("an exchange is refused", () => {
  const refused = async (token: string, error: string, description: string, more = {}) => {
    const { status, body } = await exchange(token, more);
    expect([status, body.error]).toEqual([400, error]);
    expect(body.error_description).toContain(description);
  };

  test("for another repository: the condition says no", async () =>
    await refused(await github({ repository_id: "75" }), "unauthorized_client", "rejected by the attribute condition"));
  test("for a token of another audience", async () =>
    await refused(
      await github({ audience: "https://github.com/octo-org" }),
      "invalid_grant",
      'The audience in ID Token ["https://github.com/octo-org"] does not match the expected audience.',
    ));
  test("for a token of another issuer", async () => {
    const other = new Issuer(GOOGLE, join(cloud.folder, "google-issuer.pem"));
    const token = await other.sign({ sub: "1" }, `https:${audience}`, 300);
    await refused(
      token,
      "invalid_grant",
      `The issuer in ID Token ${GOOGLE} does not match the expected ones: ${GITHUB}`,
    );
  });
  test("for a token in the issuer's name that somebody else signed", async () => {
    const forged = new Issuer(GITHUB, join(cloud.folder, "forged.pem"));
    const token = await forged.sign({ sub: "1", repository_id: repository }, `https:${audience}`, 300);
    await refused(token, "invalid_grant", "signature");
  });
  test("for a token that has expired", async () => {
    const issuer = new Issuer(GITHUB, join(cloud.folder, "github-issuer.pem"));
    const token = await issuer.sign({ sub: "1", repository_id: repository }, `https:${audience}`, -10);
    await refused(token, "invalid_grant", "is stale to sign-in");
  });
  test("for a token that lacks what the mapping reads", async () => {
    const issuer = new Issuer(GITHUB, join(cloud.folder, "github-issuer.pem"));
    const token = await issuer.sign({ repository_id: repository }, `https:${audience}`, 300);
    await refused(token, "invalid_grant", "google.subject");
  });
  test("for what is no token", async () => await refused("nonsense", "invalid_grant", "Unable to parse the ID Token."));
  test("for a provider that is not there, or is switched off", async () => {
    const token = await github({});
    await refused(token, "invalid_target", "disabled or deleted", {
      audience: audience.replace(/github$/, "gitlab"),
    });
    const provider = `/iam/v1/${pool}/providers/github`;
    await done("PATCH", `${provider}?updateMask=disabled`, { disabled: true });
    await refused(token, "invalid_target", "disabled or deleted");
    await done("PATCH", `${provider}?updateMask=disabled`, { disabled: false });
    expect((await exchange(token)).status).toBe(200);
  });
  test("for an unknown kind of grant", async () =>
    await refused(await github({}), "unsupported_grant_type", "token-exchange", { grant_type: "password" }));
});

test("an issuer that cannot be reached is 501, and one whose keys are given is believed", async () => {
  const pools = `/iam/v1/projects/${project}/locations/global/workloadIdentityPools/github/providers`;
  const own = new Issuer("https://issuer.example.com", join(cloud.folder, "own.pem"));
  const provider = { oidc: { issuerUri: own.url }, attributeMapping: { "google.subject": "assertion.sub" } };
  await done("POST", `${pools}?workloadIdentityPoolProviderId=other`, provider);
  const to = { audience: audience.replace(/github$/, "other") };
  const token = await own.sign({ sub: "me" }, `https:${to.audience}`, 300);
  expect((await exchange(token, to)).status).toBe(501);
  await done("PATCH", `${pools}/other?updateMask=oidc`, {
    ...provider,
    oidc: { ...provider.oidc, jwksJson: JSON.stringify(await own.keySet()) },
  });
  expect((await exchange(token, to)).status).toBe(200);
});

test("GitHub's tokens are the owner's to ask for", async () => {
  const { status } = await callers.as((await exchange(await github({}))).body.access_token ?? "")(
    "GET",
    "/_sandbox/github/token",
  );
  expect(status).toBe(403);
});

test("an identity token says who it is of, and Google's keys prove it", async () => {
  const { body } = await cloud.call<{ token: string }>(
    "POST",
    `/iamcredentials/v1/projects/-/serviceAccounts/${account}:generateIdToken`,
    { audience: "https://service.example.com", includeEmail: true },
  );
  const keys = (await cloud.call("GET", "/oauth2/v3/certs")).body as unknown as JSONWebKeySet;
  const { payload } = await jwtVerify(body.token, createLocalJWKSet(keys), { issuer: GOOGLE });
  expect(payload).toMatchObject({ aud: "https://service.example.com", email: account, email_verified: true });
});
