import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pages } from "../../docs/pages";

test("generated pages are current: run `npm run docs`", () => {
  for (const [path, text] of Object.entries(pages())) {
    expect(readFileSync(join(__dirname, "..", "..", path), "utf8")).toBe(text);
  }
});
