import { join } from "node:path";
import { credentials } from "./credentials";
import { googleCloudAddress, pulumiHome } from "./environment";
import { admissionUrl, googleCloudProcess } from "./google-cloud/process";
import { prepareGround } from "./ground";
import { privateFolder } from "./home";
import { seedBaseImages } from "./images";
import type { Instance } from "./instance";
import { clusters, registryAddress, type LocalClusters, type Progress } from "./kubernetes";
import { exclusively } from "./exclusive";
import { requireFreePort, requireSuitableMachine } from "./preflight";
import { installPlugins, removePlugins } from "./plugins/install";
import { registryAuthFile, startRegistry } from "./registry";
import { changeSettings, type Settings } from "./settings";
import { Supervisor } from "./supervisor";
import { installEngine, requireDebianPackages } from "./toolchain";

/** A sandbox that stands. */
export interface Sandbox {
  readonly home: string;
  readonly instance: Instance;
  readonly supervisor: Supervisor;
  readonly clusters: LocalClusters;
}

/**
 * Makes the sandbox in `home` stand, with the clusters it had; what stands already is left alone.
 * @param chosen what to change of its settings
 */
export async function up(home: string, progress: Progress, chosen: Partial<Settings> = {}): Promise<Sandbox> {
  requireSuitableMachine(home);
  return await exclusively(home, "sandbox up", async () => {
    const settings = changeSettings(home, chosen);
    await requireDebianPackages(progress);
    credentials(home);
    const instance = await prepareGround(home);
    const sandbox = attach(home, instance);
    await sandbox.supervisor.start();
    await startGoogleCloud(sandbox);
    await startImages(sandbox, progress);
    await Promise.all([sandbox.clusters.restore(progress), installPulumi(home, settings, progress)]);
    return sandbox;
  });
}

/** Engine, language host and plugins, in a Pulumi home of the sandbox's own, under the versions that the npm packages ask for. */
async function installPulumi(home: string, { plugins }: Settings, progress: Progress): Promise<void> {
  await installEngine(pulumiHome(home), progress);
  if (plugins === "sandbox") await installPlugins(pulumiHome(home));
  else await removePlugins(pulumiHome(home));
}

/** The handles of a sandbox that stands. */
export function attach(home: string, instance: Instance): Sandbox {
  const supervisor = new Supervisor(home);
  return { home, instance, supervisor, clusters: clusters(home, instance, supervisor) };
}

/** The Google Cloud APIs. The registry asks them who may push what, so they come first. */
async function startGoogleCloud({ home, instance, supervisor }: Sandbox): Promise<void> {
  const { port } = googleCloudAddress(instance);
  const process = await googleCloudProcess(home, port);
  if (!(await supervisor.knows(process.name))) await requireFreePort(port, "the Google Cloud APIs");
  await supervisor.ensure(process);
  await supervisor.waitUntilReady([process.name]);
}

/** The registry, with the images that nodes and examples need. */
async function startImages({ home, instance, supervisor }: Sandbox, progress: Progress): Promise<void> {
  const registry = registryAddress(instance);
  privateFolder(join(home, "logs"));
  const admission = admissionUrl(googleCloudAddress(instance).port);
  await startRegistry(
    supervisor,
    { home, listen: [registry], nodeNetworks: [instance.network], admissionUrl: admission },
    progress,
  );
  const authFile = await registryAuthFile(home, [registry]);
  await seedBaseImages({ registry, accessToken: credentials(home).accessToken, authFile }, progress);
}
