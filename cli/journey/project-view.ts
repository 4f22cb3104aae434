import { copyFileSync, mkdirSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../stack/engine";

/**
 * A folder in which this repository's own program runs, with stack files of its own: the engine writes them where the project is,
 * and a test has no business in the repository.
 */
export function makeProjectView(folder: string): void {
  mkdirSync(folder, { recursive: true });
  copyFileSync(join(projectFolder, "Pulumi.yaml"), join(folder, "Pulumi.yaml"));
  const hidden = readdirSync(folder);
  for (const entry of readdirSync(projectFolder)) {
    if (entry.startsWith(".") || entry.startsWith("Pulumi.") || hidden.includes(entry)) continue;
    symlinkSync(join(projectFolder, entry), join(folder, entry));
  }
}

/** Takes it away; what it shows stays. */
export function removeProjectView(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}
