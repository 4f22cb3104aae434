import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exempted, exemptionsOf } from "../../../policies/exemption";
import { ruleList } from "../../../policies/rules";

const root = join(__dirname, "../../..");
const read = (path: string) => readFileSync(join(root, path), "utf8");
const configuration = JSON.parse(read("policy-config.json")) as Record<string, Record<string, unknown>>;

/** What the pack advises against in the main example, by the accepted report on it: a stack of another name, which nothing exempts. */
const advised = [
  ...new Set(
    [
      ...read("test/sandbox/imageview/golden/create-from-nothing.md").matchAll(/advisory \| <code>([a-z-]+)<\/code>/g),
    ].map(([, rule = ""]) => rule),
  ),
];
const urn = (stack: string) => `urn:pulumi:${stack}::gke-bluegreen::kubernetes:apps/v1:Deployment::webserver-blue`;
const isExempted = (rule: string, stack: string) =>
  exempted(exemptionsOf(configuration[rule] ?? {}), urn(stack), "2026-12-01").kind === "yes";

test("the main example says at each rule that it does not follow why not", () => {
  expect(advised.length).toBeGreaterThan(15);
  expect(advised.filter((rule) => !isExempted(rule, "sandbox"))).toEqual([]);
  // On Google Cloud its control plane has a DNS name in place of an address.
  expect(advised.filter((rule) => !isExempted(rule, "dev"))).toEqual(["cluster-private-endpoint"]);
});

test("what is said of the example holds for no other stack of the program", () => {
  for (const rule of Object.keys(configuration)) expect([rule, isExempted(rule, "prod")]).toEqual([rule, false]);
});

test("only rules that exist, and that advise, are left out", () => {
  const known = new Map(ruleList.map((rule) => [rule.id, rule.severity]));
  for (const rule of Object.keys(configuration)) expect(["medium", "low"]).toContain(known.get(rule));
});
