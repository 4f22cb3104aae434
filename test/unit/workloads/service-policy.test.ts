import * as k8s from "@pulumi/kubernetes";
import { ServicePolicy, type ServicePolicyArgs } from "../../../workloads";
import { registered } from "../infra/program";

const pods = (app: string) => ({ podSelector: { matchLabels: { app } } });

/** What is written for a service that shares a network with `web`. */
async function specOf(changes: Partial<ServicePolicyArgs> = {}) {
  const args = { service: "db", namespace: "shop", from: ["web"], open: [], internal: false, ...changes };
  const { resources } = await registered(
    () => new ServicePolicy("db", args, { provider: new k8s.Provider("cluster", { kubeconfig: "{}" }) }),
  );
  const policy = resources.find(({ type }) => type === "kubernetes:networking.k8s.io/v1:NetworkPolicy");
  expect(policy?.inputs).toMatchObject({ metadata: { name: "db-networks", namespace: "shop" } });
  return policy?.inputs["spec"] as {
    readonly policyTypes: readonly string[];
    readonly podSelector: object;
    readonly ingress: readonly { readonly from?: readonly object[]; readonly ports?: readonly object[] }[];
    readonly egress?: readonly { readonly to?: readonly object[]; readonly ports?: readonly object[] }[];
  };
}

test("admits its own pods, those of its networks and the API server's way to pods, and nobody else", async () => {
  const { podSelector, policyTypes, ingress, egress } = await specOf();
  expect(podSelector).toEqual({ matchLabels: { app: "db" } });
  expect(policyTypes).toEqual(["Ingress"]);
  expect(ingress.map(({ from }) => from)).toEqual([
    [pods("db"), pods("web")],
    [
      {
        namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "kube-system" } },
        podSelector: { matchLabels: { "k8s-app": "konnectivity-agent" } },
      },
    ],
  ]);
  expect(egress).toBeUndefined();
});

test("ports for users are open to anybody", async () => {
  const { ingress } = await specOf({ open: [80, 443] });
  expect(ingress.at(-1)).toEqual({ ports: [{ port: 80 }, { port: 443 }] });
});

test("of an internal network alone, it reaches its neighbours and DNS, and nothing else", async () => {
  const { policyTypes, egress = [] } = await specOf({ internal: true });
  expect(policyTypes).toEqual(["Ingress", "Egress"]);
  expect(egress).toHaveLength(2);
  expect(egress[0]).toEqual({ to: [pods("db"), pods("web")] });
  expect(egress[1]?.ports).toEqual(
    [53, 8053].flatMap((port) => ["UDP", "TCP"].map((protocol) => ({ port, protocol }))),
  );
});
