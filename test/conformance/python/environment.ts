import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { UserError } from "../../../lib/errors/user-error";
import { cacheFolder, privateFolder } from "../../../sandbox/home/folder";
import { requireDebianPackages } from "../../../sandbox/toolchain/debian";

const run = promisify(execFile);
const requirements = join(__dirname, "requirements.txt");

/** What a fresh Debian lacks: it may have Python without the module that makes environments. */
const debianPackages = {
  python3: "runs Google's Python client in the conformance tests",
  "python3-venv": "keeps that client out of the system's Python",
};

/**
 * A Python with the packages of `requirements.txt`, in the cache; made when first asked for, from PyPI.
 * Without Python, and without the right to install it, it says so: the test fails and is not skipped.
 */
export async function pythonWithClients(progress: (line: string) => void): Promise<string> {
  const base = await usablePython(progress);
  const { stdout: version } = await run(base, ["--version"]);
  const digest = createHash("sha256").update(version).update(readFileSync(requirements)).digest("hex").slice(0, 16);
  const folder = join(privateFolder(cacheFolder(), "python"), digest);
  const complete = join(folder, "complete");
  const python = join(folder, "bin", "python");
  if (existsSync(complete)) return python;
  progress(`making a Python environment with Google's client in ${folder} (about a minute)`);
  rmSync(folder, { recursive: true, force: true });
  await run(base, ["-m", "venv", folder]);
  const install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement", requirements];
  await run(python, install).catch((error: unknown) => {
    throw new UserError({
      setting: "Google's Python client",
      got: `pip could not install it: ${error instanceof Error ? error.message : String(error)}`,
      expected: "a reachable package index",
      fix: `Run \`${python} ${install.join(" ")}\` to see why, then this test again.`,
    });
  });
  writeFileSync(complete, "");
  return python;
}

async function usablePython(progress: (line: string) => void): Promise<string> {
  const canMakeEnvironments = async (python: string) =>
    await run(python, ["-c", "import venv, ensurepip, sys; sys.exit(sys.version_info < (3, 10))"]).then(
      () => true,
      () => false,
    );
  if (await canMakeEnvironments("python3")) return "python3";
  await requireDebianPackages(progress, debianPackages);
  if (await canMakeEnvironments("/usr/bin/python3")) return "/usr/bin/python3";
  throw new UserError({
    setting: "python3",
    got: "none that is 3.10 or newer and has the modules venv and ensurepip",
    expected: "one, for the conformance test with Google's Python client",
    fix: "Install Python 3.10 or newer with venv, and put it first in the PATH.",
  });
}
