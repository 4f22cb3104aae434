import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { OWN_COMMAND } from "../toolchain";

/** What is said when a secret is put into a stack that the sandbox's own passphrase encrypts. */
export const PUBLIC_PASSPHRASE =
  "gke-bluegreen: the passphrase of the sandbox's stacks is public, so anybody who gets the stack file can read this value. " +
  "Put made-up values in, or name an environment variable in the secret's place: { env: VARIABLE }.";

/**
 * Puts a `pulumi` into a folder that is the engine itself, and before `pulumi config set --secret` says who will be able to read the value.
 *
 * @param engine the engine's own executable
 * @param passphraseFile the sandbox's; a stack with a passphrase of its own is no business of this
 */
export function writePulumiCommand(folder: string, engine: string, passphraseFile: string): void {
  const script = `${OWN_COMMAND}
case " $* " in
*" config "*" --secret "* | *" config "*" --secret=true "*)
  if [ -z "$PULUMI_CONFIG_PASSPHRASE" ] && [ "$PULUMI_CONFIG_PASSPHRASE_FILE" = ${quoted(passphraseFile)} ]; then
    echo ${quoted(PUBLIC_PASSPHRASE)} >&2
  fi ;;
esac
exec ${quoted(engine)} "$@"
`;
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "pulumi");
  if (contentOf(file) === script) return;
  writeFileSync(`${file}.${process.pid}`, script, { mode: 0o755 });
  renameSync(`${file}.${process.pid}`, file);
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
