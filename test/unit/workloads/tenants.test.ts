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
        network: { ingressFrom: ["gateway"], ingressFromRanges: ["google-load-balancers"], egressTo: ["192.0.2.0/24"] },
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

test.each<[string, string[], string[]]>([
  ["ranges", ["203.0.113.0/24", "0.0.0.0/0"], ["203.0.113.0/24", "0.0.0.0/0"]],
  ["Google's load balancers by name", ["google-load-balancers", "10.0.0.0/8"], ["130.211.0.0/22", "35.191.0.0/16", "10.0.0.0/8"]],
])("lets in %s, and nobody else", async (_, ingressFromRanges, cidrs) => {
  const type = "kubernetes:networking.k8s.io/v1:NetworkPolicy";
  const walls = await deployed(team({ network: {} }));
  const resources = await deployed(team({ network: { ingressFromRanges } }));
  const added = resources.filter(({ name }) => !walls.some((wall) => wall.name === name));
  expect(added.map((one) => [one.type, one.name])).toEqual([[type, "team-a-allow-ingress-ranges"]]);
  expect(added[0]?.inputs).toMatchObject({
    metadata: { name: "allow-ingress-ranges", namespace: "team-a" },
    spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ from: cidrs.map((cidr) => ({ ipBlock: { cidr } })) }] },
  });
}); // prettier-ignore

test.each<[string, unknown, RegExp]>([
  ["what is no range", "gateway", /network.ingressFromRanges\[0\]: got "gateway"; expected an IPv4 range such as 10/],
  ["a range with host bits", "10.1.2.3/16", /did you mean 10.1.0.0\/16/],
  ["a name that is misspelt", "google-load-balancer", /Did you mean google-load-balancers\?/],
  ["what is no text", 7, /got 7; expected an IPv4 range such as 203.0.113.0\/24, or google-load-balancers/],
])("fails with %s as a range", async (_, range, message) => {
  await expect(deployed(team({ network: { ingressFromRanges: [range] } }))).rejects.toThrow(message);
}); // prettier-ignore

test("an open tenant has no walls", async () => {
  const resources = await deployed(team({ network: { isolated: false } }));
  expect(resources.map(({ type }) => type)).not.toContain("kubernetes:networking.k8s.io/v1:NetworkPolicy");
});

test("a tenant whose pods are to reach each other by policies only lets none in, and all out to each other", async () => {
  const sections = team({ network: { withinNamespace: false } });
  expect(
    await one(sections, "kubernetes:networking.k8s.io/v1:NetworkPolicy", "team-a-allow-same-namespace"),
  ).toMatchObject({
    spec: { policyTypes: ["Egress"], egress: [{ to: [{ podSelector: {} }] }] },
  });
});
