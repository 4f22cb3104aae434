import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const root = resolve(__dirname, "../..");
// Each starts a process that loads a TypeScript compiler.
jest.setTimeout(60_000);

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "rooms-"))));
afterEach(() => rmSync(folder, { recursive: true }));

/** What the repository's own rules say of a tree of files: `rule: from → to`. */
function judge(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  writeFileSync(join(folder, "tsconfig.json"), "{}");
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ dependencies: { zod: "*" }, devDependencies: { ajv: "*" } }),
  );
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  const program = join(root, "node_modules/dependency-cruiser/bin/dependency-cruise.mjs");
  const config = join(root, ".dependency-cruiser.cjs");
  const places = [...new Set(Object.keys(files).map((path) => path.split("/")[0] ?? path))];
  const args = [program, "--config", config, "--no-cache", "--output-type", "json", ...places];
  return new Promise((done, reject) => {
    execFile(process.execPath, args, { cwd: folder, maxBuffer: 2 ** 26 }, (_, stdout, stderr) => {
      if (stderr !== "") return reject(new Error(stderr));
      const { summary } = JSON.parse(stdout) as {
        summary: { violations: readonly { rule: { name: string }; from: string; to: string }[] };
      };
      done(
        summary.violations
          .map(({ rule, from, to }) => `${rule.name}: ${from} → ${to.replace(/^.*node_modules\/([^/]+).*/, "$1")}`)
          .sort(),
      );
    });
  });
}

test("a file may know what its room may know", async () => {
  expect(
    await judge({
      "lib/errors/mistake.ts": "export const mistake = 1;",
      "config/deep/down/values.ts":
        'import { z } from "zod"; export { mistake } from "../../../lib/errors/mistake"; z;',
      "index.ts": 'export { mistake } from "./config/deep/down/values";',
    }),
  ).toEqual([]);
});

test("fails for a room that the own one may not know, at any depth and for types alone", async () => {
  expect(
    await judge({
      "workloads/app.ts": "export interface App { readonly name: string }",
      "config/deep/down/values.ts": 'import type { App } from "../../../workloads/app"; export type { App };',
      "lib/errors/mistake.ts": 'export type { App } from "../../config/deep/down/values";',
    }),
  ).toEqual([
    "room-config: config/deep/down/values.ts → workloads/app.ts",
    "room-lib: lib/errors/mistake.ts → config/deep/down/values.ts",
  ]);
});

test("fails for files that import each other, for a folder without a room and for a package that users do not get", async () => {
  expect(
    await judge({
      "infra/one.ts": 'import type { Two } from "./two"; export interface One { readonly two: Two }',
      "infra/two.ts": 'import type { One } from "./one"; export interface Two { readonly one: One }',
      "attic/old.ts": 'import "node:fs"; export const old = 1;',
      "infra/three.ts": 'export { old } from "../attic/old";',
      "infra/check.ts": 'import Ajv from "ajv"; new Ajv();',
    }),
  ).toEqual([
    "every-file-has-a-room: attic/old.ts → fs",
    "every-import-has-a-room: infra/three.ts → attic/old.ts",
    "no-circular: infra/one.ts → infra/two.ts",
    "no-development-package: infra/check.ts → ajv",
  ]);
});
