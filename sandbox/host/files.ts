import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";

/**
 * Writes a file as a whole, that only its owner can read, unless it has that content already: kube-proxy, for one, ends when
 * its file is written. Answers the path.
 */
export function writeConfig(path: string, content: string | object): string {
  const text = typeof content === "string" ? content : JSON.stringify(content, undefined, 2);
  if (existsSync(path) && readFileSync(path, "utf8") === text) return path;
  writeFileSync(`${path}.new`, text, { mode: 0o600 });
  renameSync(`${path}.new`, path);
  return path;
}
