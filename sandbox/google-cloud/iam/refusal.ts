import { GoogleError } from "../transport/errors";
import { nameOf, type Principal } from "./principal";
import type { Target } from "./targets";

/** 403 in the words of the API: people search for them, and tools look for parts of them. */
export function refusal(principal: Principal, permission: string, target: Target): GoogleError {
  const { api, name } = target;
  const domain = `${api}.googleapis.com`;
  const info = (reason: string) => ({
    details: [
      {
        "@type": "type.googleapis.com/google.rpc.ErrorInfo",
        reason,
        domain,
        metadata: { permission, resource: name },
      },
    ],
  });
  const denied = (message: string, extras = {}) => new GoogleError("PERMISSION_DENIED", message, extras);
  switch (api) {
    case "container":
      return denied(`Required "${permission}" permission(s) for "${name}".`);
    case "compute":
      return denied(`Required '${permission}' permission for '${name}'`);
    case "storage":
      return denied(
        `${nameOf(principal)} does not have ${permission} access to the Google Cloud Storage ${kindOf(name)}. ` +
          `Permission '${permission}' denied on resource (or it may not exist).`,
      );
    case "secretmanager":
    case "cloudkms":
      return denied(
        `Permission '${permission}' denied ${api === "cloudkms" ? "on" : "for"} resource '${name}' (or it may not exist).`,
        info("IAM_PERMISSION_DENIED"),
      );
    case "iam":
    case "iamcredentials":
      return denied(
        `Permission '${permission}' denied on resource (or it may not exist).`,
        info("IAM_PERMISSION_DENIED"),
      );
    case "monitoring":
      return denied(`Permission ${permission} denied (or the resource may not exist).`);
    case "logging":
      return denied(`Permission '${permission}' denied on resource (or it may not exist).`);
    case "serviceusage":
      return denied(
        `Permission denied to access services of consumer container [${name.split("/").slice(0, 2).join("/")}]`,
        info("AUTH_PERMISSION_DENIED"),
      );
    case "cloudresourcemanager":
    case "cloudbuild":
    case "cloudbilling":
      return denied("The caller does not have permission", info("IAM_PERMISSION_DENIED"));
    default:
      return denied(
        `Permission '${permission}' denied on resource '//${domain}/${name}' (or it may not exist).`,
        info("IAM_PERMISSION_DENIED"),
      );
  }
}

function kindOf(name: string): string {
  return /^b\/[^/]+\/o\//.test(name) ? "object" : name.startsWith("b/") ? "bucket" : "project";
}
