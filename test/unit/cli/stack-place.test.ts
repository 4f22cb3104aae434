import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { isInSandbox } from "../../../cli/stack/place";

let root: string;
let cwd: string;
let own: NodeJS.ProcessEnv;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "place-"));
  cwd = join(root, "project");
  own = { HOME: join(root, "me") };
  write("project/Pulumi.yaml", "name: shop\nruntime: nodejs\n");
});
afterEach(() => rmSync(root, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
const inSandbox = (stack: string | undefined, folder = cwd) =>
  isInSandbox({ stack, cwd: folder }, { home: join(root, "home"), own });
const stateOf = (stack: string) => write(`home/stacks/.pulumi/stacks/shop/${stack}.json`, "{}");
const select = (pulumiHome: string, stack: string) => {
  const mark = createHash("sha1").update(join(cwd, "Pulumi.yaml")).digest("hex");
  write(`${pulumiHome}/workspaces/shop-${mark}-workspace.json`, JSON.stringify({ stack }));
};

test("a stack is where its state is", () => {
  stateOf("dev");
  expect(inSandbox("dev")).toBe(true);
  expect(inSandbox("organization/shop/dev")).toBe(true);
  expect(inSandbox("prod")).toBe(false);
  mkdirSync(join(cwd, "deep/er"), { recursive: true });
  expect(inSandbox("dev", join(cwd, "deep/er"))).toBe(true);
  expect(inSandbox("dev", root)).toBe(false);
});

test("without a name the stack that is selected in the sandbox counts", () => {
  stateOf("sandbox");
  expect(inSandbox(undefined)).toBe(false);
  select("home/pulumi", "organization/shop/sandbox");
  expect(inSandbox(undefined)).toBe(true);
});

test("who has a backend, or a stack selected, of their own has chosen", () => {
  stateOf("dev");
  select("home/pulumi", "dev");
  select("me/.pulumi", "prod");
  expect(inSandbox(undefined)).toBe(false);
  own = { ...own, PULUMI_BACKEND_URL: "gs://state" };
  expect(inSandbox("dev")).toBe(false);
  expect(inSandbox("sandbox")).toBe(false);
});

test("the stack that is named for it is the sandbox's, also before it is there", () => {
  expect(inSandbox("sandbox")).toBe(true);
});
