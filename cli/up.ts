import { Command } from "commander";
import pc from "picocolors";
import { sandboxHome } from "../sandbox/home/folder";
import { type PolicyOptions, withPolicyOptions, withPolicyPacks } from "./policies/packs";

const stack = "sandbox";

/** `gke-bluegreen up`: from nothing to the main example, in the sandbox. */
export function upCommand(): Command {
  return withPolicyOptions(new Command("up"))
    .description("start the sandbox and bring the main example up in it")
    .option("--yes", "do not ask (the default: it changes nothing but the sandbox)")
    .action(async (options: PolicyOptions) => {
      const { up } = await import("../sandbox/lifecycle/up");
      const { environment } = await import("../sandbox/home/environment");
      const { projectFolder, pulumi, pulumiOutput } = await import("./stack/engine");

      const started = Date.now();
      const say = (line: string) => process.stderr.write(`${pc.dim(elapsed(started))} ${line}\n`);
      const sandbox = await up(sandboxHome(), say);
      const variables = { ...process.env, ...(await environment(sandbox.home, sandbox.instance, say)) };

      say(`pulumi up --stack ${stack}`);
      pulumiOutput(["stack", "select", "--create", stack], variables);
      const place = { cwd: projectFolder, stack, environment: variables };
      const code = await withPolicyPacks(options, place, (policies) =>
        pulumi(["up", "--stack", stack, "--yes", "--skip-preview", ...policies], variables),
      );
      if (code !== 0) {
        process.stderr.write("\nThe next `npm run up` goes on where this one stopped.\n");
        process.exitCode = code;
        return;
      }
      const outputs = JSON.parse(pulumiOutput(["stack", "output", "--stack", stack, "--json"], variables)) as Outputs;
      process.stdout.write(whatStands(outputs, elapsed(started)));
    });
}

/** The outputs of `index.ts` that are shown. */
interface Outputs {
  readonly apps?: Readonly<Record<string, { readonly url?: string; readonly active: string }>>;
}

function whatStands({ apps = {} }: Outputs, took: string): string {
  const lines = Object.entries(apps).map(
    ([name, { url, active }]) =>
      `  ${pc.bold(name)} serves ${active} at ${pc.bold(url ?? "(no address outside the cluster)")}`,
  );
  return `
${pc.green("It runs")} (${took}).

${lines.join("\n")}

What to try next:
  npm run demo                                  switch to the other colour under load, and see every request
  bin/gke-bluegreen status                      colours, digests, replicas, how long rollback stays instant
  eval "$(bin/gke-bluegreen sandbox env)"       plain pulumi and kubectl in this shell
  npm run down                                  stop it all
`;
}

function elapsed(since: number): string {
  const seconds = Math.round((Date.now() - since) / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}
