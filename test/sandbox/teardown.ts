import { rmSync } from "node:fs";
import { down } from "../../sandbox/lifecycle/down";
import { currentInstance } from "../../sandbox/host/instance";
import { removeTemporaryFolder } from "../../sandbox/testing/temporary-folder";
import { giveSharedHomeBack, quiet, sharedHome } from "../../sandbox/testing/test-cluster";

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
