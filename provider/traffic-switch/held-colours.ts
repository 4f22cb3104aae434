import type { Asked } from "../../lib/release/asked";
import type { Color } from "../../lib/release/spec";
import { liveColor, type Observed } from "./plan";

/** What the program has for a colour. */
interface WantedColor {
  /** Hash of its pod template; `undefined` while the preview cannot know it. */
  readonly revision: string | undefined;
  /** Hash of what the program says of this colour alone; absent where it names no colours. */
  readonly own?: string | undefined;
}

/** What a colour was given last. */
export interface KeptColor {
  readonly revision: string;
  readonly own?: string | undefined;
  /** What the program had for it when its users went to another colour: until that changes, going to it is going back. */
  readonly left?: string | undefined;
}

/** What the program wants of an app. */
export interface Wanted {
  /** `undefined`: whichever colour is idle takes what is new. */
  readonly active: Color | undefined;
  readonly colors: Readonly<Record<Color, WantedColor>>;
  readonly allowInPlace: boolean;
}

/** What the engine's state says of it. */
export interface Kept {
  readonly active: Color | undefined;
  /** A colour that an earlier version of this plugin wrote is missing. */
  readonly colors: Readonly<Record<Color, KeptColor>>;
  /** The release that somebody went back from: it waits until it is another, or is asked for. */
  readonly declined?: string | undefined;
}

/** Where the users are; `undefined`: the app is not in the cluster. */
export type Users = Pick<Observed, "weights" | "unfinished"> | undefined;

/** What an update gives to the colours. */
export interface Decision {
  readonly active: Color;
  /** For each colour: what the program has for it now, or what it was given last. */
  readonly takes: Readonly<Record<Color, "wanted" | "kept">>;
  readonly left: Readonly<Record<Color, string>>;
  readonly declined: string | undefined;
  /** Colours for which the program has something that they do not get now. */
  readonly waiting: readonly Color[];
}

/**
 * Which colour shall have the traffic, and what each shall be. A colour stays what it is until a release goes to it, or until what the
 * program says of it alone changes; so a change of anything else touches no pod but those of a release's target.
 */
export function decide(wanted: Wanted, kept: Kept, users: Users, asked: Asked): Decision {
  const { weights = {}, unfinished } = users ?? {};
  const has = (color: Color) => (weights[color] ?? 0) > 0;
  const live = liveColor(weights);
  const goesOn = unfinished !== undefined && has(unfinished.to);
  const active = wanted.active ?? idleOrLive(wanted, kept, { live, goesOn: goesOn ? unfinished.to : undefined, asked });

  const isNew = (color: Color) => wanted.colors[color]?.revision !== kept.colors[color]?.revision;
  const hasOwnChange = (color: Color) => {
    const [before, now] = [kept.colors[color]?.own, wanted.colors[color]?.own];
    return before !== undefined && now !== undefined && before !== now;
  };
  const goesBack = (color: Color) => {
    if (asked === "return") return true;
    const { left } = kept.colors[color] ?? {};
    return (
      asked !== "release" &&
      wanted.active !== undefined &&
      left !== undefined &&
      left === wanted.colors[color]?.revision
    );
  };
  const takesWanted = (color: Color) => {
    const before = kept.colors[color];
    if (!before || !users || wanted.allowInPlace || !isNew(color) || hasOwnChange(color)) return true;
    return color === active && !has(color) && !goesBack(color);
  };
  const colors = Object.keys(wanted.colors);
  const takes = Object.fromEntries(colors.map((color) => [color, takesWanted(color) ? "wanted" : "kept"] as const));

  const left = Object.fromEntries(
    colors.flatMap((color) => {
      const now = color !== active && has(color) ? wanted.colors[color]?.revision : undefined;
      // What a colour was given since it was left is no place to go back to.
      const before = takes[color] === "wanted" && isNew(color) ? undefined : kept.colors[color]?.left;
      const one = now ?? before;
      return one === undefined ? [] : [[color, one]];
    }),
  );
  const waiting = colors.filter(
    (color) =>
      takes[color] === "kept" && isNew(color) && (color === active || left[color] !== wanted.colors[color]?.revision),
  );
  return { active, takes, left, declined: declinedAfter(wanted, kept, asked), waiting };
}

/** What the program has, whichever colour it is for. */
const releaseOf = ({ colors }: Wanted): string | undefined => Object.values(colors)[0]?.revision;

/** An app that names its colours says itself which one has the traffic. */
function declinedAfter(wanted: Wanted, kept: Kept, asked: Asked): string | undefined {
  if (wanted.active !== undefined) return undefined;
  if (asked === "return") return releaseOf(wanted);
  return asked === "release" || kept.declined !== releaseOf(wanted) ? undefined : kept.declined;
}

/** For an app that names no colours: the idle one where there is something new for users, or somebody goes back. */
function idleOrLive(
  wanted: Wanted,
  kept: Kept,
  {
    live,
    goesOn,
    asked,
  }: { readonly live: Color | undefined; readonly goesOn: Color | undefined; readonly asked: Asked },
): Color {
  const colors = Object.keys(wanted.colors);
  const [first = ""] = colors;
  // A switch that has given its target users is ended first.
  if (goesOn !== undefined && colors.includes(goesOn)) return goesOn;
  if (live === undefined) return kept.active ?? first;
  const idle = colors.find((color) => color !== live) ?? first;
  if (asked === "return") return idle;
  const before = kept.colors[live];
  const isSame = before !== undefined && wanted.colors[live]?.revision === before.revision;
  const isDeclined = kept.declined !== undefined && kept.declined === releaseOf(wanted) && asked !== "release";
  return colors.includes(live) && (isSame || isDeclined) ? live : idle;
}
