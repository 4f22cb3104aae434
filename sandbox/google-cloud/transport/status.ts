import { Root, type INamespace } from "protobufjs";
import type { GoogleError } from "./errors";

const root = Root.fromJSON({
  nested: {
    Status: {
      fields: {
        code: { type: "int32", id: 1 },
        message: { type: "string", id: 2 },
        details: { rule: "repeated", type: "Any", id: 3 },
      },
    },
    Any: { fields: { type_url: { type: "string", id: 1 }, value: { type: "bytes", id: 2 } } },
    BadRequest: { fields: { fieldViolations: { rule: "repeated", type: "FieldViolation", id: 1 } } },
    FieldViolation: { fields: { field: { type: "string", id: 1 }, description: { type: "string", id: 2 } } },
    ErrorInfo: {
      fields: {
        reason: { type: "string", id: 1 },
        domain: { type: "string", id: 2 },
        metadata: { keyType: "string", type: "string", id: 3 },
      },
    },
  },
} as INamespace);

/** `google.rpc.Status` in binary, as gRPC errors carry it in their trailers; with the details whose types clients know. */
export function rpcStatus(error: GoogleError): Buffer {
  const details = (error.extras.details ?? []).flatMap(({ "@type": url, ...value }) => {
    const name = url.slice(url.lastIndexOf(".") + 1);
    if (!root.get(name)) return [];
    const type = root.lookupType(name);
    return [{ type_url: url, value: type.encode(type.fromObject(value)).finish() }];
  });
  const status = root.lookupType("Status");
  return Buffer.from(
    status.encode(status.fromObject({ code: error.grpcCode, message: error.message, details })).finish(),
  );
}
