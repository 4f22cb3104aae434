import { isMap, type PropertyMap } from "../../../../lib/plugin";
import type { ResourceContext } from "../core/context";
import { fromApi, toApi } from "../core/convert";
import { sameScalar } from "../core/equivalence";
import { isScalar } from "../core/plan";
import { isJsonMap, mapAt, type JsonMap } from "../core/json";

/** Google has cleanup policies as an object by id, Pulumi as a list; ages go out in seconds. */
export function cleanupPoliciesTo(body: JsonMap, context: ResourceContext): JsonMap {
  const field = context.fields.get("cleanupPolicies");
  const planned = context.planned["cleanupPolicies"];
  if (!field || !Array.isArray(planned) || planned.length === 0) return body;
  const policies: JsonMap = {};
  for (const policy of planned) {
    if (!isMap(policy) || typeof policy["id"] !== "string") continue;
    const rest = toApi(field.fields, policy, context.scope);
    delete rest["id"];
    const condition = rest["condition"];
    policies[policy["id"]] = isJsonMap(condition) ? { ...rest, condition: inSeconds(condition) } : rest;
  }
  return { ...body, cleanupPolicies: policies };
}

/** Puts a repository's clean-up policies into the state: a map in the API, a list in a program. */
export function cleanupPoliciesFrom(state: PropertyMap, api: JsonMap, context: ResourceContext): void {
  const field = context.fields.get("cleanupPolicies");
  if (!field) return;
  const before = context.planned["cleanupPolicies"];
  const old = Array.isArray(before) ? before.filter(isMap) : [];
  const read = Object.entries(mapAt(api, "cleanupPolicies")).map(([id, policy]) => {
    const prior = old.find((one) => one["id"] === id);
    return fromApi(field.fields, { ...(isJsonMap(policy) ? policy : {}), id }, prior, {
      scope: context.scope,
      after: "read",
      emptyBlocks: false,
    });
  });
  if (context.action !== "read") keepSpelling(read, old);
  const place = (policy: PropertyMap): number => {
    const at = old.findIndex((one) => one["id"] === policy["id"]);
    return at < 0 ? old.length : at;
  };
  state["cleanupPolicies"] = read.sort((left, right) => place(left) - place(right));
}

/** After a write, an age stays as the program wrote it. */
function keepSpelling(read: readonly PropertyMap[], planned: readonly PropertyMap[]): void {
  for (const policy of read) {
    const plan = planned.find((one) => one["id"] === policy["id"])?.["condition"];
    const condition = policy["condition"];
    if (!isMap(plan) || !isMap(condition)) continue;
    for (const age of ["olderThan", "newerThan"]) {
      const [given, there] = [plan[age], condition[age]];
      if (isScalar(given) && isScalar(there) && sameScalar("duration", there, given)) condition[age] = given;
    }
  }
}

const unitSeconds: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86400 };

function inSeconds(condition: JsonMap): JsonMap {
  return Object.fromEntries(
    Object.entries(condition).map(([name, value]) => {
      const match = typeof value === "string" && /Than$/.test(name) ? /^(\d+)([smhd])$/.exec(value) : null;
      return [name, match ? `${Number(match[1]) * (unitSeconds[match[2] ?? "s"] ?? 1)}s` : value];
    }),
  );
}
