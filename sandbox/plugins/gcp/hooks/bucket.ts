import { isMap, type PropertyMap, type PropertyValue } from "../../../../lib/plugin";
import type { Hooks, ResourceContext } from "../core/context";
import { fromApi, toApi } from "../core/convert";
import { GoogleError } from "../core/google-error";
import { getPath, isJsonMap, listAt, mapAt, setPath, textAt, type Json, type JsonMap } from "../core/json";
import { changedProperties } from "../core/lifecycle";

/** What a bucket does that no row can say. */
export const bucketHooks: Hooks = {
  body: (body, context) => bucketBody(body, context),
  state: (state, api, context) => {
    state["lifecycleRules"] = lifecycleRulesFrom(context, api);
    state["hierarchicalNamespace"] ??= { enabled: false };
    state["enableObjectRetention"] = getPath(api, ["objectRetention", "mode"]) === "Enabled";
    state["url"] = `gs://${context.fill("{name}")}`;
    state["name"] = context.fill("{name}");
    state["project"] ??= context.project;
  },
  update: async (context, changes) => {
    const changed = changedProperties(context, changes);
    if (changed.size === 0) return;
    const body = bucketBody(toApi(context.fields, context.planned, context.scope, changed), context);
    const members = new Set([...changed].flatMap((name) => memberOf(context, name)));
    const patch: JsonMap = Object.fromEntries([...members].map((member) => [member, body[member] ?? null]));
    if (changed.has(context.table.labels?.property ?? "")) patch["labels"] = labelPatch(context);
    await context.send("PATCH", context.table.item, patch);
  },
  delete: async (context) => {
    try {
      await context.send("DELETE", context.table.item);
    } catch (error) {
      const full = error instanceof GoogleError && error.status === 409 && /not empty/i.test(error.said);
      if (!full) throw error;
      if (context.planned["forceDestroy"] !== true) {
        throw new Error(
          `Error trying to delete bucket ${context.fill("{name}")} containing objects without \`force_destroy\` set to true.\n` +
            "  What to do: set forceDestroy: true in the program and run `pulumi up`, or empty the bucket.",
          { cause: error },
        );
      }
      await empty(context);
      await context.send("DELETE", context.table.item);
    }
  },
};

/** Which member of Google's bucket a property is in. */
function memberOf(context: ResourceContext, property: string): string[] {
  if (property === "lifecycleRules") return ["lifecycle"];
  const field = context.fields.get(property);
  const first = field?.api?.[0];
  return first === undefined || property === context.table.labels?.property ? [] : [first];
}

/** A label that goes is sent as null. */
function labelPatch(context: ResourceContext): Json {
  const [now, before] = [context.planned["effectiveLabels"], context.old?.["effectiveLabels"]];
  const gone = Object.keys(isMap(before) ? before : {}).filter((key) => !(isMap(now) && key in now));
  return { ...(isMap(now) ? (now as JsonMap) : {}), ...Object.fromEntries(gone.map((key) => [key, null])) };
}

function bucketBody(body: JsonMap, context: ResourceContext): JsonMap {
  const rules = context.planned["lifecycleRules"];
  const field = context.fields.get("lifecycleRules");
  if (field && Array.isArray(rules) && rules.length > 0) {
    setPath(
      body,
      ["lifecycle", "rule"],
      rules.filter(isMap).map((rule) => lifecycleRuleTo(rule, toApi(field.fields, rule, context.scope))),
    );
  }
  return body;
}

/** In a condition, zero counts only when the program says that it shall. */
function lifecycleRuleTo(rule: PropertyMap, sent: JsonMap): JsonMap {
  const given: PropertyValue | undefined = rule["condition"];
  const condition: JsonMap = { ...mapAt(sent, "condition") };
  for (const [name, zero] of Object.entries({
    age: "sendAgeIfZero",
    numNewerVersions: "sendNumNewerVersionsIfZero",
    daysSinceNoncurrentTime: "sendDaysSinceNoncurrentTimeIfZero",
    daysSinceCustomTime: "sendDaysSinceCustomTimeIfZero",
  })) {
    if (isMap(given) && given[name] === 0 && given[zero] === true) condition[name] = 0;
  }
  const state = isMap(given) ? given["withState"] : undefined;
  if (state === "LIVE") condition["isLive"] = true;
  if (state === "ARCHIVED") condition["isLive"] = false;
  return { ...sent, condition };
}

function lifecycleRulesFrom(context: ResourceContext, api: JsonMap): PropertyValue {
  const field = context.fields.get("lifecycleRules");
  const before = context.planned["lifecycleRules"];
  const old = Array.isArray(before) ? before : [];
  if (!field) return [];
  return listAt(api, "lifecycle", "rule").map((rule, index) => {
    const prior = old[index];
    const state = fromApi(field.fields, rule, isMap(prior) ? prior : undefined, {
      scope: context.scope,
      after: "read",
      emptyBlocks: true,
    });
    const live = getPath(rule, ["condition", "isLive"]);
    const condition = state["condition"];
    if (isMap(condition)) condition["withState"] = live === true ? "LIVE" : live === false ? "ARCHIVED" : "ANY";
    return state;
  });
}

async function empty(context: ResourceContext): Promise<void> {
  for (let page = ""; ;) {
    const answer = await context.send(
      "GET",
      `${context.table.item}/o?versions=true${page && `&pageToken=${encodeURIComponent(page)}`}`,
    );
    for (const object of listAt(answer, "items")) {
      if (!isJsonMap(object)) continue;
      const generation = textAt(object, "generation");
      await context.send(
        "DELETE",
        `${context.table.item}/o/${encodeURIComponent(textAt(object, "name"))}${generation && `?generation=${generation}`}`,
      );
    }
    page = textAt(answer, "nextPageToken");
    if (page === "") return;
  }
}
