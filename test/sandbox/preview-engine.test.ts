import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { EngineStack, type Declared } from "../../sandbox/testing/engine-stack";

jest.setTimeout(180_000);

const service = (color: string): Declared => ({
  type: "kubernetes:core/v1:Service",
  name: "web",
  props: { spec: { selector: { color } } },
});
const config = (value: string): Declared => ({
  type: "kubernetes:core/v1:ConfigMap",
  name: "settings",
  props: { data: { mode: value } },
});

describe("the commands around the real engine", () => {
  let stack: EngineStack;
  beforeAll(async () => {
    stack = await EngineStack.make();
    stack.program([service("blue"), config("one")]);
    await stack.up();
  });
  afterAll(() => stack.remove());

  test("preview says nothing changes, with exit code 0", async () => {
    const { code, stdout } = await stack.command("preview", "--stack", "prod", "--format", "markdown");
    expect(stdout).toContain("Nothing changes: 3 resources as they are.");
    expect(code).toBe(0);
  });

  test("preview answers 2 when something changes, and the same bytes each time", async () => {
    stack.program([service("blue"), config("two")]);
    const first = await stack.command("preview", "--format", "markdown");
    const second = await stack.command("preview", "--format", "markdown");
    expect(first.code).toBe(2);
    expect(second.stdout).toBe(first.stdout);
    expect(first.stdout).toContain("gke-bluegreen apply --stack prod --plan-hash p2-");
  });

  test("apply refuses another plan and names the property that differs", async () => {
    stack.program([service("blue"), config("two")]);
    const hash = planHash(await stack.command("preview", "--format", "markdown"));
    stack.program([service("blue"), config("three")]);
    const { code, stderr } = await stack.command("apply", "--plan-hash", hash);
    expect(stderr).toContain('data.mode: reviewed “update: "one" → "two"”, now “update: "one" → "three"”');
    expect(code).toBe(4);
    expect((await stack.command("preview")).code).toBe(2); // nothing was done
  });

  test("apply does what was reviewed", async () => {
    stack.program([service("blue"), config("three")]);
    const hash = planHash(await stack.command("preview", "--format", "markdown"));
    const { code, stdout } = await stack.command("apply", "--plan-hash", hash);
    expect(stdout).toContain("~ 1 updated");
    expect(code).toBe(0);
    expect((await stack.command("preview")).code).toBe(0);
  });

  test.each([
    ["p1-8ad577-00000000000000000000000000000000", /hash of version 1/],
    ["nonsense", /expected the hash from the footer/],
    [`p2-000000-${"0".repeat(64)}`, /the plan of another stack/],
  ])("apply refuses the hash %s", async (hash, message) => {
    const { code, stderr } = await stack.command("apply", "--plan-hash", hash);
    expect(stderr).toMatch(message);
    expect(code).toBe(1);
  });

  test("a stack that does not exist is told in one sentence", async () => {
    const { code, stderr } = await stack.command("preview", "--stack", "nope");
    expect(stderr).toMatch(/--stack: got nope, which is not in this backend/);
    expect(code).toBe(1);
  });

  test("drift names what was changed by hand and answers 2", async () => {
    writeFileSync(
      join(stack.folder, "drift.json"),
      JSON.stringify({ web: { spec: { selector: { color: "red" } } }, settings: null }),
    );
    stack.environment["ANY_PLUGIN_DRIFT"] = join(stack.folder, "drift.json");
    const { code, stdout } = await stack.command("drift");
    delete stack.environment["ANY_PLUGIN_DRIFT"];
    expect(stdout).toContain("Service web: edited by hand");
    expect(stdout).toContain("ConfigMap settings: gone");
    expect(code).toBe(2);
    expect((await stack.command("drift")).code).toBe(0);
  });

  describe("locks", () => {
    const lock = (pid: number, host: string) => {
      const folder = join(stack.folder, "backend/.pulumi/locks/organization/shop/prod");
      mkdirSync(folder, { recursive: true });
      const path = join(folder, "5e0.json");
      const timestamp = new Date().toISOString();
      writeFileSync(path, JSON.stringify({ pid, username: userInfo().username, hostname: host, timestamp }));
      return path;
    };
    const changed = async (value: string) => {
      stack.program([service("blue"), config(value)]);
      return planHash(await stack.command("preview", "--format", "markdown"));
    };

    test("a lock whose process is not seen is told with how to remove it, and stays until somebody does", async () => {
      const hash = await changed("four");
      const path = lock(2 ** 22 + 1, hostname());
      const refused = await stack.command("apply", "--plan-hash", hash, "--lock-timeout", "1");
      expect(refused.stderr).toContain(`remove its lock alone: rm '${path}'`);
      expect(refused.code).toBe(6);
      rmSync(path);
      expect(await stack.command("apply", "--plan-hash", hash)).toMatchObject({ code: 0 });
    });

    test("a lock of another machine is waited for, and never removed", async () => {
      const hash = await changed("five");
      const path = lock(1, "elsewhere");
      const { code, stderr } = await stack.command("apply", "--plan-hash", hash, "--lock-timeout", "1");
      expect(stderr).toMatch(/still locked after 1 s: held by .*@elsewhere \(process 1\)/);
      expect(code).toBe(6);
      expect(readFileSync(path, "utf8")).toContain("elsewhere");
    });
  });
});

function planHash({ stdout }: { stdout: string }): string {
  return /p2-[0-9a-f]{6}-[0-9a-f]{64}/.exec(stdout)?.[0] ?? "no hash";
}
