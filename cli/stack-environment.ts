import { sandboxHome } from "../sandbox/home";

/** The environment of commands on a stack: the sandbox's for the stack `sandbox`, the caller's own for any other. */
export async function stackEnvironment(stack: string): Promise<NodeJS.ProcessEnv> {
  if (stack !== "sandbox") return process.env;
  const { environment } = await import("../sandbox/environment");
  const { requireInstance } = await import("../sandbox/instance");
  const home = sandboxHome();
  const variables = await environment(home, requireInstance(home), (line) => process.stderr.write(`${line}\n`));
  return { ...process.env, ...variables };
}
