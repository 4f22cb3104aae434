import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, resolve } from "node:path";
import { freshBundle } from "../../../bin/fresh-bundle";

const root = resolve(__dirname, "../../..");

test("a bundle is as new as everything that is in it, or it is not used", () => {
  const folder = mkdtempSync(join(tmpdir(), "bundle-"));
  try {
    const [bundle, source] = [join(folder, "made.js"), join(folder, "source.ts")];
    writeFileSync(source, "");
    writeFileSync(bundle, "");
    expect(freshBundle(bundle)).toBeUndefined();
    writeFileSync(`${bundle}.inputs.json`, JSON.stringify([relative(root, source)]));
    utimesSync(source, 1, 1);
    expect(freshBundle(bundle)).toBe(bundle);
    const later = Date.now() / 1000 + 60;
    utimesSync(source, later, later);
    expect(freshBundle(bundle)).toBeUndefined();
    rmSync(source);
    expect(freshBundle(bundle)).toBeUndefined();
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("sources that stand in for a bundle may load parts of theirs later", () => {
  const folder = mkdtempSync(join(tmpdir(), "sources-"));
  try {
    writeFileSync(join(folder, "later.ts"), `export const answer: string = "loaded";`);
    writeFileSync(join(folder, "main.ts"), `void import("./later").then(({ answer }) => console.log(answer));`);
    const start = `require("./bin/fresh-bundle").start("dist/none.js", ${JSON.stringify(relative(root, join(folder, "main.ts")))})`;
    expect(execFileSync(process.execPath, ["-e", start], { cwd: root, encoding: "utf8" })).toBe("loaded\n");
  } finally {
    rmSync(folder, { recursive: true });
  }
});
