import { Metadata, status, type ServiceError } from "@grpc/grpc-js";
import { ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { toStruct } from "./marshal";
import type { PropertyMap } from "./value";

/**
 * The resource exists, but is not as it should be: it never became ready, or an update was refused half-way.
 * The engine keeps `properties` as its state, shows the reasons and tries again on the next update.
 */
export class InitFailedError extends Error {
  override readonly name = "InitFailedError";

  constructor(
    message: string,
    readonly resource: {
      readonly id: string;
      readonly properties: PropertyMap;
      readonly inputs: PropertyMap;
      readonly reasons: readonly string[];
    },
  ) {
    super(message);
  }
}

/** The user cancelled while this was being done. */
export class CancelledError extends Error {
  override readonly name = "CancelledError";
}

/** An error as gRPC carries it to the engine. */
export function toServiceError(error: unknown): Partial<ServiceError> {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof InitFailedError)) {
    const code = error instanceof CancelledError ? status.CANCELLED : status.UNKNOWN;
    return { code, details: message };
  }
  const detail = new ErrorResourceInitFailed();
  detail.setId(error.resource.id);
  detail.setProperties(toStruct(error.resource.properties));
  detail.setInputs(toStruct(error.resource.inputs));
  detail.setReasonsList([...error.resource.reasons]);
  const any = new Any();
  any.pack(detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const grpcStatus = new Status();
  grpcStatus.setCode(status.UNKNOWN);
  grpcStatus.setMessage(message);
  grpcStatus.addDetails(any);
  const metadata = new Metadata();
  metadata.add("grpc-status-details-bin", Buffer.from(grpcStatus.serializeBinary()));
  return { code: status.UNKNOWN, details: message, metadata };
}
