import { readFileSync } from "node:fs";
import { parseRows, type Fields } from "../../../sandbox/plugins/gcp/core/schema";
import { pluralOf } from "../../../sandbox/plugins/gcp/functions/container";
import { cluster } from "../../../sandbox/plugins/gcp/resources/cluster";

/** Blocks of a cluster, at any depth. */
function blocks(fields: Fields): string[] {
  return [...fields.values()].flatMap((field) => [
    ...(field.kind === "block" ? [field.name] : []),
    ...blocks(field.fields),
  ]);
}

test("getCluster names its blocks as the official plugin's types do", () => {
  const types =
    readFileSync(require.resolve("@pulumi/gcp/container/getCluster.d.ts"), "utf8") +
    readFileSync(require.resolve("@pulumi/gcp/types/output.d.ts"), "utf8");
  const known = new Set([...types.matchAll(/^\s+(?:readonly )?(\w+): outputs[.\w]*\[\];/gm)].map((match) => match[1]));
  const names = blocks(parseRows(cluster.rows));
  expect(names.length).toBeGreaterThan(30);
  expect(names.map(pluralOf).filter((name) => !known.has(name))).toEqual([]);
});
