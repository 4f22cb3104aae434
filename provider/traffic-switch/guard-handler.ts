import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import {
  type CallContext,
  type CheckFailure,
  type CheckRequest,
  type CheckResult,
  isMap,
  Output,
  type PropertyMap,
  type PropertyValue,
  Secret,
  type UpdateRequest,
  unwrap,
  StateOnlyHandler,
} from "../../lib/plugin";
import { KubernetesError } from "../../lib/kubernetes";
import { askedFor } from "../../lib/release/asked";
import { plain, withLook } from "./connection";
import { refusals } from "./guard";
import { decide, type Decision, type Kept, type Wanted } from "./held-colours";
import { liveColor, type Observed } from "./plan";
import { differences } from "./pod-template";
import { restSince } from "./propagation";
import { type SwitchSpec, switchSpec } from "../../lib/release/spec";
import { wayOf } from "./ways";

const json = z.record(z.string(), z.unknown());

/** What the program has for a colour, as far as it is known before its images are built. */
const release = z.strictObject({
  deployment: z.string(),
  service: z.string(),
  image: z.string().optional(),
  revision: z.string().optional(),
  template: json.optional(),
  env: z.array(json).optional(),
  own: z.string().optional(),
  needs: z.array(z.string()).optional(),
  account: json.optional(),
  /** @see KeptColor */
  left: z.string().optional(),
});

const guardInputs = switchSpec
  .pick({ kubeconfig: true, namespace: true, app: true, route: true, allowInPlace: true })
  .extend({
    kubeconfig: z.string().optional(),
    active: z.string().optional(),
    /** Of the containers; absent in what earlier versions wrote. */
    port: z.number().int().optional(),
    colors: z.record(z.string(), release),
    declined: z.string().optional(),
  });

type GuardInputs = z.output<typeof guardInputs>;

/**
 * `gke-bluegreen:workloads:ReleaseGuard`: asks the cluster where the users are and says what each colour gets, before any Deployment is
 * written: its inputs are what the program wants, and what Check makes of them is what the colours get. A change of pods that have traffic
 * is refused, in the preview and in the update.
 */
export class ReleaseGuardHandler extends StateOnlyHandler {
  protected override readonly replaceOn = ["app", "namespace"];

  override async check({ news, olds, signal, log }: CheckRequest): Promise<CheckResult> {
    const inputs = guardInputs.parse(plain(news));
    const kept = keptIn(olds);
    const observed = await observe(specOf(inputs), { log, signal });
    if (!observed) log.debug(`${inputs.app} is not in the cluster yet`);
    const asked = askedFor(inputs.app, process.env);
    const decision = decide(wantedOf(inputs), kept, observed, asked);
    const failures = observed
      ? [
          ...refused(inputs, kept, decision, observed),
          ...movedPort(inputs, olds, observed),
          ...(asked === "return" ? overwritten(inputs, kept, decision, observed) : []),
        ]
      : [];
    const line = waitingLine(inputs, guardColors(olds), decision, kept);
    if (line !== undefined && failures.length === 0) log.info(line);
    return { inputs: decided(news, olds, decision), failures };
  }

  /** The colours' Deployments wait for this one: it waits while load balancers may still lead users to pods that are to change. */
  override async update({ news, preview, signal, log }: UpdateRequest): Promise<PropertyMap> {
    const inputs = guardInputs.parse(plain(news));
    const spec = specOf(inputs);
    const { propagationMs } = spec ? wayOf(spec) : { propagationMs: 0 };
    const observed = preview || propagationMs === 0 ? undefined : await observe(spec, { log, signal });
    if (!observed) return news;
    const { colors } = observed;
    const changed = Object.keys(colors).filter((color) => colors[color]?.revision !== inputs.colors[color]?.revision);
    const rest = restSince(observed.route.endedAt, propagationMs, Date.now());
    if (changed.length === 0 || rest === 0) return news;
    log.status(`${Math.ceil(rest / 1000)} s more until load balancers lead nobody to ${changed.join(", ")} any more`);
    await sleep(rest, undefined, { signal });
    return news;
  }
}

function wantedOf({ active, colors, allowInPlace }: GuardInputs): Wanted {
  return { active, allowInPlace, colors: mapped(colors, ({ revision, own }) => ({ revision, own })) };
}

const guardColors = (olds: PropertyMap): GuardInputs["colors"] => {
  const parsed = guardInputs.shape.colors.safeParse(plain(olds["colors"]));
  return parsed.success ? parsed.data : {};
};

/** What the state says; of what an earlier version wrote nothing, for it has no templates to keep. */
function keptIn(olds: PropertyMap): Kept {
  const { active, declined } = plain({ ...olds, colors: {} }) as { active?: string; declined?: string };
  const recorded = Object.entries(guardColors(olds)).flatMap(([color, { revision, own, left, template }]) =>
    revision === undefined || template === undefined ? [] : [[color, { revision, own, left }] as const],
  );
  return { active, declined, colors: Object.fromEntries(recorded) };
}

function refused({ app, colors, allowInPlace }: GuardInputs, kept: Kept, decision: Decision, observed: Observed) {
  const { active, takes } = decision;
  const revisions = mapped(colors, ({ revision }, color) => (takes[color] === "wanted" ? revision : undefined));
  const unrecorded = Object.keys(colors).filter((color) => !kept.colors[color]);
  // Without a property: the engine would print what it finds at that path, and it looks no deeper than the first level.
  return refusals(observed, { app, active, revisions, allowInPlace, unrecorded }).map(({ reason }): CheckFailure => {
    return { property: "", reason };
  });
}

/** The live Service leads to one port of all colours' pods, those that stay as they are among them. */
function movedPort({ app, port, allowInPlace }: GuardInputs, olds: PropertyMap, { weights }: Observed): CheckFailure[] {
  const before = plain(olds["port"]);
  if (typeof before !== "number" || before === port || allowInPlace || liveColor(weights) === undefined) return [];
  const reason = `${app}: port changes from ${before} to ${port} while ${liveColor(weights)} has users at ${before}, and going back to it would find nobody there. Keep the port, or deploy the app under another name and lead users there; or, if an interruption is fine, set allowInPlace: true`;
  return [{ property: "", reason }];
}

/** A colour that was given another release since it served is no place to go back to. */
function overwritten(
  { app }: GuardInputs,
  kept: Kept,
  { active, takes }: Decision,
  { served }: Observed,
): CheckFailure[] {
  const [before, now] = [served[active], kept.colors[active]?.revision];
  if (takes[active] === "wanted" || before === undefined || before === now) return [];
  const reason = `${app}: ${active} is not what served before: a release that did not succeed is on it. Go back to the earlier source, as with \`git revert\`, and run \`pulumi up\``;
  return [{ property: "", reason }];
}

/** The inputs with what each colour gets, whichever that is. */
function decided(news: PropertyMap, olds: PropertyMap, { active, takes, left, declined }: Decision): PropertyMap {
  const before = mapAt(olds, "colors");
  const colors = mapped(mapAt(news, "colors"), (now, color) => {
    const given = withoutRecord(asMap(takes[color] === "kept" ? (before[color] ?? now) : now));
    const own = asMap(now)["own"];
    return { ...given, ...(own !== undefined && { own }), ...(left[color] !== undefined && { left: left[color] }) };
  });
  return { ...news, active, colors, ...(declined !== undefined && { declined }) };
}

const withoutRecord = ({ left: _, own: __, ...given }: PropertyMap): PropertyMap => given;

const asMap = (value: PropertyValue | undefined): PropertyMap => {
  const bare = value instanceof Secret || value instanceof Output ? unwrap(value) : value;
  return bare !== undefined && isMap(bare) ? bare : {};
};
const mapAt = (map: PropertyMap, key: string) => asMap(map[key]);

function mapped<T, R>(record: Readonly<Record<string, T>>, of: (value: T, key: string) => R): Record<string, R> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, of(value, key)]));
}

/** What the program has and no colour gets yet, and how it is released; no values, some of which may be secret. */
function waitingLine(
  { app, active, colors }: GuardInputs,
  before: GuardInputs["colors"],
  { waiting, declined }: Decision,
  kept: Kept,
): string | undefined {
  if (waiting.length === 0) return undefined;
  const command = `gke-bluegreen release ${app}`;
  if (declined !== undefined && kept.declined !== undefined)
    return `${app}: the release that was gone back from waits until it changes, or \`${command}\` puts it back`;
  const parts = waiting.flatMap((color) => changedParts(colors[color], before[color]));
  const idle = Object.keys(colors).filter((color) => color !== active);
  const how = active === undefined ? "" : `, or set active: ${idle.join(" or ")}`;
  return `${app}: a change waits (${[...new Set(parts)].join(", ")}), and the colours stay as they are. Release it with \`${command}\`${how}`;
}

function changedParts(now: GuardInputs["colors"][string] = empty, before: GuardInputs["colors"][string] = empty) {
  const image = now.image === undefined ? ["an image still to be built"] : [];
  const stated = differences(now.template, before.template, "template");
  const gone = differences(before.template, now.template, "template").filter(
    (path) => now.image !== undefined || !path.endsWith(".image"),
  );
  return [...image, ...stated, ...gone];
}

const empty = { deployment: "", service: "" };

/** What the cluster says; nothing of an app that is not there yet, or of a cluster that is yet to be made, where nobody could be harmed. */
async function observe(spec: SwitchSpec | undefined, { log, signal }: Pick<CallContext, "log" | "signal">) {
  if (!spec) return undefined;
  return await withLook(spec, log, (port) => port.observe(signal)).catch((error: unknown) => {
    if (error instanceof KubernetesError && error.status === 404) return undefined;
    throw error;
  });
}

/** As much of a switch as a look at the route needs; nothing where the cluster is yet to be made. */
function specOf({ kubeconfig, namespace, app, active = "", route, allowInPlace, colors }: GuardInputs) {
  if (kubeconfig === undefined) return undefined;
  const known = mapped(colors, ({ deployment, service, revision = "" }) => {
    return { deployment, service, revision, image: "", env: [] };
  });
  const spec: SwitchSpec = { kubeconfig, namespace, app, active, route, allowInPlace, colors: known, ...unused };
  return spec;
}

/** What a look at the route does not need. */
const unused = {
  port: 80,
  scheme: "http",
  replicas: null,
  minReplicas: 1,
  before: [],
  verify: [],
  analysis: { seconds: 0, maxErrorRate: 0, path: "/", queries: [] },
  drainSeconds: 0,
  idle: "warm",
  warmSeconds: null,
  readySeconds: 1,
  returnSeconds: 60,
} as const satisfies Partial<SwitchSpec>;
