import type { Hooks, ResourceContext } from "../core/context";
import { textAt } from "../core/json";
import { learnFrom } from "../core/lifecycle";

/** The content is sent once, encoded, and is never read back. */
export const secretVersionHooks: Hooks = {
  create: async (context) => {
    const { secretData, secretDataWo, isSecretDataBase64 } = context.planned;
    const data = secretData ?? secretDataWo;
    const encoded =
      typeof data === "string"
        ? isSecretDataBase64 === true
          ? data
          : Buffer.from(data).toString("base64")
        : undefined;
    const made = await context.send("POST", context.table.collection, {
      payload: encoded === undefined ? {} : { data: encoded },
    });
    learnFrom(context, made);
    await enable(context);
  },
  update: async (context, changes) => {
    if (changes.some(({ path }) => path[0] === "enabled")) await enable(context);
  },
  read: async (context) => {
    const version = await context.send("GET", context.table.item);
    return textAt(version, "state") === "DESTROYED" ? undefined : version;
  },
  state: (state, api, context) => {
    state["enabled"] = textAt(api, "state") === "ENABLED";
    const { project } = context.planned;
    state["project"] = typeof project === "string" ? project : null;
    const secret = /^(projects\/[^/]+\/secrets\/[^/]+)\/versions\//.exec(textAt(api, "name"))?.[1];
    state["secret"] = context.planned["secret"] ?? secret ?? null;
  },
  delete: async (context) => {
    if (context.planned["deletionPolicy"] === "DISABLE") await context.send("POST", "{name}:disable", {});
    else await context.send("POST", "{name}:destroy", {});
  },
};

async function enable(context: ResourceContext): Promise<void> {
  await context.send("POST", context.planned["enabled"] === false ? "{name}:disable" : "{name}:enable", {});
}
