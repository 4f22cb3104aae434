import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type * as Promises from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { builtFolder } from "../../../sandbox/toolchain/build";
import { isBuilt, OWN_COMMAND } from "../../../sandbox/toolchain";
import { toolGroups, type ToolGroup } from "../../../sandbox/toolchain/tools";

/** A `go` that builds what it is told to in no time, or does not, as a file beside it says. */
const GO = `#!/bin/sh
mode=$(cat "$(dirname "$0")/mode")
case "$1 $mode" in
  "env old") echo go1.19.2 ;;
  env*) echo go1.99.0 ;;
  "build slow") echo $$ > "$(dirname "$0")/pid"; exec sleep 60 ;;
  "build full") echo "write /tmp/x: no space left on device" >&2; exit 1 ;;
  build*) while [ "$1" != -o ]; do shift; done; mkdir -p "$(dirname "$2")"; echo built > "$2" ;;
  list*) echo "$(dirname "$0")/module" ;;
esac`;

const folder = mkdtempSync(join(tmpdir(), "gkb-toolchain-"));
const saved = { ...process.env };
const group: ToolGroup = toolGroups.find(({ module }) => module === "etcd")!;
const quiet = () => undefined;
const build = (mode: string, one = group) => {
  writeFileSync(join(folder, "mode"), mode);
  return builtFolder(one, quiet);
};

beforeEach(() => {
  writeFileSync(join(folder, "go"), GO);
  chmodSync(join(folder, "go"), 0o755);
  process.env["PATH"] = `${folder}:/usr/bin:/bin`;
  process.env["XDG_CACHE_HOME"] = mkdtempSync(join(folder, "cache-"));
});

afterEach(() => {
  jest.restoreAllMocks();
  Object.assign(process.env, { PATH: saved["PATH"] });
  delete process.env["XDG_CACHE_HOME"];
});
afterAll(() => rmSync(folder, { recursive: true }));

test("fails when there is no Go, or one that is too old, saying which is needed", async () => {
  await expect(build("old")).rejects.toThrow(/go1\.19\.2.*Go 1\.2\d or newer/s);
  process.env["PATH"] = "/usr/bin:/bin";
  await expect(build("works")).rejects.toThrow(/no Go on the PATH.*Go 1\.2\d or newer.*Install Go/s);
});

test("fails when the disk has no room for a build, before it begins", async () => {
  jest
    .spyOn(jest.requireActual<typeof Promises>("node:fs/promises"), "statfs")
    .mockResolvedValue({ bavail: 100, bsize: 4096 } as never);
  await expect(build("works")).rejects.toThrow(/0\.0 GiB of free disk.*expected 4 GiB.*XDG_CACHE_HOME/s);
});

test("fails when the disk fills up during a build, saying where room is needed", async () => {
  await expect(build("full")).rejects.toThrow(
    /no space left on device.*expected room in .*cache-.*GOCACHE.*same command/s,
  );
  await expect(build("works")).resolves.toMatch(/etcd-/);
});

test("fails when a build is killed, and the next one finishes it", async () => {
  const killed = build("slow");
  killed.catch(quiet);
  while (!existsSync(join(folder, "pid"))) await sleep(20);
  process.kill(Number(readFileSync(join(folder, "pid"), "utf8")), "SIGKILL");
  await expect(killed).rejects.toThrow(/a build that failed.*same command again/s);
  const built = await build("works");
  expect(readFileSync(join(built, "etcd"), "utf8")).toBe("built\n");
});

test("modules that are trimmed are built from copies, with our files in place of theirs", async () => {
  const traefik = toolGroups.find(({ module }) => module === "traefik")!;
  // All three copies come from here; the one folder that all replace files in is made where it is looked for.
  for (const replaced of ["providers/dns", "pkg/provider/ecs", "stdlib"]) {
    mkdirSync(join(folder, "module", replaced), { recursive: true });
  }
  const built = await build("works", traefik);
  expect(readFileSync(join(built, "traefik"), "utf8")).toBe("built\n");
  expect(existsSync(`${built}.modules`)).toBe(false);
});

test("a tool on the PATH is used, but not a command of the sandbox's own that stands before it", async () => {
  const etcd = join(folder, "etcd");
  const answer = "\necho 'etcd Version: 3.6.5'\n";
  try {
    writeFileSync(etcd, `${OWN_COMMAND}${answer}`, { mode: 0o755 });
    expect(await isBuilt("etcd")).toBe(false);
    writeFileSync(etcd, `#!/bin/sh${answer}`, { mode: 0o755 });
    expect(await isBuilt("etcd")).toBe(true);
  } finally {
    rmSync(etcd);
  }
});
