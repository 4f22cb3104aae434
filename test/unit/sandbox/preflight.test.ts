import type * as FileSystem from "node:fs";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UserError } from "../../../lib/errors/user-error";
import { requireFreePort, requireSuitableMachine } from "../../../sandbox/host/preflight";

const home = mkdtempSync(join(tmpdir(), "gkb-preflight-"));

beforeEach(() => {
  jest.spyOn(process as { getuid(): number }, "getuid").mockReturnValue(0);
});

afterEach(() => jest.restoreAllMocks());
afterAll(() => rmSync(home, { recursive: true }));

test("a Linux machine and root are suitable", () => {
  expect(() => requireSuitableMachine(home)).not.toThrow();
});

test("fails when not root, saying why root is needed", () => {
  jest.spyOn(process as { getuid(): number }, "getuid").mockReturnValue(1000);
  expect(() => requireSuitableMachine(home)).toThrow(UserError);
  expect(() => requireSuitableMachine(home)).toThrow(/user number 1000.*network namespaces.*sudo -E/s);
});

test("fails when not on Linux, saying where it would run", () => {
  const platform = Object.getOwnPropertyDescriptor(process, "platform")!;
  Object.defineProperty(process, "platform", { ...platform, value: "darwin" });
  try {
    expect(() => requireSuitableMachine(home)).toThrow(/darwin.*Linux.*virtual machine/s);
  } finally {
    Object.defineProperty(process, "platform", platform);
  }
});

test.each([
  ["relative", "some/where"],
  ["in a folder that nodes have their own of", "/var/lib/gke"],
  ["longer than a socket's path may be", `/tmp/${"x".repeat(80)}`],
])("fails for a home that is %s", (_, unsuitable) => {
  expect(() => requireSuitableMachine(unsuitable)).toThrow(/GKE_BLUEGREEN_HOME.*absolute path of at most 70/s);
});

test("fails for a port that is taken, with how to see by whom", async () => {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  try {
    await expect(requireFreePort(port, "testing")).rejects.toThrow(
      new RegExp(`${port}.*taken.*testing.*ss -ltnp`, "s"),
    );
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
  await expect(requireFreePort(port, "testing")).resolves.toBeUndefined();
});

test("fails when the disk of the sandbox's folder is full", () => {
  jest
    .spyOn(jest.requireActual<typeof FileSystem>("node:fs"), "statfsSync")
    .mockReturnValue({ bavail: 1000, bsize: 4096 } as never);
  expect(() => requireSuitableMachine(home)).toThrow(/0\.0 GiB of free disk.*2 GiB.*GKE_BLUEGREEN_HOME/s);
});
