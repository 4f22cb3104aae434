import { composeSections } from "../../../compose";
import type { ComposeService } from "../../../compose/model";
import type { Sections } from "../../../compose/sections";
import { compose } from "../../../config/compose";
import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { mkdirSync } from "node:fs";

export interface Project {
  readonly sections: Sections;
  readonly notes: readonly string[];
}

/**
 * What a canonical model becomes. Its form is compose-go's, which the conformance tests compare.
 * @param config of the stack for it, besides the file
 * @param files of the stack's folder
 */
export function project(
  services: Readonly<Record<string, ComposeService>>,
  config: object = {},
  files: Readonly<Record<string, string>> = {},
  more: object = {},
): Project {
  const folder = mkdtempSync(join(tmpdir(), "compose-"));
  for (const [name, text] of Object.entries({ "compose.yaml": "services: {}\n", ...files })) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const { shop } = compose.parse({ shop: { file: "compose.yaml", ...config } });
  if (!shop) throw new Error("no configuration");
  return composeSections("shop", shop, folder, () => ({ model: { name: "shop", services, ...more } }));
}

/** The message that a model is refused with. */
export function refusal(...given: Parameters<typeof project>): string {
  try {
    project(...given);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error("it was accepted");
}
