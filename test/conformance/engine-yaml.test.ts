import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readEngineYaml } from "../../config/engine-yaml";
import { parseStackFile } from "../../config/stack-document";
import { toolPath } from "../../sandbox/toolchain";

jest.setTimeout(180_000);

/** Scalars without quotes where readers of YAML differ from each other. */
const scalars = [
  "2026-01-03", "2026-1-3", "2026-13-01", "2026-02-30", "2026-01-03T10:20:30Z", "2026-01-03t1:2:3.500Z", "2026-01-03 10:20:30",
  "2026-01-03 10:20", "2026-01-03T10:20:30+00:00", "12:30:45", "1:30", "0", "00", "010", "0777", "089", "08.5", "0x1F", "0X1f", "-0x1F",
  "0b101", "0B11", "0o17", "0O17", "1_000", "1__0", "_1", "1_", "0_8", "+5", "-5", "-010", "+0x10", "1e3", "1E3", "1.10", "1.", ".5", "+.5",
  "-.5e2", ".", "..", "1.2.3", "1e999", "18446744073709551615", "9007199254740993", "99999999999999999999", "yes", "no", "on", "off", "y",
  "n", "true", "True", "TRUE", "tRUE", "false", "~", "null", "Null", "nULL", "0x", "0b2", "0o8", "1,000", "=", "1.5Gi", "128m", "012Ki",
  "!!str 2026-01-03", "!!str 010", "!!int '7'", "!!float 3", "'010'", '"2026-01-03"',
]; // prettier-ignore

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "yaml-"))));
afterAll(() => rmSync(folder, { recursive: true }));

test("every scalar is read as the engine reads it", async () => {
  const pulumi = await toolPath("pulumi", () => {});
  const env = {
    ...process.env,
    PULUMI_BACKEND_URL: `file://${folder}`,
    PULUMI_CONFIG_PASSPHRASE: "test",
    PULUMI_HOME: join(folder, "home"),
    PULUMI_SKIP_UPDATE_CHECK: "true",
    TZ: "UTC",
  };
  const run = (...args: string[]) => execFileSync(pulumi, args, { cwd: folder, env, encoding: "utf8" });
  writeFileSync(join(folder, "Pulumi.yaml"), "name: yaml\nruntime: nodejs\n");
  run("stack", "init", "test");
  const lines = scalars.map((text) => `    - ${text}`).join("\n");
  const merged = "  yaml:merged: { base: &base { a: 010, b: 2 }, own: { <<: *base, b: 3 } }";
  const file = `config:\n  yaml:scalars:\n${lines}\n${merged}\n`;
  writeFileSync(join(folder, "Pulumi.test.yaml"), file);
  const answer = JSON.parse(run("config", "--json", "--stack", "test")) as Record<string, { value: string }>;
  const { config } = readEngineYaml(parseStackFile(file, "file")).value as { config: Record<string, unknown[]> };
  const theirs = JSON.parse(answer["yaml:scalars"]?.value ?? "") as unknown[];
  const told = (values: unknown[] | undefined) => scalars.map((text, index) => [text, values?.[index]]);
  expect(told(config["yaml:scalars"])).toEqual(told(theirs));
  expect(config["yaml:merged"]).toEqual(JSON.parse(answer["yaml:merged"]?.value ?? ""));
});

test("a key that is no text is refused by both", () => {
  expect(
    readEngineYaml(parseStackFile("config: { 8080: x, true: y, 'a': z }", "file")).surprises.map(({ path }) => path),
  ).toEqual([
    ["config", "8080"],
    ["config", "true"],
  ]);
});
