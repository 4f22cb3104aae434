import { execFile, execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { engineFolder } from "../toolchain";

const root = resolve(__dirname, "../..");

/** One resource of a program that is data. `$secret`, `$ref` and `$env` objects inside `props` become what they name. */
export interface Declared {
  readonly type: string;
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly options?: Readonly<Record<string, unknown>>;
}

/** How a command ended. */
export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const program = `
const pulumi = require("@pulumi/pulumi");
// As every program with this project's components does (lib/errors/stack-traces.ts): the hook takes half of a large program's time.
delete Error.prepareStackTrace;
const { resources, outputs = {}, crash } = JSON.parse(require("fs").readFileSync("resources.json", "utf8"));
const made = {};
const value = (given) => {
  if (given === null || typeof given !== "object") return given;
  if ("$secret" in given) return pulumi.secret(given.$secret);
  if ("$ref" in given) return made[given.$ref[0]][given.$ref[1]];
  if (Array.isArray(given)) return given.map(value);
  return Object.fromEntries(Object.entries(given).map(([key, inner]) => [key, value(inner)]));
};
for (const { type, name, props, options = {} } of resources) {
  const { parent, ...rest } = options;
  const opts = { ...rest, version: "9.9.9", ...(parent && { parent: made[parent] }) };
  made[name] = type.startsWith("component:")
    ? new pulumi.ComponentResource(type.slice(10), name, {}, parent ? { parent: made[parent] } : {})
    : new pulumi.CustomResource(type, name, { endpoint: undefined, email: undefined, address: undefined, ...value(props) }, opts);
}
for (const [key, given] of Object.entries(outputs)) exports[key] = value(given);
if (crash) throw new Error(crash);
`;

/** A stack of its own in a temporary folder, with a file backend and the plugin that takes any resource. */
export class EngineStack {
  /** The project's own, temporary. */
  readonly folder = mkdtempSync(join(tmpdir(), "preview-"));
  /** What the engine is run with. */
  environment: NodeJS.ProcessEnv = {};

  static async make(project = "shop", stack = "prod"): Promise<EngineStack> {
    const made = new EngineStack();
    const engine = await engineFolder(() => undefined);
    made.environment = {
      ...process.env,
      PATH: `${engine}:${process.env["PATH"] ?? ""}`,
      PULUMI_HOME: join(made.folder, "home"),
      PULUMI_BACKEND_URL: `file://${join(made.folder, "backend")}`,
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_DEBUG_COMMANDS: "1",
      GRPC_NODE_DEBUG_SEND_ERROR_DETAILS: "true",
    };
    mkdirSync(join(made.folder, "backend"));
    // As a process: the library keeps a service alive that Jest would wait for.
    execFileSync(join(root, "node_modules/.bin/esbuild"), [
      join(root, "sandbox/testing/any-plugin.ts"),
      `--outfile=${join(made.folder, "any-plugin.js")}`,
      "--bundle",
      "--platform=node",
      "--log-level=warning",
    ]);
    const plugins = ["gcp", "kubernetes", "gke-bluegreen"].map((name) => made.plugin(name));
    writeFileSync(
      join(made.folder, "Pulumi.yaml"),
      [
        `name: ${project}`,
        "runtime: { name: nodejs, options: { typescript: false } }",
        "main: index.js",
        "plugins:",
        "  providers:",
        ...plugins.map(([name, path]) => `    - { name: ${name}, path: ${path}, version: 9.9.9 }`),
      ].join("\n"),
    );
    writeFileSync(join(made.folder, "index.js"), program);
    writeFileSync(join(made.folder, "package.json"), "{}");
    // Only what the program needs: after a crash the SDK searches all of node_modules for mismatched versions.
    mkdirSync(join(made.folder, "node_modules/@pulumi"), { recursive: true });
    symlinkSync(join(root, "node_modules/@pulumi/pulumi"), join(made.folder, "node_modules/@pulumi/pulumi"));
    const { code, stderr } = await made.pulumi("stack", "init", stack);
    if (code !== 0) throw new Error(stderr);
    return made;
  }

  private plugin(name: string): readonly [string, string] {
    const folder = join(this.folder, `plugin-${name}`);
    mkdirSync(folder);
    const script = `#!/bin/sh\nexec node ${join(this.folder, "any-plugin.js")} ${name} "$@"\n`;
    writeFileSync(join(folder, `pulumi-resource-${name}`), script, { mode: 0o755 });
    return [name, folder];
  }

  program(resources: readonly Declared[], rest: { outputs?: object; crash?: string } = {}): void {
    writeFileSync(join(this.folder, "resources.json"), JSON.stringify({ resources, ...rest }));
  }

  pulumi(...args: string[]): Promise<Finished> {
    return this.run("pulumi", args);
  }

  /** The product's own command, in the stack's folder. */
  command(...args: string[]): Promise<Finished> {
    return this.run(join(root, "bin/gke-bluegreen"), args);
  }

  async up(): Promise<void> {
    const { code, stdout, stderr } = await this.pulumi("up", "--yes", "--skip-preview", "--color", "never");
    if (code !== 0) throw new Error(stdout + stderr);
  }

  /** The same engine on another project. */
  elsewhere(cwd: string, environment: NodeJS.ProcessEnv): Pick<EngineStack, "pulumi" | "command"> {
    const place = { cwd, env: { ...this.environment, ...environment } };
    return {
      pulumi: (...args) => this.run("pulumi", args, place),
      command: (...args) => this.run(join(root, "bin/gke-bluegreen"), args, place),
    };
  }

  private run(
    file: string,
    args: readonly string[],
    place: { cwd: string; env: NodeJS.ProcessEnv } = { cwd: this.folder, env: this.environment },
  ): Promise<Finished> {
    return new Promise((done) => {
      const options = { ...place, maxBuffer: 2 ** 28 };
      execFile(file, [...args], options, (error, stdout, stderr) =>
        done({ code: typeof error?.code === "number" ? error.code : error ? 1 : 0, stdout, stderr }),
      );
    });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
