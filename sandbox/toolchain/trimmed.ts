import { readdir } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { ToolGroup } from "./tools";

/** The Go files that stand in for others and the patches, relative to the group's folder. */
export async function trimmedFiles(group: ToolGroup, source: string): Promise<string[]> {
  if (!group.trimmed) return [];
  const all = await readdir(join(source, "_trimmed"), { recursive: true });
  return all
    .filter((file) => /\.(go|patch)$/.test(file))
    .map((file) => join("_trimmed", file))
    .sort();
}

/**
 * Shell lines, run in the group's folder, that put copies of its trimmed modules and a go.mod that names them into `target`.
 * Copies, because Go lets nothing replace a file of its module cache.
 */
export async function trimScript(group: ToolGroup, source: string, target: string): Promise<string[]> {
  const files = await trimmedFiles(group, source);
  const lines = (group.trimmed ?? []).flatMap((module, index) => {
    const copy = join(target, String(index));
    const own = join("_trimmed", module);
    const ours = files.filter((file) => file.startsWith(`${own}/`));
    const folders = new Set(ours.filter((file) => file.endsWith(".go")).map((file) => dirname(file)));
    const patches = ours.filter((file) => file.endsWith(".patch"));
    return [
      `go mod download '${module}'`,
      `cp -r "$(go list -m -f '{{.Dir}}' '${module}')" '${copy}'`,
      `chmod -R u+w '${copy}'`,
      ...[...folders].flatMap((folder) => {
        const replaced = join(copy, folder.slice(own.length));
        // Fails where the module has no such folder.
        return [`rm -f '${replaced}'/*.go`, `cp '${folder}'/*.go '${replaced}/'`];
      }),
      // Git takes a folder inside a repository for that repository's, and would patch nothing in silence.
      ...patches.map(
        (patch) => `GIT_CEILING_DIRECTORIES='${target}' git -C '${copy}' apply --whitespace=nowarn "$PWD/${patch}"`,
      ),
      `go mod edit -replace='${module}=${copy}' '${join(target, "go.mod")}'`,
    ];
  });
  return lines.length === 0 ? [] : [`mkdir -p '${target}'`, `cp go.mod go.sum '${target}'`, ...lines];
}
