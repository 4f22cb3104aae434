import { spawnSync } from "node:child_process";
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { projectFolder } from "../../cli/stack/engine";

/** How the engine is to run a project's `index.ts` or `index.js`: `pulumi` is its own way with TypeScript. */
type Runtime = "pulumi" | "tsx" | "javascript";

const runtimes: Readonly<Record<Runtime, string>> = {
  pulumi: "nodejs",
  tsx: "{ name: nodejs, options: { typescript: false, nodeargs: --import tsx } }",
  javascript: "{ name: nodejs, options: { typescript: false } }",
};

/** A Pulumi project in a folder. */
export class BenchProject {
  constructor(
    readonly folder: string,
    protected readonly environment: NodeJS.ProcessEnv,
    program: string,
    runtime: Runtime = "tsx",
  ) {
    mkdirSync(folder, { recursive: true });
    symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
    const main = runtime === "javascript" ? "index.js" : "index.ts";
    writeFileSync(
      join(folder, "Pulumi.yaml"),
      `name: bench-${basename(folder)}
main: ${main}
runtime: ${runtimes[runtime]}
plugins:
  providers:
    - { name: gke-bluegreen, path: ${join(projectFolder, "provider/bin")} }
`,
    );
    writeFileSync(join(folder, main), program);
    writeFileSync(join(folder, "package.json"), "{}");
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

/** The floor: what engine, language host and SDK take for a program that does nothing. */
export class EmptyProgram extends BenchProject {
  constructor(folder: string, environment: NodeJS.ProcessEnv, language: "typescript" | "javascript") {
    if (language === "javascript") super(folder, environment, 'require("@pulumi/pulumi");\n', language);
    else {
      super(folder, environment, 'import "@pulumi/pulumi";\n', "pulumi");
      // As `pulumi new typescript` writes it.
      const compilerOptions = { strict: true, target: "es2020", module: "nodenext", moduleResolution: "nodenext" };
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, files: ["index.ts"] }));
    }
  }

  preview(): void {
    this.pulumi("preview", "--stack", "bench");
  }
}
