import { textOf, type Preview, type Properties, type ResourceChange, type ResourceState } from "../model";
import { durationText, percentText } from "../../lib/wording";
import { switchChanges, trafficSwitchGroupType } from "./switches";

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

/** What users get, before a switch or after it. */
export interface Side {
  readonly colour: string;
  /** The image with its digest. */
  readonly version: string;
  /** Hash of the whole pod template: settings count too. */
  readonly revision: string;
}

/** Every app whose traffic switch changes. What was moved by hand is drift, and among the dangers: nothing verified it. */
export function trafficMoves(preview: Preview): TrafficMove[] {
  if (preview.kind === "drift") return [];
  return preview.changes.flatMap((change) =>
    switchChanges(change).map(change.type === trafficSwitchGroupType ? moveTogether : move),
  );
}

function moveTogether(change: ResourceChange, _: number, all: readonly ResourceChange[]): TrafficMove {
  const own = move(change);
  const others = all.filter((one) => one !== change).map(({ name }) => name);
  const together = `together with ${others.join(", ")}: all or none`;
  return { ...own, risk: [own.risk, own.kind === "switch" ? together : ""].filter(Boolean).join("; ") };
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
    afterwards: change.after ? afterwards(inputs, before, kind) : "",
    risk: [risk(kind, checks, analysis, before, after), kind === "switch" ? routeRisk(inputs["route"]) : ""]
      .filter(Boolean)
      .join("; "),
  };
}

function side({ inputs }: ResourceState): Side {
  const colour = textOf(inputs["active"], "?");
  const colours = (inputs["colors"] ?? {}) as Record<string, Properties | undefined>;
  const { image, revision } = colours[colour] ?? {};
  return { colour, version: textOf(image), revision: textOf(revision) };
}

function checksIn(verify: unknown): string[] {
  if (!Array.isArray(verify)) return [];
  return verify.map((check: unknown) => {
    if (typeof check !== "object" || check === null) return textOf(check);
    const { http, job, prometheus, cloudMonitoring } = check as Record<string, Properties | undefined>;
    if (http) {
      const times = typeof http["times"] === "number" && http["times"] > 1 ? `, ${http["times"]} times in a row` : "";
      const within = typeof http["withinMs"] === "number" ? `, within ${http["withinMs"]} ms` : "";
      return `GET ${textOf(http["path"], "/")} answers ${textOf(http["status"], "200")}${within}${times}`;
    }
    if (job) return `a Job succeeds: ${Array.isArray(job["command"]) ? job["command"].join(" ") : ""}`;
    if (prometheus) return `${textOf(prometheus["query"])} is at most ${textOf(prometheus["max"])}`;
    if (cloudMonitoring)
      return `Cloud Monitoring: ${textOf(cloudMonitoring["aligner"])} of ${textOf(cloudMonitoring["filter"])} is at most ${textOf(cloudMonitoring["max"])}`;
    return JSON.stringify(check);
  });
}

function analysisIn(analysis: unknown): string {
  if (typeof analysis !== "object" || analysis === null) return "";
  const { seconds, maxErrorRate } = analysis as Properties;
  if (typeof seconds !== "number" || seconds <= 0) return "";
  const rate = typeof maxErrorRate === "number" ? maxErrorRate : 0;
  return `${durationText(seconds)} of live traffic with ${rate === 0 ? "no error" : `at most ${percentText(rate)} errors`}, else back`;
}

/** How the traffic moves: what can be lost depends on it. */
function routeRisk(route: unknown): string {
  const { kind, overlapSeconds, steps } = (route ?? {}) as Properties;
  if (kind === "http-route") {
    return Array.isArray(steps) && steps.length > 1
      ? `in steps of ${steps.join(", ")} %: both versions answer for a while`
      : "by the route's weights: both colours stay behind the load balancer";
  }
  if (kind === "selector" && typeof overlapSeconds === "number" && overlapSeconds > 0) {
    return `both versions answer for ${overlapSeconds} s, until the load balancer knows the new pods`;
  }
  return "";
}

function afterwards(
  { idle, warmSeconds, colors }: Properties,
  before: Side | undefined,
  kind: TrafficMove["kind"],
): string {
  if (!before || kind !== "switch") return "";
  if (!((colors ?? {}) as Properties)[before.colour])
    return `${before.colour} leaves the program: after the update there is no colour to go back to`;
  if (idle !== "scaled-down" && typeof warmSeconds === "number")
    return `${before.colour} stays warm for ${durationText(warmSeconds)}: until then going back takes seconds`;
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
    return sameVersion(before, after)
      ? "traffic stays where it is"
      : "the live colour itself changes: there is no other colour to go back to";
  }
  const lines: string[] = [];
  if (checks.length === 0) lines.push("nothing is verified before the switch");
  if (analysis === "" && kind === "switch") lines.push("live traffic is not watched after it");
  if (kind === "switch") lines.push("connections that are open at the switch stay on the old colour until they end");
  return lines.join("; ");
}

/** Whether users get the same: image, settings and template. */
export function sameVersion(left: Side | undefined, right: Side | undefined): boolean {
  return left?.version === right?.version && left?.revision === right?.revision;
}
