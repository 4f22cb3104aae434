import type { Methods } from "../../definitions/cloudbilling-v1.types";
import { handlers, type Service } from "../../transport/call";
import { project as findProject } from "../shared/projects";

/** Cloud Billing: a sandbox costs nothing, and programs that ask get a billing account all the same. */
export const cloudbilling: Service = {
  api: "cloudbilling",
  alwaysEnabled: true,
  handlers: handlers<Methods>({
    "projects.getBillingInfo": ({ name = "" }, { store }) => {
      const { id } = findProject(store, name.replace("projects/", ""));
      return {
        name: `projects/${id}/billingInfo`,
        projectId: id,
        billingAccountName: "billingAccounts/000000-000000-000000",
        billingEnabled: true,
      };
    },
  }),
};
