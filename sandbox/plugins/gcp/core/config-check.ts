import {
  diffInputs,
  Secret,
  type CheckFailure,
  type CheckRequest,
  type CheckResult,
  type DiffRequest,
  type DiffResult,
} from "../../../../lib/plugin";
import { serviceNames } from "./config";

const secrets = ["accessToken", "credentials"];

/** The provider's settings: credentials are secrets, addresses of services end as the official plugin wants them. */
export function checkConfig(request: CheckRequest): CheckResult {
  const failures: CheckFailure[] = [];
  const inputs = { ...request.news };
  for (const name of secrets) {
    const value = inputs[name];
    if (typeof value === "string") inputs[name] = new Secret(value);
  }
  for (const service of serviceNames) {
    const name = `${service}CustomEndpoint`;
    const value = inputs[name];
    if (typeof value === "string" && !/^https?:\/\/.*\/.*\/$/.test(value)) {
      failures.push({
        property: name,
        reason: `gcp:${name} must be an address such as http://127.0.0.1:8080/${service}/v1/ that ends in "/", got ${JSON.stringify(value)}`,
      });
    }
  }
  return { inputs, failures };
}

/** Another project or endpoint is no other provider: resources say for themselves where they are. */
export function diffConfig(request: DiffRequest): DiffResult {
  return diffInputs(request.oldInputs, request.news, { ignoreChanges: request.ignoreChanges });
}
