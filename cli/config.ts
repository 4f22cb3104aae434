import { Command } from "commander";
import pc from "picocolors";
import type { CheckedStack } from "../config/stack-file";

interface CheckOptions {
  readonly cwd: string;
  readonly server?: boolean;
  readonly context?: string;
}

/** What a cluster says to a stack that may be; a refusal of its is the user's mistake. */
async function serverText(checked: CheckedStack, stack: string, context: string | undefined): Promise<string> {
  const { checkAgainstServer, summaryOf } = await import("./server-check");
  const { UserError } = await import("../lib/errors/user-error");
  const verdict = await checkAgainstServer(checked, stack, { context });
  const { refused } = verdict;
  if (refused.length === 0) return `, and ${summaryOf(verdict)}`;
  throw new UserError({
    setting: `Pulumi.${stack}.yaml`,
    got: `objects that the cluster refuses:\n    ${refused.join("\n    ")}`,
    expected: "what its API server takes",
    fix: "Change the stack file, or the cluster, and check again.",
  });
}

/** `gke-bluegreen config …`: the stack configuration, without an engine. */
export function configCommand(): Command {
  return new Command("config")
    .description("the stack configuration")
    .addCommand(
      new Command("check")
        .description("validate stack files without an engine or a cloud; all of the folder's where none is named")
        .argument("[stack...]", "names of stacks")
        .option("--cwd <folder>", "folder of Pulumi.yaml", ".")
        .option("--server", "also ask a cluster about every object, by a dry run: it changes nothing there")
        .option("--context <name>", "whose cluster, with --server; kubectl's current one where absent")
        .action(async (wanted: string[], { cwd, server, context }: CheckOptions) => {
          const { checkStackFile, stackNames } = await import("../config/stack-file");
          const { UserError } = await import("../lib/errors/user-error");
          const stacks = wanted.length > 0 ? wanted : stackNames(cwd);
          if (stacks.length === 0)
            throw new UserError({
              setting: "--cwd",
              got: `${cwd}, a folder without Pulumi.<stack>.yaml`,
              expected: "the folder of Pulumi.yaml",
              fix: "Run this there, or name the folder with --cwd.",
            });
          for (const stack of stacks) {
            try {
              const checked = checkStackFile(cwd, stack);
              const note =
                checked.project === undefined ? `, to be used with: pulumi config set gcp:project MY-PROJECT` : "";
              const said = server === true ? await serverText(checked, stack, context) : "";
              process.stdout.write(`${pc.green("ok")} Pulumi.${stack}.yaml${said}${note}\n`);
            } catch (error) {
              if (!(error instanceof UserError)) throw error;
              process.stderr.write(`${pc.red("no")} Pulumi.${stack}.yaml\n${error.message}\n`);
              process.exitCode = 1;
            }
          }
        }),
    )
    .addCommand(
      new Command("schema").description("print the JSON Schema of stack files, for editors").action(async () => {
        const { stackFileSchema } = await import("../config/json-schema");
        process.stdout.write(`${JSON.stringify(stackFileSchema(), null, 2)}\n`);
      }),
    );
}
