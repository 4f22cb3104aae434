import { otherJudges } from "../../policies/judges";
import { ruleList } from "../../policies/rules";
import { documented, isBad } from "./documented-judges";
import { filesIn, judged, resourcesOf, violations } from "./manifests";

/** The corpus: what the other judges saw too, and what people bring. */
const corpus = [...filesIn("manifests"), ...filesIn("examples")];

const checks = Object.entries(documented).flatMap(([judge, byCheck]) =>
  Object.entries(byCheck).map(([check, bad]) => ({ judge, check, bad })),
);

/** Checks of theirs that ask for two of our rules at once. */
const alsoOurs: Readonly<Record<string, readonly string[]>> = {
  "unset-memory-requirements": ["pod-resource-requests"],
};

test.each(checks)("$judge $check says the same, or the table says what differs", ({ judge, check, bad }) => {
  const entry = otherJudges[judge]?.checks.find((one) => one.check === check);
  expect(entry?.rule).toBeDefined();
  const resources = resourcesOf(corpus);
  const ours = violations(resources);
  const rules = [entry?.rule ?? "", ...(alsoOurs[check] ?? [])];
  const disagreements = resources
    .filter(({ type }) => type.endsWith(":Deployment"))
    .filter((resource) => isBad(bad, resource) !== rules.some((rule) => ours.has(`${rule} ${resource.urn}`)))
    .map(({ urn }) => urn);
  // A check without a difference in the table must agree on everything.
  if (entry?.difference === undefined) expect(disagreements).toEqual([]);
});

test("the table names rules that are there, and only checks once", () => {
  const known = new Set(ruleList.map(({ id }) => id));
  for (const { checks: listed } of Object.values(otherJudges)) {
    expect(new Set(listed.map(({ check }) => check)).size).toBe(listed.length);
    for (const { rule, difference } of listed) {
      if (rule === undefined) expect(difference).toMatch(/\S/);
      else expect(known).toContain(rule);
    }
  }
});

test.each(filesIn("examples").map((file) => [file.split("/").at(-1) ?? "", file] as const))(
  "what a person brings, as it is: %s",
  (_, file) => {
    const told = judged(resourcesOf([file]));
    expect(told.filter((one) => one.kind === "violation" && /the rule itself failed/.test(one.message))).toEqual([]);
    const severe = told.filter(({ rule }) => ["critical", "high"].includes(rule.severity));
    expect([...new Set(severe.map(({ rule, urn }) => `${rule.id} ${urn}`))].sort()).toMatchSnapshot();
  },
);
