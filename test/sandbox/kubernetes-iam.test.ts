import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { previewRoles } from "../../infra/github-identity";
import { ApiClient, ApiError } from "../../sandbox/kubernetes/api-client";
import { Tokens } from "../../sandbox/google-cloud/iam/tokens";
import { credentials } from "../../sandbox/home/credentials";
import { googleCloudAddress } from "../../sandbox/home/environment";
import { BOOT_MS, eventually, sharedCluster, type TestCluster } from "../../sandbox/testing/test-cluster";

jest.setTimeout(60_000);

const project = "test-project";
let cluster: TestCluster;
let namespace: string;
let email: string;
let token: string;

beforeAll(async () => {
  cluster = await sharedCluster();
  namespace = await cluster.createNamespace();
  await google("POST", `/serviceusage/v1/projects/${project}/services:batchEnable`, {
    serviceIds: ["iam.googleapis.com", "iamcredentials.googleapis.com"],
  });
  const accountId = `reader-${randomBytes(3).toString("hex")}`;
  await eventually("an account", async () => {
    const path = `/iam/v1/projects/${project}/serviceAccounts`;
    ({ email } = await google<{ email: string }>("POST", path, { accountId }));
    return true;
  });
  const path = `/iamcredentials/v1/projects/-/serviceAccounts/${email}:generateAccessToken`;
  const scope = ["https://www.googleapis.com/auth/cloud-platform"];
  ({ accessToken: token } = await google<{ accessToken: string }>("POST", path, { scope }));
}, BOOT_MS);
afterAll(async () => {
  await grant();
  await google("DELETE", `/iam/v1/projects/${project}/serviceAccounts/${email}`);
  await cluster.deleteNamespace(namespace);
}, 120_000);

async function google<T = object>(verb: string, path: string, body?: object): Promise<T> {
  const { home, instance } = cluster.sandbox;
  const { host, port } = googleCloudAddress(instance);
  const response = await fetch(`http://${host}:${port}${path}`, {
    method: verb,
    headers: { Authorization: `Bearer ${credentials(home).accessToken}`, "Content-Type": "application/json" },
    ...(body && { body: JSON.stringify(body) }),
  });
  const answer = (await response.json()) as T;
  if (!response.ok) throw new Error(JSON.stringify(answer));
  return answer;
}

/** The account's roles in the project, and no others; other members' stay. */
async function grant(...roles: readonly string[]): Promise<void> {
  const resource = `/cloudresourcemanager/v1/projects/${project}`;
  interface Binding {
    readonly role: string;
    readonly members: readonly string[];
  }
  const { bindings = [] } = await google<{ bindings?: Binding[] }>("POST", `${resource}:getIamPolicy`, {});
  const member = `serviceAccount:${email}`;
  const others = bindings
    .map(({ role, members }) => ({ role, members: members.filter((one) => one !== member) }))
    .filter(({ members }) => members.length > 0);
  const policy = { bindings: [...others, ...roles.map((role) => ({ role, members: [member] }))] };
  await google("POST", `${resource}:setIamPolicy`, { policy });
  // What the API server was told a moment ago it believes for a second.
  await sleep(1100);
}

async function asAccount(used = token): Promise<ApiClient> {
  return new ApiClient({ ...(await cluster.sandbox.clusters.access(cluster.id)), token: used });
}

/** The status of an answer, and its words. */
async function tried(client: ApiClient, method: "GET" | "POST", path: string, body?: object): Promise<string> {
  return await client.call(method, path, body).then(
    () => "200",
    (error: unknown) => (error instanceof ApiError ? `${error.status} ${error.message}` : String(error)),
  );
}

const of = (resource: string) => `/api/v1/namespaces/${namespace}/${resource}`;
const settings = (name: string) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name } });

test("an account without a role is known and may do nothing, and its refusal names the IAM permission", async () => {
  await grant();
  const client = await asAccount();
  const answer = await tried(client, "GET", of("pods"));
  expect(answer).toContain(`403`);
  expect(answer).toContain(`User "${email}" cannot list resource "pods"`);
  expect(answer).toContain('requires one of ["container.pods.list"] permission(s).');
});

test("IAM's role reads everything but Secrets, and changes nothing", async () => {
  await grant("roles/container.viewer");
  const client = await asAccount();
  expect(await tried(client, "GET", of("pods"))).toBe("200");
  expect(await tried(client, "GET", "/api/v1/nodes")).toBe("200");
  expect(await tried(client, "GET", of("secrets"))).toMatch(/^403/);
  expect(await tried(client, "POST", of("configmaps"), settings("a"))).toMatch(/^403/);
});

test("IAM *or* RBAC: each alone is enough", async () => {
  await grant("roles/container.viewer");
  const client = await asAccount();
  await cluster.apply(
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "Role",
      metadata: { name: "secrets", namespace },
      rules: [{ apiGroups: [""], resources: ["secrets"], verbs: ["list"] }],
    },
    {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "RoleBinding",
      metadata: { name: "secrets", namespace },
      subjects: [{ kind: "User", apiGroup: "rbac.authorization.k8s.io", name: email }],
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "secrets" },
    },
  );
  await eventually("the RoleBinding counts", async () => (await tried(client, "GET", of("secrets"))) === "200");
  expect(await tried(client, "GET", "/api/v1/namespaces/kube-system/secrets")).toMatch(/^403/);
});

test("a role that writes, writes", async () => {
  await grant("roles/container.developer");
  expect(await tried(await asAccount(), "POST", of("configmaps"), settings("b"))).toBe("200");
});

test("a token that is none of this sandbox's, or has expired, is of nobody", async () => {
  const { accessToken } = credentials(cluster.sandbox.home);
  const account = { kind: "serviceAccount", email, uniqueId: "1" } as const;
  for (const wrong of [
    "ya29.wrong",
    new Tokens("another sandbox").issue(account, new Date(Date.now() + 1e6)),
    new Tokens(accessToken).issue(account, new Date(Date.now() - 1)),
  ])
    expect(await tried(await asAccount(wrong), "GET", of("pods"))).toMatch(/^401/);
});

test("the preview's account changes nothing and reads no Secret, whatever it asks for", async () => {
  await grant(...previewRoles);
  const client = await asAccount();
  const all = await everything();
  expect(all.length).toBeGreaterThan(60);
  const may = async (kind: Kind, verb: string): Promise<string[]> => {
    const { status } = await client.call<{ status: { allowed: boolean } }>(
      "POST",
      "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
      {
        apiVersion: "authorization.k8s.io/v1",
        kind: "SelfSubjectAccessReview",
        spec: { resourceAttributes: { ...kind, verb, namespace } },
      },
    );
    const { group, resource, subresource } = kind;
    return status.allowed ? [`${verb} ${resource}${subresource ? `/${subresource}` : ""}.${group}`] : [];
  };
  const allowed = (await Promise.all(all.flatMap((kind) => VERBS.map((verb) => may(kind, verb))))).flat();
  expect(allowed.filter((one) => / secrets/.test(one))).toEqual(
    // By the Role of the test above.
    [`list secrets.`],
  );
  expect(allowed).toEqual(expect.arrayContaining(["get services.", "list deployments.apps", "watch pods."]));
  // A review is a question: of what oneself may do, and, in Google's role, of whose a token is.
  const writing = allowed.filter((one) => !/^(get|list|watch) |^create (self\w+|token)reviews?\./.test(one));
  expect(writing).toEqual([]);
});

const VERBS = [
  "get",
  "list",
  "watch",
  "create",
  "update",
  "patch",
  "delete",
  "deletecollection",
  "bind",
  "escalate",
  "impersonate",
];

interface Kind {
  readonly group: string;
  readonly resource: string;
  readonly subresource: string;
}

/** Every resource and subresource that the API server has. */
async function everything(): Promise<Kind[]> {
  interface List {
    readonly resources: readonly { readonly name: string }[];
  }
  const { groups } = await cluster.api.call<{ groups: { name: string; preferredVersion: { groupVersion: string } }[] }>(
    "GET",
    "/apis",
  );
  const lists = [
    { group: "", path: "/api/v1" },
    ...groups.map(({ name, preferredVersion }) => ({ group: name, path: `/apis/${preferredVersion.groupVersion}` })),
  ];
  const found = await Promise.all(
    lists.map(async ({ group, path }) => {
      const { resources } = await cluster.api.call<List>("GET", path);
      return resources.map(({ name }) => {
        const [resource = "", subresource = ""] = name.split("/");
        return { group, resource, subresource };
      });
    }),
  );
  return found.flat();
}
