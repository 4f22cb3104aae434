import { textOf } from "../core/plan";
import type { Hooks, ResourceContext } from "../core/context";
import { GoogleError } from "../core/google-error";
import { textAt, type JsonMap } from "../core/json";

/** What a service account does that no row can say. */
export const accountHooks: Hooks = {
  validate: ({ accountId }) =>
    typeof accountId === "string" && !/^[a-z](?:[-a-z0-9]{4,28}[a-z0-9])$/.test(accountId)
      ? [
          {
            property: "accountId",
            reason: `"accountId" must have 6 to 30 lower-case letters, digits and hyphens and begin with a letter, got ${JSON.stringify(accountId)}`,
          },
        ]
      : [],
  plan: (planned, old, { project }) => {
    // The address of an account follows from its name, so that others can use it in the same preview.
    const [accountId, where] = [planned["accountId"], planned["project"] ?? project];
    if (old || typeof accountId !== "string" || typeof where !== "string") return;
    planned["email"] = `${accountId}@${where}.iam.gserviceaccount.com`;
    planned["member"] = `serviceAccount:${planned["email"]}`;
  },
  create: async (context) => {
    const { accountId, createIgnoreAlreadyExists, disabled } = context.planned;
    context.vars["email"] = `${textOf(accountId)}@${context.project}.iam.gserviceaccount.com`;
    try {
      await context.send("POST", context.table.collection, {
        accountId: textOf(accountId),
        serviceAccount: words(context),
      });
    } catch (error) {
      const exists = error instanceof GoogleError && error.status === 409;
      if (!(exists && createIgnoreAlreadyExists === true)) throw error;
    }
    if (disabled === true) await context.send("POST", `${context.table.item}:disable`, {});
  },
  state: (state, api) => {
    state["member"] = `serviceAccount:${textAt(api, "email")}`;
    state["accountId"] ??= textAt(api, "email").split("@")[0] ?? "";
  },
  update: async (context, changes) => {
    const changed = new Set(changes.map(({ path }) => path[0]));
    if (changed.has("disabled")) {
      await context.send(
        "POST",
        `${context.table.item}:${context.planned["disabled"] === true ? "disable" : "enable"}`,
        {},
      );
    }
    const mask = [changed.has("displayName") && "display_name", changed.has("description") && "description"].filter(
      Boolean,
    );
    if (mask.length === 0) return;
    const now = await context.send("GET", context.table.item);
    await context.send("PATCH", context.table.item, {
      serviceAccount: { ...words(context), etag: textAt(now, "etag") },
      updateMask: mask.join(","),
    });
  },
};

function words(context: ResourceContext): JsonMap {
  const { displayName, description } = context.planned;
  return {
    ...(typeof description === "string" && { description }),
    ...(typeof displayName === "string" && { displayName }),
  };
}
