import type { GcpFunction } from "../core/provider";
import { textAt } from "../core/json";
import { get, getOrMissing, projectOf, failed, labelsAt } from "./request";
import { Secret } from "../../../../lib/plugin";
import { anyAnswer, tolerate } from "../../../../lib/errors/expected";

/** `gcp.organizations.getClientConfig` */
export const getClientConfig: GcpFunction = async (_args, { config, token }) => {
  const { project = "", region = "", zone = "" } = config;
  return {
    accessToken: new Secret(await token()),
    defaultLabels: { ...config.defaultLabels },
    id: `projects/${project}/regions/${region}/zones/${zone}`,
    project,
    region,
    zone,
  };
};

/** `gcp.organizations.getProject` */
export const getProject: GcpFunction = async (args, call) => {
  const token = "gcp:organizations/getProject:getProject";
  const projectId = projectOf(args, call, "projectId");
  const project = await getOrMissing(
    call,
    token,
    "resourceManager",
    `projects/${projectId}`,
    `projects/${projectId} not found or not in ACTIVE state`,
  );
  if (textAt(project, "lifecycleState") !== "ACTIVE")
    throw failed(token, `projects/${projectId} not found or not in ACTIVE state`);
  const labels = labelsAt(project, "labels");
  const parent = textAt(project, "parent", "type");
  return {
    billingAccount: await billingAccount(call, projectId),
    deletionPolicy: "PREVENT",
    effectiveLabels: labels,
    folderId: parent === "folder" ? textAt(project, "parent", "id") : "",
    id: `projects/${projectId}`,
    labels,
    name: textAt(project, "name"),
    number: textAt(project, "projectNumber"),
    orgId: parent === "organization" ? textAt(project, "parent", "id") : "",
    projectId,
    pulumiLabels: labels,
  };
};

/** Who may not see the billing of a project still gets the project. */
async function billingAccount(call: Parameters<GcpFunction>[1], projectId: string): Promise<string> {
  try {
    const info = await get(call, "cloudBilling", `projects/${projectId}/billingInfo`);
    return textAt(info, "billingAccountName").replace(/^billingAccounts\//, "");
  } catch (error) {
    tolerate(error, anyAnswer);
    return "";
  }
}
