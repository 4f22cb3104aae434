import { rmSync } from "node:fs";
import { down } from "../../sandbox/down";
import { currentInstance } from "../../sandbox/instance";
import { removeTemporaryFolder } from "../temporary-folder";
import { giveSharedHomeBack, quiet, sharedHome } from "./harness";

/** After the last sandbox test of a run: the shared sandbox goes, unless it is somebody's own or wanted again. */
export default async function teardown(): Promise<void> {
  await takeDown();
  giveSharedHomeBack();
  removeTemporaryFolder();
}

async function takeDown(): Promise<void> {
  if (process.env["GKE_BLUEGREEN_TEST_KEEP"] === "1" || process.env["GKE_BLUEGREEN_TEST_HOME"] !== undefined) return;
  if (currentInstance(sharedHome())) await down(sharedHome(), quiet, { delete: true });
  // Tests that need no sandbox leave its empty folder.
  else rmSync(sharedHome(), { recursive: true, force: true });
}
