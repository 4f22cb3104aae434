import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { endpointVariables } from "../../../sandbox/home/environment";
import type { ServerOptions } from "../../../sandbox/google-cloud/server";
import type { Fault } from "../../../sandbox/google-cloud/transport/faults";
import type { Builder } from "../../../sandbox/google-cloud/services/cloudbuild/builder";
import type { StoredImage } from "../../../sandbox/google-cloud/services/artifactregistry/images";
import { installPlugins } from "../../../sandbox/plugins/install";
import { engineFolder } from "../../../sandbox/toolchain";
import { SandboxCloud, TOKEN } from "../../unit/google-cloud/sandbox-cloud";
import type { EngineRun, StateResource } from "../../../sandbox/testing/pulumi-project";

const mediaType = "application/vnd.oci.image.manifest.v1+json";
const root = resolve(__dirname, "../../..");
const quiet = (): void => undefined;

/** This repository's program in a folder of its own, run by the real engine. */
export class ProgramFolder {
  readonly folder = mkdtempSync(join(tmpdir(), "infra-"));

  /** @param environment the engine's: where its plugins are, and where Google Cloud is */
  protected constructor(readonly environment: NodeJS.ProcessEnv) {
    const { folder } = this;
    mkdirSync(join(folder, "backend"));
    for (const link of ["index.ts", "node_modules", "examples", "package.json"])
      symlinkSync(join(root, link), join(folder, link));
    const options = { typescript: false, nodeargs: "--import tsx" };
    writeFileSync(
      join(folder, "Pulumi.yaml"),
      JSON.stringify({
        name: "gke-bluegreen",
        main: "index.ts",
        runtime: { name: "nodejs", options },
        plugins: { providers: [{ name: "gke-bluegreen", path: join(root, "provider", "bin") }] },
      }),
    );
    Object.assign(environment, {
      PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
      PULUMI_CONFIG_PASSPHRASE: "passphrase",
    });
  }

  /** @param environment what `sandbox env` exports: of a sandbox that stands */
  static inSandbox(environment: Readonly<Record<string, string>>): ProgramFolder {
    // The passphrase is the folder's own: with both given, the engine takes the file.
    return new ProgramFolder({ HOME: process.env["HOME"], ...environment, PULUMI_CONFIG_PASSPHRASE_FILE: "" });
  }

  stack(name: string): InfraStack {
    return new InfraStack(this, name);
  }

  /** Runs `pulumi`, whatever comes of it. */
  run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<EngineRun> {
    return this.command("pulumi", [...args, "--non-interactive"], environment);
  }

  /** Runs `gke-bluegreen`; `said` hears its lines while it runs. */
  cli(args: readonly string[], said: (line: string) => void = quiet): Promise<EngineRun> {
    return this.command(join(root, "bin", "gke-bluegreen"), args, {}, said);
  }

  close(): Promise<void> {
    rmSync(this.folder, { recursive: true, force: true });
    return Promise.resolve();
  }

  private command(
    program: string,
    args: readonly string[],
    environment: NodeJS.ProcessEnv,
    said: (line: string) => void = quiet,
  ): Promise<EngineRun> {
    return new Promise((done) => {
      const child = execFile(
        program,
        args,
        { cwd: this.folder, env: { ...this.environment, ...environment }, maxBuffer: 64 << 20 },
        (_error, stdout, stderr) => done({ exit: child.exitCode ?? 255, output: stdout + stderr }),
      );
      if (child.stdout) createInterface({ input: child.stdout }).on("line", said);
    });
  }
}

/** The program against the sandbox's Google Cloud alone: no machines are behind its clusters, so that one is made in no time. */
export class InfraProject extends ProgramFolder {
  private constructor(
    readonly cloud: SandboxCloud,
    environment: NodeJS.ProcessEnv,
  ) {
    super(environment);
  }

  /** @param builder runs build steps; where absent, each succeeds at once */
  static async create(
    builder: Partial<Builder> = {},
    options: Pick<ServerOptions, "decided"> = {},
  ): Promise<InfraProject> {
    const pushed: StoredImage[] = [];
    const all: Builder = {
      run: () => Promise.resolve(0),
      push: (name) => {
        const digest = `sha256:${createHash("sha256").update(name).digest("hex")}`;
        const [, image = "", tag = ""] = /([^/]+):([^:]+)$/.exec(name) ?? [];
        pushed.push({ image, digest, tags: [tag], mediaType, sizeBytes: 1, created: "2026-01-01T00:00:00Z" });
        return Promise.resolve({ name, digest });
      },
      clean: () => Promise.resolve(),
      ...builder,
    };
    const images = { list: () => Promise.resolve(pushed) };
    const cloud = await new SandboxCloud().start({ builder: all, images, ...options });
    const home = mkdtempSync(join(tmpdir(), "infra-home-"));
    await installPlugins(home);
    return new InfraProject(cloud, {
      HOME: process.env["HOME"],
      PATH: `${await engineFolder(quiet)}:${process.env["PATH"]}`,
      PULUMI_HOME: home,
      PULUMI_SKIP_UPDATE_CHECK: "1",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_GCP_SKIP_REGION_VALIDATION: "true",
      GOOGLE_OAUTH_ACCESS_TOKEN: TOKEN,
      ...endpointVariables(cloud.url),
    });
  }

  /** Makes the next calls or operations go wrong. */
  async faults(...faults: readonly Partial<Fault>[]): Promise<void> {
    const { status, body } = await this.cloud.call("PUT", "/_sandbox/faults", { faults });
    if (status !== 200) throw new Error(JSON.stringify(body));
  }

  /** The faults that nothing has met yet. */
  async faultsLeft(): Promise<readonly Fault[]> {
    const { body } = await this.cloud.call<{ faults?: readonly Fault[] }>("GET", "/_sandbox/faults");
    return body.faults ?? [];
  }

  override async close(): Promise<void> {
    await this.cloud.stop();
    rmSync(this.environment["PULUMI_HOME"] ?? "", { recursive: true, force: true });
    await super.close();
  }
}

/** A stack of the program. */
export class InfraStack {
  private started = false;

  constructor(
    private readonly project: ProgramFolder,
    readonly name: string,
  ) {}

  /** What the stack is to be from now on. */
  configure(sections: Readonly<Record<string, object>>, googleProject = `${this.name}-project`): void {
    writeFileSync(
      join(this.project.folder, `Pulumi.${this.name}.yaml`),
      JSON.stringify({
        config: {
          "gcp:project": googleProject,
          ...Object.fromEntries(Object.entries(sections).map(([key, value]) => [`gke-bluegreen:${key}`, value])),
        },
      }),
    );
  }

  async run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<EngineRun> {
    if (!this.started) {
      this.started = true;
      // The file of the configuration is there already; the engine only adds its salt.
      const { exit, output } = await this.project.run(["stack", "init", this.name]);
      if (exit !== 0) throw new Error(output);
    }
    return this.project.run([...args, "--stack", this.name], environment);
  }

  up(environment?: NodeJS.ProcessEnv): Promise<EngineRun> {
    return this.run(["up", "--yes", "--skip-preview"], environment);
  }

  /** Runs the engine and fails with what it said. */
  async must(...args: readonly string[]): Promise<string> {
    const { exit, output } = await this.run(args);
    if (exit !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${exit}:\n${output}`);
    return output;
  }

  mustUp(): Promise<string> {
    return this.must("up", "--yes", "--skip-preview");
  }

  preview(): Promise<string> {
    return this.must("preview", "--diff");
  }

  /** What the engine keeps. */
  async resources(): Promise<readonly StateResource[]> {
    const exported = JSON.parse(await this.must("stack", "export")) as {
      deployment: { resources?: readonly StateResource[]; pending_operations?: readonly unknown[] };
    };
    return exported.deployment.resources ?? [];
  }
}
