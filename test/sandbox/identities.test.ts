import { deployRoles, previewRoles } from "../../infra/github-identity";
import type { Decision } from "../../sandbox/google-cloud/iam/authority";
import { permissionsOf } from "../../sandbox/google-cloud/iam/roles";
import { TOKEN } from "../unit/google-cloud/sandbox-cloud";
import { InfraProject, type InfraStack } from "./infra/project";

jest.setTimeout(300_000);

/**
 * The identities that the program makes, as the pipelines use them: a job's token of GitHub's issuer becomes an access token of the
 * account, and with that, and nothing else, the pipelines' own commands run against a stack that is deployed.
 */
const google = "shop-project";
const repositoryId = "74";
let decisions: Decision[] = [];
let project: InfraProject;
let stack: InfraStack;

const images = { site: { context: "examples/imageview", tags: { v1: { buildArgs: { COLOR: "blue" } } } } };
const config = (labels: object = {}, more: object = {}) => ({
  cluster: {
    name: "shop",
    location: "asia-northeast3-a",
    deletionProtection: false,
    labels,
    nodePools: { default: { nodeCount: 1 } },
  },
  images,
  identities: { github: { repository: "octo-org/shop", repositoryId } },
  ...more,
});

beforeAll(async () => {
  project = await InfraProject.create({}, { decided: (decision) => decisions.push(decision) });
  stack = project.stack("shop");
  stack.configure(config());
  // The first update is a person's.
  await stack.mustUp();
}, 240_000);
afterAll(() => project.close());

/** As `google-github-actions/auth` gets it. */
async function tokenOf(use: "deploy" | "preview", environment: string): Promise<string> {
  const { cloud } = project;
  const { body } = await cloud.call<{ projectNumber: string }>("GET", `/cloudresourcemanager/v1/projects/${google}`);
  const provider = `iam.googleapis.com/projects/${body.projectNumber}/locations/global/workloadIdentityPools/github/providers/github`;
  const claims = new URLSearchParams({
    audience: `https://${provider}`,
    repository_id: repositoryId,
    event_name: "push",
    environment,
  });
  const job = await cloud.call<{ value: string }>("GET", `/_sandbox/github/token?${claims.toString()}`);
  const exchanged = await fetch(`${cloud.url}/sts/v1/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "urn:ietf:params:oauth:grant-type:token-exchange",
      requested_token_type: "urn:ietf:params:oauth:token-type:access_token",
      subject_token_type: "urn:ietf:params:oauth:token-type:jwt",
      scope: "https://www.googleapis.com/auth/cloud-platform",
      audience: `//${provider}`,
      subject_token: job.body.value,
    }),
  });
  const federated = (await exchanged.json()) as { access_token?: string };
  const email = `shop-${use}@${google}.iam.gserviceaccount.com`;
  const { status, body: given } = await cloud.call<{ accessToken: string }>(
    "POST",
    `/iamcredentials/v1/projects/-/serviceAccounts/${email}:generateAccessToken`,
    { scope: ["https://www.googleapis.com/auth/cloud-platform"] },
    { Authorization: `Bearer ${federated.access_token ?? ""}` },
  );
  if (status !== 200) throw new Error(JSON.stringify(given));
  return given.accessToken;
}

/** What an account was asked for by a pipeline's command, and had. */
async function asked(token: string, command: () => Promise<string>): Promise<readonly string[]> {
  decisions = [];
  project.environment["GOOGLE_OAUTH_ACCESS_TOKEN"] = token;
  try {
    const output = await command();
    const refused = decisions.filter(({ allowed }) => !allowed);
    if (refused.length > 0)
      throw new Error(
        `${output}\nrefused: ${refused.map(({ permission, resource }) => `${permission} on ${resource}`).join("\n")}`,
      );
    return [...new Set(decisions.map(({ permission }) => permission))].sort();
  } catch (error) {
    const refused = decisions.filter(({ allowed }) => !allowed);
    throw new Error(
      `${String(error)}\nREFUSED ${refused.map(({ permission, resource }) => `${permission} on ${resource}`).join("\n")}`,
    );
  } finally {
    project.environment["GOOGLE_OAUTH_ACCESS_TOKEN"] = TOKEN;
  }
}

async function cli(...args: string[]): Promise<string> {
  const { exit, output } = await project.cli(args);
  if (exit !== 0 && exit !== 2) throw new Error(`gke-bluegreen ${args.join(" ")} ended with ${exit}:\n${output}`);
  return output;
}

const needs: Record<string, readonly string[]> = {};

test("the preview's account previews a stack that is deployed, with its drift", async () => {
  stack.configure(config({ team: "web" }));
  const token = await tokenOf("preview", "preview");
  needs["preview"] = await asked(token, () => cli("preview", "--stack", "shop", "--drift", "--format", "markdown"));
});

test("and finds drift on behalf of the branch", async () => {
  const token = await tokenOf("preview", "plan");
  needs["drift"] = await asked(token, () => cli("drift", "--stack", "shop", "--run-program", "--format", "markdown"));
});

test("the deploying account deploys what somebody approved", async () => {
  const built = { site: { context: "examples/imageview", tags: { v1: { buildArgs: { COLOR: "green" } } } } };
  stack.configure(config({ team: "web" }, { images: built }));
  const token = await tokenOf("deploy", "production");
  needs["deploy"] = await asked(token, () => stack.mustUp());
});

test("each role that is left out makes a step fail", () => {
  const table = (roles: readonly string[], steps: readonly string[]) =>
    roles.map((role) => {
      const others = new Set(roles.filter((one) => one !== role).flatMap((one) => [...permissionsOf(one)]));
      const alone = steps.flatMap((step) =>
        (needs[step] ?? [])
          .filter((one) => permissionsOf(role).has(one) && !others.has(one))
          .map((one) => `${step}: ${one}`),
      );
      return `${role}: ${alone.join(", ")}`;
    });
  expect([...table(previewRoles, ["preview", "drift"]), ...table(deployRoles, ["deploy"])].join("\n")).toBe("");
});
