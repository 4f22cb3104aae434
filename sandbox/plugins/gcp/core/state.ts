import { isMap, Secret, unknown, Unknown, type PropertyMap, type PropertyValue } from "../../../../lib/plugin";
import type { Field, Fields } from "./schema";
import type { ResourceTable } from "./context";

/** Key under which Terraform's plugins keep timeouts inside a resource's private state. */
const timeoutsKey = "e2bfb730-ecaa-11e6-8f88-34363bc7c4c0";
const minute = 60_000_000_000;

/** Private notes in the state: allowed times and version, as the official plugin writes them, so that either can go on with the other's state. */
function meta(
  table: ResourceTable,
  customTimeouts: Partial<Record<"create" | "update" | "delete", number>> = {},
): string | undefined {
  if (table.timeoutsInState === false) return undefined;
  const { create = 20, read, update = 20, delete: remove = 20 } = table.minutes ?? {};
  const times: Record<string, number> = {};
  if (create) times["create"] = create * minute;
  if (remove) times["delete"] = remove * minute;
  if (read) times["read"] = read * minute;
  if (update) times["update"] = update * minute;
  for (const [action, seconds] of Object.entries(customTimeouts)) times[action] = seconds * 1_000_000_000;
  return JSON.stringify({
    [timeoutsKey]: times,
    ...(table.schemaVersion && { schema_version: String(table.schemaVersion) }),
  });
}

/** A state has no unknowns: what Google did not say is absent. */
export function withoutUnknowns(state: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(state).map(([name, value]) => [name, known(value)]));
}

function known(value: PropertyValue | undefined): PropertyValue | undefined {
  if (value instanceof Unknown) return null;
  if (Array.isArray(value)) return value.map((item) => known(item) ?? null);
  return isMap(value) ? withoutUnknowns(value) : value;
}

/** State as the engine gets it: with id and notes, and secret what is secret. */
export function outputs(table: ResourceTable, fields: Fields, state: PropertyMap, id: string | undefined): PropertyMap {
  const notes = meta(table);
  return { ...(notes !== undefined && { __meta: notes }), ...hideSecrets(fields, state), id: id ?? unknown };
}

/** Inputs that were read, with what is secret by nature marked so. */
export function hideSecrets(fields: Fields, state: PropertyMap): PropertyMap {
  const result: PropertyMap = {};
  for (const [name, value] of Object.entries(state)) {
    const field = fields.get(name);
    result[name] = field && value !== undefined ? hide(field, value) : value;
  }
  return result;
}

function hide(field: Field, value: PropertyValue): PropertyValue {
  if (value instanceof Secret) return value;
  if (field.is.secret) return new Secret(value);
  if (value === null || field.fields.size === 0) return value;
  if (isMap(value)) return hideSecrets(field.fields, value);
  return Array.isArray(value) ? value.map((item) => (isMap(item) ? hideSecrets(field.fields, item) : item)) : value;
}
