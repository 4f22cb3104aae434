import { nameOf, typeOf } from "../../lib/urn";
import { counted } from "../../lib/wording";
import { adviceOn } from "./advice";
import type { EngineEvent, EventLog, StepMetadata, StepState } from "./engine-event";
import { fieldChanges } from "./field-changes";
import { makeRedactor, type Redactor } from "./redaction";
import {
  type Action,
  type Message,
  type OptionChange,
  type Outcome,
  type Preview,
  type Properties,
  type ResourceChange,
  type ResourceState,
} from "../model";
import { SECRET } from "./property-path";
import { type Convert, makeReading, type Reading } from "./reading";
import { readViolations, type Baseline } from "./violations";

/** What the events do not say themselves. */
export interface ReadOptions {
  readonly project: string;
  readonly stack: string;
  readonly kind?: "update" | "drift";
  /** The engine's process ended by a signal or by the user. */
  readonly cancelled?: boolean;
  /** Exit code of the engine's process; a failure that left no error event is then still a failure. */
  readonly exitCode?: number;
  /** What the engine wrote to stderr: the reason when it failed before its first event. */
  readonly stderr?: string;
  readonly baseline?: Baseline | undefined;
  /** Of the hashes of values that are not shown. @default "" – such a hash helps to guess a short value */
  readonly key?: string;
}

/** Everything that happens to one resource, gathered from its events. */
interface Steps {
  readonly urn: string;
  /** In the order in which the engine means to do them. */
  readonly ops: string[];
  /** The step that tells most: not the deletion of the replaced, but the replacement. */
  main: StepMetadata;
}

/** Makes the model of a preview out of the engine's event log. */
export function readPreview(log: EventLog, options: ReadOptions): Preview {
  const redact = makeRedactor(log.events);
  const steps = gatherSteps(log.events);
  const reading = makeReading(
    redact,
    [...steps.values()].map(({ main }) => main),
    options.key ?? "",
  );
  const kind = options.kind ?? "update";

  const changes: ResourceChange[] = [];
  const resources: ResourceState[] = [];
  let unchanged = 0;
  for (const step of [...steps.values()].sort((left, right) => (left.urn < right.urn ? -1 : 1))) {
    const { change, states } = readSteps(step, reading, kind);
    resources.push(...states);
    if (isStack(step.urn)) continue;
    if (change) changes.push(change);
    else unchanged++;
  }
  const messages = readMessages(log.events, redact);
  const stackStep = [...steps.values()].find(({ urn }) => isStack(urn))?.main;
  return {
    project: options.project,
    stack: options.stack,
    kind,
    outcome: outcomeOf(log, messages, redact, options),
    changes,
    resources,
    unchanged,
    outputs: stackStep ? outputChanges(stackStep, reading) : [],
    messages,
    violations: readViolations(log.events, changes, redact, options.baseline),
    policyPacks: policyPacks(log),
    gaps: gaps(log),
  };
}

/** Versions by pack. The engine puts a local pack's folder behind its name, which differs from machine to machine. */
function policyPacks(log: EventLog): Readonly<Record<string, string>> {
  const packs = log.events.findLast(({ summaryEvent }) => summaryEvent)?.summaryEvent?.PolicyPacks ?? {};
  return Object.fromEntries(
    Object.entries(packs).map(([pack, version]) => [pack.replace(/\|local\|.*$/, ""), version]),
  );
}

function isStack(urn: string): boolean {
  return typeOf(urn) === "pulumi:pulumi:Stack";
}

function gatherSteps(events: readonly EngineEvent[]): Map<string, Steps> {
  const steps = new Map<string, Steps>();
  for (const event of events) {
    const metadata = (event.resourcePreEvent ?? event.resOutputsEvent ?? event.resOpFailedEvent)?.metadata;
    const { urn, op } = metadata ?? {};
    if (!metadata || !urn || !op) continue;
    const known = steps.get(urn);
    if (!known) {
      steps.set(urn, { urn, ops: [op], main: metadata });
      continue;
    }
    if (event.resourcePreEvent && !known.ops.includes(op)) known.ops.push(op);
    if (weight(op) >= weight(known.main.op ?? "")) known.main = { ...metadata, ...keptDiff(known.main, metadata) };
  }
  return steps;
}

/** The event after a step knows the outputs, and sometimes no longer the diff. */
function keptDiff(earlier: StepMetadata, later: StepMetadata): Partial<StepMetadata> {
  if (later.detailedDiff || !earlier.detailedDiff) return {};
  return { detailedDiff: earlier.detailedDiff };
}

function weight(op: string): number {
  if (op === "replace") return 3;
  if (op === "create-replacement" || op === "import-replacement" || op === "read-replacement") return 4;
  if (op === "delete-replaced" || op === "discard-replaced" || op === "remove-pending-replace") return 0;
  if (op === "refresh") return 0; // What it found is in the event that follows: same, update or delete.
  if (op === "same") return 1;
  return 2;
}

const actions: Readonly<Record<string, Action>> = {
  create: "create",
  update: "update",
  delete: "delete",
  replace: "replace",
  "create-replacement": "replace",
  "import-replacement": "replace",
  "read-replacement": "replace",
  import: "import",
  "remove-pending-replace": "forget",
  discard: "forget",
};

function readSteps(
  { urn, ops, main }: Steps,
  reading: Reading,
  kind: Preview["kind"],
): { readonly change: ResourceChange | undefined; readonly states: readonly ResourceState[] } {
  const type = main.type ?? typeOf(urn);
  const op = main.op ?? "";
  const deleted = op === "delete" || op === "delete-replaced" || (kind === "drift" && !main.new);
  const before = main.old ? state(urn, type, main.old, "before", reading.clean) : undefined;
  const after = main.new && !deleted ? state(urn, type, main.new, "after", reading.clean) : undefined;
  const { fields, noise } = fieldChanges(type, main, reading, kind);
  const options = optionChanges(before, after);
  const providerChanged = op === "replace" && (main.keys ?? []).includes("provider");
  const action = deleted ? "delete" : (actions[op] ?? (kind === "drift" && fields.length > 0 ? "update" : undefined));
  // The engine makes one of its own for every plugin that a program uses without naming an instance.
  const ownProvider = type.startsWith("pulumi:providers:") && /^default(_|$)/.test(nameOf(urn));
  const nothing = action === undefined && options.length === 0;
  const onlyNoise = kind === "drift" && action === "update" && fields.length === 0 && options.length === 0;
  if (nothing || ownProvider || onlyNoise) {
    const only = after ?? before;
    return { change: undefined, states: only ? [{ ...only, side: "both" }] : [] };
  }
  const states = [before, after].filter((side) => side !== undefined);
  const order = orderOf(ops);
  const change: ResourceChange = {
    urn,
    type,
    name: nameOf(urn),
    action: action ?? "update",
    ...(order && action === "replace" && { order }),
    fields,
    noise,
    replacedFor: action === "replace" ? replacedFor(main) : [],
    options,
    before,
    after,
    providerChanged,
  };
  return { change, states };
}

/** A replaced resource that goes before its replacement comes leaves a gap: the order of the engine's steps tells. */
function orderOf(ops: readonly string[]): "delete-first" | "create-first" | undefined {
  const gone = ops.indexOf("delete-replaced");
  const come = ops.findIndex((op) => op === "create-replacement" || op === "import-replacement");
  if (come < 0) return undefined;
  return gone >= 0 && gone < come ? "delete-first" : "create-first";
}

function replacedFor({ detailedDiff, keys }: StepMetadata): readonly string[] {
  const paths = Object.entries(detailedDiff ?? {})
    .filter(([, { diffKind }]) => diffKind?.endsWith("-replace"))
    .map(([path]) => path);
  return (paths.length > 0 ? paths : [...(keys ?? [])]).sort();
}

function state(urn: string, type: string, from: StepState, side: "before" | "after", clean: Convert): ResourceState {
  return {
    urn,
    type,
    name: nameOf(urn),
    id: String(clean(from.id ?? "")),
    parent: from.parent ?? "",
    provider: from.provider ?? "",
    custom: from.custom ?? false,
    protect: from.protect ?? false,
    retainOnDelete: from.retainOnDelete ?? false,
    side,
    inputs: properties(clean(from.inputs ?? {})),
  };
}

/** The inputs of a resource can as a whole be a secret. */
function properties(value: unknown): Properties {
  return typeof value === "object" && value !== null ? (value as Properties) : { value: SECRET };
}

function optionChanges(before: ResourceState | undefined, after: ResourceState | undefined): OptionChange[] {
  if (!before || !after) return [];
  return (["protect", "retainOnDelete"] as const)
    .filter((option) => before[option] !== after[option])
    .map((option) => ({ option, before: before[option], after: after[option] }));
}

function outputChanges(step: StepMetadata, reading: Reading) {
  const old = step.old?.outputs ?? {};
  const next = step.new?.outputs ?? {};
  return fieldChanges(
    "pulumi:pulumi:Stack",
    { op: "update", old: { inputs: old }, new: { inputs: next } },
    reading,
    "update",
  ).fields;
}

function readMessages(events: readonly EngineEvent[], redact: Redactor): Message[] {
  const messages = new Map<string, Message>();
  for (const { diagnosticEvent, errorEvent } of events) {
    if (errorEvent?.error) add({ severity: "error", urn: "", text: redact(errorEvent.error) });
    const { message = "", urn = "", ephemeral } = diagnosticEvent ?? {};
    const severity = ephemeral ? undefined : severityOf(urn, diagnosticEvent?.severity);
    if (severity === undefined) continue;
    const text = redact(withoutColours(message)).trim();
    const advice = severity === "error" ? adviceOn(text, urn) : undefined;
    if (text !== "") add({ severity, urn, text: advice === undefined ? text : `${text}\n${advice}` });
  }
  return [...messages.values()].sort((left, right) => (sortKey(left) < sortKey(right) ? -1 : 1));

  function add(message: Message): void {
    messages.set(sortKey(message), message);
  }
}

const RELEASE_GUARD = "gke-bluegreen:workloads:ReleaseGuard";

/** What a release guard lets the reader know is what waits for a release. */
function severityOf(urn: string, severity: string | undefined): Message["severity"] | undefined {
  if (severity === "error" || severity === "warning") return severity;
  return severity === "info" && typeOf(urn) === RELEASE_GUARD ? "waiting" : undefined;
}

function sortKey({ severity, urn, text }: Message): string {
  return `${severity} ${urn} ${text}`;
}

/** Terminal colours, and the engine's own colour directives (`<{%reset%}>`). */
function withoutColours(text: string): string {
  // eslint-disable-next-line no-control-regex
  return text.replace(/\u001b\[[0-9;]*[A-Za-z]/g, "").replace(/<\{%[^%]*%\}>/g, "");
}

function outcomeOf(log: EventLog, messages: readonly Message[], redact: Redactor, options: ReadOptions): Outcome {
  if (options.cancelled) return { kind: "cancelled" };
  const errors = messages.filter(({ severity }) => severity === "error");
  const violated = log.events.some(({ policyEvent }) => policyEvent?.enforcementLevel === "mandatory");
  const finished = log.events.some(({ summaryEvent }) => summaryEvent);
  // A mandatory violation makes the engine fail too, and its error repeats what the policy section says.
  const own = errors.filter(({ text }) => !/^(?:preview|update) failed$|policy violation/i.test(text));
  if (own.length > 0) return { kind: "failed", errors: own };
  if ((options.exitCode ?? 0) !== 0 && !violated) {
    const text =
      redact(withoutColours(options.stderr ?? "")).trim() || `the engine ended with code ${options.exitCode}`;
    return { kind: "failed", errors: errors.length > 0 ? errors : [{ severity: "error", urn: "", text }] };
  }
  return finished ? { kind: "finished" } : { kind: "cut-off" };
}

function gaps({ unreadableLines, unknownKinds }: EventLog): string[] {
  const lines = Object.entries(unknownKinds)
    .sort()
    .map(([kind, count]) => `${counted(count, "event")} of a kind this version does not know: ${kind}`);
  if (unreadableLines > 0) lines.push(`${counted(unreadableLines, "line")} of the event log could not be read`);
  return lines;
}
