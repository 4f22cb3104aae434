import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { Fault } from "../../../sandbox/google-cloud/front/faults";
import { installPlugins } from "../../../sandbox/plugins/install";
import { engineFolder } from "../../../sandbox/toolchain";
import { SandboxCloud, TOKEN } from "../../unit/google-cloud/sandbox-cloud";
import type { EngineRun, StateResource } from "../../../drill/pulumi-project";

const root = resolve(__dirname, "../../..");
const quiet = (): void => undefined;

/** Where each API is, in the variables that the official plugin, ours and the commands read. */
function endpoints(url: string): Record<string, string> {
  const paths: Readonly<Record<string, string>> = {
    CONTAINER: "container/v1beta1/",
    COMPUTE: "compute/beta/",
    ARTIFACT_REGISTRY: "artifactregistry/v1/",
    CLOUD_BUILD: "cloudbuild/v1/",
    SERVICE_USAGE: "serviceusage/v1/",
    RESOURCE_MANAGER: "cloudresourcemanager/v1/",
    IAM: "iam/v1/",
    IAM_BETA: "iam/v1/",
    MONITORING: "monitoring/",
    STORAGE: "storage/v1/",
    LOGGING: "logging/v2/",
  };
  return Object.fromEntries(
    Object.entries(paths).map(([api, path]) => [`GOOGLE_${api}_CUSTOM_ENDPOINT`, `${url}/${path}`]),
  );
}

/**
 * This repository's program in a folder of its own, run by the real engine with the sandbox's plugins against the sandbox's Google Cloud;
 * the clusters there have no machines behind them, so that a cluster is made in no time.
 */
export class InfraProject {
  readonly folder = mkdtempSync(join(tmpdir(), "infra-"));
  environment: NodeJS.ProcessEnv = {};

  private constructor(readonly cloud: SandboxCloud) {}

  static async create(): Promise<InfraProject> {
    const project = new InfraProject(await new SandboxCloud().start());
    const { folder, cloud } = project;
    const home = join(folder, "home");
    mkdirSync(join(folder, "backend"));
    await installPlugins(home);
    for (const link of ["index.ts", "node_modules", "examples", "tsconfig.json"])
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
    project.environment = {
      HOME: process.env["HOME"],
      PATH: `${await engineFolder(quiet)}:${process.env["PATH"]}`,
      PULUMI_HOME: home,
      PULUMI_BACKEND_URL: `file://${join(folder, "backend")}`,
      PULUMI_CONFIG_PASSPHRASE: "passphrase",
      PULUMI_SKIP_UPDATE_CHECK: "1",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_GCP_SKIP_REGION_VALIDATION: "true",
      GOOGLE_OAUTH_ACCESS_TOKEN: TOKEN,
      ...endpoints(cloud.server.url),
    };
    return project;
  }

  stack(name: string): InfraStack {
    return new InfraStack(this, name);
  }

  /** Runs `pulumi`, whatever comes of it. */
  run(args: readonly string[], environment: NodeJS.ProcessEnv = {}): Promise<EngineRun> {
    return new Promise((done) => {
      const child = execFile(
        "pulumi",
        [...args, "--non-interactive"],
        { cwd: this.folder, env: { ...this.environment, ...environment }, maxBuffer: 64 << 20 },
        (_error, stdout, stderr) => done({ exit: child.exitCode ?? 255, output: stdout + stderr }),
      );
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

  async close(): Promise<void> {
    await this.cloud.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** A stack of the program. */
export class InfraStack {
  private started = false;

  constructor(
    private readonly project: InfraProject,
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
