/**
 * Makes the definitions in this folder again from Google's own files:
 *
 *     pip download --no-deps google-api-python-client && unzip *.whl -d wheel
 *     npx tsx sandbox/google-cloud/definitions/generate.ts wheel/googleapiclient/discovery_cache/documents
 *
 * Without the folder, only those that come from npm packages.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fromDiscovery } from "./discovery";
import type { Definition } from "./format";
import { fromProtos } from "./protos";
import { sources, untyped } from "./sources";
import { typescript } from "./typescript";

const [documents] = process.argv.slice(2);
for (const [file, source] of Object.entries(sources)) {
  if ("npm" in source) write(file, fromProtos(source, join(__dirname, "../../../node_modules")));
  else if (documents) write(file, fromDiscovery(source, documents));
}

function write(file: string, definition: Definition) {
  // One message a line: compact, and a new version of a definition still gives a readable diff.
  const object = (entries: object) =>
    `{\n${Object.entries(entries)
      .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
      .join(",\n")}\n}`;
  const text = Object.entries(definition).map(
    ([key, value]) => `${JSON.stringify(key)}:${typeof value === "object" ? object(value as object) : JSON.stringify(value)}`,
  );
  writeFileSync(join(__dirname, `${file}.json`), `{${text.join(",\n")}}\n`);
  if (!untyped.includes(file)) writeFileSync(join(__dirname, `${file}.types.ts`), typescript(definition));
}
