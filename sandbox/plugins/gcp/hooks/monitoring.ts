import { isMap } from "../../../../lib/plugin";
import { type JsonMap, mapAt } from "../core/json";
import type { Hooks } from "../core/context";

/** Secret labels travel among the labels, and come back masked. */
const sensitive: Readonly<Record<string, string>> = {
  authToken: "auth_token",
  password: "password",
  serviceKey: "service_key",
};

/** What a notification channel does that no row can say: some of its labels are secret. */
export const notificationChannelHooks: Hooks = {
  validate: (inputs) => {
    const labels = isMap(inputs["labels"]) ? inputs["labels"] : {};
    return Object.entries(sensitive)
      .filter(([, label]) => label in labels)
      .map(([property, label]) => ({
        property: `labels.${label}`,
        reason: `${label} is a secret: give it as sensitiveLabels.${property}, so that it is not stored in clear`,
      }));
  },
  body: (body, context) => {
    const { labels: planned, sensitiveLabels: secrets } = context.planned;
    const labels: JsonMap = {};
    for (const [label, value] of Object.entries(isMap(planned) ? planned : {}))
      if (typeof value === "string") labels[label] = value;
    for (const [property, label] of Object.entries(sensitive)) {
      const value = isMap(secrets) ? (secrets[`${property}Wo`] ?? secrets[property]) : undefined;
      if (typeof value === "string") labels[label] = value;
    }
    if (Object.keys(labels).length === 0) return body;
    return { ...body, labels };
  },
  state: (state, api, context) => {
    const labels = mapAt(api, "labels");
    const planned = context.planned["labels"];
    const shown = Object.entries(labels).filter(([label]) => !Object.values(sensitive).includes(label));
    state["labels"] = shown.length > 0 || isMap(planned) ? Object.fromEntries(shown) : null;
  },
  delete: async (context) => {
    await context.send("DELETE", `${context.table.item}?force=${context.planned["forceDelete"] === true}`);
  },
};

/** Names of conditions are Google's; sent back with a change, the conditions keep their history. */
export const alertPolicyHooks: Hooks = {
  body: (body, context) => {
    const [planned, conditions] = [context.planned["conditions"], body["conditions"]];
    if (!Array.isArray(planned) || !Array.isArray(conditions)) return body;
    const named = conditions.map((condition, index) => {
      const plan = planned[index];
      const name = isMap(plan) ? plan["name"] : undefined;
      return typeof name === "string" &&
        name !== "" &&
        typeof condition === "object" &&
        condition !== null &&
        !Array.isArray(condition)
        ? { ...condition, name }
        : condition;
    });
    return { ...body, conditions: named };
  },
};
