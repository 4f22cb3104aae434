import * as gcp from "@pulumi/gcp";
import * as pulumi from "@pulumi/pulumi";
import type { OwnCluster } from "../config/cluster";
import type { Stack } from "../config/stack";
import { regionOf } from "../config/values";
import { UserError } from "../lib/errors/user-error";
import { Cluster, type ClusterEndpoint } from "./cluster";
import { ClusterAccess } from "./cluster-access";
import { GitHubIdentity } from "./github-identity";
import { type ImageReferences, Images } from "./images";
import { Monitoring } from "./monitoring";
import { type ClusterNetwork, Network, nodeTag } from "./network";
import { ProjectServices } from "./project-services";
import { Registry } from "./registry";
import { requiredServices } from "./required-services";
import { Preflight } from "./resources/preflight";
import { cutWithHash, ServiceAccount } from "./service-account";
import { Triggers } from "./triggers";

/** What the workloads of a stack need of Google Cloud. */
export interface Platform {
  readonly cluster: ClusterEndpoint;
  readonly access: ClusterAccess;
  readonly images: ImageReferences;
  /** Account of the nodes, as a member of IAM bindings; undefined for a cluster that this program did not make. */
  readonly nodes: pulumi.Output<string> | undefined;
  /** Stem of image names; undefined where the stack has no images. */
  readonly registry: string | undefined;
  /** How GitHub Actions signs in; undefined where `identities.github` is not given. */
  readonly github: GitHubIdentity | undefined;
}

/** What a stack shows of its cluster: enough for `gke-bluegreen kubeconfig`, and for the stacks that name it in `fromStack`. */
export function clusterOutputs({ cluster, nodes }: Platform) {
  const { identifier, project, location, name, host, certificateAuthority } = cluster;
  return { identifier, project, location, name, host, certificateAuthority, nodes };
}

/** What `google-github-actions/auth` wants to know; nothing where GitHub may not sign in. */
export function githubOutputs({ github }: Platform) {
  if (!github) return {};
  const { workloadIdentityProvider, deployAccount, previewAccount } = github;
  return { workloadIdentityProvider, deployAccount, previewAccount };
}

/** Everything on Google Cloud that a stack's configuration asks for, in the order in which one needs the other. */
export function deployPlatform(stack: Stack): Platform {
  const { project } = stack;
  const services = stack.services.manage
    ? [
        new ProjectServices("services", {
          project,
          services: requiredServices(stack),
          disableOnDestroy: stack.services.disableOnDestroy,
        }),
      ]
    : [];
  const { cluster, nodes, resources } =
    "location" in stack.cluster ? ownCluster(stack, stack.cluster, services) : otherCluster(stack);
  const { registry, images, builder } = builds(stack, nodes, services);
  const access = new ClusterAccess("cluster", { cluster }, { dependsOn: [...resources] });
  if ("location" in stack.cluster) alerts(stack, stack.cluster, services);
  const github = githubIdentity(stack, services, nodes, builder);
  if (builder && Object.keys(stack.triggers).length > 0)
    new Triggers(
      "triggers",
      { project, triggers: stack.triggers, serviceAccount: builder.resourceName },
      { dependsOn: [...services, builder] },
    );
  return { cluster, access, images, nodes: nodes?.member, registry, github };
}

/** The nodes' account: as a member of IAM bindings, and as an address where this stack made it. */
interface Nodes {
  readonly member: pulumi.Output<string>;
  readonly email: pulumi.Output<string>;
}

interface ClusterParts {
  readonly cluster: ClusterEndpoint;
  readonly nodes: Nodes | undefined;
  readonly resources: readonly pulumi.Resource[];
}

function ownCluster(stack: Stack, config: OwnCluster, services: readonly pulumi.Resource[]): ClusterParts {
  const { project } = stack;
  // Before anything that costs: half a cluster is harder to mend than none.
  const dependsOn = stack.preflight.enabled
    ? [...services, new Preflight("preflight", project, config, { dependsOn: [...services] })]
    : [...services];
  const nodes = new ServiceAccount(
    "nodes",
    {
      project,
      accountId: `${config.name}-nodes`,
      displayName: `Nodes of the cluster ${config.name}`,
      // What a node does for itself: logs, metrics, metadata. Pods have identities of their own.
      roles: ["roles/container.defaultNodeServiceAccount", "roles/stackdriver.resourceMetadata.writer"],
    },
    { dependsOn },
  );
  const network = clusterNetwork(stack, config, dependsOn);
  const cluster = new Cluster(
    "cluster",
    { project, config, network: network.place, nodeServiceAccount: nodes.email, nodeTags: network.nodeTags },
    { dependsOn: [...dependsOn, nodes, ...network.resources] },
  );
  return { cluster, nodes, resources: [cluster] };
}

interface NetworkParts {
  readonly place: ClusterNetwork;
  readonly nodeTags: readonly string[];
  readonly resources: readonly pulumi.Resource[];
}

function clusterNetwork(stack: Stack, config: OwnCluster, dependsOn: pulumi.Resource[]): NetworkParts {
  if ("existing" in stack.network) return { place: stack.network.existing, nodeTags: [], resources: [] };
  const name = stack.network.name ?? config.name;
  const network = new Network(
    "network",
    {
      project: stack.project,
      region: regionOf(config.location),
      name,
      config: stack.network,
      privateNodes: config.privateNodes,
      controlPlaneCidr: config.controlPlane.cidr,
    },
    { dependsOn },
  );
  return { place: network, nodeTags: [nodeTag(name)], resources: [network] };
}

/** A cluster that another stack, or another hand, made. */
function otherCluster(stack: Stack): ClusterParts {
  if ("fromStack" in stack.cluster) {
    const other = new pulumi.StackReference(stack.cluster.fromStack);
    const of = (key: keyof ClusterEndpoint | "nodes") =>
      other.requireOutput("cluster").apply((cluster) => (cluster as Record<string, string>)[key] ?? "");
    return {
      cluster: {
        identifier: of("identifier"),
        project: of("project"),
        location: of("location"),
        name: of("name"),
        host: of("host"),
        certificateAuthority: of("certificateAuthority"),
      },
      nodes: { member: of("nodes"), email: of("nodes").apply(emailOf) },
      resources: [],
    };
  }
  if (!("existing" in stack.cluster)) return unreachable();
  const { name, location, endpoint, project = stack.project } = stack.cluster.existing;
  const found = gcp.container.getClusterOutput({ name, location, project });
  const dns = endpoint === "dns";
  return {
    cluster: {
      identifier: pulumi.output(`projects/${project}/locations/${location}/clusters/${name}`),
      project: pulumi.output(project),
      location: pulumi.output(location),
      name: pulumi.output(name),
      host: dns
        ? found.controlPlaneEndpointsConfigs.apply((configs) => configs[0]?.dnsEndpointConfigs[0]?.endpoint ?? "")
        : found.endpoint,
      certificateAuthority: dns
        ? pulumi.output("")
        : pulumi.unsecret(found.masterAuths.apply((auths) => auths[0]?.clusterCaCertificate ?? "")),
    },
    nodes: undefined,
    resources: [],
  };
}

const emailOf = (member: string) => member.replace("serviceAccount:", "");

/** The nodes' account, where something is granted to it: a stack that did not make its cluster has none to hand on. */
function grantee({ cluster }: Stack, nodes: Nodes): Nodes {
  if (!("fromStack" in cluster)) return nodes;
  const member = nodes.member.apply((found) => requireNodes(cluster.fromStack, found));
  return { member, email: member.apply(emailOf) };
}

/** @throws where the other stack knows no account: IAM would be asked to grant a role to nobody. */
export function requireNodes(stackName: string, member: string): string {
  if (member !== "") return member;
  throw new UserError({
    setting: "gke-bluegreen:cluster.fromStack",
    got: `${stackName}, which did not make the cluster that it deploys to, and so knows no account of its nodes`,
    expected: "the stack that makes the cluster, where this stack builds images or makes identities",
    fix: "Name the cluster itself with cluster.existing, and grant its nodes roles/artifactregistry.reader",
  });
}

function builds(stack: Stack, nodes: Nodes | undefined, services: readonly pulumi.Resource[]) {
  const { project, registry: config } = stack;
  const own = "location" in stack.cluster ? stack.cluster : undefined;
  if (!own && Object.keys(stack.images).length === 0) return { registry: undefined, images: {}, builder: undefined };
  const name = own?.name ?? pulumi.getStack();
  const location =
    config.location ?? (own ? regionOf(own.location) : undefined) ?? new pulumi.Config("gcp").get("region");
  if (location === undefined)
    throw new UserError({
      setting: "gke-bluegreen:registry.location",
      got: "nothing",
      expected: "a region, in a stack that builds images for another stack's cluster",
      fix: "pulumi config set --path 'gke-bluegreen:registry.location' REGION",
    });
  const builder = new ServiceAccount(
    "builder",
    {
      project,
      accountId: `${name}-builder`,
      displayName: `Builds the images of ${name}`,
      roles: ["roles/logging.logWriter"],
    },
    { dependsOn: [...services] },
  );
  const registry = new Registry(
    "registry",
    {
      project,
      name,
      location,
      config,
      readers: nodes ? { nodes: grantee(stack, nodes).member } : {},
      writers: { builder: builder.member },
    },
    { dependsOn: [...services] },
  );
  const images = new Images(
    "images",
    {
      project,
      images: stack.images,
      registry: registry.address,
      immutableTags: config.immutableTags,
      bucket: bucketName(project, name),
      location: regionOf(location),
      builder,
    },
    { dependsOn: [...services, registry, builder] },
  );
  return { registry: registry.address, images: images.references, builder };
}

/** Cloud Storage takes 63 characters, with a letter or digit at the end; the name is shared with all of Google Cloud. */
export function bucketName(project: string, name: string): string {
  const wanted = `${project}-${name}-builds`;
  return wanted.length <= 63 ? wanted : cutWithHash(wanted, 63);
}

/** Where runbooks are read: where the configuration says, else in the repository that deploys this stack. */
const runbooks = ({ monitoring, identities }: Stack) =>
  monitoring.runbooks ??
  (identities.github && `https://github.com/${identities.github.repository}/blob/HEAD/docs/runbooks`);

function alerts(stack: Stack, { name, location }: OwnCluster, services: readonly pulumi.Resource[]): void {
  const { project, monitoring: config } = stack;
  new Monitoring(
    "monitoring",
    { project, cluster: { name, location }, config, runbooks: runbooks(stack) },
    { dependsOn: [...services] },
  );
}

function githubIdentity(
  stack: Stack,
  services: readonly pulumi.Resource[],
  nodes: Nodes | undefined,
  builder: ServiceAccount | undefined,
) {
  const config = stack.identities.github;
  if (!config) return undefined;
  const actsAs = {
    ...(nodes && { nodes: grantee(stack, nodes).email }),
    ...(builder && { builder: builder.email }),
  };
  const name = "location" in stack.cluster ? stack.cluster.name : pulumi.getStack();
  return new GitHubIdentity("github", { project: stack.project, name, config, actsAs }, { dependsOn: [...services] });
}

function unreachable(): never {
  throw new Error("the configuration has neither an own cluster, nor an existing one, nor another stack's");
}
