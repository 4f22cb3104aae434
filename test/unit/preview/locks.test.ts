import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { lockHolders, maybeGone, type ProcessLook, thisMachine, whenUnlocked } from "../../../preview/engine/locks";

const refusal =
  "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.\n" +
  "  file:///state/.pulumi/locks/organization/shop/prod/5e0.json?no_tmp_dir=true: created by ada@build-7 (pid 4711) at 2026-11-21T06:25:42Z\n";
const [holder] = lockHolders(refusal);
const machine = (runs: boolean | undefined, rest: Partial<ProcessLook> = {}): ProcessLook => ({
  host: "build-7",
  user: "ada",
  runs: () => runs,
  ...rest,
});

test("reads the holder out of the engine's refusal", () => {
  expect(holder).toMatchObject({ user: "ada", host: "build-7", pid: 4711, since: new Date("2026-11-21T06:25:42Z") });
});

test("any other failure holds no lock", () => {
  expect(lockHolders("error: something else (pid 3) at noon")).toEqual([]);
});

test.each<[string, boolean, ProcessLook]>([
  ["no process that is seen has its id", true, machine(false)],
  ["its process runs", false, machine(true)],
  ["processes cannot be seen here", false, machine(undefined)],
  ["it is on another machine", false, machine(false, { host: "build-8" })],
  ["it is another user's, whose processes may be hidden", false, machine(false, { user: "bob" })],
])("when %s, maybe gone is %s", (_, gone, look) => {
  expect(maybeGone(holder!, look)).toBe(gone);
});

test("a living process is seen, and an id that nobody has is not", () => {
  expect(thisMachine.runs(process.pid)).toBe(existsSync("/proc/self/stat") ? true : undefined);
  expect(thisMachine.runs(2 ** 30)).not.toBe(true);
});

test("no lock is removed, not even one whose holder looks gone: a person is told how", async () => {
  const folder = mkdtempSync(join(tmpdir(), "locks-"));
  try {
    const file = join(folder, ".pulumi/locks/organization/shop/prod/5e0.json");
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "{}");
    const said: string[] = [];
    const run = () => {
      const stderr = existsSync(file)
        ? refusal.replace("/state/.pulumi/locks/organization/shop/prod/5e0.json", file)
        : "";
      return Promise.resolve({ stderr });
    };
    const say = (line: string) => {
      said.push(line);
      // The person knows better.
      if (said.length === 1) setTimeout(() => rmSync(file), 50);
    };
    expect(await whenUnlocked(run, { seconds: 0, say, look: machine(false) })).toMatchObject({ kind: "locked" });
    expect(await whenUnlocked(run, { seconds: 30, say, look: machine(false) })).toMatchObject({ kind: "ran" });
    // Also where there is no time to wait.
    const advice: unknown = expect.stringContaining(`remove its lock alone: rm '${file}'`);
    expect(said).toEqual([advice, advice]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
