import { chmodSync, mkdtempSync, readdirSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { EventLog } from "../../../../lib/engine/event-log";
import { startEngine } from "../../../../lib/engine/process";

/** What a run of the engine writes about itself has secrets in clear. */
const folder = mkdtempSync(join(tmpdir(), "engine-"));
const before = process.env["TMPDIR"];

beforeAll(() => {
  // Speaks to what it is given as its log, as the engine does: opened anew, by name.
  const engine = `#!/bin/sh
while [ $# -gt 1 ]; do [ "$1" = --event-log ] && log=$2; shift; done
trap 'echo second >> "$log"; exit 0' TERM
echo first > "$log"
while :; do sleep 0.05; done`;
  writeFileSync(join(folder, "pulumi"), engine);
  chmodSync(join(folder, "pulumi"), 0o755);
  process.env["TMPDIR"] = folder;
});

afterAll(() => {
  if (before === undefined) delete process.env["TMPDIR"];
  else process.env["TMPDIR"] = before;
  rmSync(folder, { recursive: true });
});

test("the engine's log has no name that a kill could leave behind, is read while it grows, and goes whole", async () => {
  const eventLog = new EventLog();
  const { child, ended } = startEngine(["up"], {
    cwd: folder,
    environment: { ...process.env, PATH: `${folder}:${process.env["PATH"] ?? ""}` },
    stdio: ["ignore", "inherit", "inherit"],
    eventLog,
  });
  const grown = new Promise<void>((resolve) => {
    const stop = eventLog.onChange(() => (stop(), resolve()));
  });
  await grown;
  expect(readdirSync(folder)).toEqual(["pulumi"]);
  expect(readlinkSync(`/proc/${child.pid ?? 0}/fd/3`)).toMatch(/ \(deleted\)$/);
  child.kill("SIGTERM");
  await ended;
  expect(eventLog.text()).toBe("first\nsecond\n");
  expect(eventLog.text()).toBe("first\nsecond\n");
  eventLog.close();
});
