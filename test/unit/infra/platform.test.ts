import { Cluster, deployPlatform } from "../../../infra";
import { nodeTag } from "../../../infra/network";
import { bucketName, requireNodes } from "../../../infra/platform";
import { only, type Registered, registered, stackFile, stackOf } from "./program";

const imageview = (cluster: object = {}, rest: object = {}) =>
  stackOf({
    cluster: { name: "imageview", location: "asia-northeast3-a", nodePools: { default: {} }, ...cluster },
    ...rest,
  });

/** Registers a cluster for each configuration, in one run of the engine's mocks. */
async function clusters(configs: Readonly<Record<string, object>>) {
  const { resources } = await registered(() => {
    for (const [name, config] of Object.entries(configs)) {
      const stack = imageview(config);
      if (!("location" in stack.cluster)) throw new Error("no cluster of its own");
      const network = { network: "n", subnetwork: "s", podsRange: "pods", servicesRange: "services" };
      new Cluster(name, {
        project: stack.project,
        config: stack.cluster,
        network,
        nodeServiceAccount: "nodes@x",
        nodeTags: ["imageview-node"],
      });
    }
  });
  return resources;
}

const clusterOf = async (config: object) => only(await clusters({ it: config }), "gcp:container/cluster:Cluster");
const poolIn = (pool: object) => ({ nodePools: { default: pool } });

test("the names and inputs of imageview are pinned: a change of a name would replace the resource", async () => {
  const { resources } = await registered(() => deployPlatform(stackFile("Pulumi.sandbox.yaml")));
  expect(resources).toMatchSnapshot();
});

test("imageview on Google Cloud and in the sandbox are the same program with the same configuration", async () => {
  const run = (file: string) => {
    const stack = stackFile(file);
    // The one difference: the sandbox has no DNS name for its control plane, only addresses of this machine.
    const controlPlane = { endpoint: "dns" as const, authorizedNetworks: {} };
    if (!("controlPlane" in stack.cluster)) throw new Error(`${file} has no cluster of its own`);
    return registered(() => deployPlatform({ ...stack, cluster: { ...stack.cluster, controlPlane } }));
  };
  expect((await run("Pulumi.dev.yaml")).resources).toEqual((await run("Pulumi.sandbox.yaml")).resources);
});

describe("every cluster option reaches the API field it should", () => {
  const cases: [string, object, object][] = [
    ["release channel", { releaseChannel: "STABLE" }, { releaseChannel: { channel: "STABLE" } }],
    ["version", { version: "1.35.4" }, { minMasterVersion: "1.35.4", releaseChannel: { channel: "UNSPECIFIED" } }],
    ["deletion protection", { deletionProtection: false }, { deletionProtection: false }],
    ["labels", { labels: { team: "web" } }, { resourceLabels: { team: "web" } }],
    ["zones", { location: "asia-northeast3", nodeLocations: ["asia-northeast3-a", "asia-northeast3-b"] }, { location: "asia-northeast3", nodeLocations: ["asia-northeast3-a", "asia-northeast3-b"] }],
    ["DNS endpoint", {}, { controlPlaneEndpointsConfig: { dnsEndpointConfig: { allowExternalTraffic: true }, ipEndpointsConfig: { enabled: false } } }],
    ["private endpoint", { controlPlane: { endpoint: "private" } }, { privateClusterConfig: { enablePrivateNodes: true, enablePrivateEndpoint: true }, masterAuthorizedNetworksConfig: { cidrBlocks: [], gcpPublicCidrsAccessEnabled: false } }],
    ["authorized networks", { controlPlane: { endpoint: "public", authorizedNetworks: { office: "192.0.2.0/24" } } }, { masterAuthorizedNetworksConfig: { cidrBlocks: [{ displayName: "office", cidrBlock: "192.0.2.0/24" }] } }],
    ["control-plane range", { controlPlane: { cidr: "172.16.0.0/28" } }, { privateClusterConfig: { masterIpv4CidrBlock: "172.16.0.0/28" } }],
    ["public nodes", { privateNodes: false }, { privateClusterConfig: { enablePrivateNodes: false } }],
    ["Dataplane V1", { datapathProvider: "LEGACY_DATAPATH" }, { datapathProvider: "LEGACY_DATAPATH", networkPolicy: { enabled: true, provider: "CALICO" } }],
    ["Workload Identity", {}, { workloadIdentityConfig: { workloadPool: "test-project.svc.id.goog" } }],
    ["Gateway API", {}, { gatewayApiConfig: { channel: "CHANNEL_STANDARD" } }],
    ["Binary Authorization", { binaryAuthorization: false }, { binaryAuthorization: { evaluationMode: "DISABLED" } }],
    ["Secrets encryption", { databaseEncryptionKey: "projects/p/locations/l/keyRings/r/cryptoKeys/k" }, { databaseEncryption: { state: "ENCRYPTED", keyName: "projects/p/locations/l/keyRings/r/cryptoKeys/k" } }],
    ["RBAC group", { rbacGroup: "gke-security-groups@example.com" }, { authenticatorGroupsConfig: { securityGroup: "gke-security-groups@example.com" } }],
    ["Secret Manager", { secretManager: true }, { secretManagerConfig: { enabled: true } }],
    ["security posture", { securityPosture: "ENTERPRISE" }, { securityPostureConfig: { mode: "ENTERPRISE" } }],
    ["logging off", { logging: [] }, { loggingConfig: { enableComponents: [] } }],
    ["monitoring", { monitoring: { components: ["SYSTEM_COMPONENTS"], managedPrometheus: false } }, { monitoringConfig: { enableComponents: ["SYSTEM_COMPONENTS"], managedPrometheus: { enabled: false } } }],
    ["maintenance", { maintenance: { exclusions: { freeze: { start: "2026-12-20T00:00:00Z", end: "2027-01-03T00:00:00Z" } } } }, { maintenancePolicy: { recurringWindow: { recurrence: "FREQ=WEEKLY;BYDAY=SA,SU" }, maintenanceExclusions: [{ exclusionName: "freeze", exclusionOptions: { scope: "NO_UPGRADES" } }] } }],
    ["rollback-safe upgrades", { version: "1.35", rollbackSafeUpgrade: { soak: "2d", emulatedVersion: "1.35" } }, { rollbackSafeUpgrade: { controlPlaneSoakDuration: "172800s" }, desiredEmulatedVersion: "1.35" }],
    ["notifications", { upgradeTopic: "projects/p/topics/t" }, { notificationConfig: { pubsub: { enabled: true, topic: "projects/p/topics/t" } } }],
    ["auto-provisioning", { nodeAutoProvisioning: { cpu: [0, 16], memoryGib: [0, 64] } }, { clusterAutoscaling: { enabled: true, resourceLimits: [{ resourceType: "cpu", minimum: 0, maximum: 16 }, { resourceType: "memory", maximum: 64 }], autoProvisioningDefaults: { imageType: "COS_CONTAINERD" } } }],
  ]; // prettier-ignore
  let made: Registered[];
  beforeAll(async () => (made = await clusters(Object.fromEntries(cases.map(([name, config]) => [name, config])))));
  test.each(cases)("%s", (name, _, expected) => {
    expect(only(made, "gcp:container/cluster:Cluster", name)).toMatchObject(expected);
  });
});

test("a hardened cluster: what no option turns off", async () => {
  expect(await clusterOf({})).toMatchObject({
    enableLegacyAbac: false,
    enableShieldedNodes: true,
    masterAuth: { clientCertificateConfig: { issueClientCertificate: false } },
    anonymousAuthenticationConfig: { mode: "LIMITED" },
    rbacBindingConfig: {
      enableInsecureBindingSystemAuthenticated: false,
      enableInsecureBindingSystemUnauthenticated: false,
    },
    serviceExternalIpsConfig: { enabled: false },
    nodePoolDefaults: { nodeConfigDefaults: { insecureKubeletReadonlyPortEnabled: "FALSE" } },
  });
});

test("the pool that GKE insists on costs no SSD quota and does not run as the default account", async () => {
  expect(await clusterOf({})).toMatchObject({
    removeDefaultNodePool: true,
    nodeConfig: { diskType: "pd-standard", serviceAccount: "nodes@x" },
  });
});

test("Autopilot gets nothing that it refuses", async () => {
  const cluster = await clusterOf({ location: "asia-northeast3", autopilot: true, nodePools: {} });
  expect(cluster).toMatchObject({ enableAutopilot: true });
  for (const refused of [
    "nodeConfig",
    "removeDefaultNodePool",
    "initialNodeCount",
    "networkPolicy",
    "enableShieldedNodes",
    "enableIntranodeVisibility",
    "enableLegacyAbac",
    "nodePoolDefaults",
    "addonsConfig",
  ])
    expect(cluster).not.toHaveProperty(refused);
});

describe("nodes that GKE provisions by itself", () => {
  const bootDiskKey = "projects/p/locations/l/keyRings/r/cryptoKeys/k";
  test.each([
    ["node auto-provisioning", { nodeAutoProvisioning: { cpu: [0, 16], memoryGib: [0, 64] } }],
    ["Autopilot", { location: "asia-northeast3", autopilot: true, nodePools: {} }],
  ])(
    "%s: have the key of boot disks, the tag that webhooks are let in by, and no open kubelet port",
    async (_, how) => {
      expect(await clusterOf({ ...how, bootDiskKey })).toMatchObject({
        clusterAutoscaling: { autoProvisioningDefaults: { bootDiskKmsKey: bootDiskKey } },
        nodePoolAutoConfig: {
          nodeKubeletConfig: { insecureKubeletReadonlyPortEnabled: "FALSE" },
          networkTags: { tags: ["imageview-node"] },
        },
      });
    },
  );
});

test("names that are too long stay unlike each other, and end as Google wants", () => {
  const project = "p".repeat(30);
  const long = ["one", "two", "x-"].map((end) => bucketName(project, `${"c".repeat(37)}${end}`));
  expect(new Set(long).size).toBe(3);
  for (const name of long) expect(name).toMatch(/^[a-z][a-z0-9-]{61}[a-z0-9]$|^[a-z][a-z0-9-]{1,60}[a-z0-9]$/);
  expect(bucketName("shop", "imageview")).toBe("shop-imageview-builds");
  for (let length = 55; length <= 63; length++)
    expect(nodeTag("n".repeat(length))).toMatch(/^[a-z][a-z0-9-]{0,61}[a-z0-9]$/);
});

test("fails before IAM is asked, where the other stack has no nodes' account for who pulls this stack's images", () => {
  expect(() => requireNodes("organization/shop/deploys-only", "")).toThrow(
    /fromStack: got organization\/shop\/deploys-only, which did not make the cluster.*cluster\.existing/s,
  );
  expect(requireNodes("organization/shop/platform", "serviceAccount:n@x")).toBe("serviceAccount:n@x");
});

describe("every node-pool option reaches the API field it should", () => {
  const cases: [string, object, object][] = [
    ["machine, image and disk", { machineType: "n1-standard-1", imageType: "UBUNTU_CONTAINERD", diskType: "pd-ssd", diskSizeGb: 80 }, { nodeConfig: { machineType: "n1-standard-1", imageType: "UBUNTU_CONTAINERD", diskType: "pd-ssd", diskSizeGb: 80 } }],
    ["node count", { nodeCount: 3 }, { nodeCount: 3 }],
    ["autoscaling", { autoscaling: { minNodeCount: 1, maxNodeCount: 5 } }, { autoscaling: { minNodeCount: 1, maxNodeCount: 5, locationPolicy: "BALANCED" } }],
    ["total autoscaling", { autoscaling: { totalMaxNodeCount: 9, locationPolicy: "ANY" } }, { autoscaling: { totalMinNodeCount: 0, totalMaxNodeCount: 9, locationPolicy: "ANY" } }],
    ["GPUs", { machineType: "n1-standard-4", gpus: [{ type: "nvidia-tesla-t4", count: 2, sharing: { strategy: "TIME_SHARING", maxClientsPerGpu: 4 } }] }, { nodeConfig: { guestAccelerators: [{ type: "nvidia-tesla-t4", count: 2, gpuDriverInstallationConfig: { gpuDriverVersion: "DEFAULT" }, gpuSharingConfig: { gpuSharingStrategy: "TIME_SHARING", maxSharedClientsPerGpu: 4 } }] } }],
    ["spot", { spot: true }, { nodeConfig: { spot: true } }],
    ["labels and taints", { labels: { tier: "web" }, taints: [{ key: "dedicated", value: "web", effect: "NO_SCHEDULE" }] }, { nodeConfig: { labels: { tier: "web" }, taints: [{ key: "dedicated", value: "web", effect: "NO_SCHEDULE" }] } }],
    ["tags", { tags: ["web"] }, { nodeConfig: { tags: ["imageview-node", "web"] } }],
    ["surge", { upgrade: { maxSurge: 3, maxUnavailable: 1 } }, { upgradeSettings: { strategy: "SURGE", maxSurge: 3, maxUnavailable: 1 } }],
    ["blue/green", { upgrade: { strategy: "BLUE_GREEN", batchPercentage: 0.5, batchSoak: "2m", poolSoak: "2h" } }, { upgradeSettings: { strategy: "BLUE_GREEN", blueGreenSettings: { nodePoolSoakDuration: "7200s", standardRolloutPolicy: { batchPercentage: 0.5, batchSoakDuration: "120s" } } } }],
    ["pods per node", { maxPodsPerNode: 64 }, { maxPodsPerNode: 64 }],
    ["gVisor", { sandbox: "gvisor" }, { nodeConfig: { sandboxConfig: { sandboxType: "gvisor" } } }],
    ["local SSDs", { localSsdCount: 2 }, { nodeConfig: { ephemeralStorageLocalSsdConfig: { localSsdCount: 2 } } }],
    ["own account", { serviceAccount: "a@b.iam.gserviceaccount.com" }, { nodeConfig: { serviceAccount: "a@b.iam.gserviceaccount.com" } }],
    ["drain", { drainTimeout: "30m" }, { nodeDrainConfigs: [{ respectPdbDuringNodePoolDeletion: true, pdbTimeoutDuration: "1800s" }] }],
    ["metadata server", {}, { nodeConfig: { workloadMetadataConfig: { mode: "GKE_METADATA" }, metadata: { "disable-legacy-endpoints": "true" } } }],
  ]; // prettier-ignore
  let made: Registered[];
  beforeAll(async () => (made = await clusters(Object.fromEntries(cases.map(([name, pool]) => [name, poolIn(pool)])))));
  test.each(cases)("%s", (name, _, expected) => {
    expect(only(made, "gcp:container/nodePool:NodePool", `${name}-default`)).toMatchObject(expected);
  });

  test("management", async () => {
    const pool = { autoUpgrade: false, autoRepair: false, version: "1.35.4" };
    const made = await clusters({ it: { ...poolIn(pool), releaseChannel: "UNSPECIFIED" } });
    expect(only(made, "gcp:container/nodePool:NodePool")).toMatchObject({
      management: { autoUpgrade: false, autoRepair: false },
      version: "1.35.4",
    });
  });
});

test("what GKE cannot change in place changes a pool's name, and nothing else does", async () => {
  const same = { machineType: "e2-standard-4", diskSizeGb: 80, nodeCount: 5, labels: { a: "b" } };
  const fixed = [
    { spot: true },
    { maxPodsPerNode: 64 },
    { secureBoot: false },
    { localSsdCount: 1 },
    { serviceAccount: "a@b.iam.gserviceaccount.com" },
  ];
  const made = await clusters({
    before: poolIn({}),
    same: poolIn(same),
    ...Object.fromEntries(fixed.map((pool, index) => [`fixed${index}`, poolIn(pool)])),
  });
  const name = (cluster: string) => only(made, "gcp:container/nodePool:NodePool", `${cluster}-default`)["name"];
  expect(name("before")).toMatch(/^default-[0-9a-f]{6}$/);
  expect(name("same")).toBe(name("before"));
  expect(new Set([name("before"), ...fixed.map((_, index) => name(`fixed${index}`))]).size).toBe(fixed.length + 1);
});

test("apps find images by key and tag, with digests", async () => {
  const images = { web: { context: "examples/imageview", tags: { blue: { dockerfile: "Dockerfile.blue" } } } };
  const { result } = await registered(() => deployPlatform(imageview({}, { images })));
  expect(Object.keys(result.images)).toEqual(["web:blue", "web"]);
  const reference = await new Promise((resolve) => result.images["web"]?.apply(resolve));
  expect(reference).toBe("asia-northeast3-docker.pkg.dev/test-project/imageview/web@sha256:blue");
});

test("the kubeconfig holds no secret, and the provider keeps its identity when it changes", async () => {
  const { resources } = await registered(() => deployPlatform(imageview()));
  const provider = only(resources, "pulumi:providers:kubernetes");
  expect(provider["clusterIdentifier"]).toBe("cluster-id");
  const config = JSON.parse(String(provider["kubeconfig"])) as {
    clusters: object[];
    users: { user: { exec: { command: string; args: string[] } } }[];
  };
  expect(config.clusters).toEqual([
    { name: "imageview", cluster: { server: "https://gke-0123.asia-northeast3.gke.goog" } },
  ]);
  expect(config.users[0]!.user).toEqual({
    exec: expect.objectContaining({ command: "node", args: ["bin/gke-bluegreen-credential"] }) as object,
  });
});
