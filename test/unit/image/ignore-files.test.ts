import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { dockerIgnore } from "../../../provider/image/docker-ignore";
import { gcloudIgnore } from "../../../provider/image/gcloud-ignore";
import { IgnoreFileError } from "../../../provider/image/ignore-file";
import { readSource } from "../../../provider/image/source";
import { ignoreFiles, paths, verdictsFile } from "./ignore-cases";

let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), "ignore-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (path: string, text = "x") => {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
};
const sent = async () => (await readSource(folder, ["Dockerfile"])).files.map(({ path }) => path);

/** Rules of one file, or nothing where they refuse to follow it. */
async function unlessRefused<T>(read: () => T | Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof IgnoreFileError) return undefined;
    throw error;
  }
}

test("a .dockerignore says what Docker's own matcher says, or is refused", async () => {
  const { cases, paths: judged } = JSON.parse(gunzipSync(readFileSync(verdictsFile)).toString()) as {
    cases: [string, string][];
    paths: string[];
  };
  expect(judged).toEqual(paths);
  expect(cases.map(([text]) => text)).toEqual(ignoreFiles(cases.length));
  const counts = { same: 0, refused: 0 };
  for (const [text, verdict] of cases) {
    const rules = await unlessRefused(() => dockerIgnore(text, ".dockerignore"));
    counts[rules ? "same" : "refused"]++;
    if (!rules) continue;
    expect([text, paths.map((path) => (rules.ignores(path) ? "1" : "0")).join("")]).toEqual([text, verdict]);
    for (const path of paths.filter((one) => one.includes("/")))
      if (rules.skips(dirname(path))) expect([text, path, rules.ignores(path)]).toEqual([text, path, true]);
  }
  expect(counts.same).toBeGreaterThan(cases.length / 2);
});

test("a .gcloudignore says what git says of the same lines, or is refused", async () => {
  execFileSync("git", ["init", "-q", folder]);
  const git = (text: string) => {
    writeFileSync(join(folder, ".gitignore"), text);
    const check = ["-c", "core.ignorecase=false", "-c", "core.excludesFile=/dev/null", "-C", folder, "check-ignore"];
    try {
      return execFileSync("git", [...check, "--no-index", "-z", "--stdin"], { input: paths.join("\0") }).toString();
    } catch (error) {
      // Its exit code is 1 where nothing is ignored.
      return String((error as { stdout: Buffer }).stdout);
    }
  };
  let same = 0;
  for (const text of ignoreFiles(150)) {
    const rules = await unlessRefused(() => gcloudIgnore(text, ".gcloudignore"));
    if (!rules) continue;
    same++;
    const ignored = new Set(git(text).split("\0"));
    // To git a wildcard stands for a byte, to gcloud for a letter.
    for (const path of paths.filter((one) => !one.includes("é")))
      expect([text, path, rules.ignores(path)]).toEqual([text, path, ignored.has(path)]);
  }
  expect(same).toBeGreaterThan(75);
});

test("what gcloud writes into its own file brings the lines of .gitignore in", async () => {
  write(".gcloudignore", ".gcloudignore\n.git\n#!include:.gitignore\n");
  write(".gitignore", "node_modules/\n.env\n*.key\n");
  for (const path of ["Dockerfile", ".env", "tls.key", "node_modules/x/index.js", "Data/Model.cs", ".git/HEAD"])
    write(path);
  expect(await sent()).toEqual([".gitignore", "Data/Model.cs", "Dockerfile"]);
});

test("without an ignore file .gitignore counts, as it does for gcloud", async () => {
  write(".gitignore", ".env\n");
  for (const path of ["Dockerfile", ".env", ".git/HEAD"]) write(path);
  expect(await sent()).toEqual(["Dockerfile"]);
});

test("case counts", async () => {
  write(".gcloudignore", "data\n");
  write("Data/Model.cs");
  write("data/secret.csv");
  expect(await sent()).toEqual([".gcloudignore", "Data/Model.cs"]);
});

test.each([".gcloudignore", ".dockerignore"])(".git stays behind unless a line of %s takes it in", async (file) => {
  write(file, "*.log\n");
  for (const path of ["Dockerfile", ".git/HEAD"]) write(path);
  expect(await sent()).toEqual([file, "Dockerfile"]);
  write(file, "*.log\n!.git\n");
  expect(await sent()).toEqual([file, ".git/HEAD", "Dockerfile"].sort());
});

test.each([undefined, ".gcloudignore", ".dockerignore"])(
  "the project's own files and state are no part of an image, with %s",
  async (file) => {
    if (file !== undefined) write(file, "*.log\n");
    const own = ["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.eu.yaml", "deploy/Pulumi.dev.yaml"];
    for (const path of [...own, ".pulumi/stacks/a.json", "deploy/.pulumi/history/b.json", "Pulumi.yamls", "Pulumi"])
      write(path);
    expect(await sent()).toEqual(["Pulumi", "Pulumi.yamls", ...(file === undefined ? [] : [file])].sort());
    write(".dockerignore", "!Pulumi.yaml\n");
    rmSync(join(folder, ".gcloudignore"), { force: true });
    expect(await sent()).toEqual([".dockerignore", "Pulumi", "Pulumi.yaml", "Pulumi.yamls"]);
  },
);

test("a folder that stays behind is entered where a later pattern leads into it", async () => {
  write(".dockerignore", "**\n!src/*.mjs\n!node_modules/kept/**\n");
  for (const path of ["src/a.mjs", "src/b.log", "node_modules/kept/a.js", "node_modules/other/a.js", "Dockerfile"])
    write(path);
  expect(await sent()).toEqual([".dockerignore", "Dockerfile", "node_modules/kept/a.js", "src/a.mjs"]);
});

test.each([
  ["#!include:../.gitignore", /gcloudignore:1: "\.\.\/\.gitignore" is no file of the same folder/],
  ["a\n#!include:.nothing", /gcloudignore:2 includes \.nothing, which cannot be read/],
  ["[[:alpha:]]", /gcloudignore:1: .*git read differently/],
  ["a\\*", /gcloudignore:1: .*git read differently/],
])("a .gcloudignore that cannot be followed is refused: %s", async (text, message) => {
  write(".gcloudignore", text);
  await expect(sent()).rejects.toThrow(message);
});

test.each([
  ["[[:alpha:]]", /dockerignore:1: .*brackets/],
  ["ok\n!", /dockerignore:2: "!" without a pattern/],
  ["a\\d", /dockerignore:1: .*backslash/],
])("a .dockerignore that cannot be followed is refused: %s", async (text, message) => {
  write(".dockerignore", text);
  await expect(sent()).rejects.toThrow(message);
});
