import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { UserError } from "../errors/user-error";
import { type PolicyOptions, withPolicyOptions, withPolicyPacks } from "./policy-packs";

interface Options {
  readonly stack: string;
  readonly image?: string;
  readonly yes?: boolean;
}

/** `gke-bluegreen release <app>`: a new image on the idle colour, then the switch to it. */
export function releaseCommand(): Command {
  return withPolicyOptions(new Command("release"))
    .description("put an image on the idle colour of an app and switch to it, in the stack file and in the cluster")
    .argument("<app>")
    .option(
      "--image <reference>",
      "an image of this stack (<key>:<tag>) or a reference with a digest; the idle colour's own where absent",
    )
    .option("--stack <name>", "the stack", "sandbox")
    .option("--yes", "do not ask")
    .action(async (app: string, options: Options & PolicyOptions) => {
      const { projectFolder } = await import("./engine");
      const { switchOf } = await import("./stack-apps");
      const { stackEnvironment } = await import("./stack-environment");
      const environment = await stackEnvironment(options.stack);
      const { active, colors } = switchOf(app, options.stack, environment);
      const target = Object.keys(colors).find((color) => color !== active) ?? active;
      const changes = {
        active: target,
        ...(options.image !== undefined && { [`colors.${target}.image`]: options.image }),
      };
      const place = { cwd: projectFolder, stack: options.stack, environment };
      await withPolicyPacks(options, place, (policies) => switchTo(app, changes, options, environment, policies));
    });
}

/**
 * `gke-bluegreen rollback <app>`: the colour that had the traffic before, in the stack file as well, so that Git agrees. No policy can
 * hinder it: whoever goes back has no time for an exemption that ran out yesterday.
 */
export function rollbackCommand(): Command {
  return new Command("rollback")
    .description("switch an app back to the colour it came from, in the stack file and in the cluster")
    .argument("<app>")
    .option("--stack <name>", "the stack", "sandbox")
    .option("--yes", "do not ask")
    .action(async (app: string, options: Options) => {
      const { stackApps, switchOf } = await import("./stack-apps");
      const { stackEnvironment } = await import("./stack-environment");
      const environment = await stackEnvironment(options.stack);
      const { active } = switchOf(app, options.stack, environment);
      const from = stackApps(options.stack, environment)[app]?.receipt?.from;
      if (!from || from === active) {
        throw new UserError({
          setting: app,
          got: "no switch to go back from",
          expected: "an app that was switched before",
          fix: `gke-bluegreen status --stack ${options.stack}`,
        });
      }
      await switchTo(app, { active: from }, options, environment);
    });
}

/** Changes the stack file, then updates; when the update fails, the file is as it was, so that it never says what is not so. */
async function switchTo(
  app: string,
  changes: Readonly<Record<string, string>>,
  { stack, yes }: Options,
  environment: NodeJS.ProcessEnv,
  policies: readonly string[] = [],
) {
  const { projectFolder, pulumi, pulumiOutput } = await import("./engine");
  const file = join(projectFolder, `Pulumi.${stack}.yaml`);
  const before = readFileSync(file);
  for (const [key, value] of Object.entries(changes)) {
    pulumiOutput(["config", "set", "--stack", stack, "--path", `gke-bluegreen:apps.${app}.${key}`, value], environment);
    process.stdout.write(`Pulumi.${stack}.yaml: apps.${app}.${key} = ${value}\n`);
  }
  const unasked = yes ? ["--yes", "--skip-preview"] : [];
  const code = await pulumi(["up", "--stack", stack, ...unasked, ...policies], environment);
  if (code === 0) {
    process.stdout.write(`Commit Pulumi.${stack}.yaml, so that Git says what is live.\n`);
    return;
  }
  writeFileSync(file, before);
  process.stderr.write(`The update did not succeed: Pulumi.${stack}.yaml is as it was before.\n`);
  process.exitCode = code;
}
