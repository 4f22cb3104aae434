import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Journey } from "../../../cli/journey/journey";
import { planted, type Situation } from "./situations";

/** Reports as a reviewer reads them. Write them anew with UPDATE_GOLDEN=1, and read the diff. */
const folder = join(__dirname, "golden");
const program = resolve(__dirname, "../../../bin/gke-bluegreen");

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a situation's command on the stack as it stands; changes nothing of it. */
export function reportOn(
  { active, changes, command }: Situation,
  journey: Journey,
  project: string,
  environment: NodeJS.ProcessEnv,
): Promise<Finished> {
  journey.configure(active, changes);
  const [name = "", ...options] = command;
  return runCommand([name, "--cwd", project, "--stack", journey.name, ...options], { ...environment, ...planted });
}

/** Runs `gke-bluegreen`. */
export function runCommand(args: readonly string[], environment: NodeJS.ProcessEnv): Promise<Finished> {
  return new Promise((done) =>
    execFile(program, args, { env: environment, maxBuffer: 2 ** 28 }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : typeof error.code === "number" ? error.code : 255, stdout, stderr }),
    ),
  );
}

/** What differs from one sandbox to the next: names, digests and what is made from them, addresses, times. */
export function normalised(report: string, journey: Journey): string {
  return report
    .replaceAll(journey.name, "imageview")
    .replaceAll(/\/\S+\/imageview-\w+(?=\/)/g, "<project>")
    .replaceAll(/sha256:[0-9a-f]{64}/g, "sha256:<digest>")
    .replaceAll(/sha256:[0-9a-f]{12}\b/g, "sha256:<digest>")
    .replaceAll(/\bp2-[0-9a-f]+-[0-9a-f]+/g, "p2-<hash>")
    .replaceAll(/-[0-9a-f]{16,32}\b/g, "-<hash>")
    .replaceAll(/"[0-9a-f]{16}"/g, '"<hash>"')
    .replaceAll(/(receipt\.took[.[\w-"\]]*: )\d+/g, "$1<ms>")
    .replaceAll(/(receipt\.requests\.sent: )\d+/g, "$1<count>")
    .replaceAll(/slowest \d+ ms/g, "slowest <ms> ms")
    .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")
    .replaceAll(/\b10\.\d+\.\d+\.\d+\b(?!\/)/g, "<address>")
    .replaceAll(/"LS0tLS1CRUdJTi[^"]*"/g, '"<certificate>"');
}

/** The report that was accepted for a situation; this one becomes it where there is none. */
export function golden(name: string, report: string): string {
  const path = join(folder, `${name}.md`);
  if (process.env["UPDATE_GOLDEN"] || !existsSync(path)) {
    if (process.env["CI"]) throw new Error(`${path} is missing`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(path, report);
  }
  return readFileSync(path, "utf8");
}
