import type { Methods } from "../../definitions/iam-v1.types";
import { handlers, type Service } from "../../transport/call";
import { serviceAccountHandlers } from "./service-accounts";
import { workloadIdentityHandlers } from "./workload-identity";

/** Identity and Access Management: accounts, and the identities of others that may act as them. */
export const iam: Service = {
  api: "iam",
  handlers: handlers<Methods>({ ...serviceAccountHandlers, ...workloadIdentityHandlers }),
};
