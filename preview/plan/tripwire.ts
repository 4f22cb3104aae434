import type { EventLog } from "../../lib/engine/event-log";
import { readEventLog } from "../events/engine-event";
import type { PlanItem } from "./hash";

/** Which step of an update does to a resource what a plan calls by another name. */
const sameAs: Readonly<Record<string, string>> = {
  "create-replacement": "replace",
  "delete-replaced": "replace",
  "import-replacement": "replace",
  "read-replacement": "replace",
  "discard-replaced": "replace",
  "remove-pending-replace": "forget",
  discard: "forget",
};

const harmless = new Set(["same", "refresh", "read"]);

/** Steps in an update's events that the plan does not have, in words. */
export function stepsOutsidePlan(eventLog: string, plan: readonly PlanItem[]): string[] {
  const planned = new Map(plan.map(({ urn, action }) => [urn, action]));
  const found = new Set<string>();
  for (const { resourcePreEvent } of readEventLog(eventLog).events) {
    const { op = "", urn = "" } = resourcePreEvent?.metadata ?? {};
    if (op === "" || urn === "" || harmless.has(op) || /::pulumi:(pulumi:Stack|providers:)/.test(urn)) continue;
    const action = sameAs[op] ?? op;
    if (planned.get(urn) !== action) found.add(`${urn}: ${op}, which was not reviewed`);
  }
  return [...found];
}

/**
 * Reads the log of an update while it runs and interrupts the engine when it begins a step that nobody reviewed: between the last
 * preview and the update somebody may have changed the stack, and values that were unknown may have turned out otherwise.
 */
export function armTripwire(plan: readonly PlanItem[], onTrip: (steps: readonly string[]) => void) {
  return (log: EventLog, interrupt: () => void): (() => void) => {
    let tripped = false;
    const look = () => {
      if (tripped) return;
      const steps = stepsOutsidePlan(log.text(), plan);
      if (steps.length === 0) return;
      tripped = true;
      onTrip(steps);
      interrupt();
    };
    const stop = log.onChange(look);
    return () => {
      stop();
      look();
    };
  };
}
