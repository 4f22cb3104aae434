import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { privateFolder } from "./folder";

/** What opens everything in a sandbox, and nothing outside of it. */
export interface Credentials {
  /** The Google access token; API servers accept it too, as a cluster administrator's. */
  readonly accessToken: string;
}

/** The credentials of the sandbox in `home`, made when first asked for, in a file that only its owner can read. */
export function credentials(home: string): Credentials {
  const file = credentialsFile(home);
  if (!existsSync(file)) {
    const made: Credentials = { accessToken: `ya29.sandbox-${randomBytes(24).toString("base64url")}` };
    writeFileSync(`${file}.new`, JSON.stringify(made), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  }
  return JSON.parse(readFileSync(file, "utf8")) as Credentials;
}

/** Where a sandbox's credentials are; the folder is made. */
export function credentialsFile(home: string): string {
  return join(privateFolder(home), "credentials.json");
}
