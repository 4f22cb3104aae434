import { execFile } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseDocument } from "yaml";

const root = resolve(__dirname, "../../..");

/** A copy of `examples/` beside the repository's program: the engine writes into stack files, and the repository's are not to change. */
export class Examples {
  private readonly view = mkdtempSync(join(tmpdir(), "examples-"));
  readonly folder = join(this.view, "examples");

  /** @param environment the engine's: backend, credentials, endpoints, project */
  constructor(readonly environment: NodeJS.ProcessEnv) {
    mkdirSync(this.folder);
    for (const name of readdirSync(root))
      if (name !== "examples" && !name.startsWith(".")) symlinkSync(join(root, name), join(this.view, name));
    cpSync(join(root, "examples"), this.folder, { recursive: true });
  }

  remove(): void {
    rmSync(this.view, { recursive: true, force: true });
  }

  stack(name: string): ExampleStack {
    return new ExampleStack(this, name);
  }

  /** The stacks that there are. */
  static names(): string[] {
    return readdirSync(join(root, "examples"))
      .flatMap((name) => /^Pulumi\.([^.]+)\.yaml$/.exec(name)?.[1] ?? [])
      .sort();
  }

  /** @param input for what must not be among the arguments, which every user of the machine sees */
  run(program: string, args: readonly string[], input = ""): Promise<string> {
    return new Promise((done, fail) => {
      const child = execFile(
        program,
        [...args],
        { cwd: this.folder, env: this.environment, maxBuffer: 2 ** 26 },
        (error, stdout, stderr) =>
          error ? fail(new Error(`${program} ${args.join(" ")}\n${stdout}\n${stderr}`)) : done(stdout),
      );
      child.stdin?.end(input);
    });
  }
}

/** One example, driven as its README says. */
export class ExampleStack {
  constructor(
    private readonly examples: Examples,
    readonly name: string,
  ) {}

  async up(): Promise<void> {
    await this.pulumi("stack", "init", this.name);
    await this.update();
  }

  /** Of one that nobody brings up; it leaves no stack. */
  async preview(): Promise<string> {
    await this.pulumi("stack", "init", this.name);
    try {
      return await this.pulumi("preview", "--stack", this.name);
    } finally {
      await this.pulumi("stack", "rm", "--yes", "--stack", this.name);
    }
  }

  update(): Promise<string> {
    return this.pulumi("up", "--yes", "--skip-preview", "--stack", this.name);
  }

  /** Fails where an update would change anything. */
  noChanges(): Promise<string> {
    return this.pulumi("preview", "--expect-no-changes", "--diff", "--stack", this.name);
  }

  async outputs(): Promise<{
    readonly apps: Readonly<Record<string, { readonly url: string; readonly active: string }>>;
  }> {
    return JSON.parse(await this.pulumi("stack", "output", "--json", "--stack", this.name)) as never;
  }

  async destroy(): Promise<void> {
    await this.pulumi("destroy", "--yes", "--skip-preview", "--stack", this.name);
    await this.pulumi("stack", "rm", "--yes", "--stack", this.name);
  }

  /** As it stands on disk, with what the engine wrote. */
  file(): string {
    return readFileSync(join(this.examples.folder, `Pulumi.${this.name}.yaml`), "utf8");
  }

  /** Changes the copy that the engine reads. */
  edit(change: (text: string) => string): void {
    this.editFile(`Pulumi.${this.name}.yaml`, change);
  }

  /** Changes the copy of another file of the examples. */
  editFile(name: string, change: (text: string) => string): void {
    const file = join(this.examples.folder, name);
    const text = readFileSync(file, "utf8");
    const changed = change(text);
    if (changed === text) throw new Error(`the edit found nothing to change in ${name}`);
    writeFileSync(file, changed);
  }

  /** Changes one value of the copy that the engine reads. */
  set(path: readonly string[], value: unknown): void {
    this.edit((text) => {
      const document = parseDocument(text);
      document.setIn(["config", ...path], value);
      return document.toString();
    });
  }

  private pulumi(...args: string[]): Promise<string> {
    return this.examples.run("pulumi", [...args, "--non-interactive", "--color", "never"]);
  }
}
