import type { Hooks, ResourceContext } from "../core/context";
import { toApi } from "../core/convert";
import { listAt, textAt, type JsonMap } from "../core/json";
import { Turns } from "../../../../lib/retry/turns";

/** Changes of one router, one after the other: each replaces the router's whole list. */
const turns = new Turns();

/** A NAT is an element of its router's list: each change reads the list and writes it back. */
export const routerNatHooks: Hooks = {
  create: (context) =>
    changeNats(context, "Creating RouterNat", (nats) => {
      if (nats.some((nat) => nameOf(nat) === context.fill("{name}"))) {
        throw new Error(
          `Error creating RouterNat: "${context.fill("{router}")}" already has a NAT named "${context.fill("{name}")}"`,
        );
      }
      return [...nats, natOf(context)];
    }),
  read: async (context) =>
    listAt(await context.send("GET", context.table.item), "nats").find((nat) => nameOf(nat) === context.fill("{name}")),
  update: (context, changes) =>
    changes.length === 0
      ? Promise.resolve()
      : changeNats(context, "Updating RouterNat", (nats) =>
          nats.map((nat) => (nameOf(nat) === context.fill("{name}") ? natOf(context) : nat)),
        ),
  delete: (context) =>
    changeNats(context, "Deleting RouterNat", (nats) => nats.filter((nat) => nameOf(nat) !== context.fill("{name}"))),
};

function nameOf(nat: JsonMap): string {
  return textAt(nat, "name");
}

function natOf(context: ResourceContext): JsonMap {
  return toApi(context.fields, context.planned, context.scope);
}

async function changeNats(
  context: ResourceContext,
  activity: string,
  change: (nats: JsonMap[]) => JsonMap[],
): Promise<void> {
  await turns.take(context.url(context.table.item), async () => {
    const router = await context.send("GET", context.table.item);
    const answer = await context.send("PATCH", context.table.item, { nats: change(listAt(router, "nats")) });
    await context.wait(answer, activity);
  });
}
