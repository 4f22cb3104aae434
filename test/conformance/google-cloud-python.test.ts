import { spawn } from "node:child_process";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { SandboxCloud, TOKEN } from "../unit/google-cloud/sandbox-cloud";
import { pythonWithClients } from "./python/environment";

const project = "imageview-sandbox";
const parent = `projects/${project}/locations/asia-northeast3-a`;

/** Google's Python client, unmodified. One process does everything; the tests look at what it reports. */
describe("google-cloud-container for Python", () => {
  let cloud: SandboxCloud;
  let results: Record<string, Record<string, unknown>>;

  beforeAll(async () => {
    const python = await pythonWithClients((line) => process.stderr.write(`${line}\n`));
    cloud = await new SandboxCloud().start();
    await cloud.enable(project, "container", "compute");
    await cloud.call("PUT", "/_sandbox/faults", {
      timing: { "*": "polls:2" },
      quotas: { CPUS: 100 },
      faults: [
        // The client tries again by itself.
        { method: "container.ClusterManager.ListClusters", match: project, times: 2, error: { status: 503 } },
        {
          match: "doomed",
          operation: { type: "CREATE_NODE_POOL", phase: "end", message: "out of nodes", code: "RESOURCE_EXHAUSTED" },
        },
      ],
    });
    const address = new URL(cloud.server.url).host;
    const child = spawn(python, [join(__dirname, "python", "container_client.py"), address, parent]);
    child.stdin.end(`${TOKEN}\n`);
    const [out, errors] = await Promise.all([text(child.stdout), text(child.stderr)]);
    if (out === "") throw new Error(`the client did not come to its end:\n${errors}`);
    results = JSON.parse(out) as typeof results;
  }, 600_000);
  afterAll(async () => await cloud?.stop());

  test("lives a cluster's and a node pool's whole life", () => {
    const done = { first: "RUNNING", states: ["DONE", "RUNNING"], status_message: "", error: { code: 0, message: "" } };
    expect(results["created"]).toEqual({ ...done, type: "CREATE_CLUSTER" });
    expect(results["cluster"]).toMatchObject({
      name: "demo",
      status: "RUNNING",
      current_node_count: 1,
      endpoint: "10.128.0.2",
      resource_labels: { team: "web" },
    });
    expect(results["clusters"]).toMatchObject({ clusters: [{ name: "demo" }] });
    expect(results["pool created"]).toEqual({ ...done, type: "CREATE_NODE_POOL" });
    expect(results["pool resized"]).toEqual({ ...done, type: "SET_NODE_POOL_SIZE" });
    expect(results["pool"]).toMatchObject({ name: "more", status: "RUNNING" });
    expect(results["master upgraded"]).toEqual({ ...done, type: "UPGRADE_MASTER" });
    expect(results["pool upgraded"]).toEqual({ ...done, type: "UPGRADE_NODES" });
    const { valid_node_versions: versions } = results["server config"] as { valid_node_versions: string[] };
    expect(results["upgraded pool"]).toMatchObject({ version: versions[0] });
    expect(results["pool deleted"]).toEqual({ ...done, type: "DELETE_NODE_POOL" });
    expect(results["deleted"]).toEqual({ ...done, type: "DELETE_CLUSTER" });
  });

  test.each([
    [
      "missing cluster",
      "NotFound",
      "NOT_FOUND",
      /^Not found: projects\/imageview-sandbox\/zones\/asia-northeast3-a\/clusters\/demo\.$/,
    ],
    ["deleted cluster", "NotFound", "NOT_FOUND", /clusters\/demo/],
    ["missing pool", "NotFound", "NOT_FOUND", /more/],
    ["wrong token", "Unauthenticated", "UNAUTHENTICATED", /invalid authentication credentials/],
    ["disabled API", "PermissionDenied", "PERMISSION_DENIED", /has not been used in project|is disabled/],
    ["bad name", "InvalidArgument", "INVALID_ARGUMENT", /Not_A_Name/],
    ["absent field", "MethodNotImplemented", "UNIMPLEMENTED", /cluster\.enableKubernetesAlpha/],
    ["over quota", "PermissionDenied", "PERMISSION_DENIED", /"CPUS"/],
    ["exists", "AlreadyExists", "ALREADY_EXISTS", /demo/],
    ["busy", "FailedPrecondition", "FAILED_PRECONDITION", /Please wait and try again once it is done/],
  ])("%s raises %s", (name, raised, grpc, message) => {
    expect(results[name]).toMatchObject({ raises: raised, grpc, message: expect.stringMatching(message) as string });
  });

  test("gives the reason of a disabled API", () => {
    expect(results["disabled API"]).toMatchObject({ reason: "SERVICE_DISABLED" });
  });

  test("reports an operation that failed, in status_message and in error", () => {
    expect(results["failed"]).toMatchObject({
      status_message: "out of nodes",
      error: { code: 8, message: "out of nodes" },
    });
  });
});
