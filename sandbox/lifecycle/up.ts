import { join } from "node:path";
import { UserError } from "../../lib/errors/user-error";
import { credentials } from "../home/credentials";
import { googleCloudAddress, pulumiHome } from "../home/environment";
import { claimHome } from "../home/entries";
import { exclusively } from "./exclusive";
import { admissionUrl, googleCloudProcess } from "../google-cloud/process";
import { prepareGround } from "../host/setup";
import { privateFolder } from "../home/folder";
import { seedBaseImages } from "../images";
import { languagePackages } from "../images/language-runtimes";
import { claimPorts, currentInstance, type Instance } from "../host/instance";
import { clusters, registryAddress, type Clusters, type Progress } from "../kubernetes";
import { registryInstructions, registryRoute } from "../kubernetes/external-cluster/registry";
import { ClusterStore } from "../kubernetes/state";
import { installPlugins, removePlugins } from "../plugins/install";
import { requireFreePort, requireSuitableHome, requireSuitableMachine } from "../host/preflight";
import { registryAuthFile, startRegistry } from "../registry";
import { changeSettings, settings, type Settings } from "../home/settings";
import { Supervisor } from "../supervisor";
import { installEngine, requireDebianPackages } from "../toolchain";

/** A sandbox that stands. */
export interface Sandbox {
  readonly home: string;
  readonly instance: Instance;
  readonly supervisor: Supervisor;
  readonly clusters: Clusters;
}

/** What a sandbox stands on: this machine, or a cluster of the user's. */
interface Base {
  readonly instance: Instance;
  /** Who may pull images without credentials, as CIDRs. */
  readonly nodeNetworks: readonly string[];
  readonly ownNodes: boolean;
}

/**
 * Makes the sandbox in `home` stand, with the clusters it had; what stands already is left alone.
 * @param chosen what to change of its settings
 */
export async function up(home: string, progress: Progress, chosen: Partial<Settings> = {}): Promise<Sandbox> {
  const wanted = { ...settings(home), ...chosen };
  if (wanted.kubernetes) requireSuitableHome(home);
  else requireSuitableMachine(home);
  claimHome(home);
  return await exclusively(home, "sandbox up", async () => {
    requireSameKubernetes(home, wanted);
    changeSettings(home, chosen);
    credentials(home);
    const base = wanted.kubernetes ? await contextBase(home, wanted.kubernetes) : await machineBase(home, progress);
    const sandbox = attach(home, base.instance);
    await sandbox.supervisor.start();
    await startGoogleCloud(sandbox, wanted);
    await startImageRegistry(sandbox, base, progress);
    await Promise.all([
      seedImages(sandbox, base, wanted, progress),
      sandbox.clusters.restore(progress),
      installPulumi(home, wanted, progress),
    ]);
    return sandbox;
  });
}

/** The handles of a sandbox that stands. */
export function attach(home: string, instance: Instance): Sandbox {
  const supervisor = new Supervisor(home);
  return { home, instance, supervisor, clusters: clusters(home, instance, supervisor) };
}

async function machineBase(home: string, progress: Progress): Promise<Base> {
  await requireDebianPackages(progress);
  const instance = await prepareGround(home);
  return { instance, nodeNetworks: [instance.network], ownNodes: true };
}

async function contextBase(home: string, choice: NonNullable<Settings["kubernetes"]>): Promise<Base> {
  const { host, nodeNetworks } = await registryRoute(choice);
  return { instance: claimPorts(home, host), nodeNetworks, ownNodes: false };
}

/** Clusters that are on record stand on what they were made on. */
function requireSameKubernetes(home: string, wanted: Settings): void {
  const before = settings(home).kubernetes;
  const same = before?.context === wanted.kubernetes?.context && before?.kubeconfig === wanted.kubernetes?.kubeconfig;
  if (same || (!currentInstance(home) && new ClusterStore(home).all().length === 0)) return;
  const name = (choice: Settings["kubernetes"]) => (choice ? `context:${choice.context}` : "sandbox");
  throw new UserError({
    setting: "--kubernetes",
    got: `${name(wanted.kubernetes)}, while the sandbox in ${home} was made with ${name(before)}`,
    expected: "the same for as long as it stands or has clusters",
    fix: "Choose another folder with GKE_BLUEGREEN_HOME, or start over: gke-bluegreen sandbox down --delete.",
  });
}

/** Engine, language host and plugins, in a Pulumi home of the sandbox's own, under the versions that the npm packages ask for. */
async function installPulumi(home: string, { plugins }: Settings, progress: Progress): Promise<void> {
  await installEngine(pulumiHome(home), progress);
  if (plugins === "sandbox") await installPlugins(pulumiHome(home), undefined, progress);
  else await removePlugins(pulumiHome(home));
}

/** The Google Cloud APIs. The registry asks them who may push what, so they come first. */
async function startGoogleCloud(
  { home, instance, supervisor }: Sandbox,
  { loose, iam, buildNetwork }: Settings,
): Promise<void> {
  const { port } = googleCloudAddress(instance);
  const process = await googleCloudProcess(home, port, { loose, iam: iam === "on", buildNetwork });
  if (!(await supervisor.knows(process.name))) await requireFreePort(port, "the Google Cloud APIs");
  await supervisor.ensure(process);
  await supervisor.waitUntilReady([process.name]);
}

/** The registry that nodes pull from under any name. */
async function startImageRegistry(
  { home, instance, supervisor }: Sandbox,
  { nodeNetworks }: Base,
  progress: Progress,
): Promise<void> {
  privateFolder(join(home, "logs"));
  const { port } = googleCloudAddress(instance);
  const listen = [registryAddress(instance)];
  await startRegistry(supervisor, { home, listen, nodeNetworks, admissionUrl: admissionUrl(port) }, progress);
}

/** The images that nodes and examples need, into the registry; after the first time they are there. */
async function seedImages(
  { home, instance }: Sandbox,
  { ownNodes }: Base,
  { buildNetwork, standIns: chosen }: Settings,
  progress: Progress,
): Promise<void> {
  const registry = registryAddress(instance);
  const authFile = await registryAuthFile(home, [registry]);
  const target = { registry, accessToken: credentials(home).accessToken, authFile };
  if (buildNetwork) await requireDebianPackages(progress, languagePackages);
  const seeded = seedBaseImages(target, progress, { withPackages: buildNetwork, standIns: chosen });
  if (ownNodes) return await seeded;
  // Nodes of the user's have the world's registries; only builds miss the images they start from.
  await seeded.catch((error: unknown) => {
    const [why] = (error instanceof Error ? error.message : String(error)).split("\n");
    progress(`no base images for builds, which are made with umoci and skopeo: ${why}`);
  });
  for (const line of registryInstructions(registry)) progress(line);
}
