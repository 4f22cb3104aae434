import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { PlanItem } from "./hash";
import { syntaxError, systemError, tolerate } from "../../lib/errors/expected";

/** Plans that were shown on this machine, so that a changed plan can be told in properties. Secrets are not in plans. */
function folder(): string {
  const cache = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
  return join(cache, "gke-bluegreen", "plans");
}

const kept = 50;

/** Remembers a plan. Best effort: a read-only home is no reason to fail a preview. */
export function rememberPlan(hash: string, plan: readonly PlanItem[]): void {
  try {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder(), `${hash}.json`), JSON.stringify(plan), { mode: 0o600 });
    const files = readdirSync(folder()).map((file) => join(folder(), file));
    files.sort((left, right) => statSync(right).mtimeMs - statSync(left).mtimeMs);
    for (const file of files.slice(kept)) rmSync(file, { force: true });
  } catch (error) {
    tolerate(error, systemError);
    return;
  }
}

/** The plan that was shown here under a hash; `undefined` where none was, or its file cannot be read. */
export function recallPlan(hash: string): readonly PlanItem[] | undefined {
  if (!/^p\d+-[0-9a-f]+-[0-9a-f]+$/.test(hash)) return undefined;
  try {
    return JSON.parse(readFileSync(join(folder(), `${hash}.json`), "utf8")) as PlanItem[];
  } catch (error) {
    tolerate(error, systemError, syntaxError);
    return undefined;
  }
}
