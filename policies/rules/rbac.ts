import type { Unwrap } from "@pulumi/pulumi";
import type { rbac } from "@pulumi/kubernetes/types/input";
import { cis, failIf, resourceRules } from "../rule";

type Binding = Unwrap<rbac.v1.RoleBinding>;
type Role = Unwrap<rbac.v1.Role>;

const rbacTypes = [
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
];
const binding = (role: string, subject: object): Binding => ({
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role },
  subjects: [{ kind: "Group", name: "devs@example.com", ...subject }],
});
const bindings = resourceRules<Binding>(rbacTypes, [
  {
    id: "rbac-cluster-admin",
    title: "Nobody is bound to cluster-admin",
    severity: "high",
    sources: [cis("4.1.1")],
    field: "roleRef.name",
    fix: "Bind admin, edit or view in a namespace.",
    examples: { pass: binding("view", {}), fail: binding("cluster-admin", {}) },
    check: ({ roleRef }: Partial<Binding>) =>
      failIf(roleRef?.name === "cluster-admin", "may do everything to everything"),
  },
  {
    id: "rbac-system-masters",
    title: "The group system:masters is not used",
    severity: "critical",
    sources: [cis("4.1.6")],
    field: "subjects[].name",
    fix: "Use a group of your own: members of system:masters pass every check and cannot be revoked.",
    examples: { pass: binding("view", {}), fail: binding("view", { name: "system:masters" }) },
    check: ({ subjects }) =>
      failIf(
        (subjects ?? []).some(({ name }) => name === "system:masters"),
        "binds system:masters",
      ),
  },
  {
    id: "rbac-anonymous",
    title: "Strangers are not bound to roles",
    severity: "critical",
    sources: [cis("4.1.8"), cis("4.1.9"), cis("4.1.10")],
    field: "subjects[].name",
    fix: "Bind a named group; system:anonymous, system:unauthenticated and system:authenticated are everybody with a Google account or less.",
    examples: { pass: binding("view", {}), fail: binding("view", { name: "system:authenticated" }) },
    check: ({ subjects }) => {
      const strangers = (subjects ?? [])
        .map(({ name }) => name)
        .filter((name) => /^system:(anonymous|unauthenticated|authenticated)$/.test(name));
      return failIf(strangers.length > 0, `gives the role to ${strangers.join(", ")}`);
    },
  },
]);

const roleTypes = [
  "kubernetes:rbac.authorization.k8s.io/v1:Role",
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRole",
];
const role = (rule: object): Role => ({ rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["get"], ...rule }] });
const roles = resourceRules<Role>(roleTypes, [
  {
    id: "rbac-secrets",
    title: "Roles do not read Secrets",
    severity: "medium",
    sources: [cis("4.1.2")],
    field: "rules[].resources",
    fix: "Name the one Secret in resourceNames, or mount it into the pod instead.",
    examples: { pass: role({}), fail: role({ resources: ["secrets"], verbs: ["list"] }) },
    check: ({ rules }) =>
      failIf(
        (rules ?? []).some(
          ({ resources, verbs, resourceNames }) =>
            (resources ?? []).includes("secrets") &&
            !resourceNames?.length &&
            verbs.some((verb) => ["get", "list", "watch", "*"].includes(verb)),
        ),
        "reads every Secret of its namespace",
      ),
  },
  {
    id: "rbac-wildcards",
    title: "Roles name what they allow",
    severity: "medium",
    sources: [cis("4.1.3")],
    field: "rules[]",
    fix: "List groups, resources and verbs.",
    examples: { pass: role({}), fail: role({ verbs: ["*"] }) },
    check: ({ rules }) =>
      failIf(
        (rules ?? []).some(({ apiGroups, resources, verbs }) =>
          [apiGroups, resources, verbs].some((list) => list?.includes("*")),
        ),
        "allows things that do not exist yet",
      ),
  },
  {
    id: "rbac-escalation",
    title: "Roles cannot raise themselves",
    severity: "high",
    sources: [cis("4.1.7")],
    field: "rules[].verbs",
    fix: "Remove bind, escalate and impersonate.",
    examples: { pass: role({}), fail: role({ verbs: ["impersonate"] }) },
    check: ({ rules }) =>
      failIf(
        (rules ?? []).some(({ verbs }) => verbs.some((verb) => ["bind", "escalate", "impersonate"].includes(verb))),
        "its holder can take any other role",
      ),
  },
]);

export const rbacRules = [...bindings, ...roles];
