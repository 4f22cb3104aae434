import { createHash } from "node:crypto";
import type { Preview, ResourceChange } from "../model";

/**
 * What of a plan a reviewer agrees to, as plain data: without times, sequence numbers, noise, and with generated names normalised.
 * Values of the engine's secrets are not in it (nobody can see them): the plan says *that* a secret changes. Other values that are not
 * shown are in it as hashes with the stack's key.
 */
export interface PlanItem {
  readonly urn: string;
  readonly action: string;
  readonly order: string;
  readonly options: Readonly<Record<string, string>>;
  /** Path → change. Values as hashes when long, so that a saved plan stays small. */
  readonly fields: Readonly<Record<string, string>>;
}

/** What of a preview a reviewer agrees to, an item for each change, in the order of the preview. */
export function normalisedPlan(preview: Preview): PlanItem[] {
  return preview.changes.map(item);
}

function item(change: ResourceChange): PlanItem {
  return {
    urn: change.urn,
    action: change.action,
    order: change.order ?? "",
    options: Object.fromEntries(change.options.map(({ option, before, after }) => [option, `${before} → ${after}`])),
    fields: Object.fromEntries(
      change.fields.map(({ path, kind, replaces, before, after, fingerprint }) => [
        path,
        `${kind}${replaces ? " (replaces)" : ""}: ${short(before)} → ${short(after)}${fingerprint === undefined ? "" : ` hmac-sha256:${fingerprint}`}`,
      ]),
    ),
  };
}

function short(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value);
  return text.length <= 80 ? text : `${text.slice(0, 40)}… sha256:${digest(text)}`;
}

/**
 * The hash of a plan: of one stack, in one project, in one kind of preview. Two previews with the same hash do the same.
 * It starts with the version of this normalisation, so that a hash of another version is told apart from a changed plan.
 */
export function planHash(preview: Preview): string {
  const text = JSON.stringify([preview.project, preview.stack, preview.kind, normalisedPlan(preview)]);
  return `p2-${stackMark(preview.project, preview.stack)}-${digest(text)}`;
}

/** Tells the hash of another stack from one of another plan. */
export function stackMark(project: string, stack: string): string {
  return digest(`${project}/${stack}`).slice(0, 6);
}

function digest(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** How two plans differ, in words: one line a difference. */
export function planDifferences(reviewed: readonly PlanItem[], now: readonly PlanItem[]): string[] {
  const lines: string[] = [];
  const then = new Map(reviewed.map((entry) => [entry.urn, entry]));
  for (const entry of now) {
    const old = then.get(entry.urn);
    then.delete(entry.urn);
    if (!old) {
      lines.push(`${entry.urn}: would ${entry.action}, which was not in the reviewed plan`);
      continue;
    }
    if (old.action !== entry.action || old.order !== entry.order) {
      lines.push(`${entry.urn}: ${old.action} ${old.order} was reviewed, now it is ${entry.action} ${entry.order}`);
    }
    for (const [kind, olds, news] of [
      ["option ", old.options, entry.options],
      ["", old.fields, entry.fields],
    ] as const) {
      for (const path of [...new Set([...Object.keys(olds), ...Object.keys(news)])].sort()) {
        const was = olds[path];
        const is = news[path];
        if (was === is) continue;
        lines.push(`${entry.urn}: ${kind}${path}: reviewed “${was ?? "no change"}”, now “${is ?? "no change"}”`);
      }
    }
  }
  for (const urn of then.keys()) lines.push(`${urn}: ${then.get(urn)?.action} was reviewed, now nothing happens to it`);
  return lines;
}
