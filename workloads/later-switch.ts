import * as pulumi from "@pulumi/pulumi";
import type { TrafficSwitch } from "./traffic-switch";

/** What became of an app's switch. */
type Outcome = Pick<TrafficSwitch, "live" | "receipt">;

/** Outputs of a switch that is made after its app. */
export interface LaterSwitch extends Outcome {
  /** Called by whoever makes the switch. */
  settle(outcome: Outcome): void;
  isSettled(): boolean;
}

/** Apps that no group has yet, and how each is told that none will. */
const waiting = new Map<LaterSwitch, () => void>();

/**
 * Outputs that wait for a `SwitchedTogether`. Where the program comes to its end without one they fail: the app would have no switch, and
 * the program would end before its own outputs.
 */
export function laterSwitch(app: string): LaterSwitch {
  let settle!: (outcome: Outcome) => void;
  let fail!: (error: Error) => void;
  const outcome = new Promise<Outcome>((resolve, reject) => {
    settle = resolve;
    fail = reject;
  });
  const { live, receipt } = pulumi.output(outcome);
  const later: LaterSwitch = {
    live,
    receipt,
    settle: (own) => {
      waiting.delete(later);
      settle(own);
    },
    isSettled: () => !waiting.has(later),
  };
  // Nothing is left to be done by then: whatever would have made the group has had its time.
  if (waiting.size === 0) process.once("beforeExit", failWaiting);
  waiting.set(later, () =>
    fail(
      new Error(
        `BlueGreenApp ${app} has trafficSwitch: "together", and no SwitchedTogether has it, so that nothing leads its traffic. Name it in the apps of one, or leave trafficSwitch out`,
      ),
    ),
  );
  return later;
}

function failWaiting(): void {
  for (const fail of waiting.values()) fail();
  waiting.clear();
}
