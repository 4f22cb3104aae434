import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../cli/stack/engine";
import { BenchProject } from "./bench-project";

const image = `docker.io/library/node@sha256:${"0".repeat(64)}`;

/** A stack of blue/green apps on the sandbox's cluster, as many as one likes. */
export class ManyApps extends BenchProject {
  private readonly file: string;

  constructor(folder: string, environment: NodeJS.ProcessEnv, kubeconfig: string) {
    const program = join(projectFolder, "cli/drill/program");
    super(folder, { ...environment, KUBECONFIG_TEXT: kubeconfig }, `export * from ${JSON.stringify(program)};\n`);
    this.file = join(folder, "apps.json");
    this.environment["BLUE_GREEN_CONFIG"] = this.file;
  }

  /** What the engine would do for this many apps on an empty stack. */
  preview(count: number): void {
    const app = { active: "blue", colors: { blue: { image }, green: { image } } };
    const apps = Object.fromEntries(Array.from({ length: count }, (_, index) => [`app-${index}`, app]));
    writeFileSync(this.file, JSON.stringify({ apps }));
    this.pulumi("preview", "--stack", "bench");
  }
}
