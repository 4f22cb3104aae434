import type { Authority } from "../iam/authority";
import type { Principal } from "../iam/principal";
import type { Operations } from "../state/operations";
import { LockedError } from "../state/operations";
import type { Store } from "../state/store";
import type { AnyHandler, Call, FieldSupport, Service } from "./call";
import { GoogleError, invalid, unimplemented } from "./errors";
import type { BehaviourSwitch } from "./faults";
import type { Json } from "./read";
import { onceForEachId } from "./request-ids";
import type { Method, Schema } from "./schema";
import { ResponseDefect, writeMessage } from "./write";

/** What a call goes through. */
export interface DispatchOptions {
  readonly store: Store;
  readonly operations: Operations;
  readonly behaviour: BehaviourSwitch;
  readonly services: readonly Service[];
  /** Throws `SERVICE_DISABLED` for an API that the project has not enabled. */
  readonly requireEnabled: (api: string, project: string) => void;
  readonly authority: Authority;
  /** The schema that an API's handlers are typed by; other versions get what they know of its answers. */
  readonly canonical: (api: string, method: Method) => Schema;
  /** Fields that nothing implements are left out with a warning instead of being refused. */
  readonly loose: boolean;
}

/** Who makes a call, and with what. */
export interface Caller {
  readonly principal: Principal;
  readonly userAgent: string;
}

/** What a call is answered, in the API's own JSON. */
export interface Answer {
  readonly response: Json;
  readonly warnings: readonly string[];
  /** The work was done and the client must not learn of it. */
  readonly lost: boolean;
}

/** From a request that fits its definition to a response that does, for every API and both transports. */
export class Dispatcher {
  readonly #services: ReadonlyMap<string, Service>;

  constructor(readonly options: DispatchOptions) {
    this.#services = new Map(options.services.map((service) => [service.api, service]));
  }

  isImplemented(method: Method): boolean {
    return this.#handler(method) !== undefined;
  }

  async invoke(method: Method, request: Json, { principal, userAgent }: Caller): Promise<Answer> {
    const { schema } = method;
    const service = this.#services.get(schema.api);
    const handler = this.#handler(method);
    const { loseAnswer } = await this.options.behaviour.before(`${schema.api}.${method.key}`, () =>
      JSON.stringify(request),
    );
    const project = projectOf(request);
    if (project !== undefined && !service?.alwaysEnabled) this.options.requireEnabled(schema.api, project);
    if (!service || !handler) throw unimplemented(`the method ${method.fullName}`);
    const { authority } = this.options;
    authority.admit(principal, method, request);

    const warnings: string[] = [];
    this.#checkSupport(service, method, request, warnings);
    requireFields(method, request);
    const call: Call = {
      api: schema.api,
      version: schema.package.split(".").at(-1) ?? "v1",
      store: this.options.store,
      operations: this.options.operations,
      userAgent,
      principal,
      require: (permission, name, api = schema.api) => authority.require(principal, permission, api, name),
      allows: (permission, name) => authority.allows(principal, permission, schema.api, name),
      warn: (line) => warnings.push(line),
    };
    const answer: unknown = isRead(method)
      ? handler(request as never, call)
      : this.#run(handler, method.key, request, call);
    const response = (await Promise.resolve(answer)) as Json;
    return { response: this.#write(method, response), warnings, lost: loseAnswer };
  }

  #handler(method: Method): AnyHandler | undefined {
    return this.#services.get(method.schema.api)?.handlers[method.key];
  }

  async #run(handler: AnyHandler, key: string, request: Json, call: Call): Promise<object> {
    try {
      const { store } = this.options;
      const name = `${call.api}.${key}`;
      return await (store.change(() => onceForEachId(store, name, request, () => handler(request as never, call))) as
        object | Promise<object>);
    } catch (error) {
      if (error instanceof LockedError) throw new GoogleError("FAILED_PRECONDITION", error.message);
      throw error;
    }
  }

  #write(method: Method, response: Json): Json {
    const canonical = this.options.canonical(method.schema.api, method);
    const type = method.response.replace(method.schema.package, canonical.package);
    if (type.startsWith("google.protobuf.") || !method.schema.fields(method.response)) return response;
    try {
      const whole = writeMessage(canonical, type, response, false);
      return canonical === method.schema ? whole : writeMessage(method.schema, method.response, whole, true);
    } catch (error) {
      if (error instanceof ResponseDefect) throw new GoogleError("INTERNAL", `defect of the sandbox: ${error.message}`);
      throw error;
    }
  }

  #checkSupport(service: Service, method: Method, request: Json, warnings: string[]) {
    if (!service.fields) return;
    for (const { path, owner, key } of setFields(request, "")) {
      if (supportOf(service.fields, method.key, path) !== "absent") continue;
      // Where fields below it have a word of their own, they are asked one by one.
      if (typeof owner[key] === "object" && isDividedBelow(service.fields, method.key, path)) continue;
      if (!this.options.loose) throw unimplemented(`the field ${path} of ${method.fullName}`);
      warnings.push(`${path} was ignored: not implemented`);
      delete owner[key];
    }
  }
}

/** Whether a method only looks: those need no transaction. */
function isRead(method: Method): boolean {
  return method.rules.length > 0 && method.rules.every(({ verb }) => verb === "GET");
}

/** Longest path wins; a path without a method holds for every method. */
export function supportOf(fields: Readonly<Record<string, FieldSupport>>, method: string, path: string): FieldSupport {
  for (let at = path; at; at = at.includes(".") ? at.slice(0, at.lastIndexOf(".")) : "") {
    const support = fields[`${method}:${at}`] ?? fields[at];
    if (support) return support;
  }
  return "real";
}

function isDividedBelow(fields: Readonly<Record<string, FieldSupport>>, method: string, path: string): boolean {
  return Object.keys(fields).some((key) => key.startsWith(`${path}.`) || key.startsWith(`${method}:${path}.`));
}

interface SetField {
  readonly path: string;
  readonly owner: Json;
  readonly key: string;
}

/** Every field that is set to something other than its default; list items count as their list's field. */
function* setFields(value: Json, prefix: string): Generator<SetField> {
  for (const [key, item] of Object.entries(value)) {
    if (isEmpty(item)) continue;
    const path = prefix ? `${prefix}.${key}` : key;
    yield { path, owner: value, key };
    for (const child of Array.isArray(item) ? (item as unknown[]) : [item]) {
      if (typeof child === "object" && child !== null) yield* setFields(child as Json, path);
    }
  }
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === 0 || value === "" || value === false || value === "0")
    return true;
  if (Array.isArray(value)) return value.every(isEmpty);
  return typeof value === "object" && Object.values(value).every(isEmpty);
}

const OLD_NAMES = new Set(["projectId", "id", "triggerId", "zone", "clusterId", "nodePoolId", "operationId"]);

function requireFields(method: Method, request: Json) {
  // GKE's definitions mark fields as required that GKE does not ask for (recorded: nodePools.update); its handlers check.
  if (method.schema.api === "container") return;
  const fields = method.schema.fields(method.request);
  for (const field of fields?.values() ?? []) {
    // The parts of a resource name as fields of their own, from before there were names: one form is enough, and handlers see to it.
    if (OLD_NAMES.has(field.name)) continue;
    if (field.required && (request[field.name] === undefined || request[field.name] === "")) {
      throw invalid(`Request must contain a value for '${field.name}'`);
    }
  }
}

/** The project that a request is about. */
function projectOf(request: Json): string | undefined {
  for (const key of ["project", "projectId"]) {
    const value = request[key];
    if (typeof value === "string" && value !== "") return value;
  }
  for (const key of ["name", "parent", "resource"]) {
    const value = request[key];
    const project = typeof value === "string" ? /^(?:\/\/[^/]+\/)?projects\/([^/]+)/.exec(value)?.[1] : undefined;
    if (project !== undefined && project !== "-") return project;
  }
  return undefined;
}
