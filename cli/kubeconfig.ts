import { Command } from "commander";

interface Options {
  readonly stack?: string;
  readonly name?: string;
  readonly print?: boolean;
  readonly file?: string;
}

/** `gke-bluegreen kubeconfig`: an entry for a stack's cluster, for kubectl, Lens, k9s. */
export function kubeconfigCommand(): Command {
  return new Command("kubeconfig")
    .description("write a kubeconfig entry for a stack's cluster: it holds no token, and asks for one at each use")
    .option("-s, --stack <stack>", "the stack; the selected one where absent")
    .option("--name <name>", "name of the context; the cluster's where absent")
    .option("--file <file>", "kubeconfig to write to; the first of $KUBECONFIG, else ~/.kube/config, where absent")
    .option("--print", "print it alone, and write nothing")
    .action(async (options: Options) => {
      const { entry } = await import("./kubeconfig/entry");
      const { merge, readKubeconfig, userKubeconfig, writeKubeconfig } = await import("./kubeconfig/file");
      const { dump } = await import("js-yaml");
      const added = await entry(options.stack, options.name);
      if (options.print) {
        process.stdout.write(dump(added));
        return;
      }
      const file = options.file ?? userKubeconfig();
      writeKubeconfig(file, merge(readKubeconfig(file), added));
      process.stdout.write(
        `${file}: context ${added["current-context"]}\n  kubectl --context ${added["current-context"]} get nodes\n`,
      );
    });
}
