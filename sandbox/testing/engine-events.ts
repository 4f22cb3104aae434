/** Makes event logs for tests: what the engine would write, and what it never should. */
export interface Step {
  readonly type: string;
  readonly name: string;
  readonly op?: string;
  readonly ops?: readonly string[];
  readonly old?: Readonly<Record<string, unknown>>;
  readonly next?: Readonly<Record<string, unknown>>;
  readonly diff?: Readonly<Record<string, string>>;
  readonly oldState?: Readonly<Record<string, unknown>>;
  readonly newState?: Readonly<Record<string, unknown>>;
  readonly keys?: readonly string[];
}

/** The engine's name of a resource of the stack in these events. */
export const urn = ({ type, name }: Pick<Step, "type" | "name">) => `urn:pulumi:prod::shop::${type}::${name}`;

function stepEvents(step: Step): object[] {
  const at = urn(step);
  const state = (inputs: unknown, rest: object = {}) =>
    inputs && { custom: true, id: step.name, parent: "", inputs, outputs: inputs, ...rest };
  return (step.ops ?? [step.op ?? "update"]).map((op) => ({
    resourcePreEvent: {
      metadata: {
        op,
        urn: at,
        type: step.type,
        old: state(step.old, step.oldState) ?? null,
        new: op.startsWith("delete") ? null : (state(step.next, step.newState) ?? null),
        keys: step.keys ?? [],
        detailedDiff: step.diff
          ? Object.fromEntries(
              Object.entries(step.diff).map(([path, diffKind]) => [path, { diffKind, inputDiff: true }]),
            )
          : null,
      },
    },
  }));
}

/** A log as the engine writes it of these steps. @param more events besides */
export function eventLog(steps: readonly Step[], more: readonly object[] = []): string {
  const events = [{ preludeEvent: {} }, ...steps.flatMap(stepEvents), ...more, { summaryEvent: { PolicyPacks: {} } }];
  return events.map((event, sequence) => JSON.stringify({ sequence, ...event })).join("\n");
}
