import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pages } from "./pages";

/** Writes every generated page: `npm run docs`. The unit tests fail while one differs from its source. */
function main() {
  for (const [path, text] of Object.entries(pages())) {
    const file = join(__dirname, "..", path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    process.stdout.write(`wrote ${path}\n`);
  }
}

main();
