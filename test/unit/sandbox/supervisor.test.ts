import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { rotateLog } from "../../../sandbox/supervisor/log-file";
import {
  identify,
  isAlive,
  LockHeldError,
  signal,
  Supervisor,
  withLock,
  type ProcessSpec,
  type ProcessStatus,
} from "../../../sandbox/supervisor";

let home: string;
let supervisor: Supervisor;
jest.setTimeout(30_000);

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), "gkb-supervisor-"));
  supervisor = new Supervisor(home);
});

afterEach(async () => {
  await supervisor.shutdown();
  rmSync(home, { recursive: true, force: true });
});

describe("the supervisor", () => {
  test("starts a process when what it depends on is ready, and stops dependents first", async () => {
    await supervisor.start();
    const port = await freePort();
    const order = join(home, "order");
    const note = (name: string) => `trap 'echo ${name} >> ${order}; exit 0' TERM; `;
    await supervisor.ensure({
      ...shell("client", `${note("client")} test -e ${home}/listening || exit 9; ${FOREVER}`),
      dependsOn: ["server"],
    });
    await sleep(300);
    expect((await one("client"))?.phase).toBe("waiting");
    const listen = `require("net").createServer().listen(${port}, "127.0.0.1", () => require("fs").writeFileSync("${home}/listening", ""))`;
    const stop = `process.on("SIGTERM", () => { require("fs").appendFileSync("${order}", "server\\n"); process.exit(0); })`;
    await supervisor.ensure({
      name: "server",
      command: [process.execPath, "-e", `${stop}; setTimeout(() => ${listen}, 200)`],
      ready: { kind: "tcp", host: "127.0.0.1", port },
    });
    await supervisor.waitUntilReady(["server", "client"]);
    expect((await one("client"))?.restarts).toBe(0);

    await supervisor.shutdown();
    expect(readFileSync(order, "utf8")).toBe("client\nserver\n");
  });

  test("starts a process that died again, counts it and says how it ended", async () => {
    await supervisor.start();
    await supervisor.ensure(shell("flaky", `test -e ${home}/second && ${FOREVER}; touch ${home}/second; exit 7`));
    await until(async () => (await one("flaky"))?.restarts === 1 && (await one("flaky"))?.phase === "ready");
    expect(await one("flaky")).toMatchObject({ lastExit: "exit code 7" });
  });

  test("does nothing for a spec it runs already, and replaces a process whose spec changed", async () => {
    await supervisor.start();
    await supervisor.ensure(shell("same", FOREVER));
    await supervisor.waitUntilReady(["same"]);
    const first = (await one("same"))?.pid;
    await supervisor.ensure(shell("same", FOREVER));
    expect((await one("same"))?.pid).toBe(first);
    await supervisor.ensure({ ...shell("same", FOREVER), env: { CHANGED: "1" } });
    await supervisor.waitUntilReady(["same"]);
    expect((await one("same"))?.pid).not.toBe(first);
    expect(identify(first!)).toBeUndefined();
  });

  test("kills a process that does not end when it is told to", async () => {
    await supervisor.start();
    await supervisor.ensure({ ...shell("stubborn", `trap '' TERM; ${FOREVER}`), stopSeconds: 0.3 });
    await supervisor.waitUntilReady(["stubborn"]);
    const { pid } = (await one("stubborn"))!;
    await supervisor.remove("stubborn");
    expect(identify(pid!)).toBeUndefined();
    expect(await supervisor.statuses()).toEqual([]);
  });

  test("takes on, after it was killed, what runs, and starts again what does not", async () => {
    await supervisor.start();
    for (const name of ["kept", "lost"]) await supervisor.ensure(shell(name, FOREVER));
    await supervisor.waitUntilReady(["kept", "lost"]);
    const [kept, lost] = [(await one("kept"))!, (await one("lost"))!];
    const self = identify(await supervisor.pid())!;
    signal(self, "SIGKILL");
    signal(identify(lost.pid!)!, "SIGKILL");
    await until(() => !isAlive(self));

    await supervisor.start();
    await supervisor.waitUntilReady(["kept", "lost"]);
    expect((await one("kept"))?.pid).toBe(kept.pid);
    expect((await one("lost"))?.pid).not.toBe(lost.pid);
  });

  test("fails with the end of the log when a process never gets ready", async () => {
    await supervisor.start();
    await supervisor.ensure({
      ...shell("broken", "echo the disk is on fire >&2; exit 3"),
      ready: { kind: "unix", path: join(home, "never") },
    });
    await expect(supervisor.waitUntilReady(["broken"])).rejects.toThrow(/broken.*exit code 3.*the disk is on fire/s);
  });

  test("waits until a process listens in its own network namespace", async () => {
    await supervisor.start();
    const port = await freePort();
    const signalled = join(home, "listen");
    const listen = `require("net").createServer().listen(${port}, "127.0.0.1")`;
    await supervisor.ensure({
      ...shell("late", `until test -e ${signalled}; do sleep 0.05; done; exec ${process.execPath} -e '${listen}'`),
      ready: { kind: "listening", port },
    });
    await sleep(200);
    expect((await one("late"))?.phase).toBe("starting");
    writeFileSync(signalled, "");
    await supervisor.waitUntilReady(["late"]);
  });

  test("is started once by two who start it at the same time", async () => {
    await Promise.all([supervisor.start(), new Supervisor(home).start()]);
    expect(await supervisor.pid()).toBe(await new Supervisor(home).pid());
  });

  test("keeps no secret of the environment it was started from", async () => {
    process.env["A_SECRET_OF_THE_CALLER"] = "hush";
    try {
      await supervisor.start();
      await supervisor.ensure(shell("env", `env > ${home}/env; ${FOREVER}`));
      await until(() => existsSync(join(home, "env")) && statSync(join(home, "env")).size > 0);
      expect(readFileSync(join(home, "env"), "utf8")).not.toContain("hush");
    } finally {
      delete process.env["A_SECRET_OF_THE_CALLER"];
    }
  });
});

describe("a lock", () => {
  test("fails for the second one, naming the first", async () => {
    const lock = join(home, "lock");
    await withLock(lock, { purpose: "testing" }, async () => {
      const second = withLock(lock, { purpose: "too" }, () => Promise.resolve());
      await expect(second).rejects.toThrow(LockHeldError);
      await expect(second).rejects.toThrow(`process ${process.pid} holds ${lock} (testing)`);
    });
    expect(existsSync(lock)).toBe(false);
  });

  test("lets one after the other in, never two", async () => {
    let inside = 0;
    let most = 0;
    const work = () =>
      withLock(join(home, "lock"), { purpose: "testing", waitMs: 20_000 }, async () => {
        most = Math.max(most, ++inside);
        await sleep(5);
        inside--;
      });
    await Promise.all(Array.from({ length: 8 }, work));
    expect(most).toBe(1);
  });

  test("is free when its holder is dead, whatever process has the number now", async () => {
    const lock = join(home, "lock");
    writeFileSync(lock, JSON.stringify({ ...identify(process.pid)!, startTicks: "1", purpose: "dead", id: "x" }));
    await expect(withLock(lock, { purpose: "next" }, () => Promise.resolve("in"))).resolves.toBe("in");
  });
});

test("a log that grew too large is kept aside twice, and its writer goes on writing", () => {
  const log = join(home, "one.log");
  for (const content of ["oldest", "older", "newest"]) {
    writeFileSync(log, content.repeat(10));
    rotateLog(log, 20);
    expect(statSync(log).size).toBe(0);
  }
  expect(readFileSync(`${log}.1`, "utf8")).toContain("newest");
  expect(readFileSync(`${log}.2`, "utf8")).toContain("older");
  expect(existsSync(`${log}.3`)).toBe(false);
});

/** Ends with the shell that waits for it, whichever signal that gets. */
const FOREVER = "while :; do sleep 0.05; done";

function shell(name: string, script: string): ProcessSpec {
  return { name, command: ["sh", "-c", script] };
}

async function one(name: string): Promise<ProcessStatus | undefined> {
  return (await supervisor.statuses()).find((status) => status.name === name);
}

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  const deadline = Date.now() + 10_000;
  while (!(await holds())) {
    if (Date.now() > deadline) throw new Error("not within 10 s");
    await sleep(30);
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
