import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse } from "yaml";
import { releaseCommand, rollbackCommand } from "../../../cli/release";
import type { Receipt } from "../../../lib/release/receipt";

/** An engine that has written down what a stack is, and does in an update what a file beside it says. */
const PULUMI = `#!/bin/sh
echo "$*" >> calls
case "$1 $2" in
  "stack output") cat outputs.json ;;
  "stack export") cat state.json; if [ -f export.sh ]; then . ./export.sh; fi ;;
  "up --stack") cp Pulumi.dev.yaml during.yaml; . ./up.sh ;;
esac`;

const section = `{ active: "green", colors: {blue: {image: "x:1"},  green: {image: "x:2"}} }   # and nowhere else`;
const STACK_FILE = `# What is live is said here.
config:
    gke-bluegreen:apps:\r
        web: ${section}
        api: ${section}
        db: ${section}

        mail: ${section}
`;

const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const image = (letter: string, name = "registry.example/web") => `${name}@${digest(letter)}`;

/** What the stack says of one app. */
interface App {
  readonly active: string;
  readonly colors: Readonly<Record<string, string>>;
  readonly receipt: Partial<Receipt> | null;
}

const onGreen: App = {
  active: "green",
  colors: { blue: image("a"), green: image("b") },
  receipt: { from: "blue", fromImage: image("a"), to: "green", toImage: image("b"), transaction: null },
};
/** Switched in a transaction with others. */
const within = (transaction: string | null | undefined, app = onGreen): App => ({
  ...app,
  receipt: { ...app.receipt, transaction: transaction as string | null },
});

let folder: string;
const given = { ...process.env };
let said: string;

const file = () => readFileSync(join(folder, "Pulumi.dev.yaml"), "utf8");
const place = (name: string, text: string) => writeFileSync(join(folder, name), text, { mode: 0o755 });
const calls = (verb: RegExp) =>
  readFileSync(join(folder, "calls"), "utf8")
    .split("\n")
    .filter((line) => verb.test(line));
/** What the file said otherwise while the update ran. */
const changes = () => {
  const before = settings(STACK_FILE);
  const during = settings(readFileSync(join(folder, "during.yaml"), "utf8"));
  return Object.keys(during).flatMap((path) => (during[path] === before[path] ? [] : [`${path} ${during[path]}`]));
};

/** Path below the apps → value. */
function settings(text: string): Readonly<Record<string, string>> {
  const { config } = parse(text) as { config: Record<string, Record<string, AppSection>> };
  return Object.fromEntries(
    Object.entries(config["gke-bluegreen:apps"] ?? {}).flatMap(([app, { active, colors }]) => [
      [`${app}.active`, active],
      ...Object.entries(colors).map(([color, one]) => [`${app}.colors.${color}.image`, one.image]),
    ]),
  ) as Record<string, string>;
}

interface AppSection {
  readonly active: string;
  readonly colors: Readonly<Record<string, { readonly image: string }>>;
}

function state(apps: Readonly<Record<string, App>>): string {
  const inputs = Object.entries(apps).map(([app, { active, colors }]) => ({
    app,
    active,
    idle: "warm",
    replicas: 3,
    colors: Object.fromEntries(Object.entries(colors).map(([color, one]) => [color, { image: one, revision: one }])),
  }));
  const [own] = inputs;
  const [type, outputs] =
    inputs.length > 1 ? (["TrafficSwitchGroup", { members: inputs }] as const) : (["TrafficSwitch", own] as const);
  return JSON.stringify({ deployment: { resources: [{ type: `gke-bluegreen:workloads:${type}`, outputs }] } });
}

/** Has these apps deployed, as one group where there are several. */
function deploy(apps: Readonly<Record<string, App>>): void {
  const outputs = Object.entries(apps).map(([app, { active, receipt }]) => [app, { active, url: "", receipt }]);
  place("outputs.json", JSON.stringify({ apps: Object.fromEntries(outputs) as unknown }));
  place("state.json", state(apps));
}

const options = () => ["--yes", "--stack", "dev", "--cwd", folder];
const rollback = (app: string) => rollbackCommand().parseAsync([app, ...options()], { from: "user" });
const release = (app: string, ...more: string[]) =>
  releaseCommand().parseAsync([app, ...more, ...options()], { from: "user" });

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "gkb-release-"));
  mkdirSync(join(folder, "bin"));
  place("bin/pulumi", PULUMI);
  place("Pulumi.dev.yaml", STACK_FILE);
  place("up.sh", "exit 0");
  process.env["PATH"] = `${join(folder, "bin")}:/usr/bin:/bin`;
  said = "";
  for (const stream of [process.stdout, process.stderr])
    jest.spyOn(stream, "write").mockImplementation((text) => {
      said += String(text);
      return true;
    });
});

afterEach(() => {
  jest.restoreAllMocks();
  process.exitCode = undefined;
  Object.assign(process.env, { PATH: given["PATH"] });
  rmSync(folder, { recursive: true });
});

describe("an app of a group goes back", () => {
  test("alone, where it was switched alone", async () => {
    deploy({ web: onGreen, api: onGreen });
    await rollback("web");
    expect(changes()).toEqual(["web.active blue"]);
  });

  test("with those that were switched in the same transaction, in one update", async () => {
    deploy({ web: within("5f0e"), api: within("5f0e"), db: within("77aa"), mail: { ...onGreen, receipt: null } });
    await rollback("api");
    expect(changes()).toEqual(["web.active blue", "api.active blue"]);
    expect(calls(/^up/)).toEqual([expect.stringMatching(/^up --stack dev --yes --skip-preview --event-log /)]);
  });

  test("alone, where receipts are too old to say with which", async () => {
    deploy({ web: within(undefined), api: within(undefined) });
    await rollback("web");
    expect(changes()).toEqual(["web.active blue"]);
  });
});

describe("the image that served before", () => {
  test("is put back where its colour has another one now, which is said", async () => {
    deploy({ web: { ...onGreen, colors: { blue: image("c"), green: image("b") } } });
    await rollback("web");
    expect(changes()).toEqual(["web.active blue", `web.colors.blue.image ${image("a")}`]);
    expect(said).toContain(`web: blue has another image by now, so the one that served before is put back on it`);
  });

  test.each([
    ["is still there", image("a"), image("a")],
    ["has another name but the same digest", image("a", "registry.example/web:1.2"), image("a")],
    ["is not known", image("c"), null],
  ])("is left alone where it %s", async (_, now, fromImage) => {
    const receipt = { ...onGreen.receipt, fromImage };
    deploy({ web: { ...onGreen, colors: { blue: now, green: image("b") }, receipt } });
    await rollback("web");
    expect(changes()).toEqual(["web.active blue"]);
  });
});

describe("the stack's file is byte for byte as it was", () => {
  const deployed = { web: onGreen };

  test("when the update failed and no traffic moved", async () => {
    deploy(deployed);
    place("up.sh", "exit 7");
    await rollback("web");
    expect(file()).toBe(STACK_FILE);
    expect(said).toContain("The update did not succeed: Pulumi.dev.yaml is as it was before.");
    expect(process.exitCode).toBe(7);
  });

  test("when the state cannot be read after a failed update, which is said", async () => {
    deploy(deployed);
    place("up.sh", `echo 'echo "error: no such host" >&2; exit 255' > bin/pulumi; exit 255`);
    await rollback("web");
    expect(file()).toBe(STACK_FILE);
    expect(said).toMatch(
      /is as it was before\.\n.*hether the traffic moved could not be read: error: no such host; `gke-bluegreen status --stack dev` tells/,
    );
    expect(process.exitCode).toBe(255);
  });

  test("when the state holds no such app after a failed update", async () => {
    deploy(deployed);
    place("up.sh", `echo '{"deployment":{}}' > state.json; exit 1`);
    await rollback("web");
    expect(file()).toBe(STACK_FILE);
    expect(said).toMatch(/could not be read: /);
    expect(process.exitCode).toBe(1);
  });

  test("when a setting cannot be changed by itself", async () => {
    const shared = STACK_FILE.replace('{active: "green"', "{active: green").replace(
      'blue: {image: "x:1"}',
      "blue: &one {image: x:1}",
    );
    const aliased = shared.replace('green: {image: "x:2"}', "green: *one");
    place("Pulumi.dev.yaml", aliased);
    deploy(deployed);
    await expect(release("web", "--image", image("d"), "--no-policies")).rejects.toThrow(/without changing others/);
    expect(file()).toBe(aliased);
    expect(calls(/^up/)).toEqual([]);
  });

  test("when the engine went away before the update", async () => {
    deploy(deployed);
    place("export.sh", "rm bin/pulumi");
    await expect(rollback("web")).rejects.toThrow(/no `pulumi` on it/);
    expect(file()).toBe(STACK_FILE);
  });

  test("but for what somebody edited while the failing update ran", async () => {
    deploy(deployed);
    place("up.sh", "sed -i 's/nowhere else/in Git/' Pulumi.dev.yaml; exit 7");
    await rollback("web");
    expect(file()).toBe(STACK_FILE.replaceAll("nowhere else", "in Git"));
  });

  test("but for a colour that somebody chose while the failing update ran, which is said", async () => {
    deploy(deployed);
    place("up.sh", `sed -i 's/active: "blue"/active: "purple"/' Pulumi.dev.yaml; exit 7`);
    await rollback("web");
    expect(file()).toBe(STACK_FILE.replace('"green"', '"purple"'));
    expect(said).toContain("Somebody changed config.gke-bluegreen:apps.web.active in Pulumi.dev.yaml meanwhile");
  });

  test("when the engine was interrupted", async () => {
    deploy(deployed);
    place("up.sh", "kill -INT $$");
    await rollback("web");
    expect(file()).toBe(STACK_FILE);
    expect(process.exitCode).toBe(130);
  });

  // HUP: somebody closed the terminal. The engine must not die of it: it is asked to end in order.
  test.each(["TERM", "HUP"])("when SIG%s came during the update, which is asked to end", (signal) => {
    deploy(deployed);
    place(
      "up.sh",
      `trap 'echo cancelled >> calls; exit 130' INT; kill -${signal} $PPID $(test ${signal} = HUP && echo $$); while :; do sleep 0.1; done`,
    );
    const root = resolve(__dirname, "../../..");
    const loader = ["--import", join(root, "node_modules/tsx/dist/loader.mjs"), join(root, "cli/main.ts")];
    const { status, stderr } = spawnSync(process.execPath, [...loader, "rollback", "web", ...options()], {
      cwd: root,
      env: process.env,
      encoding: "utf8",
    });
    expect(file()).toBe(STACK_FILE);
    expect(calls(/^cancelled/)).toHaveLength(1);
    expect(stderr).toContain("is as it was before");
    expect(status).toBe(130);
  });
});

describe("the stack's file says what is live", () => {
  const moved = state({ web: { ...onGreen, active: "blue" } });

  test("after an update", async () => {
    deploy({ web: onGreen });
    await rollback("web");
    expect(file()).toBe(STACK_FILE.replace('"green"', '"blue"'));
    expect(said).toContain("Commit Pulumi.dev.yaml");
  });

  test("after an update that failed when the traffic had moved", async () => {
    deploy({ web: onGreen });
    place("up.sh", `echo '${moved}' > state.json; exit 1`);
    await rollback("web");
    expect(file()).toBe(STACK_FILE.replace('"green"', '"blue"'));
    expect(said).toContain("The traffic has moved");
    expect(process.exitCode).toBe(1);
  });
});

describe("an app that names no colours", () => {
  const plain = `config:\n    gke-bluegreen:apps:\n        web: { image: "x:1" }   # and nowhere else\n`;
  beforeEach(() => {
    place("Pulumi.dev.yaml", plain);
    place("up.sh", 'echo "release $GKE_BLUEGREEN_RELEASE return $GKE_BLUEGREEN_RETURN" >> calls; exit 0');
    deploy({ web: onGreen });
  });

  test("is released as the program says, and its file stays", async () => {
    await release("web", "--no-policies");
    expect(file()).toBe(plain);
    expect(calls(/^release/)).toEqual(["release web return "]);
    expect(said).not.toContain("Commit");
  });

  test("is released with another image, which its file says", async () => {
    await release("web", "--image", image("d"), "--no-policies");
    expect(file()).toBe(plain.replace('"x:1"', JSON.stringify(image("d"))));
    expect(said).toContain("Commit Pulumi.dev.yaml");
  });

  test("goes back, and its file stays", async () => {
    await rollback("web");
    expect(file()).toBe(plain);
    expect(calls(/^release/)).toEqual(["release  return web"]);
  });

  test("fails to go back where another release is on the colour by now", async () => {
    deploy({ web: { ...onGreen, colors: { blue: image("c"), green: image("b") } } });
    await expect(rollback("web")).rejects.toThrow(/another image by now.*git revert/s);
    expect(calls(/^up/)).toEqual([]);
  });
});

test("fails where an app was never switched", async () => {
  deploy({ web: { ...onGreen, receipt: null } });
  await expect(rollback("web")).rejects.toThrow(/web: got no switch to go back from/);
  expect(file()).toBe(STACK_FILE);
});
