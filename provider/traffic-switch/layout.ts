import { copySecrets, isMap, Output, type PropertyMap, type PropertyValue, Secret, unwrap } from "../../lib/plugin";
import { groupKeys } from "../../lib/release/group-keys";
import type { Receipt } from "../../lib/release/receipt";
import { groupSpec, type SwitchSpec, switchSpec } from "../../lib/release/spec";
import { plain } from "./connection";
import type { Before } from "./member";

/** What a member is known by in its group. */
export type Name = Pick<SwitchSpec, "namespace" | "app">;

/** One app's switch among a resource's inputs. */
export interface MemberInputs extends Name {
  /** Its name among the outputs. */
  readonly key: string;
  readonly inputs: PropertyMap;
}

/** What becomes of an app's switch. */
interface End {
  readonly live: PropertyValue;
  readonly receipt: PropertyValue;
}

/** What of the inputs is no switch, by its path in them. */
interface Mistake {
  readonly path: readonly PropertyKey[];
  readonly message: string;
}

type Parsed =
  { readonly specs: readonly SwitchSpec[] } | { readonly mistakes: readonly Mistake[]; readonly specs?: undefined };

/** How a type of resource lays out the apps that it switches. One that switches one app has it as its own inputs and outputs. */
export interface Layout {
  /** Inputs whose change makes another resource. */
  readonly replaceOn: readonly string[];
  /** The input that a preview shows as changed where the cluster alone is the reason. */
  readonly shown: string;
  parse(inputs: PropertyMap): Parsed;
  /** What stands before the name of an app's property. */
  pathOf(index: number): string;
  /** What stands before a line about an app. */
  labelOf(key: string): string;
  idOf(inputs: PropertyMap): string;
  /** The apps' switches, in the order in which their traffic moves. */
  membersOf(inputs: PropertyMap): readonly MemberInputs[];
  /** Inputs or outputs with what the cluster says of each app; secrets stay in their places. */
  withFound(given: PropertyMap, found: readonly PropertyMap[]): PropertyMap;
  /** What the state says of an app that it has; nothing of another. */
  endOf(state: PropertyMap, name: Name): Partial<End>;
  outputsOf(ends: readonly (End & { readonly key: string })[]): PropertyMap;
}

/** `TrafficSwitch`: one app. */
export const alone: Layout = {
  replaceOn: ["app", "namespace"],
  shown: "active",
  parse: (inputs) => {
    const { success, data, error } = switchSpec.safeParse(plain(inputs));
    return success ? { specs: [data] } : { mistakes: error.issues };
  },
  pathOf: () => "",
  labelOf: () => "",
  idOf: (inputs) => `${String(plain(inputs["namespace"]))}/${String(plain(inputs["app"]))}`,
  membersOf: (inputs) => named([inputs]),
  withFound: (given, [own = {}]) => withOwn(given, own) as PropertyMap,
  endOf: ({ live, receipt }) => ended(live, receipt),
  outputsOf: ([end]) => (end ? { live: end.live, receipt: end.receipt } : {}),
};

/** `TrafficSwitchGroup`: several apps under `members`. */
export const together: Layout = {
  replaceOn: [],
  shown: "members",
  parse: (inputs) => {
    const { success, data, error } = groupSpec.safeParse(plain(inputs));
    return success ? { specs: data.members } : { mistakes: error.issues };
  },
  pathOf: (index) => `members[${index}].`,
  labelOf: (key) => `${key}: `,
  idOf: (inputs) => keyed(inputs).join("+"),
  membersOf: (inputs) => named(listed(inputs)),
  withFound: (given, found) => ({ ...given, members: withEach(given["members"] ?? [], found) }),
  endOf: (state, name) => {
    const { key = "" } = find(named(listed(state)), name) ?? {};
    return ended(mapOf(state["live"])[key], mapOf(state["receipts"])[key]);
  },
  outputsOf: (ends) => ({
    live: Object.fromEntries(ends.map(({ key, live }) => [key, live])),
    receipts: Object.fromEntries(ends.map(({ key, receipt }) => [key, receipt])),
  }),
};

/** The member of this name; `undefined` where there is none. */
export const find = (members: readonly MemberInputs[], { namespace, app }: Name) =>
  members.find((one) => one.namespace === namespace && one.app === app);

/** What the engine's state says of an app; all of it may be missing. */
export function beforeOf(layout: Layout, state: PropertyMap, name: Name): Before {
  const { live, receipt } = plain({ ...layout.endOf(state, name) }) as {
    live?: string;
    receipt?: Pick<Receipt, "at"> | null;
  };
  const colors = plain(find(layout.membersOf(state), name)?.inputs["colors"]) as
    Readonly<Record<string, { image?: string }>> | undefined;
  return { live, image: colors?.[live ?? ""]?.image, receipt: receipt ?? undefined };
}

const ended = (live: PropertyValue | undefined, receipt: PropertyValue | undefined): Partial<End> => ({
  ...(live !== undefined && { live }),
  ...(receipt !== undefined && { receipt }),
});

const keyed = (inputs: PropertyMap) => named(listed(inputs)).map(({ key }) => key);

function listed({ members }: PropertyMap): readonly PropertyMap[] {
  const found = members === undefined ? [] : unwrap(members);
  return Array.isArray(found) ? found.map(unwrap).filter(isMap) : [];
}

function named(inputs: readonly PropertyMap[]): readonly MemberInputs[] {
  const members = inputs.map((one) => {
    return { namespace: String(plain(one["namespace"])), app: String(plain(one["app"])), inputs: one };
  });
  const keys = groupKeys(members);
  return members.map((one, index) => ({ ...one, key: keys[index] ?? one.app }));
}

function mapOf(value: PropertyValue | undefined): PropertyMap {
  const found = value === undefined ? {} : unwrap(value);
  return isMap(found) ? found : {};
}

function withEach(value: PropertyValue, found: readonly PropertyMap[]): PropertyValue {
  if (value instanceof Secret) return new Secret(withEach(value.value, found));
  if (value instanceof Output && value.value !== undefined)
    return new Output(withEach(value.value, found), value.secret, value.dependencies);
  return Array.isArray(value) ? value.map((one, index) => withOwn(one, found[index] ?? {})) : value;
}

function withOwn(member: PropertyValue, own: PropertyMap): PropertyValue {
  if (member instanceof Secret) return new Secret(withOwn(member.value, own));
  if (member instanceof Output && member.value !== undefined)
    return new Output(withOwn(member.value, own), member.secret, member.dependencies);
  return isMap(member) ? { ...member, ...(copySecrets(member, own) as PropertyMap) } : member;
}
