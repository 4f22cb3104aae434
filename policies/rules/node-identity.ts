import { resource } from "../examples";
import { record, text } from "../objects";
import { cis, each, type StackRule, type Violation } from "../rule";

const grants = [
  "gcp:artifactregistry/repositoryIamMember:RepositoryIamMember",
  "gcp:artifactregistry/repositoryIamBinding:RepositoryIamBinding",
];
const withNodes = ["gcp:container/nodePool:NodePool", "gcp:container/cluster:Cluster"];
const mayWrite = /^roles\/(artifactregistry\.(writer|repoAdmin|admin|createOnPush\w+)|editor|owner)$/;

const pool = resource("gcp:container/nodePool:NodePool", {
  nodeConfig: { serviceAccount: "nodes@p.iam.gserviceaccount.com" },
});
const grant = (role: string) =>
  resource("gcp:artifactregistry/repositoryIamMember:RepositoryIamMember", {
    repository: "r",
    role,
    member: "serviceAccount:nodes@p.iam.gserviceaccount.com",
  });

const registryReadOnly: StackRule = {
  id: "registry-nodes-read-only",
  title: "Nodes read the registry and do not write to it",
  severity: "high",
  sources: [cis("5.1.3")],
  field: "RepositoryIamMember.role, member",
  fix: "Give the nodes' service account roles/artifactregistry.reader, and let another one push.",
  examples: {
    pass: [pool, grant("roles/artifactregistry.reader")],
    fail: [pool, grant("roles/artifactregistry.writer")],
  },
  check: (resources) => {
    const pools = resources.filter(({ type }) => withNodes.includes(type));
    return each(
      resources.filter(({ type }) => grants.includes(type)),
      ({ urn, props }): Violation[] => {
        if (!mayWrite.test(text(props["role"]))) return [];
        const members = [props["member"], ...(Array.isArray(props["members"]) ? (props["members"] as unknown[]) : [])];
        return pools
          .filter((one) => {
            const account = text(record(one.props["nodeConfig"])["serviceAccount"]);
            return account !== "" && members.includes(`serviceAccount:${account}`);
          })
          .map(({ name }) => ({ urn, because: `whoever breaks into a node of ${name} can replace the images of all` }));
      },
    );
  },
};

export const nodeIdentityRules: readonly StackRule[] = [registryReadOnly];
