import { join, resolve } from "node:path";
import { build } from "esbuild";

/** Before all else, as in program.js. */
const first = resolve(__dirname, "../../bin/late-serialisation.js");

/** Puts the drill's program into a project as one file, as program.js has the main one: every update would compile it otherwise. */
export async function bundleProgram(projectFolder: string): Promise<void> {
  await build({
    entryPoints: [join(__dirname, "program.ts")],
    outfile: join(projectFolder, "index.js"),
    bundle: true,
    platform: "node",
    format: "cjs",
    packages: "external",
    banner: { js: `require(${JSON.stringify(first)});` },
    logLevel: "warning",
  });
}
