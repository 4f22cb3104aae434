import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { down } from "../../sandbox/lifecycle/down";
import { clearGround } from "../../sandbox/host/setup";
import { hierarchies, processesIn } from "../../sandbox/host/cgroups";
import { currentInstance } from "../../sandbox/host/instance";
import { status } from "../../sandbox/lifecycle/status";
import { signal, type ProcessIdentity } from "../../sandbox/supervisor";
import { up } from "../../sandbox/lifecycle/up";
import {
  BOOT_MS,
  command,
  eventually,
  nodePool,
  ownHome,
  quiet,
  testCluster,
  webDeployment,
} from "../../sandbox/testing/test-cluster";
import { added, hostState, namespacesOf } from "./host-state";

const home = ownHome("lifecycle");
const first = { project: "test-project", location: "asia-northeast3-a", name: "twin" };
const second = { project: "test-project", location: "europe-west1-b", name: "twin" };
const pool = (zone: string) => nodePool("default-pool", 1, { zones: [zone] });
let before: readonly string[];
jest.setTimeout(BOOT_MS);

beforeAll(async () => {
  before = await hostState();
});

afterAll(() => down(home, quiet, { delete: true }), 60_000);

test("two clusters of one name stand beside each other, and one of them can go", async () => {
  const sandbox = await up(home, quiet);
  const [one, other] = await Promise.all([
    testCluster(sandbox, first, [pool(first.location)]),
    testCluster(sandbox, second, [pool(second.location)]),
  ]);
  await one.apply(webDeployment("default", "web", 2));
  await one.kubectl(["rollout", "status", "deployment/web", "--timeout=120s"]);
  expect(await other.kubectl(["get", "deployments", "--all-namespaces", "-o", "name"])).toBe("");
  expect((await one.nodes())[0]?.address).not.toBe((await other.nodes())[0]?.address);

  await sandbox.clusters.delete(second, quiet);
  expect((await sandbox.clusters.list()).map(({ id }) => id)).toEqual([first]);
  await sandbox.clusters.delete(second, quiet);
  await one.kubectl(["get", "deployment/web"]);
  expect((await sandbox.supervisor.statuses()).filter(({ name }) => name.includes(second.location))).toEqual([]);
});

test("its machines go before what else this machine does when processors are short", () => {
  const { cgroup } = currentInstance(home)!;
  const shares = (group: string) =>
    ["cpu.shares", "cpu.weight"].flatMap((file) =>
      hierarchies()
        .map((root) => join(root, group, file))
        .filter((path) => existsSync(path))
        .map((path) => Number(readFileSync(path, "utf8"))),
    );
  // A cluster's own group has what every group has.
  expect(shares(cgroup)).toEqual(shares(`${cgroup}/0`).map((share) => 10 * share));
  expect(shares(cgroup)).toHaveLength(1);
});

test("`up` on a sandbox that stands changes nothing", async () => {
  const pids = await processNumbers();
  await up(home, quiet);
  expect(await processNumbers()).toEqual(pids);
});

test("fails when two commands change one sandbox at once, saying which one is at work", async () => {
  const going = up(home, quiet);
  await expect(up(home, quiet)).rejects.toThrow(/`gke-bluegreen sandbox up` at work in process \d+.*Wait until/s);
  await going;
});

test("`down` leaves the machine as it was, and `up` brings the cluster back with its objects", async () => {
  expect(await leftAfter(() => down(home, quiet))).toEqual([]);
  expect(await status(home)).toMatchObject({ standing: false });

  const sandbox = await up(home, quiet);
  const cluster = await testCluster(sandbox, first, [pool(first.location)]);
  await cluster.kubectl(["rollout", "status", "deployment/web", "--timeout=120s"]);
});

test("a `down` that was killed at any point is finished by the next", async () => {
  for (const delay of [300, 1200]) {
    const cutOff = async () => {
      const child = spawn(process.execPath, ["-r", "tsx/cjs", "cli/main.ts", "sandbox", "down"], {
        env: { ...process.env, GKE_BLUEGREEN_HOME: home },
        stdio: "ignore",
      });
      await sleep(delay);
      child.kill("SIGKILL");
      await down(home, quiet);
    };
    expect(await leftAfter(cutOff)).toEqual([]);
    await up(home, quiet);
  }
});

test("after the machine was restarted, `up` brings the clusters back", async () => {
  // As a restart does: every process is gone at once, with all that the kernel held; the files stay as they were.
  const record = join(home, "supervisor", "processes.json");
  const recorded = JSON.parse(readFileSync(record, "utf8")) as { supervisor: ProcessIdentity; bootId: string };
  const restarted = JSON.stringify({ ...recorded, bootId: "an-earlier-start" });
  signal(recorded.supervisor, "SIGKILL");
  for (const { pid } of JSON.parse(await command("node", ["-e", LIST_PROCESSES, home])) as { pid: number }[]) {
    process.kill(pid, "SIGKILL");
  }
  await clearGround(home, currentInstance(home)!);
  writeFileSync(record, restarted);

  const sandbox = await up(home, quiet);
  const cluster = await testCluster(sandbox, first, [pool(first.location)]);
  await cluster.kubectl(["rollout", "status", "deployment/web", "--timeout=120s"]);
  const running = await sandbox.supervisor.statuses();
  await eventually("everything ready", async () => {
    return (await sandbox.supervisor.statuses()).every(({ phase }) => phase === "ready");
  });
  expect(running.length).toBeGreaterThan(8);
});

test("`down` stops a sandbox whose folder somebody deleted", async () => {
  const deleteAndStop = async () => {
    // What is mounted in it stays, and is no reason to stop.
    await command("sh", ["-c", 'rm -rf "$0" 2>/dev/null || true', home]);
    await down(home, quiet, { delete: true });
  };
  expect(await leftAfter(deleteAndStop)).toEqual([]);
  expect(existsSync(home)).toBe(false);
  await up(home, quiet);
});

test("`down --delete` leaves no file either", async () => {
  await down(home, quiet, { delete: true });
  expect(existsSync(home)).toBe(false);
  await down(home, quiet);
});

/** Processes that the supervisor did not get to stop, by the home in their command lines. */
const LIST_PROCESSES = `
const { readdirSync, readFileSync } = require("fs");
const found = readdirSync("/proc").filter((name) => /^\\d+$/.test(name) && Number(name) !== process.pid).filter((pid) => {
  try { return readFileSync("/proc/" + pid + "/cmdline", "utf8").includes(process.argv[1]); } catch { return false; }
});
console.log(JSON.stringify(found.map((pid) => ({ pid: Number(pid) }))));`;

async function processNumbers(): Promise<readonly (string | undefined)[]> {
  const found = await status(home);
  return found.standing ? found.processes.map(({ name, pid }) => `${name} ${pid}`) : [];
}

/** Takes the sandbox down and answers what of it is left on the machine. */
async function leftAfter(takeDown: () => Promise<void>): Promise<string[]> {
  const { number, network } = currentInstance(home)!;
  const block = network.split(".").slice(0, 1).concat(network.split(".")[1]!).join("\\.");
  const own = [`gkb${number}(h\\d+)?\\b`, `gke[-_]bluegreen[-_]${number}\\b`, `\\b${block}\\.`, home];
  const ownNamespaces = new Set(
    namespacesOf(processesIn(currentInstance(home)!.cgroup)).filter((line) => !before.includes(line)),
  );
  await takeDown();
  const left = added(before, await hostState());
  // Others may run sandboxes on this machine meanwhile: then only what is ours for certain counts.
  const isOurs = othersStand()
    ? (line: string) => new RegExp(own.join("|")).test(line) || ownNamespaces.has(line)
    : () => true;
  return left.filter(isOurs);
}

function othersStand(): boolean {
  const claims = existsSync("/run/gke-bluegreen") ? readdirSync("/run/gke-bluegreen") : [];
  return claims.some((name) => /^\d+$/.test(name));
}
