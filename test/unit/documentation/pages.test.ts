import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { dump, load } from "js-yaml";
import { commandLine } from "../../../cli/program";
import { checkStackFile } from "../../../config/stack-file";
import { blocksOf, commandsOf, inlineCommandsOf, pagePaths, pageText, root, type Block, type Typed } from "./blocks";
import { mistakeIn } from "./commands";

const pages = pagePaths();
const blocks = pages.flatMap((path) => blocksOf(path));
const inLanguage = (language: string) => blocks.filter((block) => block.language === language);
const named = <T extends { readonly place: string }>(list: readonly T[]) =>
  list.map((one) => [one.place, one] as const);

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), "pages-"))));
afterAll(() => rmSync(folder, { recursive: true }));

test("every block says what it is, so that it can be checked", () => {
  const known = ["sh", "yaml", "ts", "json", "text"];
  expect(blocks.filter(({ language }) => !known.includes(language)).map(({ place }) => place)).toEqual([]);
  expect(inLanguage("sh").length).toBeGreaterThan(3);
});

describe("commands", () => {
  const typed = [...inLanguage("sh").flatMap(commandsOf), ...pages.flatMap((path) => inlineCommandsOf(path))];
  const program = commandLine();
  const { scripts } = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
    scripts: Record<string, string>;
  };
  /** What else a reader is told to type. */
  const others = [
    "git",
    "cd",
    "cat",
    "export",
    "eval",
    "kubectl",
    "pulumi",
    "gcloud",
    "openssl",
    "actionlint",
    "curl",
    "test/fresh-machine.sh",
  ];

  function mistake({ words }: Typed): string | undefined {
    const [first = "", ...rest] = words;
    if (/^[A-Za-z_]+=/.test(first)) return rest.length > 0 ? mistake({ place: "", words: rest }) : undefined;
    if (first === "gke-bluegreen" || first === "bin/gke-bluegreen" || first === "../bin/gke-bluegreen")
      return mistakeIn(program, rest);
    if (first === "npm") {
      const script = rest[0] === "test" ? "test" : rest[0] === "run" ? rest[1] : undefined;
      if (["ci", "install"].includes(rest[0] ?? "")) return undefined;
      return script !== undefined && script in scripts ? undefined : `package.json has no script ${script ?? rest[0]}`;
    }
    return others.includes(first) ? undefined : `nobody checks ${first}`;
  }

  test.each(named(typed))("%s", (_, one) => {
    expect([one.words.join(" "), mistake(one)]).toEqual([one.words.join(" "), undefined]);
  });

  test.each<[string, RegExp]>([
    ["sandbox upp", /sandbox has no command upp/],
    ["kubeconfig --stak dev", /kubeconfig has no option --stak/],
    ["release", /release needs app/],
    ["config check --cwd", /--cwd needs a value/],
  ])("fails with %s", (line, message) => expect(mistakeIn(program, line.split(" "))).toMatch(message));
});

describe("stack files", () => {
  /** A fragment in the place where the page says it belongs, in the main example's stack file. */
  function whole({ text, within, place }: Block): string {
    const given = load(text) as Record<string, unknown>;
    const base = load(readFileSync(join(root, "Pulumi.sandbox.yaml"), "utf8")) as { config: Record<string, unknown> };
    if ("config" in given) return text;
    if (Object.keys(given).every((key) => key.startsWith("gke-bluegreen:"))) {
      const { webserver } = base.config["gke-bluegreen:apps"] as { webserver: object };
      // The apps that pages speak of when they speak of several.
      base.config["gke-bluegreen:apps"] = { webserver, web: webserver, api: webserver };
      return dump({ ...base, config: { ...base.config, ...given } });
    }
    if (within === undefined)
      throw new Error(`${place}: a fragment; say before it where it belongs: <!-- in apps.webserver -->`);
    const [section = "", ...path] = within.split(".");
    const key = `gke-bluegreen:${section}`;
    let target = (base.config[key] ??= {}) as Record<string, unknown>;
    for (const name of path) target = (target[name] ??= {}) as Record<string, unknown>;
    Object.assign(target, given);
    return dump(base);
  }

  test.each(named(inLanguage("yaml")))("%s is accepted", (_, block) => {
    writeFileSync(join(folder, "Pulumi.page.yaml"), whole(block));
    expect(() => checkStackFile(folder, "page")).not.toThrow();
  });

  test("of examples are accepted", () => {
    for (const stack of ["platform", "ingress", "team", "database", "existing-cluster", "tokyo"])
      expect(() => checkStackFile(join(root, "examples"), stack)).not.toThrow();
    for (const stack of ["dev", "sandbox"])
      expect(() => checkStackFile(join(root, "examples", "data-platform"), stack)).not.toThrow();
  });
});

test("programs are typed as the pages write them", () => {
  const programs = inLanguage("ts");
  expect(programs.length).toBeGreaterThan(0);
  // Inside the repository, where the compiler finds its packages.
  mkdirSync(join(root, ".gke-bluegreen"), { recursive: true });
  const inside = mkdtempSync(join(root, ".gke-bluegreen", "pages-"));
  try {
    for (const [index, { text }] of programs.entries()) writeFileSync(join(inside, `block-${index}.ts`), text);
    writeFileSync(
      join(inside, "tsconfig.json"),
      JSON.stringify({
        extends: "../../tsconfig.json",
        compilerOptions: {
          noEmit: true,
          noUnusedLocals: false,
          rootDir: "../..",
          paths: { "gke-bluegreen/*": ["../../*"] },
        },
        include: ["*.ts"],
      }),
    );
    const places = programs.map(({ place }, index) => `block-${index}.ts is ${place}`);
    const compiler = join(root, "node_modules/typescript-7/bin/tsc");
    const told = (() => {
      try {
        return execFileSync(process.execPath, [compiler, "-p", inside], { encoding: "utf8", stdio: "pipe" });
      } catch (error) {
        return [(error as { stdout: string }).stdout, ...places].join("\n");
      }
    })();
    expect(told).toBe("");
  } finally {
    rmSync(inside, { recursive: true });
  }
}, 60_000);

test.each(named(inLanguage("json")))("%s is JSON", (_, { text }) => {
  expect(() => JSON.parse(text) as unknown).not.toThrow();
});

test("links inside the repository lead somewhere", () => {
  const dead = pages.flatMap((path) =>
    [...pageText(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)/g)]
      .map((match) => match[1] ?? "")
      .filter((target) => !existsSync(join(root, dirname(path), target)))
      .map((target) => `${path}: ${target}`),
  );
  expect(dead).toEqual([]);
});
