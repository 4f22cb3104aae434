import { createRemoteJWKSet, jwtVerify } from "jose";
import type { AddressOwner, PodOwner } from "../../../sandbox/kubernetes/spec";
import { freePort } from "./free-port";
import { Callers } from "./iam-callers";
import { SandboxCloud } from "./sandbox-cloud";

/** GKE's metadata server, asked over HTTP as Google's clients ask it; who asks is whoever the test says has the address. */
const project = "metadata-project";
const clusterId = { project, location: "asia-northeast3-a", name: "shop" };
const place = { cluster: clusterId, nodePool: "safe", node: "gke-shop-safe-1", zone: "asia-northeast3-a" };
let cloud: SandboxCloud;
let callers: Callers;
let port: number;
let email: string;
let node: string;

beforeAll(async () => {
  port = await freePort();
  cloud = await new SandboxCloud().start({ metadata: { host: "127.0.0.1", port } });
  callers = new Callers(cloud, project);
  await cloud.enable(project, "container", "compute", "iam", "iamcredentials", "storage");
  email = await callers.account("reads-data");
  node = await callers.account("is-a-node");
  const pool = (name: string, mode: string, serviceAccount: string) => ({
    name,
    initialNodeCount: 1,
    config: { serviceAccount, workloadMetadataConfig: { mode } },
  });
  const { body } = await cloud.call<{ name: string }>(
    "POST",
    `/container/v1/projects/${project}/locations/asia-northeast3-a/clusters`,
    {
      cluster: {
        name: "shop",
        workloadIdentityConfig: { workloadPool: `${project}.svc.id.goog` },
        nodePools: [
          pool("safe", "GKE_METADATA", node),
          pool("old", "GCE_METADATA", node),
          pool("default", "GCE_METADATA", "default"),
        ],
      },
    },
  );
  await cloud.until(`/container/v1/projects/${project}/locations/asia-northeast3-a/operations/${body.name}`);
}, 60_000);
afterAll(async () => await cloud.stop());

const pod = (annotations: Record<string, string> = {}, nodePool = "safe"): PodOwner => ({
  ...place,
  kind: "pod",
  nodePool,
  namespace: "data",
  serviceAccount: { name: "loader", uid: "7e2f", annotations },
});
const annotated = () => pod({ "iam.gke.io/gcp-service-account": email });
const asks = (owner: AddressOwner | undefined) => {
  cloud.clusters.owners.clear();
  if (owner) cloud.clusters.owners.set("127.0.0.1", owner);
};

async function get(path: string, headers: Record<string, string> = { "Metadata-Flavor": "Google" }) {
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
  return { status: response.status, flavor: response.headers.get("metadata-flavor"), text: await response.text() };
}
const v1 = async (path: string) => await get(`/computeMetadata/v1/${path}`);
const account = async (leaf: string) => await v1(`instance/service-accounts/default/${leaf}`);

/** What a token may do: look at the project's clusters. */
async function lists(): Promise<number> {
  const { access_token: token } = JSON.parse((await account("token")).text) as { access_token: string };
  return (await callers.as(token)("GET", `/container/v1/projects/${project}/locations/-/clusters`)).status;
}

const trust = (...members: readonly string[]) =>
  cloud.call("POST", `/iam/v1/projects/${project}/serviceAccounts/${email}:setIamPolicy`, {
    policy: { bindings: [{ role: "roles/iam.workloadIdentityUser", members }] },
  });

test("a client sees that there is one, and what it tells", async () => {
  asks(pod());
  expect(await get("/", {})).toEqual({ status: 200, flavor: "Google", text: "computeMetadata/\n" });
  expect((await v1("")).text).toBe("instance/\nproject/\nuniverse/\n");
  expect((await v1("project/project-id")).text).toBe(project);
  expect((await v1("instance/attributes/cluster-name")).text).toBe("shop");
  expect((await v1("instance/attributes/cluster-location")).text).toBe("asia-northeast3-a");
  expect((await v1("instance/zone")).text).toMatch(/^projects\/\d+\/zones\/asia-northeast3-a$/);
  expect(JSON.parse((await v1("instance/service-accounts/default/?recursive=true")).text)).toEqual({
    aliases: ["default"],
    email: `${project}.svc.id.goog`,
    scopes: expect.arrayContaining(["https://www.googleapis.com/auth/cloud-platform"]) as string[],
  });
});

test.each([
  ["without its header", {}, 403, "Missing Metadata-Flavor:Google header."],
  ["by way of a proxy", { "Metadata-Flavor": "Google", "X-Forwarded-For": "10.0.0.1" }, 403, "X-Forwarded-For"],
])("it refuses a request %s", async (_, headers, status, words) => {
  asks(pod());
  const answer = await get("/computeMetadata/v1/instance/service-accounts/default/token", headers);
  expect([answer.status, answer.text]).toEqual([status, expect.stringContaining(words)]);
});

test("an address that is nobody's, or of a cluster that GKE did not make, gets nothing", async () => {
  for (const owner of [undefined, { ...pod(), cluster: { ...clusterId, name: "another" } }]) {
    asks(owner);
    expect((await account("token")).status).toBe(404);
  }
});

test("a path that is not there is 404", async () => {
  asks(pod());
  for (const path of ["instance/nothing", "instance/service-accounts/other/token", "instance/__proto__"])
    expect((await v1(path)).status).toBe(404);
});

describe("a pod whose ServiceAccount names a Google account", () => {
  test("is refused where that account does not trust it, in the words that people search for", async () => {
    asks(annotated());
    await trust();
    expect((await account("email")).text).toBe(email);
    const { status, text } = await account("token");
    expect(status).toBe(403);
    expect(text).toContain(
      "Unable to generate access token; IAM returned 403 Forbidden: Permission 'iam.serviceAccounts.getAccessToken' denied",
    );
  });

  test("is not another ServiceAccount, namespace or cluster that is trusted", async () => {
    asks(annotated());
    await trust(
      `serviceAccount:${project}.svc.id.goog[data/other]`,
      `serviceAccount:${project}.svc.id.goog[other/loader]`,
    );
    expect((await account("token")).status).toBe(403);
  });

  test("gets its tokens, and may what it may", async () => {
    asks(annotated());
    await trust(`serviceAccount:${project}.svc.id.goog[data/loader]`);
    await callers.policy();
    expect(await lists()).toBe(403);
    await callers.policy({ role: "roles/container.clusterViewer", members: [`serviceAccount:${email}`] });
    expect(await lists()).toBe(200);
  });

  test("gets an identity token that Google's keys prove", async () => {
    asks(annotated());
    await trust(`serviceAccount:${project}.svc.id.goog[data/loader]`);
    expect((await account("identity")).status).toBe(400);
    const { text } = await account("identity?audience=https%3A%2F%2Fshop.example.com");
    const keys = createRemoteJWKSet(new URL(`${cloud.url}/oauth2/v3/certs`));
    const { payload } = await jwtVerify(text, keys, { audience: "https://shop.example.com" });
    expect(payload).toMatchObject({ iss: "https://accounts.google.com", email, email_verified: true });
  });

  test("gets none of an account that is not there", async () => {
    asks(pod({ "iam.gke.io/gcp-service-account": `nobody@${project}.iam.gserviceaccount.com` }));
    expect((await account("token")).status).toBe(403);
  });
});

test("a pod without a Google account is itself, and has the roles that its ServiceAccount is given", async () => {
  asks(pod());
  await callers.policy();
  expect(await lists()).toBe(403);
  const { body } = await cloud.call<{ projectNumber: string }>("GET", `/cloudresourcemanager/v1/projects/${project}`);
  const pool = `iam.googleapis.com/projects/${body.projectNumber}/locations/global/workloadIdentityPools/${project}.svc.id.goog`;
  for (const member of [
    `principal://${pool}/subject/ns/data/sa/loader`,
    `principal://${pool}/kubernetes.serviceaccount.uid/7e2f`,
    `principalSet://${pool}/namespace/data`,
    `principalSet://${pool}/kubernetes.cluster/https://container.googleapis.com/v1/projects/${project}/locations/asia-northeast3-a/clusters/shop`,
    `serviceAccount:${project}.svc.id.goog[data/loader]`,
  ]) {
    await callers.policy({ role: "roles/container.clusterViewer", members: [member] });
    expect([member, await lists()]).toEqual([member, 200]);
  }
  await callers.policy({ role: "roles/container.clusterViewer", members: [`principalSet://${pool}/namespace/other`] });
  expect(await lists()).toBe(403);
  expect((await account("identity?audience=a")).status).toBe(404);
});

test("a node, and a pod of a pool without Workload Identity, is the node's account", async () => {
  await callers.policy({ role: "roles/container.clusterViewer", members: [`serviceAccount:${node}`] });
  for (const owner of [{ ...place, kind: "node" } as const, pod({ "iam.gke.io/gcp-service-account": email }, "old")]) {
    asks(owner);
    expect((await account("email")).text).toBe(node);
    expect(await lists()).toBe(200);
  }
});

test("Compute Engine's default account is told, and has no token: a sandbox has none", async () => {
  asks({ ...place, kind: "node", nodePool: "default" });
  expect((await account("email")).text).toMatch(/^\d+-compute@developer\.gserviceaccount\.com$/);
  expect((await account("token")).status).toBe(404);
});
