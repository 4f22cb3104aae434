import { permissionsFor, permissionsOf } from "../../../sandbox/google-cloud/iam/roles";
import { rows } from "../../../sandbox/google-cloud/iam/rows";
import { Tokens } from "../../../sandbox/google-cloud/iam/tokens";
import { services } from "../../../sandbox/google-cloud/services";
import { Directory } from "../../../sandbox/google-cloud/transport/directory";
import { FakeClusters } from "../../../sandbox/testing/fake-clusters";
import { Callers } from "./iam-callers";
import { SandboxCloud, TOKEN } from "./sandbox-cloud";

const project = "iam-decides";
const location = `projects/${project}/locations/asia-northeast3-a`;
let cloud: SandboxCloud;
let callers: Callers;
let email: string;
let call: ReturnType<Callers["as"]>;
const member = () => `serviceAccount:${email}`;

beforeAll(async () => {
  cloud = await new SandboxCloud().start();
  callers = new Callers(cloud, project);
  await cloud.enable(project, "container", "compute", "artifactregistry", "secretmanager", "iam", "iamcredentials");
  await cloud.enable(project, "cloudkms", "storage", "cloudbuild", "logging", "monitoring");
  email = await callers.account("somebody");
  call = callers.as(await callers.token(email));
}, 60_000);
afterAll(async () => await cloud.stop(), 60_000);

test("it is known what every method of the sandbox needs", () => {
  const world = { folder: "unused", accessToken: "x", clusters: new FakeClusters() };
  const methods = new Directory().schemas.flatMap(({ api, methods }) => methods.map(({ key }) => `${api}.${key}`));
  const served = services(world as never).flatMap(({ api, handlers }) =>
    Object.keys(handlers).map((key) => `${api}.${key}`),
  );
  const asked = new Set([
    "storage.objects.copy",
    "storage.objects.rewrite",
    "longrunning.Operations.GetOperation",
    "longrunning.Operations.CancelOperation",
  ]);
  const unknown = served.filter((title) => methods.includes(title) && !asked.has(title) && !permissionsFor(title));
  // Nobody says, and it must not be everybody who may look.
  expect(unknown).toEqual(["container.ClusterManager.CancelOperation"]);
  for (const { source } of Object.values(rows)) expect(source).toMatch(/https:\/\/|^derived: /);
});

test("a role permits what Google's permits", () => {
  expect(permissionsOf("roles/container.viewer").has("container.pods.list")).toBe(true);
  expect(permissionsOf("roles/container.viewer").has("container.secrets.get")).toBe(false);
  expect([...permissionsOf("roles/container.clusterViewer")].filter((one) => one.startsWith("container."))).toEqual([
    "container.clusters.connect",
    "container.clusters.get",
    "container.clusters.list",
  ]);
  expect(permissionsOf("roles/nothing").size).toBe(0);
});

describe("somebody without a role is refused in Google's words", () => {
  beforeAll(async () => void (await callers.policy()));

  test.each<[string, string, string, string]>([
    [
      "GKE",
      "GET",
      `/container/v1/${location}/clusters`,
      `Required "container.clusters.list" permission(s) for "projects/${project}/locations/asia-northeast3-a".`,
    ],
    [
      "Compute",
      "GET",
      `/compute/v1/projects/${project}/global/networks/default`,
      `Required 'compute.networks.get' permission for 'projects/${project}/global/networks/default'`,
    ],
    [
      "Artifact Registry",
      "GET",
      `/artifactregistry/v1/projects/${project}/locations/us/repositories/r`,
      `Permission 'artifactregistry.repositories.get' denied on resource '//artifactregistry.googleapis.com/projects/${project}/locations/us/repositories/r' (or it may not exist).`,
    ],
    ["Resource Manager", "GET", `/cloudresourcemanager/v1/projects/${project}`, "The caller does not have permission"],
    [
      "Secret Manager",
      "GET",
      `/secretmanager/v1/projects/${project}/secrets/s/versions/latest:access`,
      `Permission 'secretmanager.versions.access' denied for resource 'projects/${project}/secrets/s/versions/latest' (or it may not exist).`,
    ],
    [
      "Cloud KMS",
      "POST",
      `/cloudkms/v1/projects/${project}/locations/global/keyRings/r/cryptoKeys/k:decrypt`,
      `Permission 'cloudkms.cryptoKeyVersions.useToDecrypt' denied on resource 'projects/${project}/locations/global/keyRings/r/cryptoKeys/k' (or it may not exist).`,
    ],
    [
      "IAM",
      "GET",
      `/iam/v1/projects/${project}/serviceAccounts/somebody@${project}.iam.gserviceaccount.com`,
      "Permission 'iam.serviceAccounts.get' denied on resource (or it may not exist).",
    ],
  ])("%s", async (_, verb, path, message) => {
    const { status, body } = await call(verb, path, verb === "POST" ? {} : undefined);
    expect([status, body.error?.status, body.error?.errors?.[0]?.reason]).toEqual([
      403,
      "PERMISSION_DENIED",
      "forbidden",
    ]);
    expect(body.error?.message).toBe(message);
  });

  test("what needs no permission of its own shows nothing of others", async () => {
    expect((await call("GET", "/cloudresourcemanager/v3/projects:search")).body).toEqual({});
  });
});

describe("a policy", () => {
  test("on the project gives its role there, and no other", async () => {
    await callers.policy({ role: "roles/container.clusterViewer", members: [member()] });
    expect((await call("GET", `/container/v1/${location}/clusters`)).status).toBe(200);
    expect(
      (await call("POST", `/container/v1/${location}/clusters`, { cluster: { name: "c", initialNodeCount: 1 } }))
        .status,
    ).toBe(403);
    expect((await call("GET", `/container/v1/${location.replace(project, "another-project")}/clusters`)).status).toBe(
      403,
    );
    await callers.policy();
    expect((await call("GET", `/container/v1/${location}/clusters`)).status).toBe(403);
  });

  test("on a secret gives that one alone", async () => {
    for (const secretId of ["own", "other"])
      await cloud.call("POST", `/secretmanager/v1/projects/${project}/secrets?secretId=${secretId}`, {
        replication: { automatic: {} },
      });
    await cloud.call("POST", `/secretmanager/v1/projects/${project}/secrets/own:setIamPolicy`, {
      policy: { bindings: [{ role: "roles/secretmanager.viewer", members: [member()] }] },
    });
    expect((await call("GET", `/secretmanager/v1/projects/${project}/secrets/own`)).status).toBe(200);
    expect((await call("GET", `/secretmanager/v1/projects/${project}/secrets/other`)).status).toBe(403);
    expect((await call("GET", `/secretmanager/v1/projects/${project}/secrets/own/versions/1:access`)).status).toBe(403);
  });

  test("on a bucket counts for uploads and downloads, and its condition for each object", async () => {
    await cloud.call("POST", `/storage/v1/b?project=${project}`, { name: "states", location: "US" });
    const upload = (name: string) => call("POST", `/upload/storage/v1/b/states/o?uploadType=media&name=${name}`, "{}");
    expect((await upload("a/1")).body.error?.message).toBe(
      `${email} does not have storage.objects.create access to the Google Cloud Storage object. Permission 'storage.objects.create' denied on resource (or it may not exist).`,
    );
    await cloud.call("PUT", "/storage/v1/b/states/iam", {
      version: 3,
      bindings: [
        {
          role: "roles/storage.objectUser",
          members: [member()],
          condition: { title: "a", expression: 'resource.name.startsWith("projects/_/buckets/states/objects/a/")' },
        },
        { role: "roles/storage.objectCreator", members: [member()] },
      ],
    });
    expect((await upload("a/1")).status).toBe(200);
    expect((await upload("b/1")).status).toBe(200);
    expect((await call("GET", "/storage/v1/b/states/o/a%2F1?alt=media")).status).toBe(200);
    expect((await call("GET", "/storage/v1/b/states/o/b%2F1?alt=media")).status).toBe(403);
    // Replacing an object deletes the one that was there.
    expect((await upload("a/1")).status).toBe(200);
    expect((await upload("b/1")).body.error?.message).toContain("storage.objects.delete");
    expect((await call("GET", "/storage/v1/b/no-such-bucket")).status).toBe(404);
  });

  test("on a service account lets somebody act as it", async () => {
    const other = await callers.account("another");
    const token = await callers.token(email);
    await expect(callers.token(other, token)).rejects.toThrow("iam.serviceAccounts.getAccessToken");
    await cloud.call("POST", `/iam/v1/projects/${project}/serviceAccounts/${other}:setIamPolicy`, {
      policy: { bindings: [{ role: "roles/iam.serviceAccountTokenCreator", members: [member()] }] },
    });
    expect(await callers.token(other, token)).toMatch(/^ya29\./);
  });

  test.each<[string, object[], string]>([
    [
      "an unknown role",
      [{ role: "roles/container.viewr", members: ["user:a@example.com"] }],
      "Role roles/container.viewr is not supported for this resource.",
    ],
    [
      "an account that does not exist",
      [{ role: "roles/viewer", members: [`serviceAccount:nobody@${project}.iam.gserviceaccount.com`] }],
      `Service account nobody@${project}.iam.gserviceaccount.com does not exist.`,
    ],
    [
      "a member without a kind",
      [{ role: "roles/viewer", members: ["a@example.com"] }],
      'Invalid member: "a@example.com".',
    ],
    [
      "a condition that is no expression",
      [{ role: "roles/viewer", members: ["user:a@example.com"], condition: { expression: "a ==" } }],
      'Expression "a ==" has an error',
    ],
  ])("with %s is refused", async (_, bindings, message) => {
    const { status, body } = await callers.policy(...bindings);
    expect(status).toBe(400);
    expect(JSON.stringify(body)).toContain(message.replaceAll('"', '\\"'));
  });

  test("with a function of Google's that nothing here evaluates is refused with 501", async () => {
    const condition = { expression: 'resource.name.extract("a/{b}") == "c"' };
    expect((await callers.policy({ role: "roles/viewer", members: [member()], condition })).status).toBe(501);
  });

  test("with an old etag is refused", async () => {
    const { body } = await cloud.call("POST", `/cloudresourcemanager/v1/projects/${project}:getIamPolicy`, {});
    await callers.policy({ role: "roles/viewer", members: ["user:a@example.com"] });
    const { status } = await cloud.call("POST", `/cloudresourcemanager/v1/projects/${project}:setIamPolicy`, {
      policy: body,
    });
    expect(status).toBe(409);
  });

  test("does not count for an account that was made again with the same address", async () => {
    const first = await callers.account("made-again");
    const token = await callers.token(first);
    await callers.policy({ role: "roles/browser", members: [`serviceAccount:${first}`] });
    const path = `/cloudresourcemanager/v1/projects/${project}`;
    expect((await callers.as(token)("GET", path)).status).toBe(200);
    await cloud.call("DELETE", `/iam/v1/projects/${project}/serviceAccounts/${first}`);
    expect((await callers.as(token)("GET", path)).status).toBe(401);
    await callers.account("made-again");
    expect((await callers.as(token)("GET", path)).status).toBe(401);
    expect((await callers.as(await callers.token(first))("GET", path)).status).toBe(403);
  });
});

describe("a token", () => {
  const path = `/cloudresourcemanager/v1/projects/${project}`;
  const issued = (accessToken: string, expires: Date) =>
    new Tokens(accessToken).issue({ kind: "serviceAccount", email, uniqueId: "1" }, expires);

  test.each<[string, () => string, string]>([
    ["that has expired", () => issued(TOKEN, new Date(Date.now() - 1)), "ACCESS_TOKEN_EXPIRED"],
    [
      "of another sandbox looks like a real one, and",
      () => issued("another", new Date(Date.now() + 1e6)),
      "REAL_CREDENTIAL_REFUSED",
    ],
    ["of an account that is gone", () => issued(TOKEN, new Date(Date.now() + 1e6)), "ACCOUNT_STATE_INVALID"],
  ])("%s is refused", async (_, token, reason) => {
    const { status, body } = await callers.as(token())("GET", path);
    expect([status, body.error?.details?.[0]?.reason]).toEqual([401, reason]);
  });

  test.each<[string, object, string]>([
    ["no scope", {}, "Scope required."],
    ["two hours", { scope: ["s"], lifetime: "7200s" }, "more than 1 hour"],
    ["no time", { scope: ["s"], lifetime: "0s" }, "Invalid lifetime"],
  ])("is not given for %s", async (_, body, message) => {
    const answer = await cloud.call(
      "POST",
      `/iamcredentials/v1/projects/-/serviceAccounts/${email}:generateAccessToken`,
      body,
    );
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain(message);
  });
});

test("testIamPermissions says what the caller has", async () => {
  await callers.policy({ role: "roles/browser", members: [member()] });
  const permissions = ["resourcemanager.projects.get", "container.clusters.list"];
  const path = `/cloudresourcemanager/v3/projects/${project}:testIamPermissions`;
  expect((await call("POST", path, { permissions })).body).toEqual({ permissions: ["resourcemanager.projects.get"] });
  expect((await cloud.call("POST", path, { permissions })).body).toEqual({ permissions });
  expect((await call("POST", path, { permissions: ["bigquery.tables.get"] })).status).toBe(501);
});

test("--iam=off lets everybody with a token of the sandbox do everything", async () => {
  const open = await new SandboxCloud().start({ iam: false });
  try {
    const others = new Callers(open, project);
    await open.enable(project, "iam", "iamcredentials", "container");
    const token = await others.token(await others.account("somebody"));
    expect((await others.as(token)("GET", `/container/v1/${location}/clusters`)).status).toBe(200);
    expect((await others.as("ya29.wrong")("GET", `/container/v1/${location}/clusters`)).status).toBe(401);
  } finally {
    await open.stop();
  }
});
