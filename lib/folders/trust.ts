import { lstatSync, statSync, type Stats } from "node:fs";
import { UserError } from "../errors/user-error";

/**
 * Asks who a folder belongs to before anything in it is believed: what is recorded there is run, and the temporary directory is open to
 * everybody on the machine. A folder that does not exist yet is nobody's.
 */
export function requireOwnFolder(path: string): void {
  const link = lstatSync(path, { throwIfNoEntry: false });
  if (!link) return;
  const wrong = mistrust(link) ?? mistrust(statSync(path, { throwIfNoEntry: false }), "to be written to");
  if (wrong === undefined) return;
  throw new UserError({
    setting: path,
    got: wrong,
    expected: `a folder of user number ${process.getuid?.()}, which nobody else may write to`,
    fix: "If you made it, run: chmod go-w on it. If not, somebody else put it there: have it removed, or choose another place with GKE_BLUEGREEN_HOME, XDG_CACHE_HOME or TMPDIR.",
  });
}

function mistrust(found: Stats | undefined, use?: "to be written to"): string | undefined {
  if (!found) return undefined;
  if (!owners().includes(found.uid)) return `it belongs to user number ${found.uid}`;
  if (use === undefined) return undefined;
  if (!found.isDirectory()) return "it is not a folder";
  return (found.mode & 0o022) === 0 ? undefined : `others may write to it (mode ${(found.mode & 0o777).toString(8)})`;
}

/** Whoever became root by sudo is trusted with it. */
function owners(): readonly number[] {
  const uid = process.getuid?.() ?? 0;
  const before = process.env["SUDO_UID"];
  return uid === 0 && before !== undefined ? [uid, Number(before)] : [uid];
}
