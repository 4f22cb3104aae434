import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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

const key = `projects/${google}/locations/global/keyRings/pulumi/cryptoKeys/state`;
const stateBucket = "shop-pulumi-state";

/** The stack: as a person made it, and as a pull request would have it. */
const config = (wanted: "made" | "changed") => {
  const changed = wanted === "changed";
  return {
    cluster: {
      name: "shop",
      location: "asia-northeast3-a",
      deletionProtection: false,
      labels: changed ? { team: "web" } : {},
      controlPlane: { endpoint: "private", cidr: "172.16.0.0/28" },
      nodePools: { default: { nodeCount: 1 } },
    },
    network: {
      nat: { minPortsPerVm: changed ? 256 : 128 },
      webhookPorts: changed ? [8443] : [8443, 9443],
    },
    registry: { deleteAfter: changed ? "30d" : "90d" },
    services: { extra: changed ? ["dns.googleapis.com"] : [] },
    monitoring: {
      channels: { oncall: { email: "oncall@example.com" } },
      alerts: { nodeCpu: { threshold: changed ? 0.7 : 0.8 } },
    },
    triggers: { site: { github: "octo-org/shop", branch: "^main$" } },
    images: {
      site: { context: "examples/imageview", tags: { v1: { buildArgs: { COLOR: changed ? "green" : "blue" } } } },
    },
    identities: { github: { repository: "octo-org/shop", repositoryId, state: { bucket: stateBucket, key } } },
  };
};

beforeAll(async () => {
  project = await InfraProject.create({}, { decided: (decision) => decisions.push(decision) });
  const { cloud } = project;
  await cloud.enable(google, "cloudkms", "storage");
  // Where the engine keeps the stack is there before the stack is.
  await cloud.call("POST", `/storage/v1/b?project=${google}`, { name: stateBucket, location: "US" });
  await cloud.call("POST", `/cloudkms/v1/projects/${google}/locations/global/keyRings?keyRingId=pulumi`, {});
  await cloud.call(
    "POST",
    `/cloudkms/v1/projects/${google}/locations/global/keyRings/pulumi/cryptoKeys?cryptoKeyId=state`,
    { purpose: "ENCRYPT_DECRYPT" },
  );
  stack = project.stack("shop");
  stack.configure(config("made"));
  // The first update is a person's.
  await stack.mustUp();
}, 280_000);
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

/** What an account was asked for by a pipeline's command, all of which it had. */
async function asked(token: string, command: () => Promise<unknown>): Promise<readonly string[]> {
  decisions = [];
  project.environment["GOOGLE_OAUTH_ACCESS_TOKEN"] = token;
  const refused = () =>
    decisions
      .filter(({ allowed }) => !allowed)
      .map(({ permission, resource }) => `${permission} on ${resource}`)
      .join("\n");
  try {
    await command();
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\nrefused:\n${refused()}`, {
      cause: error,
    });
  } finally {
    project.environment["GOOGLE_OAUTH_ACCESS_TOKEN"] = TOKEN;
  }
  expect(refused()).toBe("");
  return [...new Set(decisions.map(({ permission }) => permission))].sort();
}

async function cli(...args: string[]): Promise<string> {
  const { exit, output } = await project.cli([...args, "--stack", "shop"]);
  // 2: there are changes.
  if (exit !== 0 && exit !== 2) throw new Error(`gke-bluegreen ${args.join(" ")} ended with ${exit}:\n${output}`);
  return output;
}

const needs: Record<string, readonly string[]> = {};

test("the preview's account finds no drift in a stack that is deployed", async () => {
  const token = await tokenOf("preview", "plan");
  needs["drift"] = await asked(token, () => cli("drift", "--run-program", "--format", "markdown"));
});

const reviewed = () => join(project.folder, "report.json");

test("and previews a change, with its drift", async () => {
  stack.configure(config("changed"));
  const token = await tokenOf("preview", "preview");
  needs["preview"] = await asked(token, () => cli("preview", "--drift", "--format", "markdown", "--save", reviewed()));
});

test("the deploying account applies the plan that the preview's account made", async () => {
  const { planHash } = JSON.parse(readFileSync(reviewed(), "utf8")) as { planHash: string };
  const token = await tokenOf("deploy", "production");
  needs["deploy"] = await asked(token, () => cli("apply", "--plan-hash", planHash, "--reviewed", reviewed()));
});

test("both read the state and decrypt its key, and only the deploying account writes", async () => {
  for (const [use, environment, writes] of [
    ["preview", "preview", 403],
    ["deploy", "production", 200],
  ] as const) {
    const Authorization = `Bearer ${await tokenOf(use, environment)}`;
    const call = async (verb: string, path: string, body?: unknown) =>
      (await project.cloud.call(verb, path, body, { Authorization })).status;
    const { body } = await project.cloud.call<{ ciphertext: string }>("POST", `/cloudkms/v1/${key}:encrypt`, {
      plaintext: Buffer.from("data key").toString("base64"),
    });
    expect(await call("GET", `/storage/v1/b/${stateBucket}/o`)).toBe(200);
    expect(await call("POST", `/upload/storage/v1/b/${stateBucket}/o?uploadType=media&name=.pulumi/x`, "{}")).toBe(
      writes,
    );
    expect(await call("GET", `/storage/v1/b/${stateBucket}/o/.pulumi%2Fx?alt=media`)).toBe(writes === 200 ? 200 : 404);
    expect(await call("POST", `/cloudkms/v1/${key}:decrypt`, { ciphertext: body.ciphertext })).toBe(200);
    expect(await call("POST", `/cloudkms/v1/${key}:encrypt`, { plaintext: "" })).toBe(403);
  }
});

test("each role that is left out makes a step fail", () => {
  const rowsOf = (account: string, roles: readonly string[], steps: readonly string[]) =>
    roles.map((role) => {
      const others = new Set(roles.filter((one) => one !== role).flatMap((one) => [...permissionsOf(one)]));
      const alone = [...new Set(steps.flatMap((step) => needs[step] ?? []))]
        .filter((one) => permissionsOf(role).has(one) && !others.has(one))
        .sort();
      const failing = steps.filter((step) => needs[step]?.some((one) => alone.includes(one)));
      return `| ${account} | \`${role}\` | ${failing.join(", ") || "nothing"} | ${alone.map((one) => `\`${one}\``).join(", ")} |`;
    });
  const rows = [...rowsOf("preview", previewRoles, ["preview", "drift"]), ...rowsOf("deploy", deployRoles, ["deploy"])];
  const page = join(__dirname, "../../docs/identities.md");
  const table = rows.join("\n");
  const text = readFileSync(page, "utf8");
  const [before = "", after = ""] = text.split(/(?<=\| -+ \| -+ \| -+ \| -+ \|\n)[^]*?(?=\n\n|\n$)/);
  const wanted = `${before}${table}${after}`;
  if (process.env["UPDATE_GOLDEN"]) return writeFileSync(page, wanted);
  expect(rows.filter((row) => row.includes("| nothing |"))).toEqual([]);
  expect(plain(text)).toBe(plain(wanted));
});

/** Whatever the columns' widths are. */
const plain = (text: string) => text.replaceAll(/ +/g, " ").replaceAll(/-{3,}/g, "---");
