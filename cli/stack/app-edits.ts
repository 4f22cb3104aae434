import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { parseStackFile } from "../../config/stack-document";
import type { StackEdit } from "../../config/stack-edit";
import type { StackPlace } from "./place";

/** App → the colour that gets its traffic, and the image where another one is given. */
export type Changes = Readonly<Record<string, { readonly active: string; readonly image?: string }>>;

const section = "gke-bluegreen:apps";
const stackFile = z.object({
  config: z.object({
    [section]: z.record(
      z.string(),
      z.looseObject({
        image: z.string().optional(),
        colors: z.record(z.string(), z.looseObject({ image: z.string().optional() })).optional(),
      }),
    ),
  }),
});

/** How a stack file says which image a colour has: for the colour, for the app, or for the app without naming colours. */
export type ImageSetting = "colour" | "app" | "no colours";

/** The name of a stack's file, which is in the project's folder. */
export const stackFileName = ({ stack }: StackPlace) => `Pulumi.${stack}.yaml`;

/** @returns What the stack file has for an app's colour. What cannot be read counts as named: that is said when it is edited. */
export function imageSettings(place: StackPlace): (app: string, color: string) => ImageSetting {
  const name = stackFileName(place);
  const document = parseStackFile(readFileSync(join(place.cwd, name), "utf8"), name);
  const apps = stackFile.safeParse(document.toJS()).data?.config[section] ?? {};
  return (app, color) => {
    const { [app]: found } = apps;
    if (!found) return "colour";
    if (!found.colors) return "no colours";
    return found.image === undefined || found.colors[color]?.image !== undefined ? "colour" : "app";
  };
}

/** What a release changes of the stack file. */
export function editsOf(changes: Changes, settingOf: ReturnType<typeof imageSettings>): StackEdit[] {
  return Object.entries(changes).flatMap(([app, { active, image }]) => {
    const path = ["config", section, app];
    const setting = settingOf(app, active);
    const at = setting === "colour" ? [...path, "colors", active, "image"] : [...path, "image"];
    return [
      ...(image === undefined ? [] : [{ path: at, value: image }]),
      ...(setting === "no colours" ? [] : [{ path: [...path, "active"], value: active }]),
    ];
  });
}
