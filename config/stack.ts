import { existsSync, readFileSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { parse } from "yaml";
import { UserError } from "../lib/errors/user-error";
import { type ConfigPath, encryptedPaths } from "./encrypted";
import { ConfigurationError } from "./mistakes";
import { mangledTimes } from "./quotes";
import { namespace, readConfiguration } from "./read";
import { type StackConfig } from "./schema";
import { stackFileConfig, stackFileVariable } from "./stack-document";

/** A stack's configuration and the Google Cloud project it is for. */
export interface Stack extends StackConfig {
  /** From `gcp:project`, else from the environment. */
  readonly project: string;
}

/** Where the official gcp plugin looks as well. */
const projectVariables = ["GOOGLE_PROJECT", "GOOGLE_CLOUD_PROJECT", "GCLOUD_PROJECT", "CLOUDSDK_CORE_PROJECT"];

/**
 * Reads and validates the running stack's configuration.
 * @throws A `UserError` that names every mistake, before anything is created.
 */
export function readStack(): Stack {
  const source = { namespace: `${namespace}:`, file: `Pulumi.${pulumi.getStack()}.yaml` };
  const config = readConfiguration(pulumi.runtime.allConfig(), encryptedInFile(source.file), source);
  refuseMangled(config, source);
  const project =
    new pulumi.Config("gcp").get("project") ?? projectVariables.map((name) => process.env[name]).find(Boolean);
  if (!project)
    throw new UserError({
      setting: "gcp:project",
      got: "nothing",
      expected: "the id of a Google Cloud project",
      fix: "pulumi config set gcp:project MY-PROJECT",
    });
  return { ...config, project };
}

/** Where the file can be read: only it says whether a text was written so. */
function refuseMangled(config: StackConfig, source: { namespace: string; file: string }): void {
  const file = stackFile(source.file);
  if (!existsSync(file)) return;
  const text = readFileSync(file, "utf8");
  const [first, ...rest] = mangledTimes(config, [], source, (value) => text.includes(value));
  if (first) throw new ConfigurationError([first, ...rest]);
}

/**
 * Where the stack file has encrypted values. The engine decrypts them all for the program and says of which sections (keys) they are, not
 * where in these: the file does.
 * @throws A `UserError` where a section has encrypted values that the file does not show.
 */
function encryptedInFile(name: string): ConfigPath[] {
  const keys = secretKeys().filter((key) => key.startsWith(`${namespace}:`));
  if (keys.length === 0) return [];
  const file = stackFile(name);
  const config = existsSync(file) ? stackFileConfig(file) : {};
  return keys.flatMap((key) => {
    const paths = encryptedPaths(config[key], [key.slice(namespace.length + 1)]);
    if (paths.length > 0) return paths;
    throw new UserError({
      setting: key,
      got: `encrypted values that are not in ${file}`,
      expected: "the file that they came from: only it says which values are encrypted",
      fix: `Name it in ${stackFileVariable}, as an absolute path, where the engine was started with --config-file; write secrets of any other origin as { env: VARIABLE }.`,
    });
  });
}

/** The folder of Pulumi.yaml: what a stack names by a path is in it. */
export function stackFolder(): string {
  // Older language hosts do not say where the project is, in whose folder they start programs: the SDK then answers with a word.
  const told = pulumi.getRootDirectory();
  return isAbsolute(told) ? told : process.cwd();
}

/** Beside Pulumi.yaml, or in its `stackConfigDir`. */
function stackFile(name: string): string {
  const named = process.env[stackFileVariable];
  if (named !== undefined && named !== "") return named;
  const folder = stackFolder();
  const project = ["Pulumi.yaml", "Pulumi.yml"].map((file) => join(folder, file)).find((file) => existsSync(file));
  if (project === undefined) return join(folder, name);
  const { stackConfigDir = "." } = parse(readFileSync(project, "utf8")) as { stackConfigDir?: string };
  return join(folder, stackConfigDir, name);
}

/** The engine tells the language host which keys were encrypted. */
function secretKeys(): string[] {
  return JSON.parse(process.env["PULUMI_CONFIG_SECRET_KEYS"] ?? "[]") as string[];
}
