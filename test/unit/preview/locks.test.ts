import { isGone, lockHolders, type ProcessLook } from "../../../preview/locks";

const refusal =
  "error: the stack is currently locked by 1 lock(s). Either wait for the other process(es) to end or delete the lock file with `pulumi cancel`.\n" +
  "  file:///state/.pulumi/locks/organization/shop/prod/5e0.json?no_tmp_dir=true: created by ada@build-7 (pid 4711) at 2026-11-21T06:25:42Z\n";
const [holder] = lockHolders(refusal);
const machine = (start: Date | undefined, rest: Partial<ProcessLook> = {}): ProcessLook => ({
  host: "build-7",
  user: "ada",
  startOf: () => start,
  ...rest,
});

test("reads the holder out of the engine's refusal", () => {
  expect(holder).toMatchObject({ user: "ada", host: "build-7", pid: 4711, since: new Date("2026-11-21T06:25:42Z") });
});

test("any other failure holds no lock", () => {
  expect(lockHolders("error: something else (pid 3) at noon")).toEqual([]);
});

test.each<[string, boolean, ProcessLook]>([
  ["no process has its id", true, machine(undefined)],
  ["its process runs", false, machine(new Date("2026-11-21T06:25:00Z"))],
  ["its id was given to a later process", true, machine(new Date("2026-11-21T07:00:00Z"))],
  ["it is on another machine", false, machine(undefined, { host: "build-8" })],
  ["it is another user's, whose processes may be hidden", false, machine(undefined, { user: "bob" })],
])("when %s, provably gone is %s", (_, gone, look) => {
  expect(isGone(holder!, look)).toBe(gone);
});
