import type { ColorState, Observed } from "./plan";
import type { Color } from "../../lib/release/spec";

/** What the program wants to do to the colours' Deployments, before it does it. */
export interface Intended {
  readonly app: string;
  readonly active: Color;
  /** Colour → hash of the pod template that it shall get; `undefined` where it stays as it is, and while the preview cannot know it. */
  readonly revisions: Readonly<Record<Color, string | undefined>>;
  readonly allowInPlace: boolean;
  /** Colours of which the state does not say what they were given: an earlier version wrote it. */
  readonly unrecorded?: readonly Color[];
}

/** What the verdict depends on. */
export type Seen = Pick<Observed, "weights" | "unfinished"> & {
  readonly colors: Readonly<Record<Color, Pick<ColorState, "revision">>>;
};

/** A refusal: which colour, why, and what to do instead. */
export interface Refusal {
  readonly color: Color;
  readonly reason: string;
}

/**
 * What must not happen: a change of pods that have traffic. Deployments wait for this verdict, so that a refused change has touched
 * nothing.
 */
export function refusals({ weights, unfinished, colors }: Seen, intended: Intended): readonly Refusal[] {
  const { app, active, revisions, allowInPlace } = intended;
  return Object.keys(colors).flatMap((color): Refusal[] => {
    const now = colors[color]?.revision;
    const wanted = revisions[color];
    const changes = wanted !== undefined && now !== undefined && now !== "" && wanted !== now;
    if (!changes) return [];
    const share = weights[color] ?? 0;
    // What goes wrong goes back to that colour: as it was, or the traffic would go to what nobody verified.
    if (unfinished?.from === color && share === 0 && !allowInPlace) {
      return [
        {
          color,
          reason: `${app}: the switch from ${color} to ${unfinished.to} is unfinished, and ${color} is where the traffic goes back if it fails; its image and settings must stay as they are. Run \`pulumi up\` with the unchanged ${color} first.`,
        },
      ];
    }
    if (unfinished && share > 0 && share < 100) {
      return [
        {
          color,
          reason: `${app}: the switch from ${unfinished.from ?? "nothing"} to ${unfinished.to} is unfinished, and ${color} has ${share} % of the traffic; a third version must wait. Run \`pulumi up\` with the unchanged ${color} first, or set active to ${unfinished.from ?? active}.`,
        },
      ];
    }
    if (share === 0 || allowInPlace) return [];
    return [{ color, reason: `${app}: ${inPlace(color, intended, Object.keys(colors))}` }];
  });
}

function inPlace(color: Color, { app, active, unrecorded = [] }: Intended, colors: readonly Color[]): string {
  const idle = colors.find((other) => other !== color) ?? "the other colour";
  if (unrecorded.includes(color))
    return `${color} is live, and what an earlier version of gke-bluegreen gave it would change in place, under its users. Run \`pulumi up\` once with the program as it was then: from then on a change waits until it is released.`;
  if (active !== color)
    return `colors.${color} changes while ${color} still has the traffic, and the same update leads users to ${active}. Leave colors.${color} as it was until ${active} has them.`;
  return `${color} is live and its image or settings would change in place, under its users (colors.${color}). Give the change to ${idle} (apps.${app}.colors.${idle}) and set active: ${idle}, or change the app's own keys and release them; or, if a rolling update is what you want, set allowInPlace: true.`;
}
