import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { privateFolder } from "./folder";
import type { StandInName } from "../images/stand-ins";
import type { ContextChoice } from "../kubernetes/external-cluster/access";

/** Whose plugins the engine finds in the sandbox's Pulumi home: ours, or none, so that it fetches the official ones. */
export const pluginSources = ["sandbox", "official"] as const;
/** Whose `gcp` and `kubernetes` plugins a sandbox's programs use. */
export type PluginSource = (typeof pluginSources)[number];

/** What `--iam` takes. */
export const iamChoices = ["on", "off"] as const;
/** Whether the Google Cloud APIs ask who calls. `off`: everybody may do everything. */
export type IamChoice = (typeof iamChoices)[number];

/** What a person chose for one sandbox, in `<home>/settings.json`. It holds for every later `up` until it is chosen anew. */
export interface Settings {
  /** @default "sandbox" */
  readonly plugins: PluginSource;
  /** A cluster of the user's, in place of nodes of the sandbox's own. @default null – nodes of its own: Linux, as root */
  readonly kubernetes: ContextChoice | null;
  /** Whether the Google Cloud APIs leave out fields that they do not implement, instead of refusing them. @default false */
  readonly loose: boolean;
  /** Whether IAM decides who may do what; off, whoever has a token of the sandbox may do everything. @default "on" */
  readonly iam: IamChoice;
  /** Whether the steps of builds reach what this machine reaches, as they do at Google. @default false – they have no network */
  readonly buildNetwork: boolean;
  /** Which public images are replaced by stand-ins from Debian's packages. @default none */
  readonly standIns: readonly StandInName[];
}

const DEFAULTS: Settings = {
  plugins: "sandbox",
  kubernetes: null,
  loose: false,
  iam: "on",
  buildNetwork: false,
  standIns: [],
};

/** A sandbox's settings; the usual ones before its first `up`. */
export function settings(home: string): Settings {
  const file = settingsFile(home);
  return existsSync(file)
    ? { ...DEFAULTS, ...(JSON.parse(readFileSync(file, "utf8")) as Partial<Settings>) }
    : DEFAULTS;
}

/** Records what was chosen now, beside what was chosen before. */
export function changeSettings(home: string, chosen: Partial<Settings>): Settings {
  const changed = { ...settings(home), ...chosen };
  const file = join(privateFolder(home), "settings.json");
  writeFileSync(`${file}.new`, JSON.stringify(changed), { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return changed;
}

function settingsFile(home: string): string {
  return join(home, "settings.json");
}
