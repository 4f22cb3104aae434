import { existsSync, rmSync } from "node:fs";
import { down } from "../../sandbox/lifecycle/down";
import { currentInstance } from "../../sandbox/host/instance";
import { removeTemporaryFolder } from "../../sandbox/testing/temporary-folder";
import { giveSharedHomesBack, quiet, sharedHomes } from "../../sandbox/testing/test-cluster";

/** After the last sandbox test of a run: the shared sandboxes go, unless they are somebody's own or wanted again. */
export default async function teardown(): Promise<void> {
  for (const home of sharedHomes()) await takeDown(home);
  giveSharedHomesBack();
  removeTemporaryFolder();
}

async function takeDown(home: string): Promise<void> {
  if (process.env["GKE_BLUEGREEN_TEST_KEEP"] === "1" || process.env["GKE_BLUEGREEN_TEST_HOME"] !== undefined) return;
  if (!currentInstance(home)) {
    // Tests that need no sandbox leave its empty folder.
    rmSync(home, { recursive: true, force: true });
    return;
  }
  await down(home, quiet, { delete: true });
  if (existsSync(home)) throw new Error(`${home} is still there: something in it is missing in sandbox/home/entries`);
}
