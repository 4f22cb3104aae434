import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../lib/errors/user-error";
import { exclusively } from "./exclusive";
import { clearBuilds, clearGround } from "../host/setup";
import { privateFolder } from "../home/folder";
import { currentInstance, releaseInstance } from "../host/instance";
import type { Progress } from "../kubernetes";
import { requireSuitableMachine } from "../host/preflight";
import { settings } from "../home/settings";
import { Supervisor } from "../supervisor";

export interface DownOptions {
  /** Also forgets the clusters, images and stacks: the home is removed. @default false – `up` brings them back */
  readonly delete?: boolean;
}

/** Stops everything and leaves nothing of it on the machine but the home. A `down` that was cut off is finished by the next. */
export async function down(home: string, progress: Progress, options: DownOptions = {}): Promise<void> {
  if (!existsSync(home)) {
    if (!currentInstance(home)) return;
    progress(`${home} was deleted while its sandbox stood`);
    privateFolder(home);
  }
  const { kubernetes } = settings(home);
  if (!kubernetes) requireSuitableMachine(home);
  await exclusively(home, "sandbox down", async () => {
    const instance = currentInstance(home);
    progress(
      kubernetes
        ? `stopping everything; what is in the cluster of the context ${kubernetes.context} stays`
        : "stopping control planes, nodes and registry",
    );
    await new Supervisor(home).shutdown();
    if (kubernetes) {
      if (instance) await clearBuilds(home, instance);
      releaseInstance(home);
    } else if (instance) {
      progress("removing pods, namespaces, links, control groups and firewall rules");
      await clearGround(home, instance);
    }
    if (options.delete) deleteHome(home, instance !== undefined, progress);
  });
}

function deleteHome(home: string, stood: boolean, progress: Progress): void {
  const content = readdirSync(home);
  if (!stood && !content.includes("credentials.json")) {
    throw new UserError({
      setting: "GKE_BLUEGREEN_HOME",
      got: `${home}, which holds ${content.length} files and no sandbox`,
      expected: "a sandbox's folder",
      fix: "Remove the folder yourself if it is no longer wanted.",
    });
  }
  progress(`deleting ${home}`);
  // What marks it as a sandbox's goes last, so that a deletion that was cut off can be finished.
  for (const name of content.filter((one) => one !== "credentials.json" && one !== "lock")) {
    rmSync(join(home, name), { recursive: true, force: true });
  }
  rmSync(home, { recursive: true, force: true });
}
