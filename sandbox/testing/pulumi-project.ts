import { execFile } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pollUntil } from "../../lib/retry";
import { installPlugins, type PluginName } from "../plugins/install";
import { identify, type ProcessIdentity, signal as send } from "../supervisor/process-identity";
import { engineFolder } from "../toolchain";
import { systemError, tolerate } from "../../lib/errors/expected";

const quiet = (): void => undefined;

/** How one command of the engine went. */
export interface EngineRun {
  readonly exit: number;
  /** What the terminal showed. */
  readonly output: string;
}

/** A resource as `pulumi stack export` has it. */
export interface StateResource {
  readonly urn: string;
  readonly type: string;
  readonly id?: string;
  readonly inputs?: Record<string, unknown>;
  readonly outputs?: Record<string, unknown>;
  readonly initErrors?: readonly string[];
}

/** A Pulumi project in a folder of its own, run by the real engine with this repository's plugin. */
export class PulumiProject {
  private constructor(
    readonly folder: string,
    readonly environment: NodeJS.ProcessEnv,
  ) {}

  /**
   * @param kubeconfig text; the program reads it from `process.env.KUBECONFIG_TEXT`
   * @param plugins those of the sandbox that the program needs
   */
  static async create(
    name: string,
    kubeconfig: string,
    plugins: readonly PluginName[] = ["kubernetes"],
  ): Promise<PulumiProject> {
    const folder = mkdtempSync(join(tmpdir(), `kubernetes-plugin-${name}-`));
    const home = join(folder, "home");
    const backend = join(folder, "backend");
    mkdirSync(backend);
    await installPlugins(home, plugins);
    // Programs are JavaScript: nobody waits for a TypeScript compiler.
    writeFileSync(
      join(folder, "Pulumi.yaml"),
      `name: ${name}\nruntime: { name: nodejs, options: { typescript: false } }\n`,
    );
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name, main: "index.js" }));
    symlinkSync(resolve(__dirname, "../../node_modules"), join(folder, "node_modules"));
    const project = new PulumiProject(folder, {
      HOME: process.env["HOME"],
      PATH: `${await engineFolder(quiet)}:${process.env["PATH"]}`,
      PULUMI_HOME: home,
      PULUMI_BACKEND_URL: `file://${backend}`,
      PULUMI_CONFIG_PASSPHRASE: "passphrase",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      KUBECONFIG_TEXT: kubeconfig,
    });
    await project.mustRun(["stack", "init", "dev"]);
    return project;
  }

  /** The program: JavaScript, with `pulumi`, `k8s` and `provider` in scope. */
  program(source: string): void {
    writeFileSync(
      join(this.folder, "index.js"),
      `"use strict";
const pulumi = require("@pulumi/pulumi");
const k8s = require("@pulumi/kubernetes");
// As every program with this project's components does (lib/errors/stack-traces.ts): the hook takes half of a large program's time.
delete Error.prepareStackTrace;
const provider = new k8s.Provider("cluster", { kubeconfig: process.env.KUBECONFIG_TEXT });
${source}
`,
    );
  }

  /**
   * Runs `pulumi`, whatever comes of it, to its end.
   *
   * @param end what it is sent when the signal is aborted: by default it is killed; `SIGINT` is what a terminal sends for Ctrl-C
   */
  run(
    args: readonly string[],
    environment: NodeJS.ProcessEnv = {},
    signal?: AbortSignal,
    end: "SIGKILL" | "SIGINT" = "SIGKILL",
  ): Promise<EngineRun> {
    return new Promise((done) => {
      const child = execFile(
        "pulumi",
        [...args, "--non-interactive"],
        { cwd: this.folder, env: { ...this.environment, ...environment }, maxBuffer: 64 << 20 },
        (_error, stdout, stderr) => done({ exit: child.exitCode ?? 255, output: stdout + stderr }),
      );
      // Not execFile's own signal: that answers at once, and an engine that is interrupted has work to do yet.
      signal?.addEventListener("abort", () => child.kill(end), { once: true });
    });
  }

  /** Runs `pulumi` and fails with what it said. */
  async mustRun(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<string> {
    const { exit, output } = await this.run(args, environment);
    if (exit !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${exit}:\n${output}`);
    return output;
  }

  up(environment: NodeJS.ProcessEnv = {}): Promise<string> {
    return this.mustRun(["up", "--yes", "--skip-preview"], environment);
  }

  preview(environment: NodeJS.ProcessEnv = {}): Promise<string> {
    return this.mustRun(["preview", "--diff"], environment);
  }

  /** What the engine keeps. */
  async resources(): Promise<readonly StateResource[]> {
    const exported = JSON.parse(await this.mustRun(["stack", "export"])) as {
      deployment: { resources?: readonly StateResource[] };
    };
    return exported.deployment.resources ?? [];
  }

  /** Whether an update holds the stack, or one that was killed left it so. */
  get locked(): boolean {
    const locks = join(this.folder, "backend", ".pulumi", "locks");
    return existsSync(locks) && readdirSync(locks, { recursive: true }).some((name) => String(name).endsWith(".json"));
  }

  /**
   * Stops Pulumi's own processes of an engine that was killed, the language host and the Kubernetes plugin: they look only every five minutes
   * whether their engine is there. All else of that run ends by itself; the answer is what did not, and was stopped as well.
   */
  async stopRemains(): Promise<readonly string[]> {
    const others = () =>
      this.processes().filter(({ command }) => !/^\S*pulumi-(language-|resource-kubernetes )/.test(command));
    await pollUntil(() => others().length === 0, { everyMs: 50, withinMs: 5_000 });
    const stubborn = others().map(({ command }) => command);
    for (const { identity } of this.processes()) send(identity, "SIGKILL");
    return stubborn;
  }

  /** The processes of this project's runs: whatever has its home in its environment. */
  private processes(): readonly { readonly identity: ProcessIdentity; readonly command: string }[] {
    const mark = `PULUMI_HOME=${this.environment["PULUMI_HOME"]}\0`;
    return readdirSync("/proc")
      .filter((name) => /^\d+$/.test(name))
      .flatMap((pid) => {
        try {
          const identity = identify(Number(pid));
          if (!identity || !readFileSync(`/proc/${pid}/environ`, "utf8").includes(mark)) return [];
          return [{ identity, command: readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ") }];
        } catch (error) {
          tolerate(error, systemError);
          return []; // It has ended meanwhile, or is another user's.
        }
      });
  }

  /** Takes everything down that is left, and the folder with it. */
  async close(): Promise<void> {
    await this.run(["destroy", "--yes", "--skip-preview"]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
