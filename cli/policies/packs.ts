import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { Command } from "commander";
import { startEngine } from "../../lib/engine/process";
import { nearest } from "../../lib/errors/nearest";
import { UserError } from "../../lib/errors/user-error";
import type { StateResource } from "../../policies/before";
import { freshBundle } from "../../bin/fresh-bundle";
import { named, syntaxError, systemError, tolerate } from "../../lib/errors/expected";

/** What every command that previews or updates can be told about policies. */
export interface PolicyOptions {
  readonly policyPack: readonly string[];
  readonly policyPackConfig: readonly string[];
  readonly policies: boolean;
}

const collect = (value: string, before: readonly string[]) => [...before, value];

/** Adds the options; a command without them checks with the project's own pack. */
export function withPolicyOptions(command: Command): Command {
  return command
    .option(
      "--policy-pack <folder>",
      "check with this policy pack (repeatable; default: policies/ if there)",
      collect,
      [],
    )
    .option(
      "--policy-pack-config <file>",
      "limits, levels and exemptions for the pack at the same place (default: policy-config.json beside its folder)",
      collect,
      [],
    )
    .option("--no-policies", "check with no policy pack");
}

/** The name by which the pack of this project is known, wherever its folder is. */
const ownPack = "gke-bluegreen-policies";

interface Place {
  readonly cwd: string;
  readonly stack: string | undefined;
  /** @default process.env */
  readonly environment?: NodeJS.ProcessEnv;
}

/** Runs some work with the engine's arguments for the policy packs; what was written for the engine is removed afterwards. */
export async function withPolicyPacks<Result>(
  options: PolicyOptions,
  place: Place,
  work: (engineArguments: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const packs = policyPacks(options, place.cwd);
  if (packs.length === 0) return work([]);
  const folder = mkdtempSync(join(tmpdir(), "gke-bluegreen-policies-"));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  process.once("exit", remove);
  try {
    const files = await configurationFiles(packs, options, place, folder);
    return await work(packs.flatMap((pack, index) => argumentsOf(isOwn(pack) ? bundled(pack) : pack, files[index])));
  } finally {
    process.off("exit", remove);
    remove();
  }
}

const argumentsOf = (pack: string, config: string | undefined) => [
  "--policy-pack",
  pack,
  ...(config === undefined ? [] : ["--policy-pack-config", config]),
];

function policyPacks({ policyPack, policies }: PolicyOptions, cwd: string): readonly string[] {
  if (!policies) return [];
  const own = join(cwd, "policies");
  const chosen = policyPack.length > 0 ? policyPack : existsSync(join(own, "PulumiPolicy.yaml")) ? [own] : [];
  return chosen.map((folder) => {
    const path = resolve(folder);
    if (existsSync(join(path, "PulumiPolicy.yaml"))) return path;
    throw new UserError({
      setting: "--policy-pack",
      got: `${folder}, where there is no PulumiPolicy.yaml`,
      expected: "the folder of a policy pack",
      fix: "--policy-pack policies, or --no-policies",
    });
  });
}

/** A configuration for each pack: the engine wants one for each, or none at all. */
async function configurationFiles(
  packs: readonly string[],
  { policyPackConfig }: PolicyOptions,
  place: Place,
  folder: string,
): Promise<readonly string[]> {
  if (policyPackConfig.length > packs.length) {
    throw new UserError({
      setting: "--policy-pack-config",
      got: `${policyPackConfig.length} files for ${packs.length} packs`,
      expected: "at most one for each --policy-pack, in the same order",
      fix: "Leave out the last one, or name its pack with --policy-pack",
    });
  }
  return Promise.all(
    packs.map(async (pack, index) => {
      // From where the rules are: a checkout that is judged by another's rules must not bring the exemptions.
      const usual = join(pack, "..", "policy-config.json");
      const given = policyPackConfig[index] ?? (isOwn(pack) && existsSync(usual) ? usual : undefined);
      const settings = given === undefined ? {} : readConfiguration(given);
      if (given !== undefined && isOwn(pack)) await refuseUnknownRules(settings, given);
      const file = join(folder, `${index}.json`);
      writeFileSync(file, JSON.stringify(isOwn(pack) ? await withBefore(settings, place) : settings));
      return file;
    }),
  );
}

/** The bundle of this project's pack, which starts in a fraction of the time; the pack itself where there is none. */
function bundled(pack: string): string {
  const bundle = freshBundle(join(pack, "..", "dist", "policies", "index.js"));
  return bundle === undefined ? pack : dirname(bundle);
}

function isOwn(pack: string): boolean {
  try {
    return (JSON.parse(readFileSync(join(pack, "package.json"), "utf8")) as { name?: unknown }).name === ownPack;
  } catch (error) {
    tolerate(error, systemError, syntaxError);
    return false; // A pack in another language has no such file.
  }
}

type Configuration = Readonly<Record<string, unknown>>;

function readConfiguration(file: string): Configuration {
  let got = "a file that cannot be read";
  try {
    const text = readFileSync(file, "utf8");
    got = "text that is not JSON";
    const parsed: unknown = JSON.parse(text);
    got = "JSON that is not an object";
    if (typeof parsed === "object" && parsed !== null && !Array.isArray(parsed)) return parsed as Configuration;
  } catch (error) {
    tolerate(error, systemError, syntaxError);
    // Said below.
  }
  throw new UserError({
    setting: `--policy-pack-config ${file}`,
    got,
    expected: 'an object of rules, such as { "cluster-regional": { "enforcementLevel": "disabled" } }',
    fix: "gke-bluegreen policies list shows the rules, policies explain <rule> their settings",
  });
}

/** The engine leaves out what it does not know: an exemption of a misspelt rule would exempt nothing, and nobody would hear of it. */
async function refuseUnknownRules(settings: Configuration, file: string): Promise<void> {
  const { ruleList } = await import("../../policies/rules");
  const known = ["all", "undecidable", "exempted", ...ruleList.map(({ id }) => id)];
  const unknown = Object.keys(settings).find((name) => !known.includes(name));
  if (unknown === undefined) return;
  const near = nearest(unknown, known);
  throw new UserError({
    setting: `--policy-pack-config ${file}`,
    got: JSON.stringify(unknown),
    expected: near === undefined ? "ids of rules" : `the id of a rule, such as ${near}`,
    fix: "gke-bluegreen policies list shows the rules",
  });
}

/** Adds what the stack was before, where rules ask for it and the configuration does not say it. */
async function withBefore(configuration: Configuration, place: Place): Promise<Configuration> {
  const state = await stateOf(place);
  if (!state) return configuration;
  const { settingsBefore } = await import("../../policies/before");
  const merged: Record<string, unknown> = { ...configuration };
  for (const [rule, before] of Object.entries(settingsBefore(state))) {
    const given = configuration[rule];
    const own = typeof given === "string" ? { enforcementLevel: given } : (given as object | undefined);
    merged[rule] = { ...before, ...own };
  }
  return merged;
}

/** The resources of the stack now; nothing where the engine cannot say: it will say why when it previews. */
async function stateOf({ cwd, stack, environment }: Place): Promise<readonly StateResource[] | undefined> {
  const args = ["stack", "export", "--non-interactive", ...(stack === undefined ? [] : ["--stack", stack])];
  const { child, ended } = startEngine(args, {
    cwd,
    environment: { ...(environment ?? process.env), PULUMI_SKIP_UPDATE_CHECK: "1" },
    stdio: ["ignore", "pipe", "ignore"],
  });
  let output = "";
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (output += text));
  // Without an engine the preview fails, and says so.
  const code = await ended.then(
    (end) => end.code,
    (error: unknown) => tolerate(error, named("UserError")),
  );
  if (code !== 0) return undefined;
  const { deployment } = JSON.parse(output) as { deployment?: { resources?: readonly StateResource[] } };
  return deployment?.resources ?? [];
}
