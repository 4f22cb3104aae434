import { rmSync } from "node:fs";
import { claimInstance, releaseInstance, type Instance } from "./instance";
import { createCgroup, favourCgroup, removeCgroup } from "./cgroups";
import { applyHostSettings, restoreHostSettings } from "./settings";
import { unmountBelow } from "./mounts";
import { NamespaceFolder } from "../kubernetes/network/namespaces";
import { createBridge, removeBridge } from "../kubernetes/network/network";

/** What a sandbox needs of the machine before any of its processes can start. Nothing changes for one that stands. */
export async function prepareGround(home: string): Promise<Instance> {
  const instance = claimInstance(home);
  await applyHostSettings();
  await createBridge(instance);
  createCgroup(instance.cgroup);
  favourCgroup(instance.cgroup);
  await new NamespaceFolder(home).prepare();
  return instance;
}

/** Gives everything back to the machine, whatever of it is left. */
export async function clearGround(home: string, instance: Instance): Promise<void> {
  await removeCgroup(instance.cgroup);
  await new NamespaceFolder(home).removeAll();
  await removeBridge(instance);
  restoreHostSettings(instance);
  await clearBuilds(home, instance);
  releaseInstance(home);
}

/** What image builds left, which a sandbox on another's cluster has as well. */
export async function clearBuilds(home: string, instance: Instance): Promise<void> {
  if (process.platform === "linux") {
    await removeCgroup(instance.buildsCgroup);
    // A build that was killed leaves its layers mounted.
    await unmountBelow(home);
    await unmountBelow(instance.buildsFolder);
  }
  rmSync(instance.buildsFolder, { recursive: true, force: true });
}
