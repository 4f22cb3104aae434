import {
  Metadata,
  Server,
  ServerCredentials,
  type ServiceDefinition,
  type UntypedServiceImplementation,
} from "@grpc/grpc-js";
import type { Socket } from "node:net";
import type { Authority } from "../iam/authority";
import type { Directory } from "./directory";
import type { Dispatcher } from "./dispatch";
import { GoogleError } from "./errors";
import { asGoogleError, title } from "./http";
import type { Json } from "./read";
import type { RequestLog } from "./request-log";
import type { Method } from "./schema";
import { rpcStatus } from "./status";
import { Wire } from "./wire";

/** What gRPC calls are answered with. */
export interface GrpcOptions {
  readonly directory: Directory;
  readonly dispatcher: Dispatcher;
  readonly log: RequestLog;
  readonly authority: Authority;
}

/** All APIs that have a gRPC form, on connections that are handed over by the listener. */
export class GrpcFront {
  readonly #server = new Server({ "grpc.max_receive_message_length": 10 * 2 ** 20 });
  readonly #injector;

  constructor(readonly options: GrpcOptions) {
    const services = new Map<string, Method[]>();
    for (const { methods, package: name } of options.directory.schemas) {
      if (!name.startsWith("google.") || name.includes(".compute.")) continue;
      for (const method of methods) {
        const service = method.fullName.slice(0, method.fullName.lastIndexOf("."));
        services.set(service, [...(services.get(service) ?? []), method]);
      }
    }
    for (const [service, methods] of services) this.#add(service, methods);
    this.#injector = this.#server.createConnectionInjector(ServerCredentials.createInsecure());
  }

  accept(socket: Socket): void {
    this.#injector.injectConnection(socket);
  }

  close(): void {
    this.#server.forceShutdown();
  }

  #add(service: string, methods: readonly Method[]) {
    const wire = new Wire(methods[0]!.schema);
    const definition: Record<string, object> = {};
    const implementation: UntypedServiceImplementation = {};
    for (const method of methods) {
      const name = method.fullName.slice(service.length + 1);
      definition[name] = {
        path: `/${service}/${name}`,
        requestStream: false,
        responseStream: false,
        requestSerialize: (value: Json) => wire.encode(method.request, value),
        requestDeserialize: (bytes: Buffer) => wire.decode(method.request, bytes),
        responseSerialize: (value: Json) => wire.encode(method.response, value),
        responseDeserialize: (bytes: Buffer) => wire.decode(method.response, bytes),
      };
      implementation[name] = (
        call: { request: Json; metadata: Metadata; call?: unknown; cancelled: boolean },
        reply: Reply,
      ) => {
        void this.#serve(method, call.request, call.metadata, reply);
      };
    }
    this.#server.addService(definition as ServiceDefinition, implementation);
  }

  async #serve(method: Method, request: Json, metadata: Metadata, reply: Reply) {
    const started = performance.now();
    const { log, dispatcher, authority } = this.options;
    let status = "OK";
    let note: string | undefined;
    const userAgent = String(metadata.get("user-agent")[0] ?? "");
    try {
      const principal = authority.authenticate(metadata.get("authorization")[0]?.toString());
      const answer = await dispatcher.invoke(method, request, { principal, userAgent });
      if (answer.warnings.length > 0) note = answer.warnings.join("; ");
      if (answer.lost) throw new GoogleError("UNAVAILABLE", "Connection dropped (asked for, after the work was done)");
      reply(null, answer.response);
    } catch (error) {
      const shown = asGoogleError(error);
      status = shown.code;
      note = shown.message;
      const trailers = new Metadata();
      trailers.set("grpc-status-details-bin", rpcStatus(shown));
      reply({ code: shown.grpcCode, details: shown.message, metadata: trailers });
    } finally {
      const resource = ["name", "parent", "projectId", "project"]
        .map((key) => request[key])
        .find((value) => typeof value === "string");
      log.add({
        time: new Date().toISOString(),
        transport: "grpc",
        method: title(method),
        resource: typeof resource === "string" ? resource : "",
        status,
        ms: performance.now() - started,
        userAgent,
        ...(note === undefined ? {} : { note }),
      });
    }
  }
}

type Reply = (error: { code: number; details: string; metadata: Metadata } | null, response?: Json) => void;
