import { deployPlatform } from "../../../infra";
import { accountId } from "../../../infra/service-account";
import { only, registered, stackOf } from "./program";

const cluster = { name: "imageview", location: "asia-northeast3-a", nodePools: { default: {} } };
const run = async (config: object) =>
  (await registered(() => deployPlatform(stackOf({ cluster, ...config })))).resources;
const github = { repository: "me/shop", repositoryId: 4242 };
const principal = (attribute: string) => new RegExp(`^principalSet://iam.googleapis.com/.*/attribute.${attribute}$`);

test("GitHub is trusted by the repository's numeric id and the environment, and by nothing that can be renamed", async () => {
  const resources = await run({ identities: { github } });
  expect(only(resources, "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider")).toMatchObject({
    attributeCondition: "assertion.repository_id == '4242'",
    oidc: { issuerUri: "https://token.actions.githubusercontent.com" },
  });
  const iam = "gcp:serviceaccount/iAMMember:IAMMember";
  expect(only(resources, iam, "github-deploy")["member"]).toMatch(principal("environment/4242/production"));
  expect(only(resources, iam, "github-preview")["member"]).toMatch(principal("environment/4242/preview"));
  expect(only(resources, iam, "github-plan")["member"]).toMatch(principal("environment/4242/plan"));
});

test("the state is read by previews and written by deployments, and both decrypt with its key", async () => {
  const key = "projects/p/locations/global/keyRings/pulumi/cryptoKeys/state";
  const resources = await run({ identities: { github: { ...github, state: { bucket: "my-state", key } } } });
  const bucket = "gcp:storage/bucketIAMMember:BucketIAMMember";
  expect(only(resources, bucket, "github-preview-state")).toMatchObject({
    bucket: "my-state",
    role: "roles/storage.objectViewer",
  });
  expect(only(resources, bucket, "github-deploy-state")["role"]).toBe("roles/storage.objectUser");
  for (const who of ["preview", "deploy"])
    expect(only(resources, "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember", `github-${who}-key`)).toMatchObject({
      cryptoKeyId: key,
      role: "roles/cloudkms.cryptoKeyDecrypter",
    });
});

test("a ref counts only in runs that somebody caused who may write to the repository", async () => {
  const resources = await run({ identities: { github } });
  const provider = only(resources, "gcp:iam/workloadIdentityPoolProvider:WorkloadIdentityPoolProvider");
  const mapping = (provider["attributeMapping"] as Record<string, string>)["attribute.ref"] ?? "";
  const [, events = ""] = /assertion\.event_name in \[([^\]]*)\] \? assertion\.ref : ''/.exec(mapping) ?? [];
  expect(events.split(", ")).toEqual(["'push'", "'workflow_dispatch'", "'schedule'"]);
});

test("a ref can deploy in place of an environment", async () => {
  const resources = await run({ identities: { github: { ...github, deploy: { ref: "refs/heads/main" } } } });
  expect(only(resources, "gcp:serviceaccount/iAMMember:IAMMember", "github-deploy")["member"]).toMatch(
    principal("ref/4242/refs/heads/main"),
  );
});

test("no account may hand out rights, and the previewing one may change nothing", async () => {
  const resources = await run({ identities: { github } });
  const roles = (who: string) =>
    resources.flatMap(({ type, name, inputs }) =>
      type === "gcp:projects/iAMMember:IAMMember" && name.startsWith(who) ? [inputs["role"] as string] : [],
    );
  const all = ["nodes", "builder", "github-deploy", "github-preview"].flatMap(roles);
  expect(all.length).toBeGreaterThan(15);
  expect(
    all.filter(
      (role) =>
        /owner|editor$|projectIamAdmin|serviceAccountTokenCreator|serviceAccountAdmin|serviceAccountKeyAdmin|secretmanager/.test(
          role,
        ) && !/builds.editor|monitoring.editor/.test(role),
    ),
  ).toEqual([]);
  expect(roles("github-preview").filter((role) => !/[vV]iewer|reader|browser|Reviewer/.test(role))).toEqual([]);
  expect(roles("nodes-")).toEqual([
    "roles/container.defaultNodeServiceAccount",
    "roles/stackdriver.resourceMetadata.writer",
  ]);
});

test("only the builder writes to the repository, and the nodes read", async () => {
  const resources = await run({});
  const grants = resources.filter(
    ({ type }) => type === "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember",
  );
  expect(grants.map(({ inputs }) => [inputs["role"], inputs["member"]])).toEqual([
    ["roles/artifactregistry.reader", "serviceAccount:imageview-nodes@test-project.iam.gserviceaccount.com"],
    ["roles/artifactregistry.writer", "serviceAccount:imageview-builder@test-project.iam.gserviceaccount.com"],
  ]);
});

test("account names keep within Google's 6 to 30 characters, and apart", () => {
  expect(accountId("imageview-nodes")).toBe("imageview-nodes");
  const long = ["a-cluster-with-a-very-long-name-one-nodes", "a-cluster-with-a-very-long-name-two-nodes"].map(
    accountId,
  );
  for (const id of [...long, accountId("a")]) expect(id).toMatch(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/);
  expect(new Set(long).size).toBe(2);
});

test("triggers of both generations", async () => {
  const triggers = {
    old: { github: "me/shop", branch: "^main$" },
    new: {
      repository: "projects/p/locations/us-central1/connections/c/repositories/r",
      tag: "^v",
      location: "us-central1",
      approval: true,
    },
  };
  const resources = await run({ triggers });
  const type = "gcp:cloudbuild/trigger:Trigger";
  expect(only(resources, type, "triggers-old")).toMatchObject({
    github: { owner: "me", name: "shop", push: { branch: "^main$" } },
    filename: "cloudbuild.yaml",
  });
  expect(only(resources, type, "triggers-new")).toMatchObject({
    repositoryEventConfig: { push: { tag: "^v" } },
    approvalConfig: { approvalRequired: true },
    location: "us-central1",
  });
});
