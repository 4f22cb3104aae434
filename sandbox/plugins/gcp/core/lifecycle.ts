import { poll, pollUntil } from "../../../../lib/retry";
import { nameOf } from "../../../../lib/urn";
import { InitFailedError, isMap, type PropertyMap } from "../../../../lib/plugin";
import { deadline } from "../../../../lib/retry";
import { defaultsKey } from "./check";
import type { Change } from "./compare";
import { ResourceContext } from "./context";
import { fromApi, toApi } from "./convert";
import { mayHaveHappened } from "./google-client";
import { advice, GoogleError, isNotFound, oneError, UnknownOutcomeError } from "./google-error";
import { mapAt, setPath, textAt, type JsonMap } from "./json";
import { readLabels } from "./labels";
import { OperationError } from "./operations";
import { settled, textOf } from "./plan";
import { outputs, withoutUnknowns } from "./state";
import type { UpdateCall } from "./table";
import { anyAnswer, tolerate } from "../../../../lib/errors/expected";

/** Marks the state of something whose creation failed for good: the next update makes it anew, as Terraform does with what it calls tainted. */
export const brokenKey = "__creationFailed";

/** Google may take a moment to see what it has just made. */
const appearanceMilliseconds = 20_000;

/** Makes the resource and gives its id and state. What exists at a failure is handed to the engine, so that nothing is forgotten. */
export async function create(
  context: ResourceContext,
  inputs: PropertyMap,
): Promise<{ id: string; properties: PropertyMap }> {
  const { table } = context;
  let begun = false;
  try {
    const answer = await begin(context, inputs);
    begun = true;
    // An empty answer: it is being made already, on the word of an earlier request.
    if (answer && Object.keys(answer).length === 0) await endOfEarlierCreation(context);
    else if (answer) await finishCreation(context, answer);
    await table.hooks?.created?.(context);
    const api = await appeared(context);
    const state = await stateOf(context, api, "write");
    return { id: idOf(context), properties: outputs(table, context.fields, state, idOf(context)) };
  } catch (error) {
    const prefix = error instanceof GoogleError ? (table.errors?.create ?? `Error creating ${table.noun}: `) : "";
    const message = `${prefix}${messageOf(error)}`;
    const discarded = error instanceof OperationError && error.fatal && (await discard(context));
    const left = begun && !discarded ? await whatIsLeft(context) : undefined;
    if (!left) {
      if (context.signal.aborted) throw error;
      throw new Error(
        oneError(message) + advice(error, { type: table.type, name: nameOf(context.urn), id: idOrGuess(context) }),
        { cause: error },
      );
    }
    const id = idOf(context);
    throw new InitFailedError(`creating ${context.urn}: ${oneError(message)}`, {
      id,
      properties: {
        ...outputs(table, context.fields, left, id),
        ...(error instanceof OperationError && error.fatal && { [brokenKey]: true }),
      },
      inputs,
      reasons: [
        context.signal.aborted ? `cancelled while ${table.noun} was being created; the next update goes on` : message,
      ],
    });
  }
}

/** Sends the creation. `undefined` when there is nothing to wait for. */
async function begin(context: ResourceContext, inputs: PropertyMap): Promise<JsonMap | undefined> {
  const { table } = context;
  const item = addressOf(context);
  const asked = item !== undefined && context.journal.wasBegun(context.urn, item);
  if (item !== undefined && !asked)
    context.journal.begin({ urn: context.urn, item, ...generatedName(context, inputs) });
  try {
    if (!table.hooks?.create) return await post(context);
    await table.hooks.create(context);
    return undefined;
  } catch (error) {
    // An answer was lost on the way: if the resource is there now, it is the one this call has asked for.
    const exists = error instanceof GoogleError && error.status === 409;
    const ours = mayHaveHappened(error) ? exists || error instanceof UnknownOutcomeError : exists && asked;
    if (error instanceof GoogleError && !ours && !mayHaveHappened(error)) context.journal.forget(context.urn);
    if (!ours || !(await readItem(context))) throw error;
    context.log.info(`${table.noun} was created although Google's answer was lost; going on with it`);
    return {};
  }
}

/** The creation as tables describe it. */
async function post(context: ResourceContext): Promise<JsonMap> {
  const { table } = context;
  const made = toApi(context.fields, context.planned, context.scope);
  addLabels(context, made);
  const body = table.hooks?.body ? table.hooks.body(made, context) : made;
  return context.send("POST", table.collection, table.envelope ? { [table.envelope]: body } : body);
}

/** Address under which the resource will be, if that is known before Google has answered. */
function addressOf(context: ResourceContext): string | undefined {
  try {
    return context.url(context.table.item);
  } catch (error) {
    tolerate(error, anyAnswer);
    return undefined;
  }
}

function generatedName(context: ResourceContext, inputs: PropertyMap): { generatedName?: string } {
  const property = context.table.autoname?.property;
  const defaults = inputs[defaultsKey];
  const name = property === undefined ? undefined : context.planned[property];
  const generated = Array.isArray(defaults) && property !== undefined && defaults.includes(property);
  return generated && typeof name === "string" ? { generatedName: name } : {};
}

async function finishCreation(context: ResourceContext, answer: JsonMap): Promise<void> {
  const kind = context.table.wait ?? "none";
  const result = await context.wait(answer, activity(context, "creating"));
  const resource = kind === "none" ? answer : kind === "longrunning" ? mapAt(result, "response") : {};
  if (Object.keys(resource).length > 0) learnFrom(context, resource);
}

/** Takes what Google chose (a generated id, say) as values for addresses. */
export function learnFrom(context: ResourceContext, resource: JsonMap): void {
  const read = fromApi(context.fields, resource, undefined, {
    scope: context.scope,
    after: "write",
    emptyBlocks: false,
  });
  const chosen: PropertyMap = {};
  for (const field of context.fields.values()) {
    if (field.is.output || (field.is.computed && !isTextSet(context.vars[field.name])))
      chosen[field.name] = read[field.name];
  }
  context.learn(chosen);
}

function isTextSet(value: string | undefined): boolean {
  return value !== undefined && value !== "";
}

function activity(context: ResourceContext, verb: "creating" | "updating" | "deleting"): string {
  const { noun, wait } = context.table;
  if (wait === "container") return `${verb} GKE ${noun === "Cluster" ? "cluster" : noun}`;
  const word = { creating: ["create", "Creating"], updating: ["update", "Updating"], deleting: ["delete", "Deleting"] }[
    verb
  ];
  return `${word[1]} ${noun}`;
}

/** The resource as Google has it, or `undefined`. */
export async function readItem(context: ResourceContext): Promise<JsonMap | undefined> {
  try {
    return context.table.hooks?.read
      ? await context.table.hooks.read(context)
      : await context.send("GET", context.table.item);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw error;
  }
}

async function appeared(context: ResourceContext): Promise<JsonMap> {
  const everyMs = { firstMs: 200, longestMs: appearanceMilliseconds, factor: 2 };
  const { signal } = context;
  const api = await poll(() => readItem(context), { signal, everyMs, withinMs: appearanceMilliseconds });
  if (api) return api;
  throw new Error(`${context.table.noun} ${idOf(context)} was created, but cannot be found`);
}

/** Nobody knows the operation of a creation whose answer was lost: how it ended, the resource itself has to say. */
async function endOfEarlierCreation(context: ResourceContext): Promise<void> {
  const { busy, noun } = context.table;
  const api = (await whileBusy(context)) ?? {};
  if (busy && textAt(api, "status") === "ERROR")
    throw new OperationError(`${noun} was created in the error state: ${textAt(api, "statusMessage")}`, true);
}

/** Gives what is left when nothing more is being done with it. */
async function whileBusy(context: ResourceContext): Promise<JsonMap | undefined> {
  const { table, signal, deadline, config } = context;
  let api: JsonMap | undefined;
  const isIdle = async () => {
    api = await readItem(context);
    return !api || !table.busy?.includes(textAt(api, "status"));
  };
  const everyMs = { firstMs: Math.min(200, config.pollMilliseconds), longestMs: config.pollMilliseconds, factor: 1.5 };
  if (await pollUntil(isIdle, { signal, everyMs, withinMs: deadline - Date.now() })) return api;
  throw new OperationError(
    `timeout while waiting for ${table.noun} to leave the state ${textAt(api ?? {}, "status")}`,
    false,
  );
}

/** State of what was read. */
export async function stateOf(
  context: ResourceContext,
  api: JsonMap,
  after: "write" | "read",
  imported = false,
): Promise<PropertyMap> {
  const { table, fields, planned } = context;
  const prior = imported ? undefined : planned;
  const state = fromApi(fields, api, prior, { scope: context.scope, after, emptyBlocks: table.emptyBlocks ?? false });
  for (const name of ["project", "region", "zone", "location"]) {
    if (fields.has(name) && !state[name])
      state[name] = name === "project" ? context.project : (context.vars[name] ?? null);
  }
  // What only the id says of an imported resource.
  if (imported)
    for (const field of fields.values())
      if (field.is.local && context.vars[field.name]) state[field.name] ??= context.vars[field.name];
  if (fields.has("deletionPolicy")) state["deletionPolicy"] ??= "DELETE";
  if (table.labels) {
    const all = mapAt(api, table.labels.api);
    readLabels(
      table,
      state,
      Object.fromEntries(Object.entries(all).map(([key, value]) => [key, textOf(value)])),
      prior,
      after,
    );
  }
  await table.hooks?.state?.(state, api, context);
  context.learn(state);
  return withoutUnknowns(state);
}

/** After a creation that failed for good: whether nothing of it is left. */
async function discard(context: ResourceContext): Promise<boolean> {
  const done = await context.table.hooks?.discard?.(context).catch((error: unknown) => {
    context.log.info(`what is left of ${context.table.noun} could not be deleted: ${messageOf(error)}`);
    return false;
  });
  if (done) context.journal.forget(context.urn);
  return done ?? false;
}

/** After a failed creation: the state of what exists nevertheless. */
async function whatIsLeft(context: ResourceContext): Promise<PropertyMap | undefined> {
  const settledPlan = (): PropertyMap => {
    const state: PropertyMap = {};
    for (const field of context.fields.values()) state[field.name] = settled(field, context.planned[field.name]);
    return state;
  };
  const patient = new ResourceContext(
    { ...context, signal: deadline(undefined, 10_000), deadline: Date.now() + 10_000 },
    context.planned,
    context.old,
  );
  Object.assign(patient.vars, context.vars);
  try {
    const api = await readItem(patient);
    return api && (await stateOf(patient, api, "write"));
  } catch (error) {
    tolerate(error, anyAnswer);
    // Nobody knows: better a state that a refresh corrects than a resource that is forgotten.
    return settledPlan();
  }
}

/** Sends what has changed, then reads the result. */
export async function update(
  context: ResourceContext,
  id: string,
  changes: readonly Change[],
  inputs: PropertyMap,
): Promise<PropertyMap> {
  const { table } = context;
  try {
    const remote = changes.filter(({ path }) => !context.fields.get(String(path[0]))?.is.local);
    if (remote.length === 0 && changes.length > 0) return outputs(table, context.fields, keptState(context), id);
    // Without a change this is the second try of something that did not end well: wait for it, then see what there is.
    if (remote.length === 0) await whileBusy(context);
    else if (table.hooks?.update) await table.hooks.update(context, remote);
    else await sendUpdate(context, remote);
    const api = await readItem(context);
    if (!api)
      throw new Error(
        `${table.noun} ${id} no longer exists; run \`pulumi refresh\` so that the next update makes it anew`,
      );
    return outputs(table, context.fields, await stateOf(context, api, "write"), id);
  } catch (error) {
    const message = `${error instanceof GoogleError ? (table.errors?.update ?? `Error updating ${table.noun} ${JSON.stringify(id)}: `) : ""}${messageOf(error)}`;
    const left = await leftByUpdate(context);
    if (!left) throw new Error(oneError(message), { cause: error });
    throw new InitFailedError(
      `updating ${context.urn}: ${oneError(message)}${advice(error, { type: table.type, name: nameOf(context.urn), id })}`,
      {
        id,
        properties: outputs(table, context.fields, left, id),
        inputs,
        reasons: [message],
      },
    );
  }
}

/** What only steers this plugin is as planned; all else is as it was. */
function keptState(context: ResourceContext): PropertyMap {
  const state: PropertyMap = {};
  for (const field of context.fields.values()) {
    const value = field.is.local ? context.planned[field.name] : context.old?.[field.name];
    state[field.name] = settled(field, value);
  }
  return state;
}

/** A failed update may have done a part: the state is what is there now, with what cannot be read as it was before. */
async function leftByUpdate(context: ResourceContext): Promise<PropertyMap | undefined> {
  const before = new ResourceContext(
    { ...context, signal: deadline(undefined, 10_000), deadline: Date.now() + 10_000 },
    context.old ?? context.planned,
    undefined,
  );
  Object.assign(before.vars, context.vars);
  try {
    const api = await readItem(before);
    return api && (await stateOf(before, api, "write"));
  } catch (error) {
    tolerate(error, anyAnswer);
    return undefined;
  }
}

/** The names of the top-level properties that change; the faces of labels count as the labels. */
export function changedProperties(context: ResourceContext, changes: readonly Change[]): Set<string> {
  const names = new Set(changes.map(({ path }) => String(path[0])));
  const { labels } = context.table;
  if (labels && (names.delete("effectiveLabels") || names.has(labels.property))) names.add(labels.property);
  names.delete("pulumiLabels");
  return names;
}

async function sendUpdate(context: ResourceContext, changes: readonly Change[]): Promise<void> {
  const { table } = context;
  const changed = changedProperties(context, changes);
  const style = table.update;
  if (!style) throw new Error(`${table.noun} cannot be updated in place (${[...changed].join(", ")})`);
  if (style.style === "calls") {
    for (const call of style.calls)
      if (call.on.some((name) => changed.has(name))) await sendCall(context, call, changed);
    return;
  }
  const body = updateBody(context, changed);
  let url = table.item;
  if (style.style === "mask") url += `?updateMask=${encodeURIComponent(maskOf(context, changed).join(","))}`;
  const sent = table.hooks?.body ? table.hooks.body(body, context) : body;
  const answer = await context.send(style.style === "mask" ? "PATCH" : style.method, url, sent);
  await context.wait(answer, activity(context, "updating"));
}

/** Everything that can be changed; a property that is now empty must be said to be so. */
function updateBody(context: ResourceContext, changed: ReadonlySet<string>): JsonMap {
  const changeable = new Map([...context.fields].filter(([, field]) => !field.is.replace));
  const always = new Set([...changed].filter((name) => context.fields.get(name)?.kind !== "block"));
  const body = toApi(
    changeable,
    context.planned,
    context.scope,
    context.table.update?.style === "mask" ? new Set() : always,
  );
  addLabels(context, body);
  return body;
}

function maskOf(context: ResourceContext, changed: ReadonlySet<string>): string[] {
  return [...context.fields.values()]
    .filter(({ name }) => changed.has(name))
    .map((field) =>
      context.table.labels?.property === field.name ? context.table.labels.api : (field.api ?? [field.name]).join("."),
    );
}

/** One request of an update that is made of several. */
export async function sendCall(
  context: ResourceContext,
  call: UpdateCall,
  changed: ReadonlySet<string>,
): Promise<void> {
  const names = new Set(call.body ?? call.on);
  const chosen = new Map([...context.fields].filter(([name]) => names.has(name)));
  const body = toApi(chosen, context.planned, context.scope, new Set([...names].filter((name) => changed.has(name))));
  if (context.table.labels && names.has(context.table.labels.property)) addLabels(context, body);
  if (call.fingerprint) {
    // The fingerprint changes with every request before this one.
    const now = await readItem(context);
    body[call.fingerprint] = textAt(now ?? {}, call.fingerprint);
  }
  const answer = await context.send(call.method, `${context.table.item}${call.path ?? ""}`, body);
  await context.wait(answer, activity(context, "updating"));
}

/** Labels on the wire are all labels that shall be there. */
export function addLabels(context: ResourceContext, body: JsonMap): void {
  const { labels } = context.table;
  const effective = context.planned["effectiveLabels"];
  if (!labels || !isMap(effective) || Object.keys(effective).length === 0) return;
  setPath(
    body,
    [labels.api],
    Object.fromEntries(Object.entries(effective).map(([key, value]) => [key, textOf(value)])),
  );
}

/** Deletes, and is content when it is gone already. */
export async function remove(context: ResourceContext): Promise<void> {
  const { table, planned } = context;
  table.hooks?.beforeDelete?.(planned);
  const policy = planned["deletionPolicy"];
  if (policy === "ABANDON") return;
  if (policy === "PREVENT") {
    throw new Error(
      oneError(
        `cannot destroy ${table.noun} ${nameOf(context.urn)} without setting deletionPolicy="DELETE" and running \`pulumi up\` first`,
      ),
    );
  }
  try {
    if (table.hooks?.delete) return await table.hooks.delete(context);
    const answer = await context.send("DELETE", `${table.item}${table.deleteQuery ?? ""}`);
    await context.wait(answer, activity(context, "deleting"));
  } catch (error) {
    if (isNotFound(error)) return;
    if (!(error instanceof GoogleError)) throw error;
    throw new Error(
      oneError(`${table.errors?.delete ?? `Error when reading or editing ${table.noun}: `}${error.message}`),
      { cause: error },
    );
  }
}

/** The resource's ID, as the official plugin makes it. */
export function idOf(context: ResourceContext): string {
  return context.fill(context.table.id ?? context.table.item);
}

function idOrGuess(context: ResourceContext): string {
  try {
    return idOf(context);
  } catch (error) {
    tolerate(error, anyAnswer);
    return "<id>";
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
