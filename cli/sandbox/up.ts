import { Command, InvalidArgumentError, Option } from "commander";
import { sandboxHome } from "../../sandbox/home/folder";
import { standInNames, type StandInName } from "../../sandbox/images/stand-ins";
import { iamChoices, pluginSources, type IamChoice, type PluginSource } from "../../sandbox/home/settings";

interface Options {
  readonly plugins?: PluginSource;
  readonly loose?: boolean;
  readonly kubernetes?: string;
  readonly iam?: IamChoice;
  readonly buildNetwork?: boolean;
  readonly standIns?: readonly StandInName[];
}

/** `gke-bluegreen sandbox up`: what it is told of its settings holds for the next times, too. */
export function sandboxUpCommand(): Command {
  return new Command("up")
    .description("start the sandbox, with the clusters it had; does nothing to what runs already")
    .addOption(
      new Option(
        "--plugins <whose>",
        "Pulumi's gcp and kubernetes plugins: the sandbox's (one of its own, and the official one as built here), or the releases, which Pulumi fetches (default: as before, at first the sandbox's)",
      ).choices(pluginSources),
    )
    .option(
      "--kubernetes <where>",
      "sandbox: nodes of its own (Linux, as root); context:<name>: a cluster of your kubeconfig, such as kind, minikube or Docker Desktop (default: as before, at first sandbox)",
    )
    .option("--loose", "the Google Cloud APIs leave out fields that they do not implement, with a warning")
    .option("--no-loose", "they refuse such fields with 501 (default: as before, at first refused)")
    .addOption(
      new Option(
        "--iam <whether>",
        "IAM decides who may do what; off: whoever has a token of the sandbox may do everything (default: as before, at first on)",
      ).choices(iamChoices),
    )
    .option("--build-network", "steps of builds reach what this machine reaches, as they do at Google")
    .option("--no-build-network", "they have no network (default: as before, at first none)")
    .option(
      "--stand-ins <names>",
      `public images, by commas, that images from Debian's packages stand in for: ${standInNames.join(", ")}, or none (default: as before, at first none)`,
      parseStandIns,
    )
    .action(async ({ plugins, kubernetes, loose, iam, buildNetwork, standIns }: Options) => {
      const { up } = await import("../../sandbox/lifecycle/up");
      const { parseKubernetes } = await import("../../sandbox/kubernetes/external-cluster/access");
      const chosen = {
        ...(plugins === undefined ? {} : { plugins }),
        ...(loose === undefined ? {} : { loose }),
        ...(iam === undefined ? {} : { iam }),
        ...(buildNetwork === undefined ? {} : { buildNetwork }),
        ...(standIns === undefined ? {} : { standIns }),
        ...(kubernetes === undefined ? {} : { kubernetes: parseKubernetes(kubernetes) ?? null }),
      };
      const started = Date.now();
      await up(sandboxHome(), (line) => process.stderr.write(`${line}\n`), chosen);
      const seconds = ((Date.now() - started) / 1000).toFixed(1);
      process.stderr.write(`the sandbox stands (${seconds} s)\n`);
      process.stdout.write('eval "$(gke-bluegreen sandbox env)"   # for pulumi and kubectl in this shell\n');
    });
}

function parseStandIns(list: string): readonly StandInName[] {
  if (list === "none") return [];
  return list.split(",").map((given) => {
    const name = standInNames.find((known) => known === given.trim());
    if (name === undefined)
      throw new InvalidArgumentError(`There is no stand-in ${given.trim()}: name ${standInNames.join(", ")}, or none.`);
    return name;
  });
}
