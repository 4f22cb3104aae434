import { UserError } from "../../lib/errors/user-error";
import { requireSuitableMachine } from "../../sandbox/host/preflight";
import { requireDebianPackages, requireTools, type ToolName } from "../../sandbox/toolchain";
import { makeTemporaryFolder } from "../../sandbox/testing/temporary-folder";
import { sharedHome, takeSharedHomes } from "../../sandbox/testing/test-cluster";

/** What sandbox tests run: their sandboxes', and two of their own. */
const tools: readonly ToolName[] = [
  "pulumi",
  "pulumi-language-nodejs",
  "pulumi-resource-kubernetes",
  "etcd",
  "kube-apiserver",
  "registry",
  "coredns",
  "metrics-server",
  "traefik",
  "vegeta",
  "actionlint",
];

/** Before the first sandbox test: what takes minutes on a new machine is done here, where it shows its progress and no test waits for it. */
export default async function setUp(run: { readonly maxWorkers: number }): Promise<void> {
  makeTemporaryFolder();
  await takeSharedHomes(run.maxWorkers);
  const started = Date.now();
  const say = (line: string) => process.stderr.write(`${Math.round((Date.now() - started) / 1000)} s ${line}\n`);
  try {
    requireSuitableMachine(sharedHome());
    await requireDebianPackages(say);
    await requireTools(tools, say);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    // Jest would show a stack, which helps nobody here.
    process.stderr.write(
      `\nThe sandbox's tests cannot run on this machine.\n${error.message}\n\`npm run test:unit\` runs anywhere.\n`,
    );
    process.exit(1);
  }
}
