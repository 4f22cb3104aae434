import type { Methods, Operation } from "../../definitions/longrunning-v1.types";
import { handlers, type Service } from "../../transport/call";
import { codeNumber, notFound } from "../../transport/errors";
import type { OperationRecord, Operations } from "../../state/operations";

/** APIs whose operations are `google.longrunning.Operation`s. */
const APIS = ["serviceusage", "artifactregistry", "cloudbuild", "iam", "cloudresourcemanager"];

/** What an API adds to its operations while they run. */
const METADATA: Readonly<
  Record<string, (operation: OperationRecord) => ({ "@type": string } & Record<string, unknown>) | undefined>
> = {
  artifactregistry: () => ({ "@type": "type.googleapis.com/google.devtools.artifactregistry.v1.OperationMetadata" }),
};

/** Says what an API's operations show beside their result. */
export function registerMetadata(
  api: string,
  metadata: (operation: OperationRecord) => { "@type": string } & Record<string, unknown>,
): void {
  (METADATA as Record<string, typeof metadata>)[api] = metadata;
}

/** A record as `google.longrunning` shows it. */
export function lro(record: OperationRecord): Operation {
  const done = record.status === "DONE";
  return {
    name: record.name,
    metadata: METADATA[record.api]?.(record),
    ...(done ? { done } : {}),
    ...(done && record.error ? { error: { code: codeNumber(record.error.code), message: record.error.message } } : {}),
    ...(done && !record.error
      ? {
          response: (record.response ?? { "@type": "type.googleapis.com/google.protobuf.Empty" }) as {
            "@type": string;
          },
        }
      : {}),
  };
}

/** The operation's record, of whichever API it is. Throws `NOT_FOUND` where there is none. */
export function requireLro(operations: Operations, name: string): OperationRecord {
  for (const api of APIS) {
    const record = operations.poll(api, name);
    if (record) return record;
  }
  throw notFound(`Operation ${name} not found.`);
}

/** The mix-in that several APIs share. */
export const longrunning: Service = {
  api: "longrunning",
  alwaysEnabled: true,
  handlers: handlers<Methods>({
    "Operations.GetOperation": (request, { operations }) => lro(requireLro(operations, request.name ?? "")),
    "Operations.CancelOperation": (request, { operations }) => {
      const { api, name } = requireLro(operations, request.name ?? "");
      operations.cancel(api, name);
      return {};
    },
  }),
};
