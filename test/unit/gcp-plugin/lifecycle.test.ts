import type { PropertyMap } from "../../../lib/plugin";
import { endpointVariables } from "../../../sandbox/home/environment";
import { SandboxCloud, TOKEN } from "../google-cloud/sandbox-cloud";
import { Driver, type Kept } from "./driver";

/** The plugin against the sandbox's own Google Cloud: each type made, left alone, refreshed, edited, imported and removed. */
const project = "imageview-sandbox";
const cloud = new SandboxCloud();
let driver: Driver;

jest.setTimeout(60_000);

beforeAll(async () => {
  await cloud.start();
  driver = await new Driver({
    ...endpointVariables(cloud.url),
    GOOGLE_OAUTH_ACCESS_TOKEN: TOKEN,
    GOOGLE_PROJECT: project,
    GOOGLE_REGION: "asia-northeast3",
    GOOGLE_ZONE: "asia-northeast3-a",
  }).configure({ pollInterval: "50ms", requestTimeout: "5s" });
  const apis = [
    "container",
    "compute",
    "artifactregistry",
    "cloudbuild",
    "iam",
    "monitoring",
    "secretmanager",
    "cloudresourcemanager",
    "storage",
  ];
  for (const api of apis) await driver.create("gcp:projects/service:Service", { service: `${api}.googleapis.com` });
});
afterAll(() => cloud.stop());

interface Life {
  readonly type: string;
  readonly inputs: PropertyMap;
  /** What an edit changes, in place. */
  readonly edit?: PropertyMap;
  /** Cannot be imported without a difference: its secret part is never given back. */
  readonly unimportable?: true;
}

async function live({ type, inputs, edit, unimportable }: Life): Promise<Kept> {
  await driver.preview(type, inputs);
  let kept = await driver.create(type, inputs);
  const unchanged = async (program: PropertyMap): Promise<void> => {
    expect((await driver.diff(type, kept, program)).detailedDiff).toEqual({});
    const read = await driver.read(type, kept.id, kept);
    expect(read?.id).toBe(kept.id);
    if (read) expect((await driver.diff(type, read, program)).detailedDiff).toEqual({});
  };
  await unchanged(inputs);
  if (edit) {
    const edited = { ...inputs, ...edit };
    const diff = await driver.diff(type, kept, edited);
    expect(diff.changes).toBe("some");
    expect(diff.replaces).toEqual([]);
    kept = await driver.update(type, kept, edited);
    await unchanged(edited);
  }
  if (!unimportable) {
    const imported = await driver.read(type, kept.id);
    if (!imported) throw new Error(`${kept.id} cannot be imported`);
    expect(
      (await driver.diff(type, { ...imported, inputs: kept.inputs }, { ...inputs, ...edit })).detailedDiff,
    ).toEqual({});
  }
  return kept;
}

async function die(type: string, kept: Kept): Promise<void> {
  await driver.delete(type, kept);
  expect(await driver.read(type, kept.id, kept)).toBeUndefined();
  await driver.delete(type, kept); // Gone already: nothing to do.
}

const lives: readonly Life[] = [
  {
    type: "gcp:compute/network:Network",
    inputs: { name: "net-a", autoCreateSubnetworks: false },
    edit: { routingMode: "GLOBAL" },
  },
  {
    type: "gcp:compute/globalAddress:GlobalAddress",
    inputs: { name: "ip-a", labels: { app: "web" } },
    edit: { labels: { app: "web", tier: "1" } },
  },
  {
    type: "gcp:artifactregistry/repository:Repository",
    inputs: { repositoryId: "images-a", format: "DOCKER", labels: { a: "b" } },
    edit: { description: "images" },
  },
  {
    type: "gcp:serviceaccount/account:Account",
    inputs: { accountId: "deployer-a", displayName: "One" },
    edit: { displayName: "Two" },
  },
  {
    type: "gcp:iam/workloadIdentityPool:WorkloadIdentityPool",
    inputs: { workloadIdentityPoolId: "github-a", displayName: "GitHub" },
    edit: { displayName: "Hub" },
  },
  {
    type: "gcp:projects/iAMMember:IAMMember",
    inputs: { project, role: "roles/viewer", member: "user:a@example.com" },
    unimportable: true,
  },
  {
    type: "gcp:secretmanager/secret:Secret",
    inputs: { secretId: "key-a", replication: { auto: {} } },
    edit: { labels: { a: "b" } },
  },
  {
    type: "gcp:storage/bucket:Bucket",
    inputs: { name: "bucket-a-imageview", location: "ASIA", uniformBucketLevelAccess: true },
    edit: { labels: { a: "b" } },
  },
  {
    type: "gcp:monitoring/notificationChannel:NotificationChannel",
    inputs: { displayName: "mail", type: "email", labels: { email_address: "a@example.com" } },
    edit: { displayName: "post" },
  },
  {
    type: "gcp:cloudbuild/trigger:Trigger",
    inputs: {
      name: "push-a",
      location: "global",
      github: { owner: "o", name: "n", push: { branch: "^main$" } },
      filename: "cloudbuild.yaml",
    },
    edit: { description: "on push" },
  },
];

test.each(lives.map((life) => [life.type, life] as const))("%s lives", async (type, life) => {
  await die(type, await live(life));
});

test("a subnetwork, router, NAT and firewall live in a network", async () => {
  const net = await driver.create("gcp:compute/network:Network", { name: "net-b", autoCreateSubnetworks: false });
  const network = net.id;
  const parts: Life[] = [
    {
      type: "gcp:compute/subnetwork:Subnetwork",
      inputs: {
        name: "sub",
        network,
        ipCidrRange: "10.0.0.0/20",
        secondaryIpRanges: [{ rangeName: "pods", ipCidrRange: "10.16.0.0/14" }],
      },
    },
    { type: "gcp:compute/router:Router", inputs: { name: "router", network }, edit: { description: "the router" } },
    {
      type: "gcp:compute/routerNat:RouterNat",
      inputs: {
        name: "nat",
        router: "router",
        natIpAllocateOption: "AUTO_ONLY",
        sourceSubnetworkIpRangesToNat: "ALL_SUBNETWORKS_ALL_IP_RANGES",
      },
      edit: { minPortsPerVm: 128 },
    },
    {
      type: "gcp:compute/firewall:Firewall",
      inputs: {
        name: "fw",
        network: "net-b",
        allows: [{ protocol: "tcp", ports: ["80"] }],
        sourceRanges: ["10.0.0.0/8"],
      },
      edit: { sourceRanges: ["10.0.0.0/8", "192.168.0.0/16"] },
    },
  ];
  const made: [string, Kept][] = [];
  for (const part of parts) made.unshift([part.type, await live(part)]);
  for (const [type, kept] of made) await die(type, kept);
  await die("gcp:compute/network:Network", net);
});

test("a secret's version, and members of policies live", async () => {
  const secret = await driver.create("gcp:secretmanager/secret:Secret", {
    secretId: "key-b",
    replication: { auto: {} },
  });
  const version = {
    type: "gcp:secretmanager/secretVersion:SecretVersion",
    inputs: { secret: secret.id, secretData: "canary" },
    unimportable: true,
  } as const;
  const kept = await live(version);
  await driver.delete(version.type, kept);
  const member = {
    type: "gcp:secretmanager/secretIamMember:SecretIamMember",
    inputs: { secretId: "key-b", role: "roles/secretmanager.secretAccessor", member: "user:a@example.com" },
    unimportable: true,
  } as const;
  await die(member.type, await live(member));
});

const clusterInputs: PropertyMap = {
  name: "imageview",
  location: "asia-northeast3-a",
  deletionProtection: false,
  releaseChannel: { channel: "UNSPECIFIED" },
  nodePools: [
    {
      name: "default-pool",
      nodeCount: 1,
      nodeConfig: { machineType: "n1-standard-1", imageType: "COS_CONTAINERD" },
      management: { autoUpgrade: false, autoRepair: false },
    },
  ],
};

test("a cluster with its pool inside lives", async () => {
  const type = "gcp:container/cluster:Cluster";
  const kept = await live({
    type,
    inputs: clusterInputs,
    edit: { resourceLabels: { team: "web" } },
    unimportable: true,
  });
  await die(type, kept);
});

test("a cluster without its default pool, and a pool of its own, live", async () => {
  const type = "gcp:container/cluster:Cluster";
  const inputs = {
    name: "apart",
    location: "asia-northeast3-a",
    deletionProtection: false,
    removeDefaultNodePool: true,
    initialNodeCount: 1,
  };
  const cluster = await live({ type, inputs, unimportable: true });
  const pool = await live({
    type: "gcp:container/nodePool:NodePool",
    inputs: {
      name: "general",
      cluster: cluster.id,
      nodeCount: 1,
      nodeConfig: { machineType: "e2-standard-2", labels: { tier: "a" } },
    },
    edit: { nodeCount: 2 },
  });
  await live({
    type: "gcp:container/nodePool:NodePool",
    inputs: {
      name: "scaled",
      cluster: "apart",
      location: "asia-northeast3-a",
      initialNodeCount: 1,
      autoscaling: { minNodeCount: 0, maxNodeCount: 3 },
    },
  });
  await die("gcp:container/nodePool:NodePool", pool);
  await die(type, cluster);
});
