import { InfraProject, type InfraStack } from "./infra/project";

jest.setTimeout(240_000);

/** The infrastructure by the real engine, against the sandbox's Google Cloud; its clusters have no machines behind them here. */
let project: InfraProject;
beforeAll(async () => {
  project = await InfraProject.create();
}, 120_000);
afterAll(() => project.close());

const images = { site: { context: "examples/imageview", tags: { v1: { buildArgs: { COLOR: "blue" } } } } };
const small = (cluster: object = {}, pool: object = {}) => ({
  cluster: {
    name: "small",
    location: "asia-northeast3-a",
    deletionProtection: false,
    nodePools: { default: { nodeCount: 1, ...pool } },
    ...cluster,
  },
  images,
});
const api = "/container/v1beta1/projects/small-project/locations/asia-northeast3-a/clusters/small";
const unchanged = /Resources:\s+\d+ unchanged\s/;
/** What a preview would do to a resource: `~` updates it, `+-` replaces it. */
const wouldChange = (preview: string) =>
  [...preview.matchAll(/^ *(~|\+-|\+\+|-|\+) ([\w:/-]+): \(/gm)].map(([, what, type]) => `${what} ${type}`);

/** What a stack left in a project. */
async function remains(googleProject: string): Promise<string[]> {
  const { body } = await project.cloud.call<Record<string, object>>("GET", "/_sandbox/state");
  return Object.keys(body).filter(
    (key) =>
      key.includes(googleProject) &&
      // What a project has by itself, and the records of what was done.
      !/\/default$|^(project|services|policy|policy.serial|operation|build|log|behaviour|compute.defaults)\//.test(key),
  );
}

describe("a stack with a cluster of its own", () => {
  let stack: InfraStack;
  beforeAll(() => {
    stack = project.stack("small");
  });

  test("comes up from nothing, and a second update finds nothing to do", async () => {
    stack.configure(small());
    await stack.mustUp();
    expect(project.cloud.clusters.calls).toEqual([
      "create small-project/asia-northeast3-a/small",
      "deleteNodePool default-pool",
      expect.stringMatching(/^createNodePool default-[0-9a-f]{6} 1$/),
    ]);
    expect(await stack.preview()).toMatch(unchanged);
  });

  const clusterChanges = {
    labels: { team: "web" },
    intranodeVisibility: false,
    verticalPodAutoscaling: false,
    costManagement: false,
    logging: ["SYSTEM_COMPONENTS"],
    maintenance: { start: "2026-01-01T03:00:00Z", end: "2026-01-01T09:00:00Z", recurrence: "FREQ=DAILY" },
    securityPosture: "DISABLED",
    controlPlane: { endpoint: "public", authorizedNetworks: { office: "203.0.113.0/24" } },
  };
  const poolChanges = {
    nodeCount: 2,
    machineType: "e2-standard-4",
    diskSizeGb: 60,
    labels: { tier: "web" },
    taints: [{ key: "dedicated", value: "web", effect: "NO_SCHEDULE" }],
    upgrade: { strategy: "BLUE_GREEN", poolSoak: "10m" },
  };

  test("is changed in place by what GKE can change: nothing is replaced", async () => {
    stack.configure(small(clusterChanges, poolChanges));
    const preview = await stack.preview();
    expect(wouldChange(preview)).toEqual(
      expect.arrayContaining(["~ gcp:container/cluster:Cluster", "~ gcp:container/nodePool:NodePool"]),
    );
    // An API that is no longer needed is no longer this stack's.
    expect(wouldChange(preview).filter((change) => !/^~|^- gcp:projects/.test(change))).toEqual([]);
    await stack.mustUp();
    expect(await stack.preview()).toMatch(unchanged);
  });

  test("gets a new pool before the old one goes, for what GKE cannot change in place", async () => {
    stack.configure(small(clusterChanges, { ...poolChanges, spot: true }));
    project.cloud.clusters.calls.length = 0;
    await stack.mustUp();
    expect(project.cloud.clusters.calls.map((call) => call.split("-")[0])).toEqual([
      "createNodePool default",
      "deleteNodePool default",
    ]);
    expect(await stack.preview()).toMatch(unchanged);
  });

  test("shows what somebody changed by hand after a refresh, and the next update puts it right", async () => {
    const { body } = await project.cloud.call<{ resourceLabels: object; labelFingerprint: string; name: string }>(
      "GET",
      api,
    );
    await project.cloud.call("POST", `${api}:setResourceLabels`, {
      resourceLabels: { ...body.resourceLabels, team: "somebody-else" },
      labelFingerprint: body.labelFingerprint,
    });
    expect(await stack.must("refresh", "--yes", "--skip-preview", "--diff")).toMatch(/"web" => "somebody-else"/);
    expect(await stack.preview()).toMatch(/"somebody-else" => "web"/);
    await stack.mustUp();
    expect(await stack.must("refresh", "--yes", "--skip-preview")).toMatch(unchanged);
  });

  test("is made again where it was deleted by hand", async () => {
    const { nodePools } = (await project.cloud.call<{ nodePools: { name: string }[] }>("GET", api)).body;
    await project.cloud.call("DELETE", `${api}/nodePools/${nodePools[0]?.name ?? ""}`);
    await stack.must("refresh", "--yes", "--skip-preview");
    await stack.mustUp();
    expect(await stack.preview()).toMatch(unchanged);
  });

  test("is refused what would replace a protected cluster, before anything is touched", async () => {
    stack.configure(small({ ...clusterChanges, deletionProtection: true }, { ...poolChanges, spot: true }));
    await stack.mustUp();
    project.cloud.clusters.calls.length = 0;
    stack.configure(
      small(
        { ...clusterChanges, deletionProtection: true, datapathProvider: "LEGACY_DATAPATH" },
        { ...poolChanges, spot: true },
      ),
    );
    const preview = await stack.run(["preview"]);
    expect(preview.exit).not.toBe(0);
    expect(preview.output).toMatch(/marked for protection/);
    const destroyed = await stack.run(["destroy", "--yes", "--skip-preview"]);
    expect(destroyed.exit).not.toBe(0);
    expect(destroyed.output).toMatch(/the cluster is protected from deletion/);
    expect(project.cloud.clusters.calls).toEqual([]);
    expect((await stack.resources()).some(({ type }) => type === "gcp:compute/network:Network")).toBe(true);
  });

  test("leaves an empty project when it is destroyed", async () => {
    stack.configure(small({ ...clusterChanges, deletionProtection: false }, { ...poolChanges, spot: true }));
    await stack.mustUp();
    // Nothing answers where a cluster without machines says it is; one that is gone is nothing to clean.
    await project.cloud.call("DELETE", api);
    await stack.must("refresh", "--yes", "--skip-preview");
    await stack.must("destroy", "--yes", "--skip-preview");
    expect(await remains("small-project")).toEqual([]);
  });
});

describe("a regional Autopilot cluster with GitHub, triggers and channels", () => {
  const everything = {
    cluster: { name: "auto", location: "asia-northeast3", autopilot: true, deletionProtection: false },
    images,
    identities: { github: { repository: "me/shop", repositoryId: 4242 } },
    triggers: { main: { github: "me/shop", branch: "^main$" } },
    monitoring: {
      channels: {
        mail: { email: "oncall@example.com" },
        phone: { sms: "+821012345678" },
        chat: { slack: { channel: "#ops", token: { env: "TEST_SLACK_TOKEN" } } },
        hook: { webhook: { url: "https://example.com/hook", token: { env: "TEST_HOOK_TOKEN" } } },
      },
    },
  };
  const secrets = { TEST_SLACK_TOKEN: "xoxb-canary-1", TEST_HOOK_TOKEN: "hook-canary-2" };
  let stack: InfraStack;
  beforeAll(() => {
    stack = project.stack("auto");
    stack.configure(everything);
    Object.assign(project.environment, secrets);
  });

  test("comes up, says how GitHub signs in, and a second update finds nothing to do", async () => {
    await stack.mustUp();
    expect(JSON.parse(await stack.must("stack", "output", "--json"))).toMatchObject({
      github: {
        workloadIdentityProvider: expect.stringMatching(
          /^projects\/\d+\/locations\/global\/workloadIdentityPools\/github\/providers\//,
        ) as string,
      },
    });
    expect(await stack.preview()).toMatch(unchanged);
  });

  test("keeps the channels' secrets out of state and output", async () => {
    const state = await stack.must("stack", "export");
    for (const secret of Object.values(secrets)) expect(state).not.toContain(secret);
  });

  test("lends its cluster to another stack, and an unknown one is told", async () => {
    const app = project.stack("app");
    app.configure(
      { cluster: { fromStack: "organization/gke-bluegreen/auto" }, images, registry: { location: "asia-northeast3" } },
      "auto-project",
    );
    await app.mustUp();
    expect(JSON.parse(await app.must("stack", "output", "--json"))).toMatchObject({
      cluster: { name: "auto", project: "auto-project" },
      images: { site: expect.stringMatching(/@sha256:[0-9a-f]{64}$/) as string },
    });
    expect(await app.preview()).toMatch(unchanged);
    await app.must("destroy", "--yes", "--skip-preview");
  });

  test("is a cluster that exists already, for a stack that does not own it", async () => {
    const guest = project.stack("guest");
    guest.configure({ cluster: { existing: { name: "auto", location: "asia-northeast3" } } }, "auto-project");
    await guest.mustUp();
    expect(JSON.parse(await guest.must("stack", "output", "--json"))).toMatchObject({
      cluster: { host: expect.stringMatching(/gke\.goog$/) as string },
    });
    await guest.must("destroy", "--yes", "--skip-preview");
    expect(project.cloud.clusters.calls.filter((call) => call.includes("delete auto"))).toEqual([]);
  });
});
