import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(__dirname, "../../..");
const page = readFileSync(join(root, "docs/security.md"), "utf8");

interface Row {
  readonly section: string;
  readonly threat: string;
  readonly answer: string;
  readonly heldBy: string;
}

/** The rows of every table, without its head. */
const rows: readonly Row[] = page.split(/^## /m).flatMap((part) => {
  const [section = "", ...lines] = part.split("\n");
  const cells = lines
    .filter((line) => line.startsWith("|"))
    .map((line) =>
      line
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  return cells.slice(2).map(([threat = "", answer = "", heldBy = ""]) => ({ section, threat, answer, heldBy }));
});

/** The tests that a cell names: `file`: "title"; "title". */
const named = (heldBy: string) =>
  [...heldBy.matchAll(/`([^`]+)`: ((?:"[^"]+"(?:; )?)+)/g)].flatMap(([, file = "", titles = ""]) =>
    [...titles.matchAll(/"([^"]+)"/g)].map(([, title = ""]): [string, string] => [file, title]),
  );

test("the page has a table for everybody who could want something", () => {
  const sections = [...new Set(rows.map(({ section }) => section))];
  for (const who of [
    "laptop",
    "Another user",
    "neighbour",
    "from inside",
    "from a fork",
    "Another team",
    "stolen preview token",
  ])
    expect(sections.filter((section) => section.includes(who))).toHaveLength(1);
});

test.each(rows.map((row): [string, Row] => [`${row.threat}: ${row.answer}`, row]))(
  "a test holds: %s",
  (_, { heldBy }) => {
    const tests = named(heldBy);
    expect(tests.length).toBeGreaterThan(0);
    // Nothing in the cell but tests.
    expect(
      heldBy
        .replace(/`[^`]+`: (?:"[^"]+"(?:; )?)+/g, "")
        .replaceAll(";", "")
        .trim(),
    ).toBe("");
    for (const [file, title] of tests) {
      expect([file, existsSync(join(root, file))]).toEqual([file, true]);
      expect(readFileSync(join(root, file), "utf8").includes(title) ? title : `${file} has no test "${title}"`).toBe(
        title,
      );
    }
  },
);

const promises = rows.filter(({ section }) => section === "What other pages promise");
const oneLine = (text: string) => text.replace(/\s+/g, " ");

test("every page with promises is among those that are held to them", () => {
  expect([...new Set(promises.map(({ threat }) => threat))]).toEqual([
    ...["README.md", "policies.md", "sandbox.md", "identities.md", "previews.md"],
  ]);
});

test.each(promises.map(({ threat, answer }): [string, string] => [threat, answer]))("%s says: %s", (file, words) => {
  const text = readFileSync(join(root, file === "README.md" ? file : `docs/${file}`), "utf8");
  const says = oneLine(text).toLowerCase().includes(oneLine(words).toLowerCase());
  expect([file, says]).toEqual([file, true]);
});
