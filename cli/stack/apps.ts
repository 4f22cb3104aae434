import { z } from "zod";
import { UserError } from "../../lib/errors/user-error";
import type { Receipt } from "../../lib/release/receipt";
import { pulumiOutput } from "./engine";
import type { StackPlace } from "./place";

// Receipts of earlier versions do not say with which others an app was switched: each counts as switched alone.
const receipt = z
  .custom<Receipt | null>()
  .transform((found) => found && { ...found, transaction: found.transaction ?? null });

const stackApp = z.object({ active: z.string(), url: z.string(), receipt });

/** What a stack's outputs say of its apps. */
export type StackApp = z.output<typeof stackApp>;

const switchState = z.object({
  app: z.string(),
  active: z.string(),
  idle: z.enum(["warm", "scaled-down"]),
  warmSeconds: z.number().nullable().default(null),
  replicas: z.number().nullable(),
  colors: z.record(z.string(), z.object({ image: z.string(), revision: z.string() })),
});

/** What the state of an app's switch says. */
export type SwitchState = z.output<typeof switchState>;

/** A stack's apps by name, as its outputs have them; none before its first update. */
export function stackApps(place: StackPlace): Readonly<Record<string, StackApp>> {
  const outputs = JSON.parse(ask(place, "stack", "output", "--json")) as {
    apps?: unknown;
  };
  return z.record(z.string(), stackApp).parse(outputs.apps ?? {});
}

type Outputs = Readonly<Record<string, unknown>>;

/** One app's switch. */
interface StackSwitch {
  readonly state: SwitchState;
  /** All that the engine keeps of it. */
  readonly outputs: Outputs;
}

/** A stack's switches as its state was when it was read. */
export interface StackSwitches {
  readonly stack: string;
  /** Of all apps, those that are switched together among them. */
  readonly switches: readonly StackSwitch[];
}

/** What a stack's state says of its switches, those of groups among them. Throws where the engine does not know the stack. */
export function stackSwitches(place: StackPlace): StackSwitches {
  const exported = JSON.parse(ask(place, "stack", "export")) as {
    deployment: { resources?: { type: string; outputs?: Outputs }[] };
  };
  const found = (exported.deployment.resources ?? []).flatMap(({ type, outputs = {} }) => {
    if (type === "gke-bluegreen:workloads:TrafficSwitch") return [outputs];
    if (type !== "gke-bluegreen:workloads:TrafficSwitchGroup") return [];
    return outputs["members"] as readonly Outputs[];
  });
  return {
    stack: place.stack,
    switches: found.map((outputs) => ({ state: switchState.parse(outputs), outputs })),
  };
}

/** The apps whose traffic moved with an app's when it last did, itself among them, in their order. */
export function switchedWith(
  app: string,
  switches: StackSwitches,
  apps: Readonly<Record<string, StackApp>>,
): readonly SwitchState[] {
  const own = switchOf(app, switches);
  const transactionOf = (name: string) => apps[name]?.receipt?.transaction ?? null;
  const transaction = transactionOf(app);
  if (transaction === null) return [own];
  return switches.switches.flatMap(({ state }) => (transactionOf(state.app) === transaction ? [state] : []));
}

/** The switch of one app; a name that the stack does not have is a user's mistake. */
export function switchOf(app: string, { stack, switches }: StackSwitches): SwitchState {
  const states = switches.map(({ state }) => state);
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

function ask({ cwd, stack, environment }: StackPlace, ...words: string[]): string {
  return pulumiOutput([...words, "--stack", stack], environment, cwd);
}
