import { textOf, type Properties, type ResourceChange, type ResourceState } from "../model";

/** The resource that owns where an app's traffic goes. */
export const trafficSwitchType = "gke-bluegreen:workloads:TrafficSwitch";

/** The same of several apps that are switched together. */
export const trafficSwitchGroupType = "gke-bluegreen:workloads:TrafficSwitchGroup";

/** A switch's change as it is, a group's as one of each of its apps; of other resources nothing. */
export function switchChanges(change: ResourceChange): ResourceChange[] {
  if (change.type === trafficSwitchType) return [change];
  if (change.type !== trafficSwitchGroupType) return [];
  const [before, after] = [members(change.before), members(change.after)];
  return [...new Set([...before.keys(), ...after.keys()])].map((app) => {
    const place = `members[${(after.get(app) ?? before.get(app))?.index}].`;
    return {
      ...change,
      type: trafficSwitchType,
      name: app,
      before: before.get(app)?.state,
      after: after.get(app)?.state,
      fields: change.fields
        .filter(({ path }) => path.startsWith(place))
        .map((field) => ({ ...field, path: field.path.slice(place.length) })),
    };
  });
}

/** App → what the group says of it, and where. */
function members(group: ResourceState | undefined): Map<string, { index: number; state: ResourceState }> {
  const inputs = group?.inputs["members"];
  if (!group || !Array.isArray(inputs)) return new Map();
  return new Map(
    (inputs as Properties[]).map((own, index) => [
      textOf(own["app"], "?"),
      { index, state: { ...group, inputs: own } },
    ]),
  );
}
