import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { named, tolerate } from "../../lib/errors/expected";

/**
 * The key with which values that no report shows are hashed into a plan: what the stack's own secrets are encrypted with. Whoever previews
 * and whoever applies have it alike, and whoever has only the report does not, so that it does not help to guess a short value.
 */
export function planKey(cwd: string, stack: string, environment: NodeJS.ProcessEnv = process.env): string {
  const file = join(cwd, `Pulumi.${stack}.yaml`);
  const settings = existsSync(file) ? encryptionIn(readFileSync(file, "utf8")) : {};
  const parts = [passphrase(environment), settings.secretsprovider, settings.encryptedkey, settings.encryptionsalt];
  return createHash("sha256")
    .update(JSON.stringify(parts.map(String)))
    .digest("hex");
}

interface Encryption {
  readonly secretsprovider?: unknown;
  readonly encryptedkey?: unknown;
  readonly encryptionsalt?: unknown;
}

/** A file that cannot be read says nothing here: the engine has already told what is wrong with it. */
function encryptionIn(text: string): Encryption {
  try {
    return (parse(text) ?? {}) as Encryption;
  } catch (error) {
    tolerate(error, named("YAMLParseError"));
    return {};
  }
}

function passphrase(environment: NodeJS.ProcessEnv): string {
  const file = environment["PULUMI_CONFIG_PASSPHRASE_FILE"];
  const own = environment["PULUMI_CONFIG_PASSPHRASE"];
  if (own !== undefined && own !== "") return own;
  return file !== undefined && existsSync(file) ? readFileSync(file, "utf8").trim() : "";
}
