import type { V1NetworkPolicy } from "@kubernetes/client-node";
import { policyRules, type PolicyWorld } from "../../sandbox/kubernetes/addons/controller/network-policy/rules";
import { selects, type PolicyPod } from "../../sandbox/kubernetes/addons/controller/network-policy/selectors";

const pod = (namespace: string, name: string, address: string, web = 80): PolicyPod => ({
  namespace,
  address,
  labels: { pod: name },
  ports: [{ name: "web", protocol: "TCP", port: web }],
});
const pods = [pod("x", "a", "10.1.0.1"), pod("x", "b", "10.1.0.2", 8080), pod("y", "a", "10.1.1.1")];
const local = pods.slice(0, 2);
const namespaces = ["x", "y"].map((name) => ({ metadata: { name, labels: { team: name } } }));
const world = (...specs: V1NetworkPolicy["spec"][]): PolicyWorld => ({
  pods,
  namespaces,
  policies: specs.map((spec, index) => ({
    metadata: { name: `p${index}`, namespace: "x" },
    ...(spec ? { spec } : {}),
  })),
});

test("without a policy there is no table, only its removal", () => {
  expect(policyRules(world(), local)).toBe("add table ip network_policies\ndelete table ip network_policies\n");
});

test("a policy isolates the pods it selects, on their node, in the directions it says", () => {
  const deny = policyRules(world({ podSelector: { matchLabels: { pod: "a" } } }), local);
  expect(deny).toMatch(/ip daddr vmap \{ 10\.1\.0\.1 : jump ingress0 \}/);
  expect(deny).not.toMatch(/saddr vmap/);
  expect(policyRules(world({ podSelector: {} }), [pods[2]!])).not.toMatch(/chain/);
  expect(policyRules(world({ podSelector: {}, egress: [{}] }), local)).toMatch(
    /chain egress0 \{\n {4}return\n {4}drop\n/,
  );
});

test("what belongs to a connection that stands passes before any policy is asked", () => {
  const rules = policyRules(world({ podSelector: {} }), local)
    .split("\n")
    .map((line) => line.trim());
  expect(rules.indexOf("ct state established,related accept")).toBeLessThan(
    rules.findIndex((line) => line.includes("vmap")),
  );
});

test.each([
  ["pods of the namespace", { from: [{ podSelector: {} }] }, ["ip saddr { 10.1.0.1, 10.1.0.2 } return"]],
  [
    "pods of another one",
    { from: [{ namespaceSelector: { matchLabels: { team: "y" } } }] },
    ["ip saddr { 10.1.1.1 } return"],
  ],
  ["nobody that is there", { from: [{ podSelector: { matchLabels: { pod: "c" } } }] }, []],
  [
    "blocks, of which only this family's count",
    { from: [{ ipBlock: { cidr: "10.0.0.0/8", except: ["10.1.0.0/16", "fd00::/8"] } }, { ipBlock: { cidr: "::/0" } }] },
    ["ip saddr 10.0.0.0/8 ip saddr != 10.1.0.0/16 return"],
  ],
  ["a range of ports", { ports: [{ protocol: "UDP", port: 53, endPort: 60 }] }, ["udp dport 53-60 return"]],
  ["all ports of a protocol", { ports: [{ protocol: "SCTP" }] }, ["meta l4proto sctp return"]],
  [
    "a port by each pod's name for it",
    { ports: [{ port: "web" }] },
    ["ip daddr . tcp dport { 10.1.0.1 . 80, 10.1.0.2 . 8080 } return"],
  ],
  ["a port that nobody calls so", { ports: [{ port: "admin" }] }, []],
])("ingress from %s", (_, { from, ports }: { from?: object[]; ports?: object[] }, expected) => {
  // As a watch has it, and as a list has it.
  for (const name of ["from", "_from"]) {
    const rule = { ...(from ? { [name]: from } : {}), ...(ports ? { ports } : {}) };
    const rules = policyRules(world({ podSelector: {}, ingress: [rule] }), local).split("\n");
    expect(rules.map((line) => line.trim()).filter((line) => line.endsWith("return"))).toEqual(expected);
  }
});

test.each([
  ["In", ["a", "b"], true, false],
  ["NotIn", ["b"], true, true],
  ["Exists", undefined, true, false],
  ["DoesNotExist", undefined, false, true],
])("selector %s: with the label, and without", (operator, values, labelled, bare) => {
  const selector = { matchExpressions: [{ key: "pod", operator, ...(values ? { values } : {}) }] };
  expect([selects(selector, { pod: "a" }), selects(selector, {})]).toEqual([labelled, bare]);
});
