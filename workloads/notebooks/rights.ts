import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { NotebookHubConfig } from "../../config/notebooks";
import type { Child } from "../exposure-args";
import { NOTEBOOK, ports } from "./hub-settings";

/** The hub's identity, and what KubeSpawner does with it in the hub's namespace: nothing more, and nowhere else. */
export function hubIdentity(name: string, { namespace, disk }: NotebookHubConfig, child: Child): pulumi.Resource[] {
  const metadata = { name: `${name}-hub`, namespace, labels: { app: name } };
  const claims = disk && disk.deleted !== "with-notebook";
  const account = new k8s.core.v1.ServiceAccount(metadata.name, { metadata }, child());
  const role = new k8s.rbac.v1.Role(
    metadata.name,
    {
      metadata,
      rules: [
        { apiGroups: [""], resources: ["pods"], verbs: ["get", "list", "watch", "create", "delete"] },
        // Users see why their notebook does not start.
        { apiGroups: [""], resources: ["events"], verbs: ["list", "watch"] },
        ...(claims
          ? [
              {
                apiGroups: [""],
                resources: ["persistentvolumeclaims"],
                verbs: ["get", "create", ...(disk.deleted === "with-user" ? ["delete"] : [])],
              },
            ]
          : []),
      ],
    },
    child(),
  );
  const binding = new k8s.rbac.v1.RoleBinding(
    metadata.name,
    {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: metadata.name },
      subjects: [{ kind: "ServiceAccount", name: metadata.name, namespace }],
    },
    child({ dependsOn: [role] }),
  );
  return [account, binding];
}

/** Who may connect to whom: a notebook runs its user's own code, and is no neighbour to trust. */
export function walls(name: string, { namespace }: NotebookHubConfig, child: Child): pulumi.Resource[] {
  const part = (component: string) => ({ matchLabels: { app: name, component } });
  const from = (...components: string[]) => components.map((one) => ({ podSelector: part(one) }));
  const policy = (component: string, ingress: k8s.types.input.networking.v1.NetworkPolicyIngressRule[]) =>
    new k8s.networking.v1.NetworkPolicy(
      `${name}-${component}`,
      {
        metadata: { name: `${name}-${component}`, namespace, labels: { app: name } },
        spec: { podSelector: part(component), policyTypes: ["Ingress"], ingress },
      },
      child(),
    );
  return [
    policy("hub", [{ from: from("proxy", NOTEBOOK), ports: [{ port: ports.hub }] }]),
    policy("proxy", [
      { ports: [{ port: ports.proxy }] },
      // Who speaks with this one says where users are led.
      { from: from("hub"), ports: [{ port: ports.proxyApi }] },
    ]),
    policy(NOTEBOOK, [{ from: from("proxy", "hub"), ports: [{ port: ports.notebook }] }]),
  ];
}
