import type { EngineEvent } from "./engine-event";
import type { Enforcement, ResourceChange, Violation } from "../model";
import type { Redactor } from "./redaction";

/** Violations of the state before the change: those of an earlier report that was saved. */
export interface Baseline {
  readonly violations: readonly Pick<Violation, "policy" | "urn">[];
}

/** Policy results out of the events, with what is known about their age. */
export function readViolations(
  events: readonly EngineEvent[],
  changes: readonly ResourceChange[],
  redact: Redactor,
  baseline: Baseline | undefined,
): Violation[] {
  const changed = new Map(changes.map((change) => [change.urn, change.action]));
  const known = baseline && new Set(baseline.violations.map(({ policy, urn }) => `${policy} ${urn}`));
  const found = new Map<string, Violation>();
  for (const { policyEvent } of events) {
    if (!policyEvent) continue;
    const { policyName = "unnamed", policyPackName = "", resourceUrn = "", message = "" } = policyEvent;
    const violation: Violation = {
      policy: policyName,
      pack: policyPackName,
      urn: resourceUrn,
      message: redact(said(message)),
      enforcement: enforcement(policyEvent.enforcementLevel, policyName, message),
      age: known ? (known.has(`${policyName} ${resourceUrn}`) ? "already-there" : "new") : age(resourceUrn),
    };
    found.set(JSON.stringify(violation), violation);
  }
  const rank = { mandatory: 0, advisory: 1, undecidable: 2, exempted: 3 };
  const ages = { new: 0, "on-a-changed-resource": 1, "already-there": 2 };
  const key = ({ enforcement: level, age: when, policy, urn, message }: Violation) =>
    `${rank[level]} ${ages[when]} ${policy} ${urn} ${message}`;
  return [...found.values()].sort((left, right) => (key(left) < key(right) ? -1 : 1));

  function age(urn: string): Violation["age"] {
    const action = changed.get(urn);
    if (action === "create" || action === "import") return "new";
    return action === undefined && urn !== "" ? "already-there" : "on-a-changed-resource";
  }
}

/** What a policy said: the engine puts the policy's description before it, on a line of its own. */
function said(message: string): string {
  const lines = message
    .replace(/<\{%[^%]*%\}>/g, "")
    .trim()
    .split("\n");
  return (lines.length > 1 ? lines.slice(1) : lines).join("\n").trim();
}

/** The engine says advisory, mandatory, remediate or disabled; what a rule could not decide or what is exempted it says in words. */
function enforcement(level: string | undefined, policy: string, message: string): Enforcement {
  if (policy === "undecidable" || /can't be known during preview/.test(message)) return "undecidable";
  if (policy === "exempted") return "exempted";
  return level === "mandatory" ? "mandatory" : "advisory";
}
