import { existsSync } from "node:fs";
import { join } from "node:path";

/** Where `npm pack` puts the module, so that nobody who installs the package needs Go. */
const shipped = join(__dirname, "..", "dist", "readers.wasm");

/** The module of official readers: the package's own, else one that is built from its pinned sources when first asked for. */
export async function readersModule(): Promise<string> {
  if (existsSync(shipped)) return shipped;
  const { toolPath } = await import("../sandbox/toolchain");
  return toolPath("readers.wasm", (line) => process.stderr.write(`${line}\n`));
}
