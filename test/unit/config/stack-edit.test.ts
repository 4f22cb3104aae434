import { chmodSync, lstatSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs"; // prettier-ignore
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { parse } from "yaml";
import { editStackFile } from "../../../config/stack-edit";

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "stack-edit-"));
  file = join(folder, "Pulumi.dev.yaml");
});
afterEach(() => rmSync(folder, { recursive: true }));

const path = (...keys: string[]) => ["config", "gke-bluegreen:apps", "web", ...keys];
const read = () => readFileSync(file, "utf8");
/** Lines that are in one text and not in the other. */
const differing = (before: string, after: string) => {
  const [olds, news] = [before.split("\n"), after.split("\n")];
  return [olds.filter((line) => !news.includes(line)), news.filter((line) => !olds.includes(line))];
};

const documented = `# yaml-language-server: $schema=docs/stack-file.schema.json

encryptionsalt: v1:abc   # ours


config:
    gcp:project:    shop      # four blanks
    gke-bluegreen:images: &images { shop: {context: ., tags: {"blue": {}, 'green': {}}} }

    # What is live.
    gke-bluegreen:apps:
        web: &web
            active: blue # says Ada
            colors:
              blue:   { image: "registry.example/shop:1" }   # one
              green:
                  image: 'registry.example/shop:2'

            # A long line, which no writer may fold: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
            args: ["--a",   "--b"]
`;
/** An app that takes over all that the other one says. */
const merged = `${documented}        api:
            <<: *web
            port: 8080
`;

test("one line of a file is changed, and comments, anchors, blank lines and quotes stay", () => {
  writeFileSync(file, documented);
  editStackFile(file, [{ path: path("colors", "green", "image"), value: "registry.example/shop:3" }]);
  expect(differing(documented, read())).toEqual([
    ["                  image: 'registry.example/shop:2'"],
    ["                  image: 'registry.example/shop:3'"],
  ]);
});

test("a value that another app takes over by an alias is not changed behind its back", () => {
  writeFileSync(file, merged);
  const api = ["config", "gke-bluegreen:apps", "api", "active"];
  // What an app has through a merge key gets a line of its own.
  editStackFile(file, [{ path: api, value: "green" }]);
  expect(differing(merged, read())).toEqual([[], ["            active: green"]]);
  expect(() => editStackFile(file, [{ path: path("colors", "blue", "image"), value: "x:9" }])).toThrow(
    /Pulumi.dev.yaml: config.*web\.colors\.blue\.image: got a setting that cannot be changed without changing others/,
  );
});

test.each([
  ["CRLF", "config:\r\n  gke-bluegreen:apps:\r\n    web:\r\n      active: blue\r\n      x: 1\r\n"],
  ["flow", '{config: {"gke-bluegreen:apps": {web: {active: "blue"}}}}'],
  ["an anchor that nobody uses", "config:\n  gke-bluegreen:apps:\n    web:\n      active: &live blue # x\n"],
  ["no newline at the end", "config:\n  gke-bluegreen:apps:\n    web:\n      active: blue"],
  ["tabs before a comment", "config:\n  gke-bluegreen:apps:\n    web:\n      active: blue\t# x\n"],
])("only the value's own characters change: %s", (_, text) => {
  writeFileSync(file, text);
  editStackFile(file, [{ path: path("active"), value: "green" }]);
  expect(read()).toBe(text.replace(/\bblue\b(?!green)/, "green"));
});

test("what is written is read as the text that was meant, whatever it looks like", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.constantFrom("on", "no", "null", "1e3", "0o7", "2026-01-01", "~", "a: b", "# x")),
      (value) => {
        fc.pre(value !== "blue");
        writeFileSync(file, "config:\n  gke-bluegreen:apps:\n    web: { active: blue, port: 80 } # x\n");
        const edits = editStackFile(file, [{ path: path("active"), value }]);
        expect(parse(read())).toEqual({ config: { "gke-bluegreen:apps": { web: { active: value, port: 80 } } } });
        edits.takeBack();
        expect(read()).toBe("config:\n  gke-bluegreen:apps:\n    web: { active: blue, port: 80 } # x\n");
      },
    ),
  );
});

describe("what is taken back", () => {
  const edits = () =>
    editStackFile(file, [
      { path: path("colors", "green", "image"), value: "x:3" },
      { path: path("active"), value: "green" },
    ]);
  const plain =
    "config:\n  gke-bluegreen:apps:\n    web:\n      active: blue # x\n      colors: { green: { image: x:2 } }\n";

  test("is all of it where nobody touched the file", () => {
    writeFileSync(file, plain);
    expect(edits().takeBack()).toEqual([]);
    expect(read()).toBe(plain);
  });

  test("leaves what somebody else edited meanwhile", () => {
    writeFileSync(file, plain);
    const written = edits();
    writeFileSync(file, `# Bob was here\n${read().replace("# x", "# y")}  other:key: 1\n`);
    expect(written.takeBack()).toEqual([]);
    expect(read()).toBe(`# Bob was here\n${plain.replace("# x", "# y")}  other:key: 1\n`);
  });

  test("leaves a setting of ours that somebody else changed again, and says so", () => {
    writeFileSync(file, plain);
    const written = edits();
    writeFileSync(file, read().replace("x:3", "x:4"));
    expect(written.takeBack()).toEqual(["config.gke-bluegreen:apps.web.colors.green.image"]);
    expect(read()).toBe(plain.replace("x:2", "x:4"));
  });
});

test("the file keeps its mode, and a link to it stays one", () => {
  const target = join(folder, "real.yaml");
  writeFileSync(target, "config:\n  gke-bluegreen:apps:\n    web:\n      active: blue\n");
  chmodSync(target, 0o640);
  symlinkSync("real.yaml", file);
  editStackFile(file, [{ path: path("active"), value: "green" }]);
  expect(lstatSync(file).isSymbolicLink()).toBe(true);
  expect(statSync(target).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder).sort()).toEqual(["Pulumi.dev.yaml", "real.yaml"]);
});

test("whoever reads at any moment sees a whole file: it is replaced by another one", () => {
  writeFileSync(file, documented);
  const before = statSync(file).ino;
  editStackFile(file, [{ path: path("colors", "green", "image"), value: "x:3" }]);
  expect(statSync(file).ino).not.toBe(before);
});
