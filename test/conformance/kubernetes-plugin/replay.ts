import { credentials, type ServiceError } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as rpc from "@pulumi/pulumi/proto/provider_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Json, JsonObject, RecordedCall } from "./recordings";

/** What a call came to: a message, or the text of an error. */
export type Outcome = { readonly response: JsonObject } | { readonly error: string };

type Unary<Request, Response> = (
  request: Request,
  callback: (error: ServiceError | null, response: Response) => void,
) => unknown;

/** Asks a plugin, over gRPC, what the engine asked when the recording was made. */
export class Replayer {
  private readonly client: ResourceProviderClient;

  constructor(port: number) {
    this.client = new ResourceProviderClient(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  close(): void {
    this.client.close();
  }

  async configure(kubeconfig: string, namespace: string | undefined): Promise<void> {
    const request = new rpc.ConfigureRequest();
    request.getVariablesMap().set("kubernetes:config:kubeconfig", kubeconfig);
    if (namespace) request.getVariablesMap().set("kubernetes:config:namespace", namespace);
    await this.call(this.client.configure.bind(this.client), request);
  }

  /** The answer to a recorded call, in the form it was recorded in. */
  async ask({ method, request }: RecordedCall): Promise<Outcome> {
    try {
      return { response: await this.response(method, request) };
    } catch (error) {
      return { error: (error as ServiceError).details };
    }
  }

  private async response(method: RecordedCall["method"], request: JsonObject): Promise<JsonObject> {
    const { client } = this;
    switch (method) {
      case "Check":
      case "CheckConfig": {
        const response = await this.call<rpc.CheckRequest, rpc.CheckResponse>(
          method === "Check" ? client.check.bind(client) : client.checkConfig.bind(client),
          check(request),
        );
        const failures = response.getFailuresList().map((failure) => failure.toObject() as unknown as JsonObject);
        return { inputs: plain(response.getInputs()), ...(failures.length > 0 && { failures }) };
      }
      case "Diff":
      case "DiffConfig": {
        return diffed(
          await this.call<rpc.DiffRequest, rpc.DiffResponse>(
            method === "Diff" ? client.diff.bind(client) : client.diffConfig.bind(client),
            diff(request),
          ),
        );
      }
      case "Create": {
        const message = new rpc.CreateRequest();
        common(message, request);
        message.setProperties(struct(request["properties"]));
        message.setPreview(request["preview"] === true);
        message.setTimeout(Number(request["timeout"] ?? 0));
        const response = await this.call<rpc.CreateRequest, rpc.CreateResponse>(client.create.bind(client), message);
        return { ...(response.getId() && { id: response.getId() }), properties: plain(response.getProperties()) };
      }
      case "Update": {
        const message = new rpc.UpdateRequest();
        common(message, request);
        message.setId(text(request["id"]));
        message.setOlds(struct(request["olds"]));
        message.setOldInputs(struct(request["oldInputs"]));
        message.setNews(struct(request["news"]));
        message.setPreview(request["preview"] === true);
        message.setIgnorechangesList((request["ignoreChanges"] ?? []) as string[]);
        const response = await this.call<rpc.UpdateRequest, rpc.UpdateResponse>(client.update.bind(client), message);
        return { properties: plain(response.getProperties()) };
      }
      case "Read": {
        const message = new rpc.ReadRequest();
        common(message, request);
        message.setId(text(request["id"]));
        message.setProperties(struct(request["properties"]));
        message.setInputs(struct(request["inputs"]));
        const response = await this.call<rpc.ReadRequest, rpc.ReadResponse>(client.read.bind(client), message);
        return {
          ...(response.getId() && { id: response.getId() }),
          properties: plain(response.getProperties()),
          inputs: plain(response.getInputs()),
        };
      }
      case "Delete": {
        const message = new rpc.DeleteRequest();
        common(message, request);
        message.setId(text(request["id"]));
        message.setProperties(struct(request["properties"]));
        message.setOldInputs(struct(request["oldInputs"]));
        await this.call(client.delete.bind(client), message);
        return {};
      }
      case "Configure":
        throw new Error("Configure is not replayed: each run has a server of its own");
    }
  }

  private call<Request, Response>(method: Unary<Request, Response>, request: Request): Promise<Response> {
    return new Promise((resolve, reject) =>
      method(request, (error, response) => (error ? reject(error) : resolve(response))),
    );
  }
}

function common(
  message: { setUrn(v: string): unknown; setName(v: string): unknown; setType(v: string): unknown },
  request: JsonObject,
): void {
  message.setUrn(text(request["urn"]));
  message.setName(text(request["name"]));
  message.setType(text(request["type"]));
}

function check(request: JsonObject): rpc.CheckRequest {
  const message = new rpc.CheckRequest();
  common(message, request);
  message.setOlds(struct(request["olds"]));
  message.setNews(struct(request["news"]));
  message.setRandomseed(text(request["randomSeed"]));
  return message;
}

function diff(request: JsonObject): rpc.DiffRequest {
  const message = new rpc.DiffRequest();
  common(message, request);
  message.setId(text(request["id"]));
  message.setOlds(struct(request["olds"]));
  message.setOldInputs(struct(request["oldInputs"]));
  message.setNews(struct(request["news"]));
  message.setIgnorechangesList((request["ignoreChanges"] ?? []) as string[]);
  return message;
}

const changeNames = ["DIFF_UNKNOWN", "DIFF_NONE", "DIFF_SOME"] as const;
const kindNames = ["ADD", "ADD_REPLACE", "DELETE", "DELETE_REPLACE", "UPDATE", "UPDATE_REPLACE"] as const;

/** As recorded: what has its default value is left out. */
function diffed(response: rpc.DiffResponse): JsonObject {
  const detailed: [string, JsonObject][] = [];
  response.getDetaileddiffMap().forEach((change, path) => {
    const kind = kindNames[change.getKind()];
    detailed.push([
      path,
      { ...(kind && kind !== "ADD" && { kind }), ...(change.getInputdiff() && { inputDiff: true }) },
    ]);
  });
  const replaces = response.getReplacesList();
  const diffs = response.getDiffsList();
  return {
    changes: changeNames[response.getChanges()],
    ...(replaces.length > 0 && { replaces }),
    ...(diffs.length > 0 && { diffs }),
    ...(response.getDeletebeforereplace() && { deleteBeforeReplace: true }),
    ...(detailed.length > 0 && { detailedDiff: Object.fromEntries(detailed) }),
    ...(response.getHasdetaileddiff() && { hasDetailedDiff: true }),
  };
}

function text(json: Json | undefined): string {
  return typeof json === "string" ? json : "";
}

function struct(json: Json | undefined): Struct {
  return Struct.fromJavaScript((json ?? {}) as Parameters<typeof Struct.fromJavaScript>[0]);
}

function plain(value: Struct | undefined): JsonObject {
  return value?.toJavaScript() ?? {};
}
