import type { DiffResult } from "./diff";
import type { CallLog } from "./engine-log";
import type { PropertyMap } from "./value";

/** What every call has: which resource it is about, how to talk to the person waiting, and when to stop. */
export interface CallContext {
  readonly urn: string;
  /** Type token, e.g. `kubernetes:apps/v1:Deployment`. */
  readonly type: string;
  /** Logical name: the last part of the URN. */
  readonly name: string;
  /** Messages and status lines attached to this resource. */
  readonly log: CallLog;
  /** Aborted when the user cancels the update. */
  readonly signal: AbortSignal;
}

/** A problem with one input, found before anything is done. `property` is a path such as `spec.replicas`, or "". */
export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

/** Are these inputs right, and which defaults do they want? */
export interface CheckRequest extends CallContext {
  /** Inputs of the last update; empty for a new resource. */
  readonly olds: PropertyMap;
  /** Inputs as the program wrote them. */
  readonly news: PropertyMap;
  /** From which a random part of a name must come, so that a plan and its execution agree. Empty when the engine has none. */
  readonly randomSeed: Uint8Array;
  /** How the stack wants resources named. */
  readonly autonaming?: { readonly mode: "propose" | "enforce" | "disable"; readonly proposedName: string };
}

/** The inputs as the engine keeps them, or what is wrong with them. With failures, nothing is done. */
export interface CheckResult {
  /** Inputs with defaults filled in: what Diff, Create and Update get. */
  readonly inputs: PropertyMap;
  readonly failures?: readonly CheckFailure[];
}

/** What would change? */
export interface DiffRequest extends CallContext {
  readonly id: string;
  /** Outputs of the last update or refresh. */
  readonly olds: PropertyMap;
  readonly oldInputs: PropertyMap;
  readonly news: PropertyMap;
  /** Property paths the user told the engine to leave alone. */
  readonly ignoreChanges: readonly string[];
}

/** Make it. In a preview: say what is known of it, and touch nothing. */
export interface CreateRequest extends CallContext {
  readonly inputs: PropertyMap;
  readonly preview: boolean;
  /** From `customTimeouts`. */
  readonly timeoutSeconds: number | undefined;
}

/** What is there now? Asked by a refresh, an import and `.get`. */
export interface ReadRequest extends CallContext {
  readonly id: string;
  /** Last known outputs; empty on import and `.get`. */
  readonly properties: PropertyMap;
  /** Last known inputs; empty on import and `.get`. */
  readonly inputs: PropertyMap;
}

/** What exists, or `undefined` when nothing does. */
export type ReadResult =
  { readonly id: string; readonly properties: PropertyMap; readonly inputs: PropertyMap } | undefined;

/** Change it in place. In a preview: say what is known, and touch nothing. */
export interface UpdateRequest extends CallContext {
  readonly id: string;
  readonly olds: PropertyMap;
  readonly oldInputs: PropertyMap;
  readonly news: PropertyMap;
  readonly preview: boolean;
  readonly ignoreChanges: readonly string[];
  readonly timeoutSeconds: number | undefined;
}

/** Take it away. What is gone already is no error. */
export interface DeleteRequest extends CallContext {
  readonly id: string;
  readonly properties: PropertyMap;
  readonly oldInputs: PropertyMap;
  readonly timeoutSeconds: number | undefined;
}

/** Call a function of the plugin. */
export interface InvokeRequest {
  /** Function token. */
  readonly token: string;
  readonly args: PropertyMap;
  readonly preview: boolean;
  readonly log: CallLog;
  readonly signal: AbortSignal;
}

/** What a function answers, or what is wrong with its arguments. */
export interface InvokeResult {
  readonly result: PropertyMap;
  readonly failures?: readonly CheckFailure[];
}

/** The provider's own configuration, before anything else is asked. */
export interface ConfigureRequest {
  /** `<package>:config:<name>` → text; secrets are in clear here, so never log them. */
  readonly variables: Readonly<Record<string, string>>;
  readonly args: PropertyMap;
  readonly log: CallLog;
}

/** The life of one type of resource. */
export interface ResourceHandler {
  check(request: CheckRequest): Promise<CheckResult>;
  diff(request: DiffRequest): Promise<DiffResult>;
  /** In a preview: what is known of the outputs, with no effect on the world. */
  create(request: CreateRequest): Promise<{ readonly id: string; readonly properties: PropertyMap }>;
  read(request: ReadRequest): Promise<ReadResult>;
  update(request: UpdateRequest): Promise<PropertyMap>;
  delete(request: DeleteRequest): Promise<void>;
}

/** A whole plugin: all of its resource types behind one handler, its configuration and its functions. */
export interface ProviderHandlers extends ResourceHandler {
  checkConfig?(request: CheckRequest): Promise<CheckResult>;
  diffConfig?(request: DiffRequest): Promise<DiffResult>;
  configure(request: ConfigureRequest): Promise<void>;
  invoke?(request: InvokeRequest): Promise<InvokeResult>;
  /** The user pressed Ctrl-C: every `signal` is aborted already; this is for what has none. */
  cancel?(): Promise<void>;
}

/** What the engine is told about a plugin. */
export interface ProviderIdentity {
  /** Package name, e.g. `kubernetes`. */
  readonly name: string;
  /** Version without the leading `v`. */
  readonly version: string;
  /** @default false – outputs arrive as plain values, secrets or unknowns, without their dependencies */
  readonly acceptOutputs?: boolean;
  /** @default false – a resource given as an input arrives as its URN */
  readonly acceptResources?: boolean;
  /** @default false – the engine does not send `autonaming` */
  readonly supportsAutonaming?: boolean;
  /** The package's schema, for `pulumi package get-schema`. @default – an empty schema */
  readonly schema?: () => string;
}

/** One handler that chooses by the request's type token: for plugins with a handwritten handler per type. */
export function handlerByType(handlers: Readonly<Record<string, ResourceHandler>>): ResourceHandler {
  const of = (type: string): ResourceHandler => {
    const handler = handlers[type];
    if (handler) return handler;
    throw new Error(`this plugin has no resource type ${type}; it has ${Object.keys(handlers).sort().join(", ")}`);
  };
  return {
    check: (request) => of(request.type).check(request),
    diff: (request) => of(request.type).diff(request),
    create: (request) => of(request.type).create(request),
    read: (request) => of(request.type).read(request),
    update: (request) => of(request.type).update(request),
    delete: (request) => of(request.type).delete(request),
  };
}

/** One function that chooses by the request's token. */
export function functionByToken(
  functions: Readonly<Record<string, (request: InvokeRequest) => Promise<InvokeResult>>>,
): (request: InvokeRequest) => Promise<InvokeResult> {
  return (request) => {
    const found = functions[request.token];
    if (found) return found(request);
    throw new Error(`this plugin has no function ${request.token}; it has ${Object.keys(functions).sort().join(", ")}`);
  };
}
