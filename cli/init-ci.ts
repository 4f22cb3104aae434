import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { Command, Option } from "commander";
import { UserError } from "../lib/errors/user-error";
import type { Environments, PipelineKind } from "./pipelines";

interface Options {
  readonly stack: string;
  readonly branch: string;
  readonly kind: readonly PipelineKind[];
  readonly cwd: string;
  readonly force: boolean;
}

/** `gke-bluegreen init …`: files that a project starts with. */
export function initCommand(): Command {
  const command = new Command("init").description("write files that a project starts with");
  command
    .command("ci")
    .description("pipelines for a stack: preview on pull requests, deploy on merge, drift every night")
    .requiredOption("-s, --stack <name>", "the stack")
    .option("--branch <name>", "the branch that the stack follows", "main")
    .addOption(
      new Option("--kind <kind...>", "where they run")
        .choices(["github-actions", "cloud-build", "pulumi-operator"])
        .default(["github-actions"]),
    )
    .option("-C, --cwd <folder>", "the project's folder", ".")
    .option("--force", "overwrite files that were edited", false)
    .action(initCi);
  return command;
}

async function initCi({ stack, branch, kind: kinds, cwd, force }: Options): Promise<void> {
  const [{ pipelineFiles }, { environmentsOf }] = await Promise.all([
    import("./pipelines"),
    import("./pipelines/environments"),
  ]);
  // These become parts of YAML and of shell commands.
  requireName("--stack", stack, /^[A-Za-z0-9][\w.-]{0,99}$/);
  requireName("--branch", branch, /^[A-Za-z0-9][\w./-]{0,199}$/);
  const environments = environmentsOf(resolve(cwd), stack);
  for (const [use, name] of Object.entries<string>({ ...environments }))
    requireName(`identities.github.${use}.environment`, name, /^[A-Za-z0-9][\w.-]{0,99}$/);
  const files = kinds.flatMap((kind) => pipelineFiles(kind, { stack, branch, environments }));
  const edited = files.filter(({ path, content }) => {
    const there = join(resolve(cwd), path);
    return existsSync(there) && readFileSync(there, "utf8") !== content;
  });
  const [first] = edited;
  if (first && !force) {
    throw new UserError({
      setting: first.path,
      got: "a file with other content",
      expected: "no file, or the one that this command writes",
      fix: "Keep yours, or overwrite it with --force",
    });
  }
  for (const { path, content } of files) {
    const there = join(resolve(cwd), path);
    mkdirSync(dirname(there), { recursive: true });
    writeFileSync(there, content);
    process.stdout.write(`wrote ${path}\n`);
  }
  if (kinds.includes("github-actions")) process.stdout.write(nextSteps(stack, branch, environments));
}

function nextSteps(stack: string, branch: string, { preview, plan, deploy }: Environments): string {
  return `
Next, in the repository's settings:
  1. Environments, as identities.github of the stack's configuration names them:
       ${preview}: required reviewers. A pull request's program runs there, and with the state and its key it can decrypt every
         secret of the stack; docs/security.md says why, and what has to be true to do without.
       ${plan}: only the branch ${branch}, no reviewers.
       ${deploy}: only the branch ${branch}, required reviewers.
  2. Variables: PULUMI_BACKEND_URL, WORKLOAD_IDENTITY_PROVIDER, PREVIEW_SERVICE_ACCOUNT, DEPLOY_SERVICE_ACCOUNT
     (identities.github in the stack's configuration makes the provider and the accounts; docs/previews.md says what each may do).
  3. Branch rules: require the check "preview <project>/${stack}", and a code owner's review of .github/.
`;
}

function requireName(setting: string, got: string, pattern: RegExp): void {
  if (pattern.test(got)) return;
  throw new UserError({
    setting,
    got: JSON.stringify(got),
    expected: "letters, digits, dots, dashes and underscores",
    fix: `${setting} prod`,
  });
}
