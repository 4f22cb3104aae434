import { readdirSync } from "node:fs";
import { join } from "node:path";
import { exempted, exemptionSchema } from "../../policies/exemption";
import { coverage } from "../../policies/coverage";
import { explainRule, policiesPage } from "../../policies/documentation";
import type { RuleDescription } from "../../policies/rule";
import { resourceRuleList, ruleList, stackRuleList } from "../../policies/rules";
import { evaluateResource, evaluateStack } from "../../policies/evaluate";
import { decide } from "../../policies/verdict";

describe("every rule", () => {
  test("is in the registry, wherever it stands in policies/rules", () => {
    const folder = join(__dirname, "../../policies/rules");
    const isRule = (value: unknown): value is RuleDescription =>
      typeof value === "object" && value !== null && "severity" in value && "fix" in value;
    const written = readdirSync(folder).flatMap((file) =>
      Object.values(jest.requireActual<Record<string, unknown>>(join(folder, file)))
        .flat()
        .filter(isRule),
    );
    expect([...new Set(written.map(({ id }) => id))].sort()).toEqual(ruleList.map(({ id }) => id).sort());
  });

  test("has an example that passes and one that fails", () => {
    for (const { id, examples } of [...resourceRuleList, ...stackRuleList]) {
      const given: unknown = { id, ...examples };
      expect(given).toEqual({ id, pass: expect.any(Object) as object, fail: expect.any(Object) as object });
    }
  });

  test("has an id of its own, a source and a fix", () => {
    expect(new Set(ruleList.map(({ id }) => id)).size).toBe(ruleList.length);
    for (const { sources, fix, title } of ruleList) {
      expect(sources.length).toBeGreaterThan(0);
      expect(fix).toMatch(/\.$/);
      expect(title).not.toMatch(/\.$/);
    }
  });

  test("keeps to its verdict on resources that lack what it reads, and on other rules' examples", () => {
    for (const rule of resourceRuleList) {
      for (const { examples, types } of resourceRuleList) {
        const type = rule.types.find((one) => types.includes(one));
        if (type === undefined) continue;
        for (const props of [examples.pass, examples.fail, {}]) expect(() => rule.check(props, type, {})).not.toThrow();
      }
    }
  });

  test.each([
    [
      "the resources of stack rules' examples",
      stackRuleList.flatMap(({ examples }) => [...examples.pass, ...examples.fail]),
    ],
    [
      "resources with nothing in them",
      resourceRuleList.flatMap(({ types }) =>
        types.flatMap((type) =>
          [{}, { metadata: {} }, { spec: {} }, { spec: { template: {} } }].map((props) => ({
            type,
            urn: "urn::a",
            props,
          })),
        ),
      ),
    ],
  ])("breaks over none of %s", (_, resources: readonly { type: string; urn: string; props: object }[]) => {
    const run = { settingsOf: () => ({}), isOn: () => true, today: "2026-11-21" };
    const broken = resources
      .flatMap((one) => evaluateResource(resourceRuleList, one, run))
      .filter((told) => told.kind === "violation" && told.message.includes("the rule itself failed"))
      .map(({ rule, urn }) => `${rule.id} ${urn}`);
    expect(broken).toEqual([]);
  });

  test("that can mend a resource leaves nothing to mend", () => {
    const mending = resourceRuleList.filter(({ remediate }) => remediate);
    expect(mending.map(({ id }) => id)).toEqual([
      "node-pool-auto-repair",
      "node-pool-auto-upgrade",
      "namespace-pod-security",
    ]);
    for (const { remediate, check, examples, types } of mending) {
      expect(check(remediate!(examples.fail), types[0]!, {})).toEqual({ kind: "pass" });
    }
  });
});

describe("a rule that cannot decide", () => {
  test("says which value is unknown", () => {
    const outcome = decide(() => {
      throw new Error("string value at .spec.template can't be known during preview");
    });
    expect(outcome).toEqual({ kind: "undecidable", field: "spec.template" });
  });

  test("fails alone when it is broken", () => {
    const outcome = decide(() => {
      throw new TypeError("x is undefined");
    });
    expect(outcome).toEqual({ kind: "broken", error: "x is undefined" });
  });
});

describe("an exemption", () => {
  const urn = "urn:pulumi:dev::p::gcp:container/cluster:Cluster::imageview";
  const exemption = { resource: "image*", reason: "the example follows its book", expires: "2027-01-31" };

  test.each([
    ["by name, until its last day", "2027-01-31", "yes"],
    ["not after it", "2027-02-01", "expired"],
  ])("holds %s", (_, today, kind) => {
    expect(exempted([exemption], urn, today).kind).toBe(kind);
  });

  test("of another resource does not hold", () => {
    expect(exempted([{ ...exemption, resource: "image" }], urn, "2026-01-01").kind).toBe("no");
  });

  test.each([
    ["without a reason", { reason: "" }],
    ["without an end", { expires: undefined }],
    ["with no real date", { expires: "2027-02-30" }],
    ["with an unknown key", { forever: true }],
  ])("fails %s", (_, change) => {
    expect(exemptionSchema.safeParse({ ...exemption, ...change }).success).toBe(false);
  });
});

test("a role for everybody is found in a binding of several members too", () => {
  const run = { settingsOf: () => ({}), isOn: () => true, today: "2026-11-21" };
  const ids = (type: string) =>
    evaluateResource(
      resourceRuleList,
      { type, urn: "urn::a", props: { role: "roles/editor", members: ["user:a@example.com", "allUsers"] } },
      run,
    ).map(({ rule }) => rule.id);
  expect(ids("gcp:projects/iAMBinding:IAMBinding")).toEqual(["iam-no-primitive-role", "iam-not-public"]);
  expect(ids("gcp:artifactregistry/repositoryIamBinding:RepositoryIamBinding")).toEqual(["registry-not-public"]);
});

test("the whole stack is exempted by its name, and by no name of a resource", () => {
  const exemption = { resource: "stack", reason: "the budget of the move", expires: "2027-01-31" };
  expect(exempted([exemption], "", "2026-11-21").kind).toBe("yes");
  expect(exempted([{ ...exemption, resource: "shop" }], "", "2026-11-21").kind).toBe("no");
});

describe("the pack", () => {
  const run = { settingsOf: () => ({}), isOn: () => true, today: "2026-11-21" };
  const urn = "urn:pulumi:s::p::kubernetes:apps/v1:Deployment::odd";
  const odd = {
    type: "kubernetes:apps/v1:Deployment",
    urn,
    name: "odd",
    props: { spec: { template: { spec: { containers: 7 } } } },
  };

  test("tells a rule that throws as that rule's failure, beside what others find", () => {
    const told = evaluateResource(resourceRuleList, odd, run);
    expect(told).toContainEqual(
      expect.objectContaining({ message: expect.stringContaining("the rule itself failed") as string }),
    );
    expect(told).toContainEqual(
      expect.objectContaining({ rule: expect.objectContaining({ id: "namespace-not-default" }) as object }),
    );
  });

  test("judges a stack of thousands of resources", () => {
    const resources = Array.from({ length: 4000 }, (_, index) => ({
      type: index % 2 ? "kubernetes:core/v1:Service" : "kubernetes:apps/v1:Deployment",
      urn: `urn:pulumi:s::p::t::a-${index}`,
      name: `a-${index}`,
      props: {
        metadata: { name: `a-${index}`, namespace: `n-${index % 100}` },
        spec:
          index % 2
            ? { selector: { app: `a-${index - 1}` } }
            : { template: { metadata: { labels: { app: `a-${index}` } }, spec: { containers: [{ name: "app" }] } } },
      },
    }));
    const told = evaluateStack(stackRuleList, resources, run);
    expect(told.filter(({ kind }) => kind === "undecidable")).toEqual([]);
    expect(told.some((one) => one.kind === "violation" && one.message.includes("the rule itself failed"))).toBe(false);
  });

  test("knows special values by the marks of the SDK that it stands for", () => {
    const { specialSigKey, specialAssetSig, specialArchiveSig, specialSecretSig } =
      jest.requireActual<Record<string, string>>("@pulumi/pulumi/runtime/rpc");
    expect(jest.requireActual("../../policies/start/rpc.js")).toEqual({
      specialSigKey,
      specialAssetSig,
      specialArchiveSig,
      specialSecretSig,
    });
  });
});

test.each(["cis", "gke-policy-automation"] as const)("no recommendation of %s is left out in silence", (benchmark) => {
  expect(coverage(benchmark).filter(({ kind }) => kind === "missing")).toEqual([]);
  const known = new Set(coverage(benchmark).map(({ id }) => id));
  const named = ruleList.flatMap(({ sources }) => sources.filter(({ kind }) => kind === benchmark).map(({ id }) => id));
  expect(named.filter((id) => !known.has(id))).toEqual([]);
});

test("explains an example with the settings that it holds with", () => {
  expect(explainRule("limit-pods")).toContain('fails with the settings {"limit":5}');
});

test("fails to explain a rule that is not there", () => {
  expect(explainRule("no-such-rule")).toBeUndefined();
  expect(policiesPage()).toContain("cluster-private-nodes");
});

describe("grants in a policy's text", () => {
  const policyOf = (...bindings: readonly object[]) => ({ policyData: JSON.stringify({ bindings }) });
  const told = (id: string, type: string, props: object) => {
    const rule = resourceRuleList.find((one) => one.id === id);
    if (!rule) throw new Error(`no rule ${id}`);
    const run = { settingsOf: () => ({}), isOn: () => true, today: "2026-11-21" };
    return evaluateResource([rule], { type, props, urn: "urn:pulumi:s::p::t::a" }, run).map((one) =>
      one.kind === "violation" ? one.message : one.kind,
    );
  };
  const harmless = { role: "roles/container.viewer", members: ["user:a@example.com"] };

  test.each([
    ["iam-no-primitive-role", { role: "roles/editor", members: ["user:a@example.com"] }, "roles/editor"],
    ["iam-not-public", { role: "roles/x", members: ["allUsers"] }, "allUsers gets the role"],
    [
      "iam-no-project-wide-impersonation",
      { role: "roles/iam.serviceAccountUser", members: ["user:a"] },
      "any identity",
    ],
  ])("%s reads every binding of a project's policy", (id, binding, message) => {
    const type = "gcp:projects/iAMPolicy:IAMPolicy";
    expect(told(id, type, policyOf(harmless))).toEqual([]);
    expect(told(id, type, policyOf(harmless, binding))).toEqual([expect.stringContaining(message)]);
  });

  test("registry-not-public reads a repository's policy", () => {
    const type = "gcp:artifactregistry/repositoryIamPolicy:RepositoryIamPolicy";
    expect(told("registry-not-public", type, policyOf({ role: "roles/x", members: ["allUsers"] }))).toEqual([
      expect.stringContaining("allUsers can pull"),
    ]);
  });
});

test("objects are counted cluster by cluster, where a stack has several", () => {
  const rule = stackRuleList.find(({ id }) => id === "limit-services");
  if (!rule) throw new Error("no such rule");
  const service = (name: string, provider: string) => ({
    urn: `urn:pulumi:s::p::kubernetes:core/v1:Service::${name}`,
    type: "kubernetes:core/v1:Service",
    name,
    props: {},
    provider: { urn: `urn:pulumi:s::p::pulumi:providers:kubernetes::${provider}`, name: provider },
  });
  expect(rule.check([service("a", "east"), service("b", "west")], { limit: 2 })).toEqual([]);
  expect(rule.check([service("a", "east"), service("b", "east"), service("c", "west")], { limit: 2 })).toEqual([
    { urn: "", because: "the cluster of provider east has 2 Services, the limit is 2" },
  ]);
});
