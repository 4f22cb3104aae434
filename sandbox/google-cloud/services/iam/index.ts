import type { Methods } from "../../definitions/iam-v1.types";
import { handlers, type Service } from "../../transport/call";
import { serviceAccountHandlers } from "./service-accounts";
import { workloadIdentityHandlers } from "./workload-identity";

/** Identity and Access Management. Policies are kept and given back; nothing in a sandbox is refused because of one. */
export const iam: Service = {
  api: "iam",
  fields: { "body.policy": "recorded", "projects.locations.workloadIdentityPools.create:body": "recorded" },
  handlers: handlers<Methods>({ ...serviceAccountHandlers, ...workloadIdentityHandlers }),
};
