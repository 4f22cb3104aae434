import { Command } from "commander";

interface Options {
  readonly stack?: string;
  readonly version?: string;
}

/** `gke-bluegreen nodes …`: upgrades of node pools, with what can be done while one soaks. */
export function nodesCommand(): Command {
  const one = (name: string, what: string) =>
    new Command(name)
      .description(what)
      .argument("<pool>", "name in cluster.nodePools")
      .option("-s, --stack <stack>", "the stack; the selected one where absent");
  const run = async (
    pool: string,
    stack: string | undefined,
    action: "rollback" | "complete" | { version: string | undefined },
  ) => {
    const { NodeUpgrades } = await import("./nodes/upgrade");
    const { stackCluster } = await import("./kubeconfig/entry");
    const { projectFolder } = await import("./stack/engine");
    const { useEngineOf } = await import("./stack/place");
    await useEngineOf({ stack, cwd: projectFolder });
    const upgrades = await NodeUpgrades.of(await stackCluster(stack), pool);
    const say = (line: string) => process.stdout.write(`${line}\n`);
    if (action === "rollback") return upgrades.rollback(say);
    if (action === "complete") return upgrades.complete(say);
    return upgrades.upgrade(action.version, say);
  };
  return new Command("nodes")
    .description("upgrade a node pool, and take a blue/green upgrade back or complete it while it soaks")
    .addCommand(
      one(
        "upgrade",
        "move the pool's nodes to a version (the control plane's where none is named), by the pool's own strategy",
      )
        .option("--version <version>", "Kubernetes version of the nodes")
        .action((pool: string, { stack, version }: Options) => run(pool, stack, { version })),
    )
    .addCommand(
      one("rollback", "go back to the old nodes, which still stand").action((pool: string, { stack }: Options) =>
        run(pool, stack, "rollback"),
      ),
    )
    .addCommand(
      one("complete", "end the soak and remove the old nodes").action((pool: string, { stack }: Options) =>
        run(pool, stack, "complete"),
      ),
    );
}
