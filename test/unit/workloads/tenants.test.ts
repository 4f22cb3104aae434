import { deployed, one } from "./cluster";

const team = (changes: object = {}) => ({ tenants: { "team-a": changes } });

test("a tenant with everything is pinned", async () => {
  expect(
    await deployed(
      team({
        labels: { team: "a" },
        access: {
          view: [{ user: "a@example.com" }],
          edit: [{ group: "b@example.com" }],
          admin: [{ serviceAccount: "deployer" }],
        },
        quota: { "requests.cpu": 4, pods: 20 },
        network: { ingressFrom: ["gateway"], egressTo: ["192.0.2.0/24"] },
      }),
    ),
  ).toMatchSnapshot();
});

test.each<[string, object, string, object]>([
  ["podSecurity", { podSecurity: "baseline" }, "kubernetes:core/v1:Namespace", { metadata: { labels: { "pod-security.kubernetes.io/enforce": "baseline" } } }],
  ["labels", { labels: { team: "a" } }, "kubernetes:core/v1:Namespace", { metadata: { labels: { team: "a" } } }],
  ["view", { access: { view: [{ user: "a@example.com" }] } }, "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding", { roleRef: { kind: "ClusterRole", name: "view" }, subjects: [{ kind: "User", name: "a@example.com" }] }],
  ["edit", { access: { edit: [{ group: "b@example.com" }] } }, "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding", { roleRef: { name: "edit" }, subjects: [{ kind: "Group", name: "b@example.com" }] }],
  ["admin", { access: { admin: [{ serviceAccount: "ci" }] } }, "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding", { roleRef: { name: "admin" }, subjects: [{ kind: "ServiceAccount", name: "ci", namespace: "team-a" }] }],
  ["quota", { quota: { "requests.cpu": 4 } }, "kubernetes:core/v1:ResourceQuota", { spec: { hard: { "requests.cpu": "4" } } }],
  ["containerDefaults", { containerDefaults: { cpu: "50m", memory: "1Gi" } }, "kubernetes:core/v1:LimitRange", { spec: { limits: [{ type: "Container", defaultRequest: { cpu: "50m", memory: "1Gi" }, default: { memory: "1Gi" } }] } }],
])("%s reaches its field", async (_, changes, type, wanted) => {
  expect(await one(team(changes), type)).toMatchObject(wanted);
}); // prettier-ignore

test("an open tenant has no walls", async () => {
  const resources = await deployed(team({ network: { isolated: false } }));
  expect(resources.map(({ type }) => type)).not.toContain("kubernetes:networking.k8s.io/v1:NetworkPolicy");
});
