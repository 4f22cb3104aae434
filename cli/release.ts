import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Command } from "commander";
import { UserError } from "../errors/user-error";
import { stackPlace, type StackOptions, type StackPlace, withStackOptions } from "./stack-place";
import { type PolicyOptions, withPolicyOptions, withPolicyPacks } from "./policy-packs";

interface Options extends StackOptions {
  readonly image?: string;
  readonly yes?: boolean;
}

/** `gke-bluegreen release <app>`: a new image on the idle colour, then the switch to it. */
export function releaseCommand(): Command {
  return withPolicyOptions(withStackOptions(new Command("release")))
    .description("put an image on the idle colour of an app and switch to it, in the stack file and in the cluster")
    .argument("<app>")
    .option(
      "--image <reference>",
      "an image of this stack (<key>:<tag>) or a reference with a digest; the idle colour's own where absent",
    )
    .option("--yes", "do not ask")
    .action(async (app: string, options: Options & PolicyOptions) => {
      const { stackSwitches, switchOf } = await import("./stack-apps");
      const place = await stackPlace(options);
      const { active, colors } = switchOf(app, stackSwitches(place));
      const target = Object.keys(colors).find((color) => color !== active) ?? active;
      const changes = {
        active: target,
        ...(options.image !== undefined && { [`colors.${target}.image`]: options.image }),
      };
      await withPolicyPacks(options, place, (policies) => switchTo({ [app]: changes }, options, place, policies));
    });
}

/**
 * `gke-bluegreen rollback <app>`: the colour that had the traffic before, in the stack file as well, so that Git agrees. No policy can
 * hinder it: whoever goes back has no time for an exemption that ran out yesterday.
 */
export function rollbackCommand(): Command {
  return withStackOptions(new Command("rollback"))
    .description("switch an app back to the colour it came from, in the stack file and in the cluster")
    .argument("<app>")
    .option("--yes", "do not ask")
    .action(async (app: string, options: Options) => {
      const { stackApps, stackSwitches, togetherWith } = await import("./stack-apps");
      const place = await stackPlace(options);
      const apps = stackApps(place);
      const changes = Object.fromEntries(
        togetherWith(app, stackSwitches(place)).flatMap(({ app: one, active }) => {
          const from = apps[one]?.receipt?.from;
          return from && from !== active ? [[one, { active: from }]] : [];
        }),
      );
      if (!(app in changes)) {
        throw new UserError({
          setting: app,
          got: "no switch to go back from",
          expected: "an app that was switched before",
          fix: `gke-bluegreen status --stack ${options.stack}`,
        });
      }
      await switchTo(changes, options, place);
    });
}

/** Changes the stack file, then updates; when the traffic did not move, the file is as it was, so that it never says what is not so. */
async function switchTo(
  changes: Readonly<Record<string, Readonly<Record<string, string>>>>,
  { yes }: Options,
  place: StackPlace,
  policies: readonly string[] = [],
) {
  const { cwd, stack, environment } = place;
  const { pulumi, pulumiOutput } = await import("./engine");
  const { lineDiff } = await import("./line-diff");
  const { stackSwitches, switchOf } = await import("./stack-apps");
  const name = `Pulumi.${stack}.yaml`;
  const file = join(cwd, name);
  const before = readFileSync(file, "utf8");
  for (const [app, keys] of Object.entries(changes))
    for (const [key, value] of Object.entries(keys)) {
      const path = `gke-bluegreen:apps.${app}.${key}`;
      pulumiOutput(["config", "set", "--stack", stack, "--path", path, value], environment, cwd);
    }
  process.stdout.write(`${name}:\n${lineDiff(before, readFileSync(file, "utf8"))}`);
  const code = await pulumi(
    ["up", "--stack", stack, ...(yes ? ["--yes", "--skip-preview"] : []), ...policies],
    environment,
    cwd,
  );
  if (code === 0) {
    process.stdout.write(`Commit ${name}, so that Git says what is live.\n`);
    return;
  }
  process.exitCode = code;
  const now = stackSwitches(place);
  const moved = Object.entries(changes).every(([app, { active }]) => switchOf(app, now).active === active);
  if (moved) {
    process.stderr.write(
      `The traffic has moved, though not all of the update succeeded: commit ${name}, and run the update again.\n`,
    );
    return;
  }
  writeFileSync(file, before);
  process.stderr.write(`The update did not succeed: ${name} is as it was before.\n`);
}
