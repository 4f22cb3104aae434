import { syntaxError, tolerate } from "../../lib/errors/expected";
/**
 * The engine's events, as far as a report needs them. The engine adds kinds and fields in any release ("event types aren't
 * versioned"), so everything is optional and what is not known is counted, not refused.
 */
export interface EngineEvent {
  readonly sequence?: number;
  readonly preludeEvent?: { readonly config?: Readonly<Record<string, string>> };
  readonly resourcePreEvent?: { readonly metadata?: StepMetadata };
  readonly resOutputsEvent?: { readonly metadata?: StepMetadata };
  readonly resOpFailedEvent?: { readonly metadata?: StepMetadata };
  readonly diagnosticEvent?: DiagnosticEvent;
  readonly policyEvent?: PolicyEvent;
  readonly policyRemediationEvent?: PolicyEvent;
  readonly summaryEvent?: SummaryEvent;
  readonly errorEvent?: { readonly error?: string };
}

/** What the engine says of one step. */
export interface StepMetadata {
  readonly op?: string;
  readonly urn?: string;
  readonly type?: string;
  readonly old?: StepState | null;
  readonly new?: StepState | null;
  /** Properties that force a replacement. */
  readonly keys?: readonly string[];
  /** Top-level properties that change. */
  readonly diffs?: readonly string[];
  readonly detailedDiff?: Readonly<Record<string, { readonly diffKind?: string; readonly inputDiff?: boolean }>> | null;
  readonly provider?: string;
}

/** A resource as a step found it, or leaves it. */
export interface StepState {
  readonly id?: string;
  readonly parent?: string;
  readonly custom?: boolean;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly provider?: string;
}

interface DiagnosticEvent {
  readonly urn?: string;
  readonly message?: string;
  readonly severity?: string;
  readonly ephemeral?: boolean;
}

interface PolicyEvent {
  readonly resourceUrn?: string;
  readonly message?: string;
  readonly policyName?: string;
  readonly policyPackName?: string;
  readonly policyPackVersion?: string;
  readonly enforcementLevel?: string;
}

interface SummaryEvent {
  readonly maybeCorrupt?: boolean;
  readonly durationSeconds?: number;
  readonly resourceChanges?: Readonly<Record<string, number>>;
  readonly PolicyPacks?: Readonly<Record<string, string>>;
}

/** Kinds that are known and say nothing a report needs. */
const uninteresting = new Set([
  "cancelEvent",
  "stdoutEvent",
  "startDebuggingEvent",
  "policyLoadEvent",
  "policyAnalyzeSummaryEvent",
  "policyRemediateSummaryEvent",
  "policyAnalyzeStackSummaryEvent",
  "progressEvent",
]);

const interesting = new Set([
  "preludeEvent",
  "resourcePreEvent",
  "resOutputsEvent",
  "resOpFailedEvent",
  "diagnosticEvent",
  "policyEvent",
  "policyRemediationEvent",
  "summaryEvent",
  "errorEvent",
]);

/** What an event log holds. */
export interface EventLog {
  readonly events: readonly EngineEvent[];
  /** Lines that are no event: the last one is cut when the engine was killed while it wrote. */
  readonly unreadableLines: number;
  /** Kinds of event that this version does not know, with their number. */
  readonly unknownKinds: Readonly<Record<string, number>>;
}

/** Reads a log of one JSON event a line. Never throws: a cut or strange log gives a report that says so. */
export function readEventLog(text: string): EventLog {
  const events: EngineEvent[] = [];
  const unknownKinds: Record<string, number> = {};
  let unreadableLines = 0;
  for (const line of text.split("\n")) {
    if (line.trim() === "") continue;
    const event = parseEvent(line);
    if (event === undefined) {
      unreadableLines++;
      continue;
    }
    events.push(event);
    for (const key of Object.keys(event)) {
      if (key.endsWith("Event") && !interesting.has(key) && !uninteresting.has(key)) {
        unknownKinds[key] = (unknownKinds[key] ?? 0) + 1;
      }
    }
  }
  events.sort((left, right) => (left.sequence ?? 0) - (right.sequence ?? 0));
  return { events, unreadableLines, unknownKinds };
}

function parseEvent(line: string): EngineEvent | undefined {
  try {
    const parsed: unknown = JSON.parse(line);
    return typeof parsed === "object" && parsed !== null && !Array.isArray(parsed) ? parsed : undefined;
  } catch (error) {
    tolerate(error, syntaxError);
    return undefined;
  }
}
