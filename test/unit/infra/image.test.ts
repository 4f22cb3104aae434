import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import type { CallLog, PropertyMap } from "../../../lib/plugin";
import { silentLog, Unknown } from "../../../lib/plugin";
import { failure } from "../../../provider/image/build";
import { formerRules } from "../../../provider/image/former-rules";
import { ImageHandler } from "../../../provider/image/handler";
import { recipeFiles } from "../../../provider/image/hashes";
import { imageInputs } from "../../../provider/image/inputs";
import { readSource, recipeHash } from "../../../provider/image/source";
import { contentTag } from "../../../provider/image/steps";
import { substitute } from "../../../sandbox/google-cloud/services/cloudbuild/substitutions";
import { type Answer, type Exchange, GoogleServer } from "./google-server";

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const repository = "asia-northeast3-docker.pkg.dev/demo/imageview/imageview";

/** Cloud Build and Storage as Google has them, for one build at a time. */
class Builds {
  /** Statuses that follow each other, a poll each; the last one stays. */
  statuses: string[] = ["QUEUED", "WORKING", "SUCCESS"];
  log = "";
  tagsInRegistry: Record<string, string> = {};
  running: { id: string; status: string }[] = [];
  request: { steps: { id: string; args: string[] }[]; images: string[]; tags: string[] } | undefined;
  failedStep = 0;

  readonly answer = ({ method, path, body, range }: Exchange): Answer | undefined => {
    if (method === "POST" && path.startsWith("/upload/storage/v1/b/src/o")) return { body: { name: "x" } };
    if (path.startsWith("/storage/v1/b/src/o/logs")) {
      const from = Number(/bytes=(\d+)-/.exec(range ?? "")?.[1] ?? 0);
      return from < this.log.length
        ? { status: 206, text: this.log.slice(from) }
        : { status: 416, body: { error: { message: "no more" } } };
    }
    const tag = /\/tags\/([^?]+)/.exec(path)?.[1];
    if (tag !== undefined && this.tagsInRegistry[tag]) return { body: { version: `v/${this.tagsInRegistry[tag]}` } };
    if (path.endsWith(":cancel")) return { body: {} };
    if (path.startsWith("/cloudbuild/v1/projects/demo/locations/global/builds?"))
      return { body: { builds: this.running } };
    if (method === "POST" && path === "/cloudbuild/v1/projects/demo/locations/global/builds") {
      this.request = body as NonNullable<Builds["request"]>;
      return { body: { metadata: { build: { id: "b1", status: "QUEUED" } } } };
    }
    if (path.startsWith("/cloudbuild/v1/projects/demo/locations/global/builds/")) {
      const status = this.statuses.length > 1 ? this.statuses.shift() : this.statuses[0];
      const images = this.request?.images.map((name) => ({ name, digest: digest(name.includes(":blue") ? "b" : "c") }));
      const steps = this.request?.steps.map((step, index) => ({
        ...step,
        status: status === "FAILURE" && index === this.failedStep ? "FAILURE" : "SUCCESS",
      }));
      return { body: { id: "b1", status, steps, results: { images }, logUrl: "https://console/b1" } };
    }
    return undefined;
  };
}

let folder: string;
let builds: Builds;
let server: GoogleServer;
const handler = new ImageHandler(undefined, 1);
const write = (path: string, text: string) => writeFileSync(join(folder, path), text);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "image-"));
  write("Dockerfile.blue", "FROM blue");
  write("Dockerfile.green", "FROM green");
  write("server.mjs", "serve()");
  builds = new Builds();
  server = await new GoogleServer(builds.answer).start();
});
afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const program = (change: PropertyMap = {}): PropertyMap => ({
  project: "demo", location: "global", context: folder, image: repository, bucket: "src", movingTags: true, timeoutSeconds: 60,
  serviceAccount: "builder@demo.iam.gserviceaccount.com",
  targets: { blue: { dockerfile: "Dockerfile.blue", buildArgs: { COLOR: "blue" } }, green: { dockerfile: "Dockerfile.green", buildArgs: {} } },
  ...change,
}); // prettier-ignore

const context = {
  urn: "u",
  type: "gke-bluegreen:infra:Image",
  name: "imageview",
  log: silentLog,
  timeoutSeconds: undefined,
  ignoreChanges: [],
};
const call = () => ({ ...context, signal: new AbortController().signal });
const check = async (news = program()) => {
  const { inputs, failures } = await handler.check({ ...call(), olds: {}, news, randomSeed: new Uint8Array() });
  if (failures) throw new Error(failures.map(({ property, reason }) => `${property}: ${reason}`).join("; "));
  return inputs;
};
const create = async (inputs: PropertyMap, preview = false, log: CallLog = silentLog) =>
  (await handler.create({ ...call(), log, inputs, preview })).properties;
const diff = (oldInputs: PropertyMap, news: PropertyMap) =>
  handler.diff({ ...call(), id: "i", olds: {}, oldInputs, news });
const update = (olds: PropertyMap, oldInputs: PropertyMap, news: PropertyMap, preview = false) =>
  handler.update({ ...call(), id: "i", olds, oldInputs, news, preview });

test("two tags are two Docker steps of one build, and give two digests", async () => {
  const inputs = await check();
  const made = await create(inputs);
  expect(made["references"]).toEqual({ blue: `${repository}@${digest("b")}`, green: `${repository}@${digest("c")}` });
  expect(builds.request?.steps.map(({ id }) => id)).toEqual(["build-blue", "build-green"]);
  expect(builds.request?.steps[0]?.args).toEqual(
    expect.arrayContaining(["--file", "Dockerfile.blue", "--build-arg", "COLOR=blue", "--tag", `${repository}:blue`]),
  );
  expect(builds.request?.images).toEqual(expect.arrayContaining([`${repository}:blue`, `${repository}:green`]));
  expect(builds.request).toMatchObject({
    serviceAccount: "projects/demo/serviceAccounts/builder@demo.iam.gserviceaccount.com",
    timeout: "60s",
    logsBucket: "gs://src/logs",
    options: { logging: "LEGACY" },
  });
  const [upload] = server.sent("POST", /^\/upload\//);
  expect(gunzipSync(upload?.body as Uint8Array).toString()).toContain("serve()");
});

test("labels are tags of the build, and a change of them builds nothing", async () => {
  const before = await check();
  const inputs = await check(program({ labels: { team: "web", nightly: "" } }));
  await create(inputs);
  expect(builds.request?.tags).toEqual(["team-web", "nightly", expect.stringMatching(/^gke-bluegreen-/)]);
  expect((await diff(before, inputs)).changes).toBe("none");
});

test("immutable repositories get tags that name their content, and no others", async () => {
  await create(await check(program({ movingTags: false })));
  expect(builds.request?.images).toHaveLength(2);
  // The whole hash: an image is taken by this tag without a build, and 48 bits are found twice in a minute.
  expect(builds.request?.images[0]).toMatch(/:blue-[0-9a-f]{64}$/);
  expect(builds.request?.tags.at(-1)).toMatch(/^gke-bluegreen-[0-9a-f]{64}$/);
});

test("a long tag is cut for its content's hash, so that a registry takes it", () => {
  const tag = contentTag("t".repeat(101), "0".repeat(64));
  expect(tag).toHaveLength(128);
  expect(tag).toMatch(/^t{63}-0{64}$/);
});

test("an image that is there from before its tags had the whole hash is not built again", async () => {
  const inputs = await check();
  const state: PropertyMap = { ...inputs, digests: { blue: digest("1"), green: digest("2") } };
  expect(await diff(inputs, await check())).toMatchObject({ changes: "none" });
  write("Dockerfile.green", "FROM greener");
  const made = await update(state, inputs, await check());
  expect(made["digests"]).toEqual({ blue: digest("1"), green: digest("c") });
  expect(builds.request?.steps.map(({ id }) => id)).toEqual(["build-green"]);
});

test("unchanged content is no diff, wherever the folder, the bucket or the machine are", async () => {
  const before = await check();
  mkdirSync(join(folder, ".git"));
  write(".git/HEAD", "ref");
  const after = await check(program({ bucket: "other", timeoutSeconds: 99, machineType: "E2_HIGHCPU_8" }));
  expect(await diff(before, after)).toMatchObject({ changes: "none" });
});

test("a changed Dockerfile rebuilds its own tag; the other one stays known, in the preview too", async () => {
  const before = await check();
  const made = await create(before);
  write("Dockerfile.green", "FROM greener");
  builds.statuses = ["SUCCESS"];
  const after = await check();
  expect(await diff(before, after)).toMatchObject({
    changes: "some",
    detailedDiff: { 'hashes["green"]': { kind: "update" } },
  });
  const previewed = await update(made, before, after, true);
  expect(previewed["digests"]).toEqual({ blue: digest("b"), green: expect.any(Unknown) as Unknown });
  await update(made, before, after);
  expect(builds.request?.steps.map(({ id }) => id)).toEqual(["build-green"]);
});

test("a file that both use rebuilds both", async () => {
  const before = await check();
  write("server.mjs", "serve(2)");
  expect(Object.keys((await diff(before, await check())).detailedDiff ?? {})).toEqual([
    'hashes["blue"]',
    'hashes["green"]',
  ]);
});

test("a pinned tag keeps its digest and is never built", async () => {
  const targets = {
    blue: { dockerfile: "Dockerfile.blue", buildArgs: {}, pin: digest("9") },
    green: { dockerfile: "Dockerfile.green", buildArgs: {} },
  };
  const before = await check(program({ targets }));
  const made = await create(before);
  expect(builds.request?.steps.map(({ id }) => id)).toEqual(["build-green"]);
  expect(made["digests"]).toEqual({ blue: digest("9"), green: digest("c") });
  write("server.mjs", "serve(2)");
  expect(Object.keys((await diff(before, await check(program({ targets })))).detailedDiff ?? {})).toEqual([
    'hashes["green"]',
  ]);
});

test("ignored files are neither hashed nor sent", async () => {
  write(".dockerignore", "*.log\n");
  const before = await check();
  write("debug.log", "x");
  expect(await diff(before, await check())).toMatchObject({ changes: "none" });
  write(".gcloudignore", "notes/\n");
  const with2 = await check();
  mkdirSync(join(folder, "notes"));
  write("notes/a.txt", "secret plans");
  expect(await diff(with2, await check())).toMatchObject({ changes: "none" });
  await create(with2);
  expect(gunzipSync(server.sent("POST", /^\/upload\//)[0]?.body as Uint8Array).toString()).not.toContain(
    "secret plans",
  );
});

test("a .dockerignore that names the Dockerfile keeps it out of the image, not out of the build", async () => {
  write(".dockerignore", "Dockerfile*\n");
  const before = await check();
  await create(before);
  expect(gunzipSync(server.sent("POST", /^\/upload\//)[0]?.body as Uint8Array).toString()).toContain("FROM blue");
  write("Dockerfile.blue", "FROM bluer");
  expect(Object.keys((await diff(before, await check())).detailedDiff ?? {})).toEqual(['hashes["blue"]']);
});

test("going back to content that was built before needs no build", async () => {
  const before = await check(program({ movingTags: false }));
  const made = await create(before);
  for (const image of builds.request?.images ?? []) builds.tagsInRegistry[image.split(":").at(-1)!] = digest("7");
  builds.request = undefined;
  const again = await create(before, true);
  expect(again["digests"]).toEqual({ blue: digest("7"), green: digest("7") });
  await create(before);
  expect(builds.request).toBeUndefined();
  expect(made["digests"]).not.toEqual(again["digests"]);
});

test("the log streams while the build runs", async () => {
  const lines: string[] = [];
  builds.log = 'Step #0 - "build-blue": one\nStep #0 - "build-blue": two\n';
  await create(await check(), false, { ...silentLog, status: (line) => lines.push(line) });
  expect(lines).toEqual(expect.arrayContaining(['Step #0 - "build-blue": one', 'Step #0 - "build-blue": two']));
  expect(lines.filter((line) => line.endsWith("two"))).toHaveLength(1);
});

test("credentials that a step prints are in neither the stream nor the failure, also where a look ends within a key", async () => {
  const lines: string[] = [];
  const key = ["-----BEGIN PRIVATE KEY-----", "MIIEvQ", "canary-4711", "-----END PRIVATE KEY-----"];
  const said = ["token=canary-4711-token", "https://ada:canary-4711-word@registry.example/v2/", ...key, "no such file"];
  const log = said.map((line) => `Step #0 - "build-blue": ${line}\n`).join("");
  builds.statuses = ["WORKING", "WORKING", "FAILURE"];
  // Up to the middle of the key, and then the rest.
  builds.log = log.slice(0, log.indexOf("MIIEvQ"));
  const status = (line: string) => void (lines.push(line), (builds.log = log));
  const failed = create(await check(), false, { ...silentLog, status });
  await expect(failed).rejects.toThrow(/no such file/);
  await expect(failed).rejects.not.toThrow(/canary/);
  expect(lines.join("\n")).toContain("no such file");
  expect(lines.join("\n")).not.toContain("canary");
});

test("a failed build fails with the last lines of its own step", async () => {
  builds.statuses = ["WORKING", "FAILURE"];
  builds.failedStep = 1;
  builds.log =
    'Step #0 - "build-blue": fine\nStep #1 - "build-green": COPY failed: no such file\nStep #0 - "build-blue": also fine\n';
  const failed = create(await check());
  await expect(failed).rejects.toThrow(
    /step build-green of build b1 failed[^]*\| COPY failed: no such file[^]*https:\/\/console\/b1/,
  );
  await expect(failed).rejects.not.toThrow(/also fine/);
});

test("of two steps that failed side by side, the one that ended the build is named", () => {
  const build = {
    id: "b1",
    status: "FAILURE",
    steps: [
      { id: "build-blue", status: "FAILURE" },
      { id: "build-green", status: "FAILURE" },
    ],
    failureInfo: { detail: 'build step 1 "gcr.io/cloud-builders/docker" failed: step exited with non-zero status: 1' },
  } as const;
  const { message } = failure(build, ['Step #0 - "build-blue": killed', 'Step #1 - "build-green": no such file']);
  expect(message).toMatch(/^step build-green of build b1 failed: build step 1[^]*\| no such file/);
  expect(message).not.toContain("killed");
});

test("cancelling the update cancels the build", async () => {
  builds.statuses = ["WORKING"];
  const cancellation = new AbortController();
  const made = handler.create({
    ...context,
    signal: cancellation.signal,
    inputs: await check(),
    preview: false,
    // Not before the build runs: until then there is nothing to cancel.
    log: { ...silentLog, status: (line: string) => void (/is working/.test(line) && cancellation.abort()) },
  });
  await expect(made).rejects.toThrow(/cancelled/);
  expect(server.sent("POST", /builds\/b1:cancel$/)).toHaveLength(1);
});

test("a build of the same content that an interrupted update left is joined", async () => {
  builds.running = [{ id: "b0", status: "WORKING" }];
  const inputs = await check();
  builds.request = {
    steps: [],
    images: ["blue", "green"].map(
      (tag) => `${repository}:${tag}-${(inputs["hashes"] as Record<string, string>)[tag]!}`,
    ),
    tags: [],
  };
  await create(inputs);
  expect(server.sent("POST", /builds$/)).toHaveLength(0);
  expect(server.sent("GET", /builds\/b0$/).length).toBeGreaterThan(0);
});

test("a Dockerfile or a folder that does not exist is refused before anything is done", async () => {
  await expect(check(program({ targets: { blue: { dockerfile: "Dockerfile.bleu", buildArgs: {} } } }))).rejects.toThrow(
    /targets\["blue"\].dockerfile: there is no file Dockerfile.bleu/,
  );
  await expect(check(program({ context: "nowhere" }))).rejects.toThrow(/context: there is no folder nowhere/);
  expect(server.exchanges).toHaveLength(0);
});

test("a preview of a new image calls nothing that changes anything", async () => {
  const previewed = await create(await check(), true);
  expect(previewed["references"]).toEqual({
    blue: expect.any(Unknown) as Unknown,
    green: expect.any(Unknown) as Unknown,
  });
  expect(server.exchanges.filter(({ method }) => method !== "GET")).toHaveLength(0);
});

test("an image that is gone from the registry is built again after a refresh", async () => {
  const inputs = await check();
  const made = await create(inputs);
  const read = await handler.read({ ...call(), id: "i", properties: made, inputs });
  expect(await diff(read!.inputs, inputs)).toMatchObject({ changes: "some" });
});

test("a dollar in a build argument is a dollar, whatever follows it", async () => {
  const buildArgs = { PRICE: "$5", PW: "pa$$word", PROJ: "$PROJECT_ID/${_X}" };
  await create(await check(program({ targets: { blue: { dockerfile: "Dockerfile.blue", buildArgs } } })));
  const args = builds.request?.steps[0]?.args ?? [];
  expect(args).toEqual(expect.arrayContaining(["PRICE=$$5", "PW=pa$$$$word", "PROJ=$$PROJECT_ID/$${_X}"]));
  // Cloud Build's own reading of it.
  expect(args.map((argument) => substitute(argument, { PROJECT_ID: "demo", _X: "x" }))).toEqual(
    expect.arrayContaining(Object.entries(buildArgs).map(([name, value]) => `${name}=${value}`)),
  );
});

const ownBuild = (more: string) =>
  write(
    "cloudbuild.yaml",
    `steps: [{ name: gcr.io/cloud-builders/docker, args: [build, "$_IMAGE:$_TAG_BLUE"] }]\n${more}`,
  );
const ownBuilt = () =>
  program({ cloudbuild: "cloudbuild.yaml", targets: { blue: { dockerfile: "Dockerfile.blue", buildArgs: {} } } });

test("a folder's cloudbuild.yaml keeps its substitutions, options, tags, secrets and artifacts", async () => {
  ownBuild(
    [
      "substitutions: { _REGION: eu, _IMAGE: not-this }",
      "options: { substitutionOption: ALLOW_LOOSE, env: [A=b], logging: NONE }",
      "tags: [nightly]",
      "availableSecrets: { secretManager: [{ versionName: projects/p/secrets/s/versions/1, env: S }] }",
      "timeout: 5s",
    ].join("\n"),
  );
  const warnings: string[] = [];
  const log = { ...silentLog, warning: (line: string) => warnings.push(line) };
  const request = { ...call(), log, olds: {}, news: ownBuilt(), randomSeed: new Uint8Array() };
  const { inputs, failures } = await handler.check(request);
  expect(failures).toBeUndefined();
  await create(inputs);
  expect(builds.request).toMatchObject({
    substitutions: { _REGION: "eu", _IMAGE: repository },
    options: { substitutionOption: "ALLOW_LOOSE", env: ["A=b"], logging: "LEGACY" },
    tags: ["nightly", expect.stringMatching(/^gke-bluegreen-/)],
    availableSecrets: { secretManager: [{ env: "S" }] },
    timeout: "60s",
  });
  expect(warnings).toEqual([expect.stringMatching(/cloudbuild\.yaml: timeout has no effect: the image's `timeout`/)]);
});

test.each([
  ["steps: [", /cloudbuild: .*cloudbuild\.yaml is no YAML/],
  ["images: [a]", /cloudbuild: .*cloudbuild\.yaml: steps/],
  ["steps: [{ name: x }]\noption: {}", /cloudbuild: .*option is no field of a build: it has steps,/],
])("a cloudbuild.yaml that is none is refused before anything is built: %s", async (text, message) => {
  write("cloudbuild.yaml", text);
  await expect(check(ownBuilt())).rejects.toThrow(message);
});

test("an ignore file that cannot be followed fails the check of its folder", async () => {
  write(".gcloudignore", "#!include:.gone\n");
  await expect(check()).rejects.toThrow(/context: .*\.gcloudignore:1 includes \.gone/);
});

test("an image that an earlier version built keeps its hash until its source changes, and says what it holds", async () => {
  write(".gcloudignore", "#!include:.gitignore\n");
  write(".gitignore", "*.key\n");
  write("tls.key", "private");
  const news = program();
  const inputs = imageInputs(news);
  const source = await readSource(folder, recipeFiles(inputs), formerRules);
  const dockerfiles = ["Dockerfile.blue", "Dockerfile.green"];
  const hash = (dockerfile: string, buildArgs: Record<string, string>) =>
    recipeHash(source, { dockerfile, buildArgs, stage: undefined, cloudbuild: undefined }, dockerfiles, formerRules);
  const hashes = { blue: await hash("Dockerfile.blue", { COLOR: "blue" }), green: await hash("Dockerfile.green", {}) };
  const warnings: string[] = [];
  const log = { ...silentLog, warning: (line: string) => warnings.push(line) };
  const again = () => handler.check({ ...call(), log, olds: { ...news, hashes }, news, randomSeed: new Uint8Array() });
  expect((await again()).inputs["hashes"]).toEqual(hashes);
  expect(warnings).toEqual([expect.stringMatching(/it was made with tls\.key, which stay behind now/)]);
  write("server.mjs", "serve(2)");
  const { inputs: changed } = await again();
  expect(changed["hashes"]).not.toMatchObject({ blue: hashes.blue });
  await create(changed);
  expect(gunzipSync(server.sent("POST", /^\/upload\//)[0]?.body as Uint8Array).toString()).not.toContain("private");
});
