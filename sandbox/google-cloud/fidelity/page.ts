import { fidelityReport, type ApiFidelity, type MethodFidelity, type Support } from "./report";

/** A fixture's label, as the conformance tests give it. */
export interface LabelledFixture {
  readonly path: string;
  readonly of: string;
  readonly requests: string;
  readonly answers: string;
  readonly note: string;
}

/** The report for programs: every method and field. */
export function fidelityData(fixtures: readonly LabelledFixture[]): string {
  return `${JSON.stringify({ ...fidelityReport(), fixtures }, null, 1)}\n`;
}

/** The report for people. */
export function fidelityPage(fixtures: readonly LabelledFixture[]): string {
  const { apis, gaps } = fidelityReport();
  const shown = apis.filter(({ older }) => !older).sort((a, b) => a.api.localeCompare(b.api));
  return [
    "# How faithful the Google Cloud APIs are",
    "",
    "<!-- Made by `npm run docs` from the tables by which the server itself answers or refuses. The tests fail while it is old. -->",
    "",
    "Requests and the sandbox's own answers are validated against Google's published definitions. Each method and each field of a request is",
    "",
    "- **real**: does what it does at Google, with the sandbox's own nodes, images and builds behind it;",
    "- **partial**: a field is checked, kept and given back, and nothing here acts on it; a method has such fields, or does less than Google's;",
    "- **absent**: refused with 501 and its name, never stored in silence. `gke-bluegreen sandbox up --loose` has absent fields left out instead, with a `Warning` header and a line in the log.",
    "",
    "[sandbox-fidelity.json](sandbox-fidelity.json) has it all, field by field and for every version of an API; here are the newest versions.",
    "**There is no public oracle for Google's error texts**: codes, reasons and details follow what Google's clients and the official plugin branch on, the sentences are derived.",
    "",
    "## In short",
    "",
    "| API | methods real | partial | absent | made from |",
    "| --- | ---: | ---: | ---: | --- |",
    ...shown.map(
      (api) =>
        `| ${api.package} | ${(["real", "partial", "absent"] as const).map((support) => of(api, support).length).join(" | ")} | ${api.source.split(";")[0]} |`,
    ),
    "",
    "## Known gaps",
    "",
    "| where | what differs | then |",
    "| --- | --- | --- |",
    ...gaps.map(({ area, what, then }) => `| ${area} | ${what} | ${then} |`),
    "",
    "## What shows it",
    "",
    "`test/conformance` runs Google's own clients, unmodified, against the server: container (gRPC and REST), Cloud Build, Artifact Registry, Secret Manager and Monitoring (gRPC), Service Usage, Resource Manager, Compute and Storage (REST), and Python's `google-cloud-container` (gRPC). It also replays the fixtures:",
    "",
    "| fixture | of | requests | answers | |",
    "| --- | --- | --- | --- | --- |",
    ...fixtures.map(
      ({ path, of: what, requests, answers, note }) => `| \`${path}\` | ${what} | ${requests} | ${answers} | ${note} |`,
    ),
    "",
    "_recorded_: another program's own words. _mock_: a stand-in's, which the other program accepted. _derived_: written by hand. No answer of Google's own is among them.",
    ...shown.flatMap(section),
    "",
  ].join("\n");
}

const of = ({ methods }: ApiFidelity, support: Support) => methods.filter((method) => method.support === support);
const names = (items: readonly string[]) => items.map((name) => `\`${name}\``).join(", ");

function section(api: ApiFidelity): string[] {
  const real = of(api, "real");
  const partial = of(api, "partial");
  const absent = of(api, "absent");
  return [
    "",
    `## ${api.package}`,
    ...(real.length > 0 ? ["", `Real: ${names(real.map(({ name }) => name))}.`] : []),
    ...(partial.length > 0
      ? ["", "| partial | fields kept without effect | fields refused |", "| --- | --- | --- |", ...partial.map(row)]
      : []),
    ...(absent.length > 0 ? ["", `Absent: ${names(absent.map(({ name }) => name))}.`] : []),
  ];
}

/** How many fields a cell names; the data has all. */
const NAMED = 30;

function row({ name, note, fields = {} }: MethodFidelity): string {
  const cell = (support: Support) => {
    const all = Object.entries(fields).flatMap(([path, own]) => (own === support ? [path] : []));
    return all.length > NAMED ? `${names(all.slice(0, NAMED))} and ${all.length - NAMED} more` : names(all);
  };
  return `| \`${name}\`${note === undefined ? "" : ` (${note})`} | ${cell("partial")} | ${cell("absent")} |`;
}
