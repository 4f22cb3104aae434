import { z } from "zod";
import { UserError } from "../errors/user-error";
import type { Receipt } from "../provider/traffic-switch/transaction";
import { pulumiOutput } from "./engine";
import type { StackPlace } from "./stack-place";

const receipt = z.custom<Receipt | null>();

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

export function stackApps(place: StackPlace): Readonly<Record<string, StackApp>> {
  const outputs = JSON.parse(ask(place, "stack", "output", "--json")) as {
    apps?: unknown;
  };
  return z.record(z.string(), stackApp).parse(outputs.apps ?? {});
}

export function switchStates(place: StackPlace): readonly SwitchState[] {
  return switchOutputs(place).map((outputs) => switchState.parse(outputs));
}

type Outputs = Readonly<Record<string, unknown>>;

/** What the engine keeps of each app's switch, be it alone or one of several that are switched together. */
export function switchOutputs(place: StackPlace): readonly Outputs[] {
  return switchResources(place).flat();
}

function groupsOf(place: StackPlace): readonly (readonly string[])[] {
  return switchResources(place).map((members) => members.map(({ app }) => z.string().parse(app)));
}

/** One list of apps for each resource that owns where traffic goes. */
function switchResources(place: StackPlace): readonly (readonly Outputs[])[] {
  const exported = JSON.parse(ask(place, "stack", "export")) as {
    deployment: { resources?: { type: string; outputs?: Outputs }[] };
  };
  return (exported.deployment.resources ?? []).flatMap(({ type, outputs = {} }) => {
    if (type === "gke-bluegreen:workloads:TrafficSwitch") return [[outputs]];
    if (type !== "gke-bluegreen:workloads:TrafficSwitchGroup") return [];
    return [outputs["members"] as readonly Outputs[]];
  });
}

/** The apps whose traffic moves with an app's, itself among them, in their order. */
export function togetherWith(app: string, place: StackPlace): readonly string[] {
  switchOf(app, place);
  const groups = groupsOf(place);
  return groups.find((members) => members.includes(app)) ?? [app];
}

/** The switch of one app; a name that the stack does not have is a user's mistake. */
export function switchOf(app: string, place: StackPlace): SwitchState {
  const states = switchStates(place);
  const found = states.find((state) => state.app === app);
  if (found) return found;
  throw new UserError({
    setting: "<app>",
    got: JSON.stringify(app),
    expected:
      states.length > 0
        ? `one of ${states.map((state) => state.app).join(", ")}`
        : "an app that is deployed; this stack has none",
    fix: `gke-bluegreen status --stack ${place.stack}`,
  });
}

function ask({ cwd, stack, environment }: StackPlace, ...words: string[]): string {
  return pulumiOutput([...words, "--stack", stack], environment, cwd);
}
