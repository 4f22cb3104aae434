import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { projectFolder } from "../../cli/engine";

/** A Pulumi project in a folder, with the runtime's settings of this repository's own program. */
export class BenchProject {
  constructor(
    readonly folder: string,
    protected readonly environment: NodeJS.ProcessEnv,
    program: string,
  ) {
    mkdirSync(folder, { recursive: true });
    symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
    writeFileSync(
      join(folder, "Pulumi.yaml"),
      `name: bench-${basename(folder)}
main: index.ts
runtime:
  name: nodejs
  options: { typescript: false, nodeargs: --import tsx }
plugins:
  providers:
    - { name: gke-bluegreen, path: ${join(projectFolder, "provider/bin")} }
`,
    );
    writeFileSync(join(folder, "index.ts"), program);
    this.pulumi("stack", "init", "bench");
  }

  /** Runs the engine; a failure is the caller's. */
  protected pulumi(...args: string[]): string {
    const { status, stdout, stderr } = spawnSync("pulumi", [...args, "--non-interactive"], {
      cwd: this.folder,
      env: this.environment,
      encoding: "utf8",
      maxBuffer: 2 ** 28,
    });
    if (status !== 0) throw new Error(`pulumi ${args.join(" ")} ended with ${status}\n${stdout}${stderr}`);
    return stdout;
  }
}

/** The floor: what engine, language host and SDK take for a TypeScript program that does nothing. */
export class EmptyProgram extends BenchProject {
  constructor(folder: string, environment: NodeJS.ProcessEnv) {
    super(folder, environment, 'import "@pulumi/pulumi";\n');
  }

  preview(): void {
    this.pulumi("preview", "--stack", "bench");
  }
}
