import { textOf, type Preview, type Properties, type ResourceChange, type ResourceState } from "./model";

/** The resource that owns where an app's traffic goes. */
export const trafficSwitchType = "gke-bluegreen:workloads:TrafficSwitch";

/** What happens to one app's traffic. */
export interface TrafficMove {
  readonly app: string;
  readonly urn: string;
  readonly kind: "first" | "switch" | "same-colour" | "ends";
  readonly from: Side | undefined;
  readonly to: Side | undefined;
  /** How the new colour is checked before it gets traffic, in words. */
  readonly checks: readonly string[];
  /** How long live traffic is watched afterwards; "" when it is not. */
  readonly analysis: string;
  /** What becomes of the old colour. */
  readonly afterwards: string;
  readonly risk: string;
}

export interface Side {
  readonly colour: string;
  /** The digest, or what else says which version it is. */
  readonly version: string;
}

/** Every app whose traffic switch changes. */
export function trafficMoves(preview: Preview): TrafficMove[] {
  return preview.changes.filter(({ type }) => type === trafficSwitchType).map(move);
}

function move(change: ResourceChange): TrafficMove {
  const before = change.before && side(change.before);
  const after = change.after && side(change.after);
  const inputs = (change.after ?? change.before)?.inputs ?? {};
  const kind = !after ? "ends" : !before ? "first" : before.colour === after.colour ? "same-colour" : "switch";
  const checks = checksIn(inputs["verify"]);
  const analysis = analysisIn(inputs["analysis"]);
  return {
    app: textOf(inputs["app"], change.name),
    urn: change.urn,
    kind,
    from: before,
    to: after,
    checks,
    analysis,
    afterwards: afterwards(inputs["idle"], before, kind),
    risk: risk(kind, checks, analysis, before, after),
  };
}

function side({ inputs }: ResourceState): Side {
  const colour = textOf(inputs["active"], "?");
  const colours = (inputs["colors"] ?? inputs["colours"] ?? {}) as Record<string, Properties | undefined>;
  const of = colours[colour] ?? {};
  const version = of["digest"] ?? of["image"] ?? of["images"] ?? of["version"] ?? "";
  return { colour, version: typeof version === "string" ? version : JSON.stringify(version) };
}

function checksIn(verify: unknown): string[] {
  if (!Array.isArray(verify)) return [];
  return verify.map((check: unknown) => {
    if (typeof check !== "object" || check === null) return String(check);
    const [[kind, settings] = ["", undefined]] = Object.entries(check);
    if (kind === "http" && typeof settings === "object" && settings !== null) {
      const { method = "GET", path = "/", status = 200 } = settings as Record<string, unknown>;
      return `${String(method)} ${String(path)} answers ${String(status)}`;
    }
    return kind === "job" ? "a Job in the cluster succeeds" : `${kind} ${JSON.stringify(settings)}`;
  });
}

function analysisIn(analysis: unknown): string {
  if (typeof analysis !== "object" || analysis === null) return "";
  const { seconds, maxErrorRate } = analysis as Record<string, unknown>;
  if (typeof seconds !== "number" || seconds <= 0) return "";
  const rate = typeof maxErrorRate === "number" ? `${maxErrorRate * 100} %` : "0 %";
  return `${seconds} s of live traffic with at most ${rate} errors, else back`;
}

function afterwards(idle: unknown, before: Side | undefined, kind: TrafficMove["kind"]): string {
  if (!before || kind !== "switch") return "";
  return idle === "scaled-down"
    ? `${before.colour} is drained and scaled down: going back means starting it again`
    : `${before.colour} stays warm: going back takes seconds`;
}

function risk(
  kind: TrafficMove["kind"],
  checks: readonly string[],
  analysis: string,
  before: Side | undefined,
  after: Side | undefined,
): string {
  if (kind === "ends") return "nothing owns the route afterwards; it stays where it is";
  if (kind === "same-colour") {
    return before?.version !== after?.version
      ? "the live colour itself changes: there is no other colour to go back to"
      : "traffic stays where it is";
  }
  const lines: string[] = [];
  if (checks.length === 0) lines.push("nothing is verified before the switch");
  if (analysis === "" && kind === "switch") lines.push("live traffic is not watched after it");
  if (kind === "switch") lines.push("connections that are open at the switch stay on the old colour until they end");
  return lines.join("; ");
}
