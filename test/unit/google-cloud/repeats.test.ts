import { randomUUID } from "node:crypto";
import type { ClusterAccess } from "../../../sandbox/kubernetes/spec";
import { backendServiceHandlers } from "../../../sandbox/google-cloud/services/compute/backend-services";
import { FakeClusters } from "../../../sandbox/testing/fake-clusters";
import { SandboxCloud } from "./sandbox-cloud";

const project = "demo-proj";
const compute = `/compute/v1/projects/${project}`;
const location = `/container/v1/projects/${project}/locations/europe-west1-b`;
type Named = { name: string; error?: { message: string } };

// Each test starts a server of its own.
jest.setTimeout(30_000);

describe("the sandbox's Google Cloud", () => {
  let cloud: SandboxCloud;
  const start = async (addresses?: string[]) => {
    cloud = await new SandboxCloud().start(addresses ? { addresses } : {});
    await cloud.enable(project, "container", "compute");
  };
  afterEach(async () => await cloud.stop());

  test("does a request with a requestId once, also after a restart", async () => {
    await start();
    const path = `${compute}/global/networks?requestId=${randomUUID()}`;
    const body = { name: "net", autoCreateSubnetworks: false };
    const first = await cloud.call<Named>("POST", path, body);
    await cloud.until(`${compute}/global/operations/${first.body.name}`);
    await cloud.server.close();
    await cloud.start();
    const again = await cloud.call<Named>("POST", path, body);
    expect([again.status, again.body.name]).toEqual([200, first.body.name]);
    expect((await cloud.call("POST", `${compute}/global/networks`, body)).status).toBe(409);
    expect((await cloud.call<Named>("POST", path, { ...body, name: "other" })).body.error?.message).toMatch(
      /used for another request/,
    );
    expect((await cloud.call("POST", `${compute}/global/networks?requestId=7`, body)).status).toBe(400);
  });

  test("turns Private Google Access of a subnetwork on", async () => {
    await start();
    const path = `${compute}/regions/europe-west1/subnetworks/default`;
    const { status, body } = await cloud.call<Named>("POST", `${path}/setPrivateIpGoogleAccess`, {
      privateIpGoogleAccess: true,
    });
    expect(status).toBe(200);
    await cloud.until(`${compute}/regions/europe-west1/operations/${body.name}`);
    expect((await cloud.call(`GET`, path)).body).toMatchObject({ privateIpGoogleAccess: true });
  });

  test("reserves the addresses that load balancers can have, and no more than there are", async () => {
    await start(["10.128.16.200", "10.128.16.201"]);
    const reserved: unknown[] = [];
    for (const name of ["a", "b"]) {
      const { body } = await cloud.call<Named>("POST", `${compute}/regions/europe-west1/addresses`, { name });
      await cloud.until(`${compute}/regions/europe-west1/operations/${body.name}`);
      reserved.push((await cloud.call("GET", `${compute}/regions/europe-west1/addresses/${name}`)).body["address"]);
    }
    expect(reserved).toEqual(["10.128.16.200", "10.128.16.201"]);
    const full = await cloud.call<Named>("POST", `${compute}/global/addresses`, { name: "c" });
    expect([full.status, full.body.error?.message]).toEqual([403, expect.stringContaining("STATIC_ADDRESSES")]);
  });

  test("resets with its clusters, or keeps them", async () => {
    await start();
    const { body } = await cloud.call<Named>("POST", `${location}/clusters`, {
      cluster: { name: "demo", initialNodeCount: 1 },
    });
    await cloud.until(`${location}/operations/${body.name}`);
    await cloud.call("POST", "/storage/v1/b?project=demo-proj", { name: "some-bucket" });
    expect((await cloud.call("POST", "/_sandbox/reset?keep=clusters")).body).toMatchObject({ clustersKept: 1 });
    expect((await cloud.call("GET", `${location}/clusters/demo`)).body).toMatchObject({ status: "RUNNING" });
    expect((await cloud.call("GET", "/storage/v1/b/some-bucket")).status).toBe(404);
    expect(cloud.clusters.calls).not.toContain(`delete ${project}/europe-west1-b/demo`);
    expect((await cloud.call("POST", "/_sandbox/reset")).body).toMatchObject({ clustersDeleted: [{ name: "demo" }] });
    expect(cloud.clusters.calls).toContain(`delete ${project}/europe-west1-b/demo`);
    expect((await cloud.call("GET", `${location}/clusters/demo`)).status).toBe(403);
  });

  test("tells the health of what an Ingress sends traffic to, from the endpoints' readiness", async () => {
    await start();
    const { body } = await cloud.call<Named>("POST", `${location}/clusters`, {
      cluster: { name: "demo", initialNodeCount: 1 },
    });
    await cloud.until(`${location}/operations/${body.name}`);
    const [node] = await cloud.clusters.nodes({ project, location: "europe-west1-b", name: "demo" });
    const at = { namespace: "default" };
    const objects: Record<string, object[]> = {
      "/api/v1/services": [
        { metadata: { ...at, name: "web" }, spec: { ports: [{ port: 80 }] } },
        { metadata: { ...at, name: "inner" }, spec: { ports: [{ port: 80 }] } },
      ],
      "/apis/networking.k8s.io/v1/ingresses": [
        { metadata: { ...at, name: "i" }, spec: { defaultBackend: { service: { name: "web" } } } },
      ],
      "/apis/discovery.k8s.io/v1/endpointslices": [
        {
          metadata: { ...at, name: "web-1", labels: { "kubernetes.io/service-name": "web" } },
          ports: [{ port: 8080 }],
          endpoints: [
            { addresses: ["10.1.0.4"], nodeName: node!.name, conditions: { ready: true } },
            { addresses: ["10.1.0.5"], nodeName: node!.name, conditions: { ready: false } },
          ],
        },
      ],
    };
    const read = (_: ClusterAccess, path: string) =>
      objects[path] ? Promise.resolve({ items: objects[path] }) : Promise.reject(new Error("404"));
    const table = backendServiceHandlers(() => cloud.clusters, read);
    const call = { store: { get: () => ({ id: project }) }, version: "v1" } as never;
    const list = await table["BackendServices.List"]!({ project }, call);
    expect(list.items).toHaveLength(1);
    const [web] = list.items!;
    const health = await table["BackendServices.GetHealth"]!(
      {
        project,
        backendService: web!.name,
        resourceGroupReferenceResource: { group: web!.backends![0]!.group },
      },
      call,
    );
    expect(health.healthStatus).toMatchObject([
      { ipAddress: "10.1.0.4", port: 8080, healthState: "HEALTHY" },
      { ipAddress: "10.1.0.5", port: 8080, healthState: "UNHEALTHY" },
    ]);
    // Over the wire, with clusters that have no API server to ask: none.
    expect((await cloud.call(`GET`, `${compute}/global/backendServices`)).status).toBe(200);
    expect(cloud.clusters).toBeInstanceOf(FakeClusters);
  });
});
