import { execFileSync } from "node:child_process";
import { resolve } from "node:path";

/** In a process of its own, as a program is: here Pulumi is loaded already. */
function inProcess(script: string, first: readonly string[] = []): unknown {
  const root = resolve(__dirname, "../..");
  const preload = first.flatMap((file) => ["--require", resolve(root, file)]);
  return JSON.parse(
    execFileSync(process.execPath, ["--no-warnings", ...preload, "-e", script], { cwd: root, encoding: "utf8" }),
  );
}
const late = ["bin/late-serialisation.js"];

test("a program that serialises no function loads neither a compiler nor an npm client", () => {
  const loaded = `
    require("@pulumi/pulumi");
    const heavy = /node_modules.(typescript|@npmcli.arborist)/;
    console.log(JSON.stringify(Object.keys(require.cache).some((file) => heavy.test(file))));`;
  expect(inProcess(loaded, late)).toBe(false);
  // What it is good for: by itself Pulumi loads them.
  expect(inProcess(loaded)).toBe(true);
});

test("functions are serialised as ever", () => {
  const serialise = `
    const { runtime } = require("@pulumi/pulumi");
    const one = 1;
    const both = [runtime.serializeFunction((more) => one + more), runtime.computeCodePaths()];
    Promise.all(both).then(([{ text }, paths]) => console.log(JSON.stringify([text, [...paths.keys()].sort()])));`;
  const [text, paths] = inProcess(serialise, late) as [string, string[]];
  expect(text).toContain("one + more");
  expect(paths.length).toBeGreaterThan(100);
  expect(inProcess(serialise)).toEqual([text, paths]);
});
