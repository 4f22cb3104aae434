import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { parsePart } from "../config/part";
import { tenant, type TenantConfig } from "../config/tenants";
import { WorkloadComponent } from "./component";

/** Google's front ends and health checks connect from these: https://cloud.google.com/load-balancing/docs/firewall-rules */
const GOOGLE_LOAD_BALANCERS = ["130.211.0.0/22", "35.191.0.0/16"];

type Subject = TenantConfig["access"]["view"][number];

/** A team's or an environment's namespace: rights, limits and walls in one. */
export class Tenant extends WorkloadComponent {
  /** The namespace in the cluster. */
  readonly namespace: k8s.core.v1.Namespace;

  /** @param given as a stack file writes it */
  constructor(name: string, given: z.input<typeof tenant>, options?: pulumi.ComponentResourceOptions) {
    const config = parsePart(tenant, given, name);
    super("Tenant", name, options);
    this.namespace = new k8s.core.v1.Namespace(
      name,
      { metadata: { name, labels: { ...config.labels, "pod-security.kubernetes.io/enforce": config.podSecurity } } },
      this.child(),
    );
    const inside = this.child({ dependsOn: [this.namespace] });
    for (const [role, subjects] of Object.entries(config.access)) {
      if (subjects.length === 0) continue;
      new k8s.rbac.v1.RoleBinding(
        `${name}-${role}`,
        {
          metadata: { name: role, namespace: name },
          roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
          subjects: subjects.map((subject) => rbacSubject(subject, name)),
        },
        inside,
      );
    }
    if (Object.keys(config.quota).length > 0) {
      const hard = Object.fromEntries(Object.entries(config.quota).map(([key, amount]) => [key, String(amount)]));
      new k8s.core.v1.ResourceQuota(name, { metadata: { name: "quota", namespace: name }, spec: { hard } }, inside);
    }
    new k8s.core.v1.LimitRange(
      name,
      {
        metadata: { name: "defaults", namespace: name },
        // A quota refuses pods without requests; this gives them some.
        spec: {
          limits: [
            {
              type: "Container",
              defaultRequest: config.containerDefaults,
              default: { memory: config.containerDefaults.memory },
            },
          ],
        },
      },
      inside,
    );
    networkPolicies(name, config, inside);
    this.registerOutputs({});
  }
}

function rbacSubject(subject: Subject, namespace: string): k8s.types.input.rbac.v1.Subject {
  const apiGroup = "rbac.authorization.k8s.io";
  if ("user" in subject) return { kind: "User", name: subject.user, apiGroup };
  if ("group" in subject) return { kind: "Group", name: subject.group, apiGroup };
  return { kind: "ServiceAccount", name: subject.serviceAccount, namespace };
}

/** Deny by default; each allowance is a policy of its own, so that a reader sees why a packet may pass. */
function networkPolicies(namespace: string, { network }: TenantConfig, options: pulumi.CustomResourceOptions): void {
  if (!network.isolated) return;
  const policy = (name: string, spec: Omit<k8s.types.input.networking.v1.NetworkPolicySpec, "podSelector">) =>
    new k8s.networking.v1.NetworkPolicy(
      `${namespace}-${name}`,
      { metadata: { name, namespace }, spec: { podSelector: {}, ...spec } },
      options,
    );
  const namespaceLabel = (name: string) => ({
    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": name } },
  });
  const addressRange = (cidr: string) => ({ ipBlock: { cidr } });
  policy("deny-all", { policyTypes: ["Ingress", "Egress"] });
  policy("allow-dns", {
    policyTypes: ["Egress"],
    egress: [
      {
        to: [namespaceLabel("kube-system")],
        ports: [53, 8053].flatMap((port) => [
          { port, protocol: "UDP" },
          { port, protocol: "TCP" },
        ]),
      },
    ],
  });
  // The API server reaches pods by way of these on GKE: a switch verifies a colour through it, and `kubectl` asks for logs.
  policy("allow-api-server", {
    policyTypes: ["Ingress"],
    ingress: [
      {
        from: [{ ...namespaceLabel("kube-system"), podSelector: { matchLabels: { "k8s-app": "konnectivity-agent" } } }],
      },
    ],
  });
  policy("allow-same-namespace", {
    policyTypes: network.withinNamespace ? ["Ingress", "Egress"] : ["Egress"],
    ...(network.withinNamespace && { ingress: [{ from: [{ podSelector: {} }] }] }),
    egress: [{ to: [{ podSelector: {} }] }],
  });
  if (network.ingressFrom.length > 0)
    policy("allow-ingress", { policyTypes: ["Ingress"], ingress: [{ from: network.ingressFrom.map(namespaceLabel) }] });
  const ranges = network.ingressFromRanges.flatMap((one) =>
    one === "google-load-balancers" ? GOOGLE_LOAD_BALANCERS : [one],
  );
  if (ranges.length > 0)
    policy("allow-ingress-ranges", { policyTypes: ["Ingress"], ingress: [{ from: ranges.map(addressRange) }] });
  if (network.egressTo.length > 0)
    policy("allow-egress", { policyTypes: ["Egress"], egress: [{ to: network.egressTo.map(addressRange) }] });
}
