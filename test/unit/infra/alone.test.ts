import { Cluster } from "../../../infra/cluster";
import { GitHubIdentity } from "../../../infra/github-identity";
import { Images } from "../../../infra/images";
import { Monitoring } from "../../../infra/monitoring";
import { Network } from "../../../infra/network";
import { NodePools } from "../../../infra/node-pools";
import { Registry } from "../../../infra/registry";
import { ServiceAccount } from "../../../infra/service-account";
import { Triggers } from "../../../infra/triggers";
import { registered } from "./program";

/** Another program: plain arguments, no stack file. */
const project = "test-project";
const location = "asia-northeast3";

const programs = {
  network: () =>
    new Network("net", { project, region: location, name: "shop", privateNodes: true, config: { maxNodes: 16 } }),
  cluster: () =>
    new Cluster("gke", {
      project,
      config: { name: "shop", location, nodePools: { web: { nodeCount: 2 } } },
      network: { network: "n", subnetwork: "s", podsRange: "pods", servicesRange: "services" },
      nodeServiceAccount: "nodes@test-project.iam.gserviceaccount.com",
    }),
  pools: () =>
    new NodePools("pools", {
      project,
      location,
      cluster: "shop",
      pools: { web: {} },
      serviceAccount: "a@b",
      tags: [],
      workloadIdentity: true,
    }),
  registry: () => new Registry("images", { project, name: "shop", location, config: {}, readers: {}, writers: {} }),
  images: () =>
    new Images("builds", {
      project,
      images: { shop: { context: "." } },
      registry: "asia-northeast3-docker.pkg.dev/test-project/shop",
      immutableTags: true,
      bucket: "test-project-shop-builds",
      location,
      builder: new ServiceAccount("builder", { project, accountId: "builder", displayName: "Builds", roles: [] }),
    }),
  monitoring: () =>
    new Monitoring("alerts", {
      project,
      cluster: { name: "shop", location },
      config: { channels: { oncall: { email: "a@example.com" } } },
    }),
  triggers: () =>
    new Triggers("triggers", {
      project,
      triggers: { main: { github: "me/shop", branch: "^main$" } },
      serviceAccount: "projects/p/serviceAccounts/s",
    }),
  github: () =>
    new GitHubIdentity("github", {
      project,
      name: "shop",
      config: { repository: "me/shop", repositoryId: 42 },
      actsAs: {},
    }),
};

test.each(Object.entries(programs))("%s works alone, with its defaults", async (_, program) => {
  const { resources } = await registered(program);
  expect(resources.filter(({ type }) => type.startsWith("gcp:")).length).toBeGreaterThan(0);
});

test("a mistake is refused with its path, before anything is made", async () => {
  const made: string[] = [];
  const wrong = () =>
    new Registry("images", { project, name: "shop", location, config: { keepVersions: 1 }, readers: {}, writers: {} });
  await expect(registered(wrong, ({ name }) => (made.push(name), {}))).rejects.toThrow(/images\.keepVersions/);
  expect(made).toEqual([]);
});
