import { tmpdir } from "node:os";
import { runEngine } from "../../../preview/engine/engine";

test("fails without an engine, and leaves no handler and no watcher behind", async () => {
  const listeners = () => (["SIGINT", "SIGTERM", "exit"] as const).map((event) => process.listenerCount(event));
  const before = listeners();
  const path = process.env["PATH"];
  let watching = 0;
  process.env["PATH"] = "/nowhere";
  try {
    const run = runEngine({ command: ["preview"], cwd: tmpdir(), onStart: () => (watching++, () => void watching--) });
    await expect(run).rejects.toThrow("the Pulumi engine");
  } finally {
    process.env["PATH"] = path;
  }
  expect(watching).toBe(0);
  expect(listeners()).toEqual(before);
});
