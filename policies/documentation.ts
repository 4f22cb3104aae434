import { type Benchmark, benchmarks, coverage, type Coverage } from "./coverage";
import { judgesSection } from "./judges";
import type { RuleDescription, Source } from "./rule";
import { resourceRuleList, ruleList, stackRuleList } from "./rules";

/** Where a rule comes from, with the page that says so. */
function sourceText({ kind, id }: Source): { readonly name: string; readonly url: string } {
  switch (kind) {
    case "cis":
      return { name: `CIS GKE 1.9.0, ${id}`, url: "https://www.cisecurity.org/benchmark/kubernetes" };
    case "gke-policy-automation":
      return {
        name: `gke-policy-automation ${id}`,
        url: `https://github.com/google/gke-policy-automation/blob/main/gke-policies-v2/${/^limits?_/.test(id) ? "scalability" : "policy"}/${id}.rego`,
      };
    case "kube-score":
      return { name: `kube-score ${id}`, url: "https://github.com/zegl/kube-score/blob/master/README_CHECKS.md" };
    case "pod-security":
      return {
        name: `Pod Security Standards, ${id}`,
        url: "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
      };
    case "link":
      return { name: new URL(id).hostname, url: id };
  }
}

const cisNumbers = ({ sources }: RuleDescription) =>
  sources.flatMap(({ kind, id }) => (kind === "cis" ? [id] : [])).join(", ");

/** The rules as rows of a table, the first of them its head. */
export function ruleRows(): string[][] {
  return [
    ["RULE", "SEVERITY", "CIS", "TITLE"],
    ...ruleList.map((rule) => [rule.id, rule.severity, cisNumbers(rule), rule.title]),
  ];
}

/** One rule, whole; nothing for an id that no rule has. */
export function explainRule(id: string): string | undefined {
  const rule = [...resourceRuleList, ...stackRuleList].find((candidate) => candidate.id === id);
  if (!rule) return undefined;
  const example = (value: unknown) => JSON.stringify(value, null, 2).replaceAll("\n", "\n  ");
  const given = "exampleSettings" in rule ? ` with the settings ${JSON.stringify(rule.exampleSettings)}` : "";
  return [
    `${rule.id}: ${rule.title}`,
    `severity  ${rule.severity}`,
    `reads     ${rule.field}`,
    `fix       ${rule.fix}`,
    ...rule.sources.map(sourceText).map(({ name, url }) => `source    ${name}: ${url}`),
    ...settingsOf(rule).map(([name, description]) => `setting   ${name}: ${description}`),
    `\npasses${given}\n  ${example(rule.examples.pass)}`,
    `\nfails${given}\n  ${example(rule.examples.fail)}\n`,
  ].join("\n");
}

/** Settings beside the enforcement level, which every rule has. */
function settingsOf({ settings = {} }: RuleDescription): [name: string, description: string][] {
  return [
    ...Object.entries(settings).map(([name, { description }]): [string, string] => [name, description]),
    [
      "exemptions",
      "list of { resource, reason, expires }: a name or URN with * (stack for what is said of the whole stack), why, and the last day (YYYY-MM-DD)",
    ],
  ];
}

/** The benchmarks by the names that people know them by. */
const titles: Readonly<Record<Benchmark, string>> = {
  cis: `CIS GKE Benchmark ${benchmarks.cis.version}`,
  "gke-policy-automation": `gke-policy-automation (${benchmarks["gke-policy-automation"].version})`,
};

/** A benchmark's coverage as rows, and its sum in a sentence. */
export function coverageRows(of: Benchmark): {
  readonly title: string;
  readonly rows: string[][];
  readonly sum: string;
} {
  const all = coverage(of);
  const count = (wanted: Coverage["kind"]) => all.filter(({ kind }) => kind === wanted).length;
  const rows = all.map((row) => {
    const checked = row.kind === "covered" ? "yes" : row.kind === "missing" ? "NO" : "-";
    return [row.id, checked, row.subject, checkedBy(row, (rule) => rule)];
  });
  const declined = count("declined") === 0 ? "" : `; ${count("declined")} not asked for`;
  return {
    title: titles[of],
    rows,
    sum: `${count("covered")} of ${all.length} recommendations are checked; ${count("invisible")} cannot be seen from a program${declined}.`,
  };
}

/** The same for the documentation. */
function coverageSection(of: Benchmark): string {
  const { title, sum } = coverageRows(of);
  const rows = coverage(of).map((row) => {
    const by = checkedBy(row, (rule) => `\`${rule}\``);
    return `| ${row.id} | ${row.subject} | ${by || "**not checked**"} |`;
  });
  return `## ${title}\n\n${sum}\n\n| Recommendation | Subject | Checked by |\n| --- | --- | --- |\n${rows.join("\n")}`;
}

/** Which rules check a recommendation, or why none does. */
function checkedBy(row: Coverage, ruleText: (id: string) => string): string {
  switch (row.kind) {
    case "covered":
      return row.rules.map(ruleText).join(", ");
    case "invisible":
      return `not visible in a program: ${row.why}`;
    case "declined":
      return `not asked for: ${row.why}`;
    case "missing":
      return "";
  }
}

/** The documentation page, generated so that it cannot differ from the rules. */
export function policiesPage(): string {
  const cell = (text: string) => text.replaceAll("|", "\\|");
  const rules = ruleList.map((rule) => {
    const sources = rule.sources.map(sourceText).map(({ name, url }) => `[${name}](${url})`);
    return `| \`${rule.id}\` | ${rule.severity} | ${cell(rule.title)} | \`${cell(rule.field)}\` | ${cell(rule.fix)} | ${sources.join("; ")} |`;
  });
  const settings = ruleList.flatMap((rule) =>
    settingsOf(rule)
      .filter(([name]) => name !== "exemptions")
      .map(([name, description]) => `| \`${rule.id}\` | \`${name}\` | ${cell(description)} |`),
  );
  return `<!-- Generated by \`npm run docs\` from policies/rules: edit those. -->

# Policies

The pack runs wherever this project previews or updates: \`gke-bluegreen preview\`, \`apply\`, \`up\` and \`release\`
(\`--no-policies\` leaves it out, \`--policy-pack FOLDER\` chooses another; \`rollback\` never waits for a policy). It also runs on any
Pulumi program:

\`\`\`sh
pulumi preview --policy-pack policies          # from the sources
npm run build && pulumi preview --policy-pack dist/policies   # the same in one file, which starts in a fraction of the time
\`\`\`

\`critical\` and \`high\` rules stop an update; \`medium\` and \`low\` ones advise. A rule that needs a value which is known only
after the update says *undecidable* in the preview and decides in the update.

## Exemptions and settings

A file given with \`--policy-pack-config\`, or \`policy-config.json\` beside the pack's folder, which is
beside \`Pulumi.yaml\` for the project's own pack: per rule an enforcement level, its settings
and exemptions. Each exemption needs a reason and the last day it holds; after that day the violation is back and says so.
\`resource\` is a name or a URN, where \`*\` stands for any characters, or \`stack\` for what a rule says of the whole stack. What an
exemption holds back is listed in every preview, under \`exempted\`, with its reason and last day.

\`\`\`json
{
  "cluster-regional": {
    "enforcementLevel": "advisory",
    "exemptions": [
      { "resource": "imageview", "reason": "the example follows its book: one zone", "expires": "2027-12-31" }
    ]
  }
}
\`\`\`

Rules that can mend what they find (\`node-pool-auto-repair\`, \`node-pool-auto-upgrade\`, \`namespace-pod-security\`) do so where
the enforcement level is \`remediate\`.

| Rule | Setting | What it says |
| --- | --- | --- |
${settings.join("\n")}

The engine shows a pack the state *after* the change only. What the stack was before, which the guards of cost and of the live colour
compare with, \`gke-bluegreen preview\`, \`apply\` and \`release\` read from the stack's state and hand over as the setting \`before\`; plain
\`pulumi preview\` does not, and those rules then say so or leave it to the release guard.

## Rules

| Rule | Severity | What holds | Field | Fix | Source |
| --- | --- | --- | --- | --- | --- |
${rules.join("\n")}

## What cannot be seen from a program

A program shows what it asks for, and nothing else: not who logs in and what they do, not what stands on Google's own machines, not
what other programs, people and controllers have put into the same project and cluster, and not how it runs. The tables below say of
each recommendation which rules check it or why none can; \`gke-bluegreen policies coverage\` prints the same.

${coverageSection("cis")}

${coverageSection("gke-policy-automation")}

${judgesSection()}`;
}
