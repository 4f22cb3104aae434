import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const SANDBOXES = "GKE_BLUEGREEN_TEST_SANDBOXES";

/**
 * Before a run's first test: gives it, and all programs that it starts, a folder of its own for temporary files. Pulumi's language host,
 * for one, leaves some.
 */
export function makeTemporaryFolder(): void {
  if (process.env[SANDBOXES] !== undefined) return;
  process.env[SANDBOXES] = sandboxesFolder();
  process.env["TMPDIR"] = mkdtempSync(join(tmpdir(), "gkb-"));
}

/** After a run's last test. */
export function removeTemporaryFolder(): void {
  if (process.env[SANDBOXES] !== undefined) rmSync(tmpdir(), { recursive: true, force: true });
}

/** Where tests' sandboxes are: always the same, so that a run finds what an interrupted one left standing. */
export function sandboxesFolder(): string {
  return process.env[SANDBOXES] ?? join(tmpdir(), "gke-bluegreen-test");
}
