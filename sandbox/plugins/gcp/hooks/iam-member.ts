import { type Failure, retry } from "../../../../lib/retry";
import { textOf } from "../core/plan";
import { isMap, type PropertyMap } from "../../../../lib/plugin";
import type { Hooks, ResourceContext } from "../core/context";
import { lastPart } from "../core/equivalence";
import { GoogleError, isNotFound } from "../core/google-error";
import { listAt, mapAt, textAt, type JsonMap } from "../core/json";
import { Turns } from "../../../../lib/retry/turns";

/** Where a policy is read and written. */
export interface PolicyAccess {
  /** Address of the thing whose policy it is. */
  readonly resource: string;
  /** The property that holds the thing's name or its whole address. */
  readonly names?: string;
  /** What the id begins with. @default `resource` */
  readonly idPrefix?: string;
  readonly get: { readonly method: "GET" | "POST"; readonly path?: string; readonly query?: string };
  readonly set?: { readonly method: "PUT"; readonly path: string };
}

/** Changes of one policy, one after the other: with many members in one stack, they would only collide. */
const turns = new Turns();

/** A member is added to a policy, and taken from it, by reading and writing the whole policy under its etag. */
export function iamMemberHooks(access: PolicyAccess): Hooks {
  return {
    create: async (context) => {
      shorten(context, access);
      await changePolicy(context, access, (bindings) => withMember(context, bindings));
      context.vars["id"] = idOf(context, access);
    },
    read: async (context) => {
      if (!context.vars["role"]) learnFromId(context, access);
      shorten(context, access);
      context.vars["id"] = idOf(context, access);
      const policy = await readPolicy(context, access);
      return listAt(policy, "bindings").some(
        (binding) => isMine(context, binding) && members(binding).includes(memberOf(context)),
      )
        ? policy
        : undefined;
    },
    state: (state, api, context) => {
      for (const [name, field] of context.fields)
        if (!field.api && !field.is.output && context.vars[name] !== undefined) state[name] = context.vars[name];
      if (access.names && access.names !== "bucket") state[access.names] = context.fill(access.resource);
      state["condition"] = context.planned["condition"] ?? null;
      state["etag"] = textAt(api, "etag");
    },
    delete: async (context) => {
      shorten(context, access);
      try {
        await changePolicy(context, access, (bindings) => withoutMember(context, bindings));
      } catch (error) {
        if (!isNotFound(error)) throw error;
      }
    },
  };
}

/** The property may hold the whole address of the thing; addresses are made of its parts. */
function shorten(context: ResourceContext, access: PolicyAccess): void {
  const given = access.names ? context.vars[access.names] : undefined;
  if (given?.includes("/")) {
    const parts = /projects\/([^/]+)\/(?:locations\/([^/]+)\/)?/.exec(given);
    if (parts?.[1]) context.vars["project"] = parts[1];
    if (parts?.[2]) context.vars["location"] = parts[2];
    context.vars[access.names ?? ""] = lastPart(given);
  }
}

function learnFromId(context: ResourceContext, access: PolicyAccess): void {
  // What people write for import: "<resource> <role> <member>"; what states hold: with slashes.
  const id = context.vars["id"] ?? "";
  const match =
    /^(\S+?)[ /]((?:roles|projects|organizations)\/\S*?roles\/?[^ /]+|roles\/[^ /]+)[ /](\S+?)(?:[ /]([^/]+))?$/.exec(
      id,
    );
  if (!match) throw new Error(`an id of the form "<resource> <role> <member>" is needed, got ${JSON.stringify(id)}`);
  const [, resource = "", role = "", member = ""] = match;
  const property = access.names ?? /\{(\w+)\}/.exec(access.resource)?.[1] ?? "";
  Object.assign(context.vars, { [property]: resource, role, member });
}

function idOf(context: ResourceContext, access: PolicyAccess): string {
  const condition = context.planned["condition"];
  const title = isMap(condition) ? `/${textOf(condition["title"])}` : "";
  return `${context.fill(access.idPrefix ?? access.resource)}/${context.fill("{role}")}/${memberOf(context)}${title}`;
}

function memberOf(context: ResourceContext): string {
  return context.fill("{member}");
}

async function readPolicy(context: ResourceContext, { resource, get }: PolicyAccess): Promise<JsonMap> {
  const url = `${resource}${get.path ?? ":getIamPolicy"}${get.query ?? ""}`;
  return context.send(
    get.method,
    url,
    get.method === "POST" ? (get.query ? {} : { options: { requestedPolicyVersion: 3 } }) : undefined,
  );
}

async function changePolicy(
  context: ResourceContext,
  access: PolicyAccess,
  change: (bindings: JsonMap[]) => JsonMap[],
): Promise<void> {
  await turns.take(context.url(access.resource), () => changeOnce(context, access, change));
}

async function changeOnce(
  context: ResourceContext,
  access: PolicyAccess,
  change: (bindings: JsonMap[]) => JsonMap[],
): Promise<void> {
  const replace = async () => {
    const policy = await readPolicy(context, access);
    const bindings = change(listAt(policy, "bindings"));
    const next: JsonMap = { ...policy, version: 3, ...(bindings.length > 0 ? { bindings } : {}) };
    if (bindings.length === 0) delete next["bindings"];
    if (access.set) await context.send(access.set.method, `${access.resource}${access.set.path}`, next);
    else await context.send("POST", `${access.resource}:setIamPolicy`, { policy: next });
  };
  // 409: somebody else changed the policy meanwhile.
  const judge = (error: unknown): Failure =>
    error instanceof GoogleError && error.status === 409 ? { kind: "transient", done: "none" } : { kind: "final" };
  await retry(replace, { signal: context.signal, judge });
}

function members(binding: JsonMap): string[] {
  const list = binding["members"];
  return Array.isArray(list) ? list.filter((one): one is string => typeof one === "string") : [];
}

function isMine(context: ResourceContext, binding: JsonMap): boolean {
  const condition = context.planned["condition"];
  const [wanted, there] = [conditionOf(condition), mapAt(binding, "condition")];
  return (
    textAt(binding, "role") === context.fill("{role}") &&
    ["title", "expression", "description"].every((part) => textAt(there, part) === textAt(wanted, part))
  );
}

function conditionOf(value: PropertyMap[string]): JsonMap {
  if (!isMap(value)) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, string] => typeof entry[1] === "string" && entry[1] !== ""),
  );
}

function withMember(context: ResourceContext, bindings: JsonMap[]): JsonMap[] {
  const member = memberOf(context);
  if (bindings.some((binding) => isMine(context, binding))) {
    return bindings.map((binding) =>
      isMine(context, binding) ? { ...binding, members: [...new Set([...members(binding), member])].sort() } : binding,
    );
  }
  const condition = conditionOf(context.planned["condition"]);
  return [
    ...bindings,
    { role: context.fill("{role}"), members: [member], ...(Object.keys(condition).length > 0 && { condition }) },
  ];
}

function withoutMember(context: ResourceContext, bindings: JsonMap[]): JsonMap[] {
  return bindings
    .map((binding) =>
      isMine(context, binding)
        ? { ...binding, members: members(binding).filter((one) => one !== memberOf(context)) }
        : binding,
    )
    .filter((binding) => members(binding).length > 0);
}
