import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PUBLIC_PASSPHRASE, writePulumiCommand } from "../../../sandbox/home/pulumi-command";

let folder: string;
const own = () => join(folder, "it's the passphrase");
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "pulumi-command-"));
  writeFileSync(join(folder, "engine"), '#!/bin/sh\nprintf "%s\\n" "$@"\nexit 7\n', { mode: 0o755 });
  writePulumiCommand(join(folder, "bin"), join(folder, "engine"), own());
});
afterEach(() => rmSync(folder, { recursive: true }));

const run = (args: readonly string[], environment: NodeJS.ProcessEnv = { PULUMI_CONFIG_PASSPHRASE_FILE: own() }) =>
  spawnSync(join(folder, "bin", "pulumi"), args, {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], ...environment },
  });

const set = ["config", "set", "--secret", "--path", "gke-bluegreen:apps.web.settings.secrets.a.b", "two words"];

test("a secret that goes into a sandbox's stack is said to be readable by anybody, and is set", () => {
  const { stdout, stderr, status } = run(set);
  expect(stderr.trim()).toBe(PUBLIC_PASSPHRASE);
  expect(stdout.trimEnd().split("\n")).toEqual(set);
  expect(status).toBe(7);
});

test.each([
  ["set-all", ["config", "set-all", "--plaintext", "a=b", "--secret", "c=d"], true],
  ["the flag first", ["--stack", "sandbox", "config", "set", "--secret", "a"], true],
  ["a plain value", ["config", "set", "a", "b"], false],
  ["another command", ["up", "--yes"], false],
])("%s", (_, args, told) => expect(run(args).stderr !== "").toBe(told));

test.each([
  ["a passphrase of its own", { PULUMI_CONFIG_PASSPHRASE: "own" }],
  ["another passphrase file", { PULUMI_CONFIG_PASSPHRASE_FILE: "/elsewhere" }],
])("nothing is said of a stack with %s", (_, environment) => expect(run(set, environment).stderr).toBe(""));
