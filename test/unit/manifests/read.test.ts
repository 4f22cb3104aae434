import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseStack } from "../../../config";
import { readManifests } from "../../../manifests";
import type { Reader } from "../../../readers";
import { app, deployed } from "../workloads/cluster";
import { source } from "../infra/program";

const saved = process.env["XDG_CACHE_HOME"];
beforeAll(() => void (process.env["XDG_CACHE_HOME"] = mkdtempSync(join(tmpdir(), "cache-"))));
afterAll(() => {
  if (saved === undefined) delete process.env["XDG_CACHE_HOME"];
  else process.env["XDG_CACHE_HOME"] = saved;
});

const cluster = { existing: { name: "c", location: "asia-northeast3-a" } };
const settings = (name: string) => ({ apiVersion: "v1", kind: "ConfigMap", metadata: { name }, data: { a: "1" } });

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), "manifests-"));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

const kustomize: Reader = () => ({ objects: [settings("made")] });

function read(manifests: object, files: Readonly<Record<string, string>> = {}, more: object = {}, reader = kustomize) {
  return readManifests(parseStack({ cluster, ...more, manifests }, source), folderWith(files), reader);
}

test("files are read as kubectl reads them: several documents, lists, comments alone", () => {
  const text = `# nothing\n---\n${JSON.stringify(settings("one"))}\n---\napiVersion: v1\nkind: List\nitems: [${JSON.stringify(settings("two"))}]\n`;
  expect(read({ base: { files: ["a.yaml"] } }, { "a.yaml": text })).toEqual([
    { name: "base", namespace: "default", objects: [settings("one"), settings("two")] },
  ]);
});

test("a commit of a repository is fetched once, and kustomize sees that folder alone", () => {
  const repository = folderWith({ "overlays/prod/kustomization.yaml": "resources: []\n" });
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@example.com", ...args], {
      cwd: repository,
      encoding: "utf8",
    });
  git("init", "--quiet");
  git("add", ".");
  git("commit", "--quiet", "--message=one");
  const commit = git("rev-parse", "HEAD").trim();
  const asked: unknown[] = [];
  const manifests = { shop: { kustomize: { repository: `file://${repository}`, commit, path: "overlays/prod" } } };
  const reader: Reader = (...request) => {
    asked.push(request);
    return kustomize(...request);
  };
  read(manifests, {}, {}, reader);
  execFileSync("rm", ["-rf", repository]);
  read(manifests, {}, {}, reader);
  expect(asked).toHaveLength(2);
  expect(asked[0]).toEqual([
    { kustomize: { folder: "/stack/overlays/prod" } },
    { stack: expect.stringContaining("/sources/") as string },
  ]);
  const lost = { shop: { kustomize: { repository: `file://${repository}`, commit: "0".repeat(40) } } };
  expect(() => read(lost)).toThrow(/which Git cannot fetch: /);
});

test.each<[string, object, Record<string, string>, object, Reader, RegExp]>([
  [
    "a file that is not there",
    { a: { files: ["no.yaml"] } },
    {},
    {},
    kustomize,
    /manifests.a.files: got no.yaml, which cannot be read \(ENOENT\)/,
  ],
  [
    "YAML that does not parse",
    { a: { files: ["a.yaml"] } },
    { "a.yaml": "a: 1\nb: [\n" },
    {},
    kustomize,
    /^a.yaml:\d+ \(gke-bluegreen:manifests.a\)/,
  ],
  [
    "what is no object",
    { a: { files: ["a.yaml"] } },
    { "a.yaml": "a: 1\n" },
    {},
    kustomize,
    /without apiVersion, kind and metadata.name/,
  ],
  [
    "a path out of the folder",
    { a: { files: ["../a.yaml"] } },
    {},
    {},
    kustomize,
    /a path inside the folder of Pulumi.yaml/,
  ],
  [
    "a branch in place of a commit",
    { a: { kustomize: { repository: "https://github.com/a/b", commit: "main" } } },
    {},
    {},
    kustomize,
    /a branch or a tag can move/,
  ],
  [
    "an object of two entries",
    { a: { kustomize: "a" }, b: { kustomize: "b" } },
    {},
    {},
    kustomize,
    /ConfigMap default\/made, which is manifests.a's as well/,
  ],
  [
    "an object that an app makes",
    { a: { files: ["a.yaml"] } },
    { "a.yaml": "apiVersion: v1\nkind: Service\nmetadata: { name: web-blue }\n" },
    { apps: { web: app() } },
    kustomize,
    /Service default\/web-blue, which is apps.web's as well/,
  ],
  [
    "a remote base",
    { a: { kustomize: "a" } },
    {},
    {},
    () => ({ error: "accumulating resources from 'https://github.com/a/b': no 'git' program" }),
    /bases that are in the same folder.*\n.*repository, commit, path/,
  ],
])("%s is refused", (_, manifests, files, more, reader, message) => {
  expect(() => read(manifests, files, more, reader)).toThrow(message);
});

test("objects go to the namespace of their entry, and keep their own", async () => {
  const resources = await deployed({}, undefined, undefined, [
    {
      name: "base",
      namespace: "shop",
      objects: [
        settings("a"),
        { ...settings("b"), metadata: { name: "b", namespace: "own" } },
        { apiVersion: "v1", kind: "Namespace", metadata: { name: "x" } },
      ],
    },
  ]);
  const group = resources.find(({ type }) => type === "kubernetes:yaml/v2:ConfigGroup");
  const objects = (group?.inputs["objs"] ?? []) as { metadata: { namespace?: string } }[];
  expect(objects.map(({ metadata }) => metadata.namespace)).toEqual(["shop", "own", undefined]);
});
