import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { EngineStack } from "./preview/engine";
import { planted, run, situations, type Situation } from "./preview/situations";

jest.setTimeout(300_000);

/** Reports as a reviewer reads them. Write them anew with UPDATE_GOLDEN=1, and read the diff. */
const folder = join(__dirname, "preview/golden");

/** One stack for each state that situations begin with. */
const stacks = new Map<Situation["before"], EngineStack>();

async function stackWith(before: Situation["before"]): Promise<EngineStack> {
  const known = stacks.get(before);
  if (known) return known;
  const stack = await EngineStack.make();
  stacks.set(before, stack);
  if (before) {
    stack.program(before);
    await stack.up();
  }
  return stack;
}

afterAll(() => stacks.forEach((stack) => stack.remove()));

test.each(situations)("$name", async (situation) => {
  const stack = await stackWith(situation.before);
  stack.program(situation.after);
  const { code, stdout, stderr } = await run(situation, stack);
  const report = stdout.replaceAll(stack.folder, "/project");
  expect(stderr).toBe("");
  for (const text of planted) expect(report).not.toContain(text);
  expect(Buffer.byteLength(report)).toBeLessThanOrEqual(60_000);
  const path = join(folder, `${situation.name}.md`);
  if (process.env["UPDATE_GOLDEN"] || !existsSync(path)) {
    if (process.env["CI"]) throw new Error(`${path} is missing`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, report);
  }
  expect(report).toBe(readFileSync(path, "utf8"));
  expect(code).toBe(situation.code);
});
