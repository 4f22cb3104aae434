import { evaluateResource, evaluateStack, exemptedText, type Run, type Told } from "../../../policies/evaluate";
import type { AnyResourceRule, RuleDescription, StackResource, StackRule } from "../../../policies/rule";
import { resourceRuleList, stackRuleList } from "../../../policies/rules";
import { type Path, placesOf, readsOf, withUnknown } from "./reads";

const today = "2026-11-21";

/** An example, whatever the rule is over. */
type Data = Readonly<Record<string, unknown>>;

/** A rule with its examples, so that those over one resource and those over a stack are looked at in one way. */
interface Case {
  readonly rule: RuleDescription;
  /** The types that it judges, or the stack. */
  readonly over: string;
  readonly pass: Data;
  readonly fail: Data;
  readonly judge: (data: object, exemptions?: readonly object[]) => Told[];
}

const run = (settings: object, exemptions: readonly object[] = []): Run => ({
  settingsOf: () => ({ ...settings, exemptions }),
  isOn: () => true,
  today,
});

const ofResource = (rule: AnyResourceRule, type: string): Case => ({
  rule,
  over: type,
  // No cast of what is not there: a rule without examples must fail and not be judged by `undefined`.
  pass: { ...(rule.examples.pass as object) },
  fail: { ...(rule.examples.fail as object) },
  judge: (props, exemptions) =>
    evaluateResource([rule], { type, props, urn: `urn:pulumi:s::p::${type}::a` }, run({}, exemptions)),
});

/** The stack's resources as data, each under its place in the list. */
const ofStack = (rule: StackRule): Case => ({
  rule,
  over: "the stack",
  pass: propertiesOf(rule.examples.pass),
  fail: propertiesOf(rule.examples.fail),
  judge: (data, exemptions) => {
    const { resources } = data as { resources: readonly StackResource[] };
    return evaluateStack([rule], [...resources], run(rule.exampleSettings ?? {}, exemptions));
  },
});
const propertiesOf = (resources: readonly StackResource[]): Data => ({ resources });

const cases = [
  ...resourceRuleList.flatMap((rule) => rule.types.map((type) => ofResource(rule, type))),
  ...stackRuleList.map(ofStack),
].map((one) => [one.rule.id, one.over, one] as const);

/** What a rule reads whose documentation names no property. */
const readInstead: Readonly<Record<string, string>> = {
  "iam-no-keys": "disabled",
  "release-guarded": "app",
  "cost-monthly-total": "nodeCount",
  "cost-monthly-increase": "nodeCount",
};

/** What the price of a stack does not hang on: names, and what Google fills in. */
const harmless: Readonly<Record<string, RegExp>> = {
  "cost-monthly-total": /\.(name|cluster|nodeLocations)$/,
  "cost-monthly-increase": /\.(name|cluster|nodeLocations)$/,
};

/** Rules that count what there is: nothing about it can be unknown. */
const readsNoProperty = new Set(["limit-namespaces", "limit-services", "limit-autoscalers"]);

const kinds = (told: readonly Told[]) => [...new Set(told.map(({ kind }) => kind))].sort();
const broken = (told: readonly Told[]) =>
  told.filter((one) => one.kind === "violation" && one.message.includes("the rule itself failed"));

/** Properties alone are unknown in a preview: what a resource is and is called the engine knows. */
const maybeUnknown = (path: Path) => path[0] !== "resources" || (path[2] === "props" && path.length > 3);

describe.each(cases)("%s over %s", (id, _, { rule, pass, fail, judge }) => {
  test("finds nothing in its passing example", () => {
    expect(judge(pass)).toEqual([]);
  });

  test("finds its failing example, and says why, the field and the fix", () => {
    const told = judge(fail);
    expect(kinds(told)).toEqual(["violation"]);
    expect(broken(told)).toEqual([]);
    for (const one of told) {
      expect(one.rule.id).toBe(id);
      expect(one).toHaveProperty("message", expect.stringContaining(`${rule.field}. ${rule.fix}`));
    }
  });

  test("cannot decide where the field that it names is unknown", () => {
    if (readsNoProperty.has(id)) {
      expect([pass, fail].flatMap((example) => readsOf(example, judge).filter(maybeUnknown))).toEqual([]);
      return;
    }
    const judged = (example: Data, path: Path) => ({
      path: path.join("."),
      told: kinds(judge(withUnknown(example, path))),
    });
    for (const field of (readInstead[id] ?? rule.field).split(", ")) {
      const places = [pass, fail].map((example) => ({ example, ...placesOf(field, readsOf(example, judge)) }));
      const there = places.flatMap((one) => one.there.filter(maybeUnknown).map((path) => judged(one.example, path)));
      expect(there.filter(({ told }) => !told.includes("undecidable"))).toEqual([]);
      if (there.length > 0) continue;
      const absent = places.flatMap((one) => one.absent.filter(maybeUnknown).map((path) => judged(one.example, path)));
      // A rule that never reads what it says it reads has a wrong `field`.
      expect(absent.map(({ told }) => told)).toContainEqual(expect.arrayContaining(["undecidable"]));
    }
  });

  test("neither passes nor breaks where anything that it reads is unknown", () => {
    for (const example of [pass, fail]) {
      for (const path of readsOf(example, judge).filter(maybeUnknown)) {
        if (harmless[id]?.test(path.join("."))) continue;
        const told = judge(withUnknown(example, path));
        expect({ path: path.join("."), told: kinds(told), broken: broken(told) }).toEqual({
          path: path.join("."),
          told: expect.arrayContaining([expect.stringMatching(/^(undecidable|violation)$/)]) as unknown,
          broken: [],
        });
      }
    }
  });

  test("is exempted, and listed so, until the last day of an exemption", () => {
    const exemption = { resource: "*", reason: "a test of the exemption", expires: today };
    const found = judge(fail).length;
    const spared = judge(fail, [exemption]);
    expect(kinds(spared)).toEqual(["exempted"]);
    expect(spared).toHaveLength(found);
    expect(exemptedText(spared)).toContain(`${id} (`);
    expect(exemptedText(spared)).toContain(`until ${today}: a test of the exemption`);

    const back = judge(fail, [{ ...exemption, expires: "2026-11-20" }]);
    expect(kinds(back)).toEqual(["violation"]);
    for (const one of back) expect(one).toHaveProperty("message", expect.stringContaining("ran out on 2026-11-20"));
  });
});
