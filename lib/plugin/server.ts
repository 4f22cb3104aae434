import { Server, ServerCredentials, status, type ServerUnaryCall, type sendUnaryData } from "@grpc/grpc-js";
import { PluginInfo, type PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { nameOf, typeOf } from "../urn";
import * as answer from "./answers";
import { EngineLog } from "./engine-log";
import { CancelledError, toServiceError } from "./errors";
import type { CallContext, ProviderHandlers, ProviderIdentity } from "./handlers";
import { fromStruct, toStruct } from "./marshal";
import { redactedError, redactedLog, redactionOf } from "./redact";

/** The engine's own limit; gRPC's default of 4 MB is less than some states. */
const maxMessageBytes = 400 * 1024 * 1024;

/** How long calls under way may take to end when the plugin is stopped. */
const stopMs = 2_000;

type Call<Request> = ServerUnaryCall<Request, never>;

/** A plugin that answers the engine. */
export interface RunningPlugin {
  readonly port: number;
  /** Lets calls under way end, then stops listening. */
  stop(): Promise<void>;
}

/** Serves a provider on a free loopback port. */
export async function startPlugin(identity: ProviderIdentity, handlers: ProviderHandlers): Promise<RunningPlugin> {
  const server = new Server({
    "grpc.max_receive_message_length": maxMessageBytes,
    "grpc.max_send_message_length": maxMessageBytes,
  });
  const log = new EngineLog();
  server.addService(ResourceProviderService, service(identity, handlers, log));
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error ? reject(error) : resolve(bound),
    ),
  );
  const engineAddress = process.argv.slice(2).find((argument) => !argument.startsWith("-"));
  if (engineAddress) log.connect(engineAddress);
  return {
    port,
    stop: () =>
      new Promise((resolve) => {
        const force = setTimeout(() => server.forceShutdown(), stopMs);
        server.tryShutdown(() => {
          clearTimeout(force);
          resolve();
        });
      }),
  };
}

/** The main function of a plugin's executable: says its port on the first line of stdout, as the engine expects, and lives as long as the engine. */
export async function runPlugin(identity: ProviderIdentity, handlers: ProviderHandlers): Promise<void> {
  const { port } = await startPlugin(identity, handlers);
  process.stdout.write(`${port}\n`);
  const parent = process.ppid;
  // An engine that was killed cannot stop its plugins; nobody would ever use this one again.
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, 500).unref();
  // The engine gives each plugin a process group of its own, so this is not the user's Ctrl-C (that comes as Cancel): it is
  // the engine's goodbye, after which it waits 5 s a plugin before it kills.
  process.on("SIGINT", () => process.exit(0));
}

function service(identity: ProviderIdentity, handlers: ProviderHandlers, log: EngineLog) {
  const cancellation = new AbortController();

  const context = (request: { getUrn(): string }): CallContext => {
    const urn = request.getUrn();
    return {
      urn,
      type: typeOf(urn),
      name: nameOf(urn),
      log: redactedLog(log.forResource(urn), redactionOf(request)),
      signal: cancellation.signal,
    };
  };

  /** One RPC: decode, do, wait until its messages are shown, answer. */
  const unary =
    <Request, Response>(work: (request: Request) => Promise<Response> | Response) =>
    (call: Call<Request>, reply: sendUnaryData<Response>): void => {
      void (async () => {
        try {
          const response = await work(call.request);
          await log.flushed();
          reply(null, response);
        } catch (error) {
          await log.flushed();
          const cancelled = cancellation.signal.aborted && isAbort(error);
          reply(
            toServiceError(cancelled ? new CancelledError("cancelled by the user") : await shown(error, call.request)),
          );
        }
      })();
    };

  const unimplemented = (_call: unknown, reply: sendUnaryData<never>): void =>
    reply({ code: status.UNIMPLEMENTED, details: `${identity.name} does not implement this` });

  const checkRequest = (request: rpc.CheckRequest) => {
    const autonaming = request.getAutonaming();
    const modes = ["propose", "enforce", "disable"] as const;
    return {
      ...context(request),
      olds: fromStruct(request.getOlds()),
      news: fromStruct(request.getNews()),
      randomSeed: request.getRandomseed_asU8(),
      ...(autonaming && {
        autonaming: { mode: modes[autonaming.getMode()], proposedName: autonaming.getProposedName() },
      }),
    };
  };
  const diffRequest = (request: rpc.DiffRequest) => ({
    ...context(request),
    id: request.getId(),
    olds: fromStruct(request.getOlds()),
    oldInputs: fromStruct(request.getOldInputs()),
    news: fromStruct(request.getNews()),
    ignoreChanges: request.getIgnorechangesList(),
  });
  /** 0 on the wire means: no custom timeout. */
  const timeout = (seconds: number): number | undefined => (seconds > 0 ? seconds : undefined);

  return {
    handshake: unary((request: rpc.ProviderHandshakeRequest) => {
      if (request.getEngineAddress()) log.connect(request.getEngineAddress());
      const response = new rpc.ProviderHandshakeResponse();
      response.setAcceptSecrets(true);
      response.setAcceptOutputs(identity.acceptOutputs ?? false);
      response.setAcceptResources(identity.acceptResources ?? false);
      response.setSupportsAutonamingConfiguration(identity.supportsAutonaming ?? false);
      return response;
    }),
    attach: unary((request: PluginAttach) => {
      log.connect(request.getAddress());
      return new Empty();
    }),
    getPluginInfo: unary(() => {
      const info = new PluginInfo();
      info.setVersion(identity.version);
      return info;
    }),
    getSchema: unary(() => {
      const response = new rpc.GetSchemaResponse();
      response.setSchema(identity.schema?.() ?? JSON.stringify({ name: identity.name, version: identity.version }));
      return response;
    }),
    checkConfig: unary(async (request: rpc.CheckRequest) => {
      const decoded = checkRequest(request);
      return answer.check(handlers.checkConfig ? await handlers.checkConfig(decoded) : { inputs: decoded.news });
    }),
    diffConfig: unary(async (request: rpc.DiffRequest) =>
      answer.diff(
        handlers.diffConfig
          ? await handlers.diffConfig(diffRequest(request))
          : { changes: "none" as const, detailedDiff: {} },
      ),
    ),
    configure: unary(async (request: rpc.ConfigureRequest) => {
      await handlers.configure({
        variables: Object.fromEntries(request.getVariablesMap().toArray()),
        args: fromStruct(request.getArgs()),
        log: log.forResource(""),
      });
      const response = new rpc.ConfigureResponse();
      response.setAcceptsecrets(true);
      response.setSupportspreview(true);
      response.setAcceptoutputs(identity.acceptOutputs ?? false);
      response.setAcceptresources(identity.acceptResources ?? false);
      response.setSupportsAutonamingConfiguration(identity.supportsAutonaming ?? false);
      return response;
    }),
    invoke: unary(async (request: rpc.InvokeRequest) => {
      if (!handlers.invoke) throw new Error(`${identity.name} has no functions`);
      const { result, failures } = await handlers.invoke({
        token: request.getTok(),
        args: fromStruct(request.getArgs()),
        preview: request.getPreview(),
        log: redactedLog(log.forResource(""), redactionOf(request)),
        signal: cancellation.signal,
      });
      const response = new rpc.InvokeResponse();
      response.setReturn(toStruct(result));
      response.setFailuresList(answer.failures(failures));
      return response;
    }),
    check: unary(async (request: rpc.CheckRequest) => {
      const { inputs, failures = [] } = await handlers.check(checkRequest(request));
      const redact = redactionOf(request);
      return answer.check({
        inputs,
        failures: failures.map(({ property, reason }) => ({ property, reason: redact(reason) })),
      });
    }),
    diff: unary(async (request: rpc.DiffRequest) => answer.diff(await handlers.diff(diffRequest(request)))),
    create: unary(async (request: rpc.CreateRequest) => {
      const created = await handlers.create({
        ...context(request),
        inputs: fromStruct(request.getProperties()),
        preview: request.getPreview(),
        timeoutSeconds: timeout(request.getTimeout()),
      });
      const response = new rpc.CreateResponse();
      response.setId(created.id);
      response.setProperties(toStruct(created.properties));
      return response;
    }),
    read: unary(async (request: rpc.ReadRequest) => {
      const found = await handlers.read({
        ...context(request),
        id: request.getId(),
        properties: fromStruct(request.getProperties()),
        inputs: fromStruct(request.getInputs()),
      });
      const response = new rpc.ReadResponse();
      if (!found) return response;
      response.setId(found.id);
      response.setProperties(toStruct(found.properties));
      response.setInputs(toStruct(found.inputs));
      return response;
    }),
    update: unary(async (request: rpc.UpdateRequest) => {
      const properties = await handlers.update({
        ...context(request),
        id: request.getId(),
        olds: fromStruct(request.getOlds()),
        oldInputs: fromStruct(request.getOldInputs()),
        news: fromStruct(request.getNews()),
        preview: request.getPreview(),
        ignoreChanges: request.getIgnorechangesList(),
        timeoutSeconds: timeout(request.getTimeout()),
      });
      const response = new rpc.UpdateResponse();
      response.setProperties(toStruct(properties));
      return response;
    }),
    delete: unary(async (request: rpc.DeleteRequest) => {
      await handlers.delete({
        ...context(request),
        id: request.getId(),
        properties: fromStruct(request.getProperties()),
        oldInputs: fromStruct(request.getOldInputs()),
        timeoutSeconds: timeout(request.getTimeout()),
      });
      return new Empty();
    }),
    cancel: unary(async () => {
      cancellation.abort();
      await handlers.cancel?.();
      return new Empty();
    }),
    getMapping: unary(() => new rpc.GetMappingResponse()),
    getMappings: unary(() => new rpc.GetMappingsResponse()),
    parameterize: unimplemented,
    call: unimplemented,
    construct: unimplemented,
    list: (call: { emit(event: "error", error: object): void }) =>
      call.emit("error", { code: status.UNIMPLEMENTED, details: `${identity.name} does not list` }),
  };
}

/**
 * An error as it may be shown: without the call's own secrets, which servers repeat when they refuse them, and without what looks like a
 * credential of somebody else.
 */
async function shown(error: unknown, request: unknown): Promise<unknown> {
  // What finds them is loaded when there is something to say.
  const { hideCredentials } = await import("../redaction/credentials");
  const redact = redactionOf(request);
  return redactedError(error, (text) => hideCredentials(redact(text)));
}

/** Whether an error only says that a signal was aborted. (It is a DOMException, which not every runtime counts as an Error.) */
function isAbort(error: unknown): boolean {
  return typeof error === "object" && error !== null && (error as { name?: unknown }).name === "AbortError";
}
