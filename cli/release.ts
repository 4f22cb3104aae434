import { join } from "node:path";
import { Command } from "commander";
import type { ChangeObject } from "diff";
import { UserError } from "../lib/errors/user-error";
import type { WrittenEdits } from "../config/stack-edit";
import { RELEASE, RETURN } from "../lib/release/asked";
import type { Receipt } from "../lib/release/receipt";
import type { Changes } from "./stack/app-edits";
import type { SwitchState } from "./stack/apps";
import { stackPlace, type StackOptions, type StackPlace, withStackOptions } from "./stack/place";
import { type PolicyOptions, withPolicyOptions, withPolicyPacks } from "./policies/packs";

interface Options extends StackOptions {
  readonly image?: string;
  readonly yes?: boolean;
}

/** `gke-bluegreen release <app>`: what the program says now, on the idle colour, and the switch to it. */
export function releaseCommand(): Command {
  return withPolicyOptions(withStackOptions(new Command("release")))
    .description(
      "build and put what the program says of an app on its idle colour and switch to it, in the stack file and in the cluster",
    )
    .argument("<app>")
    .option(
      "--image <reference>",
      "an image of this stack (<key>:<tag>), or a reference with a registry and a tag or digest; what the stack file names where absent",
    )
    .option("--yes", "do not ask")
    .action(async (app: string, options: Options & PolicyOptions) => {
      const { stackSwitches, switchOf } = await import("./stack/apps");
      const place = await stackPlace(options);
      const { active, colors } = switchOf(app, stackSwitches(place));
      const target = Object.keys(colors).find((color) => color !== active) ?? active;
      const changes = {
        active: target,
        ...(options.image !== undefined && { image: options.image }),
      };
      await withPolicyPacks(options, place, (policies) =>
        switchTo({ [app]: changes }, RELEASE, options, place, policies),
      );
    });
}

/**
 * `gke-bluegreen rollback <app>`: the colour that had the traffic before, in the stack file as well, so that Git agrees. No policy can
 * hinder it: whoever goes back has no time for an exemption that ran out yesterday.
 */
export function rollbackCommand(): Command {
  return withStackOptions(new Command("rollback"))
    .description("switch an app, and what was switched with it, back to what served before, in the stack file as well")
    .argument("<app>")
    .option("--yes", "do not ask")
    .action(async (app: string, options: Options) => {
      const { stackApps, stackSwitches, switchedWith } = await import("./stack/apps");
      const place = await stackPlace(options);
      const apps = stackApps(place);
      const ways = switchedWith(app, stackSwitches(place), apps).flatMap((state) => {
        const way = wayBack(state, apps[state.app]?.receipt);
        return way ? [{ app: state.app, ...way }] : [];
      });
      if (!ways.some((way) => way.app === app)) {
        throw new UserError({
          setting: app,
          got: "no switch to go back from",
          expected: "an app that was switched before",
          fix: `gke-bluegreen status --stack ${options.stack}`,
        });
      }
      const { imageSettings } = await import("./stack/app-edits");
      const settingOf = imageSettings(place);
      for (const { app: one, color, image } of ways) {
        if (image === undefined) continue;
        if (settingOf(one, color) !== "colour") throw overwritten(one, color);
        process.stdout.write(
          `${one}: ${color} has another image by now, so the one that served before is put back on it: ${image}\n`,
        );
      }
      const changes = ways.map(({ app: one, color, image }) => {
        return [one, { active: color, ...(image !== undefined && { image }) }] as const;
      });
      await switchTo(Object.fromEntries(changes), RETURN, options, place);
    });
}

const overwritten = (app: string, color: string) =>
  new UserError({
    setting: app,
    got: `${color}, which served before, with another image by now: a release that did not succeed is on it`,
    expected: "the colour as it was when it served",
    fix: "Go back to the earlier source, as with `git revert`, and run `pulumi up`.",
  });

/** What an app would go back to. */
export interface WayBack {
  readonly color: string;
  /** What served on that colour, where it has another image by now. */
  readonly image: string | undefined;
}

/** The way back from an app's last switch, unless there was none or it is where it came from. */
export function wayBack(
  { active, colors }: Pick<SwitchState, "active" | "colors">,
  last: Receipt | null | undefined,
): WayBack | undefined {
  const color = last?.from ?? undefined;
  // A colour that was renamed or taken out since is no place to go back to.
  if (color === undefined || color === active || !colors[color]) return undefined;
  const now = colors[color]?.image;
  const before = last?.fromImage ?? undefined;
  const replaced = now !== undefined && before !== undefined && digestOf(now) !== digestOf(before);
  return { color, image: replaced ? before : undefined };
}

/** What a reference runs, whatever it is called. */
function digestOf(reference: string): string {
  return reference.replace(/^.*@/, "");
}

/** Changes the stack file, then updates; unless the traffic moved, these changes are taken back, so that it never says what is not so. */
async function switchTo(
  changes: Changes,
  asked: typeof RELEASE | typeof RETURN,
  { yes }: Options,
  place: StackPlace,
  policies: readonly string[] = [],
): Promise<void> {
  const { cwd, stack } = place;
  const environment = { ...place.environment, [asked]: Object.keys(changes).join(",") };
  const { pulumi } = await import("./stack/engine");
  const { diffLines } = await import("diff");
  const { editStackFile } = await import("../config/stack-edit");
  const { editsOf, imageSettings, stackFileName } = await import("./stack/app-edits");
  const name = stackFileName(place);
  const up = ["up", "--stack", stack, ...(yes ? ["--yes", "--skip-preview"] : []), ...policies];
  // Whatever ends the engine, this process outlives it, for it has changes to take back.
  let interrupted = false;
  const interrupt = () => (interrupted = true);
  for (const signal of interruptions) process.on(signal, interrupt);
  try {
    const edits = editStackFile(join(cwd, name), editsOf(changes, imageSettings(place)));
    const edited = edits.before !== edits.after;
    let moved = false;
    let unread: string | undefined;
    try {
      if (edited) process.stdout.write(`${name}:\n${changedLines(diffLines(edits.before, edits.after))}`);
      const code = interrupted ? 130 : await pulumi(up, environment, cwd);
      if (code !== 0) process.exitCode = code;
      const traffic = code === 0 ? "moved" : await trafficAfter(changes, place);
      moved = traffic === "moved";
      if (code === 0 && edited) process.stdout.write(`Commit ${name}, so that Git says what is live.\n`);
      else if (code !== 0 && moved)
        process.stderr.write(
          `The traffic has moved, though not all of the update succeeded: ${edited ? `commit ${name}, and ` : ""}run the update again.\n`,
        );
      if (typeof traffic === "object") unread = traffic.unread;
    } finally {
      if (!moved && edited) takeBack(edits, name);
    }
    if (unread !== undefined)
      process.stderr.write(
        `Whether the traffic moved could not be read: ${unread}; \`gke-bluegreen status --stack ${stack}\` tells.\n`,
      );
  } finally {
    for (const signal of interruptions) process.off(signal, interrupt);
  }
}

function takeBack(edits: WrittenEdits, name: string): void {
  const kept = edits.takeBack();
  process.stderr.write(
    kept.length === 0
      ? `The update did not succeed: ${name} is as it was before.\n`
      : `The update did not succeed. Somebody changed ${kept.join(" and ")} in ${name} meanwhile: that stays as it is.\n`,
  );
}

/** The lines that an edit takes away and adds, with `-` and `+`, in the order of the text. */
function changedLines(parts: readonly ChangeObject<string>[]): string {
  return parts
    .flatMap(({ added, removed, value }) => {
      const sign = added ? "+" : removed ? "-" : undefined;
      return sign === undefined
        ? []
        : value
            .replace(/\n$/, "")
            .split("\n")
            .map((line) => `${sign}${line}\n`);
    })
    .join("");
}

const interruptions = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/** Where the traffic is after an update that did not succeed, or why that cannot be said. */
async function trafficAfter(
  changes: Changes,
  place: StackPlace,
): Promise<"moved" | "as before" | { readonly unread: string }> {
  const { stackSwitches, switchOf } = await import("./stack/apps");
  try {
    const now = stackSwitches(place);
    const moved = Object.entries(changes).every(([app, { active }]) => switchOf(app, now).active === active);
    return moved ? "moved" : "as before";
  } catch (error) {
    if (error instanceof UserError) return { unread: error.mistake.got };
    return { unread: error instanceof Error ? error.message : String(error) };
  }
}
