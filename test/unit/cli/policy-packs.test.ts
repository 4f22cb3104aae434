import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { withPolicyPacks } from "../../../cli/policies/packs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "packs-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A checkout with this project's pack, and what its rules are told. */
function checkout(name: string, config?: object): string {
  const at = join(folder, name);
  mkdirSync(join(at, "policies"), { recursive: true });
  writeFileSync(join(at, "policies", "PulumiPolicy.yaml"), "runtime: nodejs\n");
  writeFileSync(join(at, "policies", "package.json"), JSON.stringify({ name: "gke-bluegreen-policies" }));
  if (config) writeFileSync(join(at, "policy-config.json"), JSON.stringify(config));
  return at;
}

/** The configuration that the engine hands to the pack. */
const configuration = (cwd: string, policyPack: readonly string[]) =>
  withPolicyPacks(
    { policyPack, policyPackConfig: [], policies: true },
    { cwd, stack: "s", environment: { ...process.env, PATH: "/nonexistent" } },
    (args) =>
      Promise.resolve(JSON.parse(readFileSync(args[args.indexOf("--policy-pack-config") + 1] ?? "", "utf8")) as object),
  );

const off = { "image-digest": "disabled" };

test("a checkout's own pack takes the checkout's configuration", async () => {
  const program = checkout("program", off);
  expect(await configuration(program, [])).toEqual(off);
});

test("the base's pack takes the base's configuration, wherever the base is, and never that of what it judges", async () => {
  const program = checkout("program", off);
  expect(await configuration(program, [join(checkout("base"), "policies")])).toEqual({});
  expect(await configuration(program, [join(checkout("program/.base"), "policies")])).toEqual({});
  const strict = { "image-digest": "mandatory" };
  expect(await configuration(program, [join(checkout("strict", strict), "policies")])).toEqual(strict);
});
