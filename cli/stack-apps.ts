import { z } from "zod";
import { UserError } from "../errors/user-error";
import type { Receipt } from "../provider/traffic-switch/transaction";
import { pulumiOutput } from "./engine";

const receipt = z.custom<Receipt | null>();

const stackApp = z.object({ active: z.string(), url: z.string(), receipt });

/** What a stack's outputs say of its apps. */
export type StackApp = z.output<typeof stackApp>;

const switchState = z.object({
  app: z.string(),
  active: z.string(),
  idle: z.string(),
  replicas: z.number().nullable(),
  colors: z.record(z.string(), z.object({ image: z.string(), revision: z.string() })),
});

/** What the state of an app's switch says. */
export type SwitchState = z.output<typeof switchState>;

export function stackApps(stack: string, environment: NodeJS.ProcessEnv): Readonly<Record<string, StackApp>> {
  const outputs = JSON.parse(pulumiOutput(["stack", "output", "--json", "--stack", stack], environment)) as {
    apps?: unknown;
  };
  return z.record(z.string(), stackApp).parse(outputs.apps ?? {});
}

export function switchStates(stack: string, environment: NodeJS.ProcessEnv): readonly SwitchState[] {
  const exported = JSON.parse(pulumiOutput(["stack", "export", "--stack", stack], environment)) as {
    deployment: { resources?: { type: string; outputs?: unknown }[] };
  };
  const found = (exported.deployment.resources ?? []).filter(
    ({ type }) => type === "gke-bluegreen:workloads:TrafficSwitch",
  );
  return found.map(({ outputs }) => switchState.parse(outputs));
}

/** The switch of one app; a name that the stack does not have is a user's mistake. */
export function switchOf(app: string, stack: string, environment: NodeJS.ProcessEnv): SwitchState {
  const states = switchStates(stack, environment);
  const found = states.find((state) => state.app === app);
  if (found) return found;
  throw new UserError({
    setting: "<app>",
    got: JSON.stringify(app),
    expected:
      states.length > 0
        ? `one of ${states.map((state) => state.app).join(", ")}`
        : "an app that is deployed; this stack has none",
    fix: `gke-bluegreen status --stack ${stack}`,
  });
}
