import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cachedReader } from "../../../readers";
import { keptAnswers } from "../../../readers/answers";
import type { ReaderAnswer } from "../../../readers";

const saved = process.env["XDG_CACHE_HOME"];
const request = { kustomize: { folder: "/stack/overlay" } };
let cache: string;
let stack: string;

beforeEach(() => {
  cache = process.env["XDG_CACHE_HOME"] = mkdtempSync(join(tmpdir(), "cache-"));
  stack = mkdtempSync(join(tmpdir(), "stack-"));
  writeFileSync(join(stack, "a.yaml"), "one");
});
afterEach(() => {
  if (saved === undefined) delete process.env["XDG_CACHE_HOME"];
  else process.env["XDG_CACHE_HOME"] = saved;
});

/** A reader that looked at two paths, and how often it was asked. */
function reader(answer: ReaderAnswer = { objects: [] }) {
  const ask = jest.fn(() => ({ answer, looked: ["/stack", "/stack/a.yaml", "/stack/.env"] }));
  return { ask, read: cachedReader(ask, keptAnswers) };
}

test.each<[string, () => void]>([
  ["a file that it read changes", () => writeFileSync(join(stack, "a.yaml"), "two")],
  ["a file that it read goes", () => rmSync(join(stack, "a.yaml"))],
  ["a file comes that it looked for", () => writeFileSync(join(stack, ".env"), "A=1")],
  ["a folder that it looked into has another entry", () => writeFileSync(join(stack, "b.yaml"), "")],
])("a reader is asked once, and again when %s", (_, change) => {
  const { ask, read } = reader();
  read(request, { stack });
  read(request, { stack });
  expect(ask).toHaveBeenCalledTimes(1);
  change();
  read(request, { stack });
  expect(ask).toHaveBeenCalledTimes(2);
});

test("another question is another answer", () => {
  const { ask, read } = reader();
  read(request, { stack });
  read({ kustomize: { folder: "/stack/other" } }, { stack });
  expect(ask).toHaveBeenCalledTimes(2);
});

test("an answer that holds what looks like a credential is not written down", () => {
  const { ask, read } = reader({ model: { environment: { PASSWORD: "hunter2hunter2" } } });
  read(request, { stack });
  read(request, { stack });
  expect(ask).toHaveBeenCalledTimes(2);
  expect(readdirSync(cache)).toEqual([]);
});
