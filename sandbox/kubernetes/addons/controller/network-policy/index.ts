import { existsSync, statSync } from "node:fs";
import type { V1Namespace, V1NetworkPolicy, V1Node, V1Pod } from "@kubernetes/client-node";
import { NamespaceFolder } from "../../../network/namespaces";
import { feed } from "../feed";
import type { ControllerSettings } from "../settings";
import { policyRules } from "./rules";
import type { PolicyPod } from "./selectors";

/** What decides who reaches whom. */
export interface PolicyObjects {
  readonly policies: readonly V1NetworkPolicy[];
  readonly namespaces: readonly V1Namespace[];
  readonly pods: readonly V1Pod[];
  readonly nodes: readonly V1Node[];
}

/** Holds pods to their namespaces' NetworkPolicies, by packet rules in each node's network namespace. */
export class NetworkPolicies {
  private readonly namespaces: NamespaceFolder;
  /** By node: what its network namespace was given, and which namespace that was. */
  private readonly applied = new Map<string, string>();

  /** @param apiServer the address from which the API server asks pods */
  constructor(
    private readonly settings: Pick<ControllerSettings, "home" | "label" | "edgeHost">,
    private readonly apiServer: string,
  ) {
    this.namespaces = new NamespaceFolder(settings.home);
  }

  async reconcile({ policies, namespaces, pods, nodes }: PolicyObjects): Promise<void> {
    const known = newestByAddress(pods.filter(hasAddress));
    const world = { policies, namespaces, pods: [...known.map(policyPod), this.dns(), this.konnectivity()] };
    for (const { metadata } of nodes) {
      const node = metadata?.name ?? "";
      const netns = this.namespaces.netns(`${this.settings.label}.${node}`);
      if (!existsSync(netns)) continue;
      const local = known.filter(({ spec }) => spec?.nodeName === node).map(policyPod);
      const rules = policyRules(world, local);
      const key = `${statSync(netns).ino} ${rules}`;
      if (this.applied.get(node) === key) continue;
      await feed(["nsenter", `--net=${netns}`, "nft", "-f", "-"], rules);
      this.applied.set(node, key);
    }
  }

  /** On GKE the API server's requests come out of pods of this name; here it is on the pods' network itself. */
  private konnectivity(): PolicyPod {
    return {
      namespace: "kube-system",
      address: this.apiServer,
      labels: { "k8s-app": "konnectivity-agent" },
      ports: [],
    };
  }

  /** Cluster DNS is outside of the nodes, but what policies let pods reach is what on GKE are pods. */
  private dns(): PolicyPod {
    const ports = ["UDP", "TCP"].map((protocol) => ({
      name: protocol === "UDP" ? "dns" : "dns-tcp",
      protocol,
      port: 53,
    }));
    return { namespace: "kube-system", address: this.settings.edgeHost, labels: { "k8s-app": "kube-dns" }, ports };
  }
}

/** Pods on their node's own network are the node to everybody else, and one that ended gave its address back. */
function hasAddress({ spec, status }: V1Pod): boolean {
  const ended = status?.phase === "Succeeded" || status?.phase === "Failed";
  return status?.podIP !== undefined && spec?.hostNetwork !== true && !ended;
}

/** An address may be another pod's before its last owner's object is gone. */
function newestByAddress(pods: readonly V1Pod[]): V1Pod[] {
  // A list has dates, a watch has texts.
  const age = ({ metadata }: V1Pod) => new Date(metadata?.creationTimestamp ?? 0).getTime();
  const oldestFirst = [...pods].sort((one, other) => age(one) - age(other));
  return [...new Map(oldestFirst.map((pod) => [pod.status?.podIP, pod])).values()];
}

function policyPod({ metadata, spec, status }: V1Pod): PolicyPod {
  const containers = [...(spec?.containers ?? []), ...(spec?.initContainers ?? [])];
  return {
    namespace: metadata?.namespace ?? "",
    address: status?.podIP ?? "",
    labels: metadata?.labels ?? {},
    ports: containers.flatMap(({ ports = [] }) =>
      ports.flatMap(({ name, protocol, containerPort }) =>
        name === undefined ? [] : [{ name, protocol: protocol ?? "TCP", port: containerPort }],
      ),
    ),
  };
}
