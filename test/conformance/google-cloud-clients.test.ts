import { ArtifactRegistryClient } from "@google-cloud/artifact-registry";
import { CloudBuildClient } from "@google-cloud/cloudbuild";
import { NetworksClient, ZonesClient } from "@google-cloud/compute";
import { ClusterManagerClient } from "@google-cloud/container";
import { AlertPolicyServiceClient } from "@google-cloud/monitoring";
import { ProjectsClient } from "@google-cloud/resource-manager";
import { SecretManagerServiceClient } from "@google-cloud/secret-manager";
import { ServiceUsageClient } from "@google-cloud/service-usage";
import { Storage } from "@google-cloud/storage";
import { credentials } from "@grpc/grpc-js";
import type * as Auth from "google-auth-library";
import { OAuth2Client } from "google-auth-library";
import { request } from "node:http";
import { createRequire } from "node:module";
import { loopbackAddress, type Api } from "../../sandbox/google-cloud/transport/directory";
import { SandboxCloud, TOKEN } from "../unit/google-cloud/sandbox-cloud";

const project = "imageview-sandbox";
const location = `projects/${project}/locations/asia-northeast3-a`;
const name = `${location}/clusters/demo`;

/** Google's own clients, unmodified: only told where to go and with which token. */
// Loading a client and its protos alone takes seconds on a busy machine.
jest.setTimeout(60_000);

describe("Google's clients", () => {
  let cloud: SandboxCloud;
  let authClient: OAuth2Client;

  beforeAll(async () => {
    cloud = await new SandboxCloud().start();
    // Jest cannot run the dynamic import by which the library would find a fetch.
    authClient = new OAuth2Client({ transporterOptions: { fetchImplementation: fetch } });
    authClient.setCredentials({ access_token: TOKEN });
    await cloud.enable(project, "container", "compute", "artifactregistry", "cloudbuild", "secretmanager", "iam");
  }, 60_000);
  afterAll(async () => await cloud.stop(), 60_000);

  const grpc = () => ({
    apiEndpoint: "127.0.0.1",
    port: cloud.server.port,
    sslCreds: credentials.createInsecure(),
    projectId: project,
  });
  const rest = (api: Api) => ({
    apiEndpoint: loopbackAddress(api),
    port: cloud.server.port,
    protocol: "http",
    fallback: true as const,
    projectId: project,
    // Each package has its own copy of the auth library's types.
    authClient: authClient as never,
  });
  /** Insecure channels carry no call credentials, so the token goes as the header it would be. */
  const token = { otherArgs: { headers: { authorization: `Bearer ${TOKEN}` } } };

  describe("container", () => {
    test.each(["gRPC", "REST"])(
      "lives a cluster's whole life over %s",
      async (transport) => {
        const client = new ClusterManagerClient(transport === "gRPC" ? grpc() : rest("container"));
        const options = transport === "gRPC" ? token : {};
        const wait = async (operation: { name?: string | null }) => {
          for (let polls = 0; polls < 500; polls++) {
            const [now] = await client.getOperation({ name: `${location}/operations/${operation.name}` }, options);
            if (now.status === "DONE") return now;
            await new Promise((resolve) => setTimeout(resolve, 10));
          }
          throw new Error("the operation does not end");
        };
        const [created] = await client.createCluster(
          { parent: location, cluster: { name: "demo", initialNodeCount: 1 } },
          options,
        );
        expect(created).toMatchObject({ operationType: "CREATE_CLUSTER", status: "RUNNING" });
        expect(await wait(created)).toMatchObject({ statusMessage: "" });

        const [cluster] = await client.getCluster({ name }, options);
        expect(cluster).toMatchObject({ name: "demo", status: "RUNNING", currentNodeCount: 1 });
        const [pool] = await client.createNodePool(
          { parent: name, nodePool: { name: "more", initialNodeCount: 2 } },
          options,
        );
        await wait(pool);
        const [resized] = await client.setNodePoolSize({ name: `${name}/nodePools/more`, nodeCount: 3 }, options);
        await wait(resized);
        const [pools] = await client.listNodePools({ parent: name }, options);
        expect(pools.nodePools?.map((one) => one.name)).toEqual(["default-pool", "more"]);
        const [config] = await client.getServerConfig({ name: location }, options);
        expect(config.validMasterVersions).toContain(cluster.currentMasterVersion);

        await expect(
          client.createCluster({ parent: location, cluster: { name: "demo", initialNodeCount: 1 } }, options),
        ).rejects.toMatchObject({ code: 6 });
        let open = () => {};
        cloud.clusters.gate = new Promise((resolve) => (open = resolve));
        const [deleted] = await client.deleteCluster({ name }, options);
        await expect(client.deleteNodePool({ name: `${name}/nodePools/more` }, options)).rejects.toThrow(
          /currently deleting cluster demo/,
        );
        open();
        await wait(deleted);
        await expect(client.getCluster({ name }, options)).rejects.toMatchObject({
          code: 5,
          message: expect.stringContaining(
            "Not found: projects/imageview-sandbox/zones/asia-northeast3-a/clusters/demo.",
          ) as string,
        });
      },
      60_000,
    );

    test("refuses a call without the token, as Google does", async () => {
      await expect(new ClusterManagerClient(grpc()).listClusters({ parent: location })).rejects.toMatchObject({
        code: 16,
      });
    });
  });

  test("service-usage: enables an API, as a long-running operation", async () => {
    const client = new ServiceUsageClient(rest("serviceusage"));
    const [operation] = await client.enableService({ name: `projects/${project}/services/dns.googleapis.com` });
    const [result] = await operation.promise();
    expect(result.service).toMatchObject({ state: 2 /* ENABLED: inside of an Any it stays a number */ });
  }, 30_000);

  test("resource-manager: reads and writes the project's policy with its etag", async () => {
    const client = new ProjectsClient(rest("cloudresourcemanager"));
    const resource = `projects/${project}`;
    const [policy] = await client.getIamPolicy({ resource });
    const bindings = [{ role: "roles/viewer", members: ["user:a@example.com"] }];
    const [written] = await client.setIamPolicy({ resource, policy: { ...policy, bindings } });
    expect(written.bindings).toMatchObject(bindings);
    await expect(client.setIamPolicy({ resource, policy: { ...policy, bindings } })).rejects.toThrow(
      /concurrent policy changes/,
    );
  });

  test("artifact-registry: makes a repository, as a long-running operation", async () => {
    const client = new ArtifactRegistryClient(grpc());
    const parent = `projects/${project}/locations/asia-northeast3`;
    const [operation] = await client.createRepository(
      { parent, repositoryId: "images", repository: { format: "DOCKER" } },
      token,
    );
    for (let polls = 0; polls < 200 && cloud.server; polls++) {
      const { body } = await cloud.call<{ done?: boolean }>("GET", `/artifactregistry/v1/${operation.name}`);
      if (body.done) break;
    }
    const [repository] = await client.getRepository({ name: `${parent}/repositories/images` }, token);
    expect(repository).toMatchObject({
      format: "DOCKER",
      registryUri: `asia-northeast3-docker.pkg.dev/${project}/images`,
    });
  }, 30_000);

  test("cloudbuild: runs a build to its digests", async () => {
    const client = new CloudBuildClient(grpc());
    const steps = [{ name: "gcr.io/cloud-builders/docker", args: ["build", "-t", "gcr.io/$PROJECT_ID/x", "."] }];
    const [operation] = await client.createBuild(
      { projectId: project, build: { steps, images: ["gcr.io/$PROJECT_ID/x"] } },
      token,
    );
    const { id } = (operation.metadata as unknown as { build: { id: string } }).build;
    await cloud.until(`/cloudbuild/v1/${operation.name}`);
    const [build] = await client.getBuild({ projectId: project, id }, token);
    expect(build).toMatchObject({ status: "SUCCESS", images: [`gcr.io/${project}/x`] });
    expect(build.results?.images?.[0]?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  }, 30_000);

  describe("storage", () => {
    /** This client is of an older generation of the auth library, whose copy it brings along. */
    const storageClient = () => {
      const own = createRequire(require.resolve("@google-cloud/storage"))("google-auth-library") as typeof Auth;
      const storageAuth = new own.OAuth2Client();
      storageAuth.setCredentials({ access_token: TOKEN });
      return new Storage({
        apiEndpoint: `http://${loopbackAddress("storage")}:${cloud.server.port}`,
        projectId: project,
        useAuthWithCustomEndpoint: true,
        authClient: storageAuth as never,
      });
    };
    const content = Buffer.from(Array.from({ length: 10 * 2 ** 20 + 3 }, (_, index) => index % 251));

    test("uploads 10 MB whole and in parts, and reads back what was sent", async () => {
      const [bucket] = await storageClient().createBucket("imageview-sources");
      const whole = bucket.file("source/whole.bin");
      await whole.save(content, { resumable: false, validation: "crc32c" });
      const parts = bucket.file("source/parts.bin");
      // With any address but Google's this client sends no token with the parts: the upload's id has to do.
      const [uri] = await parts.createResumableUpload();
      await parts.save(content, { uri, resumable: true, validation: "crc32c", chunkSize: 4 * 2 ** 20 });
      const stream = bucket.file("source/stream.bin");
      const [streamUri] = await stream.createResumableUpload();
      await stream.save(content, { uri: streamUri, resumable: true, validation: "md5" });
      for (const file of [whole, parts, stream]) {
        const [back] = await file.download();
        expect(back.equals(content)).toBe(true);
      }
      const [files] = await bucket.getFiles({ prefix: "source/" });
      expect(files.map((file) => file.name)).toEqual(["source/parts.bin", "source/stream.bin", "source/whole.bin"]);
      await expect(bucket.delete()).rejects.toMatchObject({ code: 409 });
      await bucket.deleteFiles();
      await bucket.delete();
    }, 60_000);

    test("goes on with an upload that was cut off in the middle, where it ended", async () => {
      const [bucket] = await storageClient().createBucket("imageview-cut");
      const file = bucket.file("cut.bin");
      const [uri] = await file.createResumableUpload();
      const put = (range: string, body: Uint8Array<ArrayBuffer> | null = null) =>
        fetch(uri, { method: "PUT", headers: { "Content-Range": range }, body });
      // The connection ends after half of the promised bytes.
      await new Promise<void>((resolve) => {
        const headers = { "Content-Length": content.length, "Content-Range": `bytes 0-*/${content.length}` };
        const cut = request(uri, { method: "PUT", headers });
        cut.on("error", () => resolve());
        cut.write(content.subarray(0, 5 * 2 ** 20), () => cut.destroy());
        cut.on("close", resolve);
      });
      expect((await bucket.file("cut.bin").exists())[0]).toBe(false);
      const asked = await put(`bytes */${content.length}`);
      const next = Number(asked.headers.get("range")?.split("-")[1] ?? -1) + 1;
      expect([asked.status, next < content.length]).toEqual([308, true]);
      const rest = new Uint8Array(content.subarray(next));
      expect((await put(`bytes ${next}-${content.length - 1}/${content.length}`, rest)).status).toBe(200);
      // Its answer may have been lost: asking again tells the end.
      expect((await put(`bytes */${content.length}`)).status).toBe(200);
      expect((await file.download())[0].equals(content)).toBe(true);
    }, 60_000);

    test("uploads as the client does by itself, with the token in the address", async () => {
      const address = `http://${loopbackAddress("storage")}:${cloud.server.port}/~${TOKEN}`;
      const storage = new Storage({ apiEndpoint: address, projectId: project });
      const [bucket] = await storage.createBucket("imageview-plain");
      await bucket.file("x").save(content.subarray(0, 1000));
      expect((await bucket.file("x").download())[0].length).toBe(1000);
      const other = new Storage({ apiEndpoint: address.replace(TOKEN, "wrong"), projectId: project });
      await expect(other.bucket("imageview-plain").getMetadata()).rejects.toMatchObject({ code: 401 });
      const log = JSON.stringify((await cloud.call("GET", "/_sandbox/log")).body);
      expect(log).not.toContain(TOKEN);
    }, 30_000);

    test("takes an upload's id for that upload only", async () => {
      const { origin } = new URL(cloud.server.url);
      const path = `${origin}/upload/storage/v1/b/imageview-cut/o?name=x&upload_id=made-up`;
      expect((await fetch(path, { method: "PUT", body: "x" })).status).toBe(404);
      expect((await fetch(`${origin}/storage/v1/b/imageview-cut?upload_id=made-up`)).status).toBe(401);
      expect((await fetch(path.replace(/&upload_id.*/, ""), { method: "POST", body: "x" })).status).toBe(401);
    });
  });

  test("secret-manager: gives back the payload it was given, and keeps it unreadable in the state", async () => {
    const client = new SecretManagerServiceClient(grpc());
    const parent = `projects/${project}`;
    const [secret] = await client.createSecret(
      { parent, secretId: "apikey", secret: { replication: { automatic: {} } } },
      token,
    );
    await client.addSecretVersion({ parent: secret.name!, payload: { data: Buffer.from("correct horse") } }, token);
    const [version] = await client.accessSecretVersion({ name: `${secret.name}/versions/latest` }, token);
    expect(Buffer.from(version.payload?.data as Uint8Array).toString()).toBe("correct horse");
    const { body } = await cloud.call("GET", "/_sandbox/state");
    expect(JSON.stringify(body)).not.toContain(Buffer.from("correct horse").toString("base64"));
  });

  test("monitoring: refuses an alert policy without conditions", async () => {
    const client = new AlertPolicyServiceClient(grpc());
    const create = client.createAlertPolicy(
      { name: `projects/${project}`, alertPolicy: { displayName: "x", combiner: "OR" } },
      token,
    );
    await expect(create).rejects.toMatchObject({ code: 3 });
  });

  test("compute: makes a network and lists zones", async () => {
    const [operation] = await new NetworksClient(rest("compute")).insert({
      project,
      networkResource: { name: "net", autoCreateSubnetworks: false },
    });
    expect((operation.latestResponse as { name?: string }).name).toMatch(/^operation-/);
    const zones: string[] = [];
    for await (const zone of new ZonesClient(rest("compute")).listAsync({ project, maxResults: 50 }))
      zones.push(zone.name ?? "");
    expect(zones).toContain("asia-northeast3-a");
    expect(zones.length).toBeGreaterThan(100);
  }, 30_000);
});
