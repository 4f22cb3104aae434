import { Command } from "commander";
import pc from "picocolors";

/** `gke-bluegreen config …`: the stack configuration, without an engine. */
export function configCommand(): Command {
  return new Command("config")
    .description("the stack configuration")
    .addCommand(
      new Command("check")
        .description("validate stack files without an engine or a cloud; all of the folder's where none is named")
        .argument("[stack...]", "names of stacks")
        .option("--cwd <folder>", "folder of Pulumi.yaml", ".")
        .action(async (wanted: string[], { cwd }: { cwd: string }) => {
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
              const { project } = checkStackFile(cwd, stack);
              const note = project === undefined ? `, to be used with: pulumi config set gcp:project MY-PROJECT` : "";
              process.stdout.write(`${pc.green("ok")} Pulumi.${stack}.yaml${note}\n`);
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
