import { readdirSync } from "node:fs";
import { join } from "node:path";
import { readRecording, replay } from "../unit/google-cloud/replay";
import { SandboxCloud } from "../unit/google-cloud/sandbox-cloud";

const folder = join(__dirname, "fixtures", "google-cloud");
const PROJECT = "demo-proj";

/** Where ours is right to answer otherwise than the dummy that was recorded. */
const BETTER: Readonly<Record<string, number>> = {
  // The dummy had no answer, and the plugin gave up on the pool.
  "GET workloadIdentityPools/github:listAttestationRules": 200,
  "GET anywhereCaches/": 200,
};
/** Fields of the recorded answers that ours leaves out, and why the plugin does not miss them. */
const LEFT_OUT = new Set([
  "labels.env", // the dummy project's own label
  "response.service.config.monitoring", // empty messages
  "response.services[].config.monitoring",
  "response.sizeBytes", // "0", which proto3 leaves out
  "sizeBytes",
  "response.vulnerabilityScanningConfig.lastEnableTime",
  "vulnerabilityScanningConfig.lastEnableTime",
  "iamConfiguration.bucketPolicyOnly.lockedTime", // output only, not read
  "iamConfiguration.uniformBucketLevelAccess.lockedTime",
  "satisfiesPZI",
  "dockerImages", // nothing was pushed here
]);

describe("requests of the official Pulumi gcp plugin, as recorded", () => {
  let cloud: SandboxCloud;
  beforeEach(async () => void (cloud = await new SandboxCloud().start()));
  afterEach(async () => await cloud.stop());

  test.each(readdirSync(folder).filter((file) => file.endsWith(".json")))(
    "%s: each gets the recorded status and what the plugin reads",
    async (file) => {
      await prepare(cloud, file);
      const results = await replay(cloud, readRecording(join(folder, file)));
      const wrong = results
        .filter(({ exchange, status }) => status !== (better(exchange.method, exchange.url) ?? exchange.status))
        .map(({ exchange, status, body }) => `${exchange.method} ${exchange.url}: ${status} ${JSON.stringify(body)}`);
      expect(wrong).toEqual([]);
      const missing = new Set(results.flatMap((result) => (result.status === 200 ? result.missing : [])));
      expect([...missing].filter((path) => !LEFT_OUT.has(path))).toEqual([]);
    },
    60_000,
  );
});

function better(method: string, url: string): number | undefined {
  return Object.entries(BETTER).find(
    ([key]) => method === key.split(" ")[0] && url.includes(key.split(" ")[1] ?? ""),
  )?.[1];
}

/** What the scenario takes for granted. */
async function prepare(cloud: SandboxCloud, file: string) {
  if (file.startsWith("01")) return;
  await cloud.enable(PROJECT, "container", "compute", "artifactregistry", "cloudbuild", "iam", "secretmanager");
  const compute = `/compute/v1/projects/${PROJECT}`;
  const make = async (path: string, body: object) => {
    const { body: operation } = await cloud.call<{ name: string }>("POST", path, body);
    const scope = path.includes("/regions/") ? "regions/europe-west1" : "global";
    await cloud.until(`${compute}/${scope}/operations/${operation.name}`);
  };
  if (/^0[346]/.test(file)) {
    await make(`${compute}/global/networks`, { name: "demo-net", autoCreateSubnetworks: false });
    await make(`${compute}/regions/europe-west1/subnetworks`, {
      name: "demo-sub",
      network: "global/networks/demo-net",
      ipCidrRange: "10.10.0.0/20",
    });
  }
  // Google refuses a policy that names an account which is not there.
  const account = { "08": "cluster-nodes", "12": "web-server" }[file.slice(0, 2)];
  if (account !== undefined)
    await cloud.call("POST", `/iam/v1/projects/${PROJECT}/serviceAccounts`, { accountId: account });
  if (file.startsWith("13")) {
    for (const location of ["europe-west1", "us-central1"]) {
      const { body } = await cloud.call<{ name: string }>(
        "POST",
        `/artifactregistry/v1/projects/${PROJECT}/locations/${location}/repositories?repositoryId=images`,
        { format: "DOCKER" },
      );
      await cloud.until(`/artifactregistry/v1/${body.name}`);
    }
  }
}
