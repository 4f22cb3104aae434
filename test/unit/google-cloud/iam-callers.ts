import { GITHUB } from "../../../sandbox/google-cloud/iam/issuer";
import { type Answer, type SandboxCloud, TOKEN } from "./sandbox-cloud";

/** What people set up before somebody else than the owner can call: accounts, roles, tokens. */
export class Callers {
  constructor(
    readonly cloud: SandboxCloud,
    readonly project: string,
  ) {}

  /** @returns its address */
  async account(accountId: string): Promise<string> {
    const { status, body } = await this.cloud.call<{ email: string }>(
      "POST",
      `/iam/v1/projects/${this.project}/serviceAccounts`,
      { accountId },
    );
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body.email;
  }

  /** Replaces the project's policy. */
  async policy(...bindings: object[]): Promise<Answer> {
    return await this.cloud.call("POST", `/cloudresourcemanager/v1/projects/${this.project}:setIamPolicy`, {
      policy: { version: 3, bindings },
    });
  }

  /** An access token of an account, asked for with another token. */
  async token(email: string, by = TOKEN): Promise<string> {
    const { status, body } = await this.cloud.call<{ accessToken: string }>(
      "POST",
      `/iamcredentials/v1/projects/-/serviceAccounts/${email}:generateAccessToken`,
      { scope: ["https://www.googleapis.com/auth/cloud-platform"] },
      { Authorization: `Bearer ${by}` },
    );
    if (status !== 200) throw new Error(JSON.stringify(body));
    return body.accessToken;
  }

  /** A pool `github` that believes GitHub's issuer, for one repository. @returns its name */
  async federate(repositoryId: string): Promise<string> {
    const projectPath = `/cloudresourcemanager/v1/projects/${this.project}`;
    const { body } = await this.cloud.call<{ projectNumber: string }>("GET", projectPath);
    const pools = `/iam/v1/projects/${this.project}/locations/global/workloadIdentityPools`;
    for (const [path, made] of [
      [`${pools}?workloadIdentityPoolId=github`, {}],
      [
        `${pools}/github/providers?workloadIdentityPoolProviderId=github`,
        {
          oidc: { issuerUri: GITHUB },
          attributeMapping: { "google.subject": "assertion.sub", "attribute.repository_id": "assertion.repository_id" },
          attributeCondition: `assertion.repository_id == '${repositoryId}'`,
        },
      ],
    ] as const)
      await this.cloud.until(`/iam/v1/${(await this.cloud.call<{ name: string }>("POST", path, made)).body.name}`);
    return `projects/${body.projectNumber}/locations/global/workloadIdentityPools/github`;
  }

  /** A call with a token. */
  as(token: string) {
    return async <T = ErrorBody>(verb: string, path: string, body?: unknown): Promise<Answer<T>> =>
      await this.cloud.call<T>(verb, path, body, { Authorization: `Bearer ${token}` });
  }
}

interface ErrorBody {
  readonly error?: {
    readonly message: string;
    readonly status: string;
    readonly errors?: readonly { reason: string }[];
    readonly details?: readonly { reason?: string }[];
  };
}
