import { z } from "zod";
import { type ContainerPort, imageReference, type PodConfig, podKeys, probe } from "./containers";
import { podRules } from "./pod-rules";
import { duration } from "./values";

/** What makes an app's pods besides what all pods have; the app's port is not among it, since one live Service leads to all colours. */
export const appPodKeys = {
  image: imageReference.optional().meta({
    description:
      "Image of the main container: `imageview:blue` of this stack's `images`, or a reference with a digest, or with a registry and a tag. A tag becomes its digest. Absent: each colour's own.",
  }),
  initCommand: z
    .array(z.string())
    .optional()
    .meta({ description: "Runs to its end, in the app's image, before the app starts." }),
  readiness: probe.prefault({ path: "/" }).meta({ description: "When a pod may have traffic." }),
  liveness: probe.optional().meta({ description: "When a container is started anew." }),
  startup: probe.optional().meta({ description: "Until it answers, the other two are not asked." }),
  drain: duration
    .default("15s")
    .meta({ description: "How long a pod that is to go still serves after it was taken out of the traffic." }),
  shutdown: duration
    .default("15s")
    .meta({ description: "How long its processes then have to end what they have begun." }),
};

const inOneNamespace = ({ namespace: _, ...keys }: typeof podKeys) => keys;

/** What may differ between the colours; what is absent is the app's. */
export const color = z.strictObject(inPlaceOf({ ...appPodKeys, ...inOneNamespace(podKeys) }));

/** What is one colour's own, after validation. */
type ColorConfig = z.output<typeof color>;

/** A key's schema without its default: absent is absent. */
type Bare<Schema> = Schema extends z.ZodDefault<infer Inner> | z.ZodPrefault<infer Inner> | z.ZodOptional<infer Inner>
  ? Bare<Inner>
  : Schema;
type Own<Schema> = z.ZodOptional<Extract<Bare<Schema>, z.ZodType>>;

function own<Schema extends z.ZodType>(schema: Schema): Own<Schema> {
  let bare: z.ZodType = schema;
  while (bare instanceof z.ZodDefault || bare instanceof z.ZodPrefault || bare instanceof z.ZodOptional)
    bare = bare.unwrap() as z.ZodType;
  return bare.optional().meta({ description: "In place of the app's.", inPlace: true }) as Own<Schema>;
}

function inPlaceOf<Shape extends Readonly<Record<string, z.ZodType>>>(shape: Shape) {
  return Object.fromEntries(Object.entries(shape).map(([key, schema]) => [key, own(schema)])) as {
    [Key in keyof Shape]: Own<Shape[Key]>;
  };
}

/** Colours of an app that names none: each change goes to the one that has no traffic. */
const unnamedColors = ["blue", "green"] as const;

/** An app, as far as its colours go. */
interface Colored {
  readonly image?: string | undefined;
  readonly colors?: Readonly<Record<string, ColorConfig>> | undefined;
}

/** The colours of an app, each as the app is with what is the colour's own in its place. */
export function colorsOf<App extends Colored>(app: App): Readonly<Record<string, App & { readonly image: string }>> {
  const colors: Readonly<Record<string, Partial<ColorConfig>>> =
    app.colors ?? Object.fromEntries(unnamedColors.map((name) => [name, {}]));
  return Object.fromEntries(
    Object.entries(colors).map(([name, given]) => {
      const image = given.image ?? app.image ?? "";
      return [name, { ...app, ...withoutAbsent(given), image }];
    }),
  );
}

const withoutAbsent = (given: object) =>
  Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));

type Path = (string | number)[];
type Issue = (path: Path, message: string) => void;

interface Choice extends Colored {
  readonly active?: string | undefined;
  readonly allowInPlace: boolean;
  readonly expose: object;
}

/** An app has colours and says which is live, or it has an image. */
export function colorRules({ colors, active, image, allowInPlace, expose }: Choice, issue: Issue): void {
  if (!colors) {
    if (active !== undefined) issue(["active"], "no active without colors: the cluster says which colour is live");
    if (image === undefined) issue(["image"], "an image, or colors that have one each");
    if (allowInPlace) issue(["allowInPlace"], "no allowInPlace without colors: each change goes to the idle colour");
    return;
  }
  const names = Object.keys(colors);
  if (active === undefined || !names.includes(active))
    issue(["active"], `one of the app's colours: ${names.join(", ")}`);
  if (names.length < 2) issue(["colors"], "two colours or more");
  if (names.length > 2 && "overlap" in expose && expose.overlap !== undefined)
    issue(["colors"], "two colours: while both have traffic (overlap) a third one would have it as well");
  for (const [name, own] of Object.entries(colors))
    if ((own.image ?? image) === undefined) issue(["colors", name, "image"], "an image, here or as the app's image");
}

interface Pods extends PodConfig, Colored {
  readonly initCommand?: readonly string[] | undefined;
  readonly ports: Readonly<Record<string, ContainerPort>>;
}

/** What must hold of the pods of the app, and of those of each colour with keys of its own. */
export function colorPodRules(app: Pods, issue: Issue): void {
  const known = new Set<string>();
  rulesOf(app, (path, message) => {
    known.add(JSON.stringify([path, message]));
    issue(path, message);
  });
  for (const [name, pods] of Object.entries(app.colors ? colorsOf(app) : {}))
    rulesOf(pods, (path, message) => {
      if (!known.has(JSON.stringify([path, message]))) issue(["colors", name, ...path], message);
    });
}

function rulesOf({ initCommand, ports, ...pod }: Pods, issue: Issue): void {
  podRules(pod, issue, { containers: initCommand ? ["init"] : [], ports });
  if (pod.labels["app"] !== undefined || pod.labels["color"] !== undefined)
    issue(["labels"], "labels other than app and color, which are the switch's own");
}
