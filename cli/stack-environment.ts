import { sandboxHome } from "../sandbox/home";

/** The environment of commands on a stack: the sandbox's for the stack `sandbox`, the caller's own for any other. */
export async function stackEnvironment(stack: string): Promise<NodeJS.ProcessEnv> {
  if (stack !== "sandbox") return process.env;
  const { environment } = await import("../sandbox/environment");
  const { currentInstance } = await import("../sandbox/instance");
  const home = sandboxHome();
  const instance = currentInstance(home);
  if (!instance) {
    const { UserError } = await import("../errors/user-error");
    throw new UserError({
      setting: `the sandbox in ${home}`,
      got: "one that does not stand",
      expected: "one that does",
      fix: "npm run up",
    });
  }
  return { ...process.env, ...(await environment(home, instance, (line) => process.stderr.write(`${line}\n`))) };
}
