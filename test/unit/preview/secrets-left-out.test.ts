import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeReport } from "../../../preview/report";
import { runPreview, SECRETS_LEFT_OUT } from "../../../preview/engine/run-preview";

/** An engine that notes how it was called, and may read a Secret or not. */
const ENGINE = `#!/bin/sh
echo "$*" >> "$CALLS"
while [ $# -gt 1 ]; do [ "$1" = --event-log ] && log=$2; [ "$1" = --exclude ] && left_out=1; shift; done
echo '{"sequence":0,"timestamp":1,"summaryEvent":{"maybeCorrupt":false,"durationSeconds":1,"resourceChanges":{},"PolicyPacks":{}}}' > "$log"
[ -n "$left_out" ] || [ -n "$MAY_READ" ] && exit 0
echo '{"sequence":1,"timestamp":1,"diagnosticEvent":{"message":"secrets \\"apikey\\" is forbidden: User \\"p@x\\" cannot get resource \\"secrets\\" in API group","color":"never","severity":"error"}}' >> "$log"
exit 255
`;

let folder: string;
const { PATH } = process.env;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "engine-"));
  writeFileSync(join(folder, "pulumi"), ENGINE, { mode: 0o755 });
  Object.assign(process.env, { PATH: `${folder}:${PATH}`, CALLS: join(folder, "calls"), MAY_READ: "" });
});
afterEach(() => {
  Object.assign(process.env, { PATH });
  rmSync(folder, { recursive: true });
});

const look = (kind: "drift" | "update") => runPreview({ cwd: folder, stack: "prod", kind });
const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");

test("a look for drift that may read no Secret looks at all else, and says so", async () => {
  const { preview } = await look("drift");
  expect(calls()).toHaveLength(2);
  expect(calls()[1]).toContain("--exclude **kubernetes:core/v1:Secret::**");
  expect(preview.outcome).toEqual({ kind: "finished" });
  expect(preview.gaps).toEqual([SECRETS_LEFT_OUT]);
  expect(makeReport({ ...preview, kind: "update", gaps: [] }, { drift: preview }).preview.gaps).toEqual([
    SECRETS_LEFT_OUT,
  ]);
});

test("one that may read them compares them", async () => {
  process.env["MAY_READ"] = "1";
  const { preview } = await look("drift");
  expect(calls()).toHaveLength(1);
  expect(preview.gaps).toEqual([]);
});

test("a preview leaves nothing out", async () => {
  const { preview } = await look("update");
  expect(calls()).toHaveLength(1);
  expect(preview.outcome.kind).toBe("failed");
});
