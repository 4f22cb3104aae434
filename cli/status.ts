import { Command } from "commander";
import type { Receipt } from "../lib/release/receipt";
import { deadline } from "../lib/retry";
import { durationText, shortDigest } from "../lib/wording";
import { type FoundColour, findColours, imageText, sizeText } from "./stack/found-colours";
import { wayBack } from "./release";
import type { SwitchState } from "./stack/apps";
import { stackPlace, type StackOptions, withStackOptions } from "./stack/place";
import { table } from "./table";

/** `gke-bluegreen status`: the apps of a stack, one line each. */
export function statusCommand(): Command {
  return withStackOptions(new Command("status"))
    .description("apps: live colour, digests, replicas, the last switch, and how long rolling back stays instant")
    .action(async (options: StackOptions) => {
      const { stackApps, stackSwitches } = await import("./stack/apps");
      const place = await stackPlace(options);
      Object.assign(process.env, place.environment);
      const apps = stackApps(place);
      const { switches } = stackSwitches(place);
      const found = await Promise.all(switches.map(({ outputs }) => observe(outputs)));
      const rows = switches.map(({ state }, index) => {
        const last = apps[state.app]?.receipt ?? undefined;
        return [
          state.app,
          liveText(state, found[index]),
          replicasText(state, found[index]),
          last ? `${ageOf(last.at)} ago, ${last.requests.failed} of ${last.requests.sent} failed` : "none yet",
          rollbackText(state, last, Date.now()),
        ];
      });
      process.stdout.write(table([["APP", "LIVE", "REPLICAS", "LAST SWITCH", "ROLLBACK"], ...rows]));
      const images = switches.flatMap(({ state }, index) => imageRows(state, found[index]));
      process.stdout.write(`\n${table([["APP", "COLOUR", "IMAGE"], ...images])}`);
      for (const why of new Set(found.flatMap((one) => ("silent" in one ? [one.silent] : []))))
        process.stdout.write(`\nA cluster does not answer, and what is shown is what the last update left: ${why}\n`);
    });
}

/** What the cluster says of an app now. */
interface Found {
  readonly weights: Readonly<Record<string, number>>;
  readonly unfinished: boolean;
  readonly colours: Readonly<Record<string, FoundColour | undefined>>;
}

/** Longest wait for a cluster. */
const PATIENCE_MS = 15_000;

/** Why nothing was found. */
interface Silent {
  readonly silent: string;
}

const nothing: Silent = { silent: "" };

async function observe(outputs: Readonly<Record<string, unknown>>): Promise<Found | Silent> {
  const { switchSpec } = await import("../lib/release/spec");
  const { withPort } = await import("../provider/traffic-switch/connection");
  const { silentLog } = await import("../lib/plugin");
  const parsed = switchSpec.loose().safeParse(outputs);
  if (!parsed.success)
    return {
      silent:
        "the way to it is a secret of the stack's state, or an earlier version wrote that; `pulumi up` writes it anew",
    };
  try {
    return await withPort(parsed.data, silentLog, async (port, client) => {
      const limit = deadline(undefined, PATIENCE_MS);
      const [{ weights, unfinished }, colours] = await Promise.all([
        port.observe(limit),
        findColours(client, parsed.data, limit),
      ]);
      return { weights, unfinished: unfinished !== undefined, colours };
    });
  } catch (error) {
    return { silent: error instanceof Error ? error.message : String(error) };
  }
}

function liveText({ active }: SwitchState, found: Found | Silent = nothing): string {
  if ("silent" in found || (found.weights[active] === 100 && !found.unfinished)) return active;
  const weights = Object.entries(found.weights).map(([color, weight]) => `${color} ${Math.round(weight)} %`);
  return `${weights.join(", ") || "none"} (${found.unfinished ? "a switch is unfinished" : `the state says ${active}`})`;
}

function replicasText({ replicas }: SwitchState, found: Found | Silent = nothing): string {
  if ("silent" in found) return String(replicas ?? "autoscaled");
  return Object.entries(found.colours)
    .map(([color, one]) => `${color} ${sizeText(one)}`)
    .join(", ");
}

/** A line a colour: what its pods run, or what the last update left where the cluster is silent. */
function imageRows({ app, colors }: SwitchState, found: Found | Silent = nothing): string[][] {
  return Object.entries(colors).map(([color, { image }]) => [
    app,
    color,
    "silent" in found ? `${image} (stated)` : imageText(found.colours[color], image),
  ]);
}

/** How long going back takes no more than a change of the route. */
export function rollbackText(
  state: Pick<SwitchState, "idle" | "warmSeconds" | "active" | "colors">,
  last: Receipt | undefined,
  now: number,
): string {
  const way = wayBack(state, last);
  if (way === undefined) return "nothing to go back to";
  const { color, image } = way;
  if (image !== undefined) return `to ${color}, starts ${shortDigest(image)} again first`;
  if (state.idle === "scaled-down") return `to ${color}, starts pods first`;
  if (state.warmSeconds === null) return `instant, to ${color}, until the next switch`;
  const left = Date.parse(last?.at ?? "") + state.warmSeconds * 1000 - now;
  return left > 0
    ? `instant, to ${color}, for another ${durationOf(left)}`
    : `to ${color}; its time is over, the next up scales it down`;
}

function ageOf(at: string): string {
  return durationOf(Date.now() - Date.parse(at));
}

const durationOf = (milliseconds: number): string => durationText(milliseconds / 1000);
