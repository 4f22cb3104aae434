import { existsSync } from "node:fs";
import { exclusively } from "./exclusive";
import { clearBuilds, clearGround } from "../host/setup";
import { deleteHome } from "../home/entries";
import { privateFolder } from "../home/folder";
import { currentInstance, releaseInstance } from "../host/instance";
import type { Progress } from "../kubernetes";
import { requireSuitableMachine } from "../host/preflight";
import { settings } from "../home/settings";
import { Supervisor } from "../supervisor";

/** How much is taken away. */
export interface DownOptions {
  /**
   * Also forgets the clusters, images and stacks: what the sandbox made in its home is removed, and the home with it.
   * @default false – `up` brings them back
   */
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
    if (!options.delete) return;
    progress(`deleting ${home}`);
    const others = deleteHome(home, instance !== undefined);
    if (others.length > 0) progress(`${home} stays, with what no sandbox made: ${others.join(", ")}`);
  });
}
