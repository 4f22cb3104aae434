import { getPolicy } from "../services/shared/policy";
import type { Store } from "../state/store";
import { requireToken, unauthenticated } from "../transport/access";
import { unimplemented } from "../transport/errors";
import type { Json } from "../transport/read";
import type { Method } from "../transport/schema";
import { decides } from "./decide";
import { membersOf, OWNER, type Principal } from "./principal";
import { refusal } from "./refusal";
import { isKnownPermission, permissionsFor } from "./roles";
import { operationPermissions } from "./rows";
import { nameInRequest, targetOf } from "./targets";
import { Tokens } from "./tokens";

/** What IAM decides by. */
export interface AuthorityOptions {
  readonly store: Store;
  /** The owner's token. */
  readonly accessToken: string;
  /** False (`--iam=off`): whoever has a token of this sandbox may do everything. */
  readonly decides: boolean;
  /** Hears every decision about somebody else than the owner. @default nobody */
  readonly decided?: (decision: Decision) => void;
}

/** Who asks, and whether it may. */
export interface Decision {
  readonly principal: Principal;
  readonly permission: string;
  /** As in `Target`. */
  readonly resource: string;
  readonly allowed: boolean;
}

/** The one place that says who a caller is and what they may do. */
export class Authority {
  /** The access tokens that were given out. */
  readonly tokens: Tokens;

  constructor(readonly options: AuthorityOptions) {
    this.tokens = new Tokens(options.accessToken);
  }

  /** Who has this `Authorization` header; Google's 401 if nobody does. */
  authenticate(authorization: string | undefined): Principal {
    const token = /^Bearer +(.+)$/i.exec(authorization ?? "")?.[1]?.trim();
    const verdict = this.tokens.verify(token ?? "");
    switch (verdict.kind) {
      case "foreign":
        requireToken(authorization, this.options.accessToken);
        return OWNER;
      case "expired":
        throw unauthenticated("ACCESS_TOKEN_EXPIRED");
      case "good":
        if (verdict.principal.kind === "serviceAccount") this.#requireAccount(verdict.principal);
        return verdict.principal;
    }
  }

  /** Refuses a call of an API's method that its caller may not make. */
  admit(principal: Principal, method: Method, request: Json): void {
    if (this.#mayAll(principal)) return;
    for (const { permission, name, api } of this.#needs(method, request))
      this.require(principal, permission, api, name);
  }

  /** @param name of the resource, as in `Target` */
  require(principal: Principal, permission: string, api: string, name: string): void {
    if (!this.allows(principal, permission, api, name))
      throw refusal(principal, permission, targetOf(this.options.store, api, name));
  }

  allows(principal: Principal, permission: string, api: string, name: string): boolean {
    if (this.#mayAll(principal)) return true;
    if (!isKnownPermission(permission)) throw unimplemented(`the permission ${permission}: who has it is not known`);
    const { store } = this.options;
    const target = targetOf(store, api, name);
    const policies = target.policies.map((resource) => getPolicy(store, resource));
    const context = { resource: target.context, time: new Date() };
    const allowed = decides(membersOf(principal), permission, policies, context);
    this.options.decided?.({ principal, permission, resource: target.name, allowed });
    return allowed;
  }

  #mayAll(principal: Principal): boolean {
    return principal.kind === "owner" || !this.options.decides;
  }

  #needs(method: Method, request: Json): { permission: string; api: string; name: string }[] {
    const { api } = method.schema;
    const title = `${api}.${method.key}`;
    const text = (key: string) => (typeof request[key] === "string" ? request[key] : "");
    const need = (permission: string, name: string, of = api) => ({ permission, api: of, name });
    switch (title) {
      case "storage.objects.copy":
      case "storage.objects.rewrite": {
        const from = `b/${text("sourceBucket")}/o/${text("sourceObject")}`;
        const to = `b/${text("destinationBucket")}/o/${text("destinationObject")}`;
        return [
          need("storage.objects.get", from),
          ...this.writing(text("destinationBucket"), to.split("/o/")[1] ?? ""),
        ];
      }
      case "logging.LoggingServiceV2.WriteLogEntries": {
        const entries = (request["entries"] ?? []) as { logName?: string }[];
        const names = new Set([text("logName"), ...entries.map(({ logName = "" }) => logName)].map(projectPart));
        names.delete("");
        return [...names].map((name) => need("logging.logEntries.create", name));
      }
      case "logging.LoggingServiceV2.ListLogEntries": {
        const names = ((request["resourceNames"] ?? []) as string[]).map(projectPart);
        return names.map((name) => need("logging.logEntries.list", name));
      }
      case "longrunning.Operations.GetOperation":
      case "longrunning.Operations.CancelOperation": {
        const found = this.options.store
          .keys("operation")
          .map(([, of = "", name = ""]) => ({ of, name }))
          .find(({ of, name }) => of in operationPermissions && name === text("name"));
        const project =
          found && this.options.store.get<{ project: string }>("operation", found.of, found.name)?.project;
        return ((found && operationPermissions[found.of]) || []).map((permission) =>
          need(permission, `projects/${project ?? ""}`, found?.of),
        );
      }
      default: {
        const permissions = permissionsFor(title);
        if (!permissions) throw unimplemented(`IAM for ${method.fullName}: which permission it needs is not known`);
        const name = nameInRequest(method, request);
        // Whether a bucket exists is no secret: the method itself says that it does not.
        const [, bucket] = /^b\/([^/]+)/.exec(name) ?? [];
        if (bucket !== undefined && !this.options.store.get("bucket", bucket)) return [];
        return permissions.map((permission) => need(permission, name));
      }
    }
  }

  /** What writing an object needs: replacing one that is there deletes it. */
  writing(bucket: string, object: string): { permission: string; api: string; name: string }[] {
    const replaces = this.options.store.get("object", bucket, object) !== undefined;
    return ["storage.objects.create", ...(replaces ? ["storage.objects.delete"] : [])].map((permission) => ({
      permission,
      api: "storage",
      name: `b/${bucket}/o/${object}`,
    }));
  }

  #requireAccount({ email, uniqueId }: Extract<Principal, { kind: "serviceAccount" }>): void {
    const found = this.options.store
      .list<{ email?: string; uniqueId?: string; disabled?: boolean }>("serviceAccount")
      .find((account) => account.email === email);
    if (found?.uniqueId === uniqueId && !found.disabled) return;
    throw unauthenticated("ACCOUNT_STATE_INVALID");
  }
}

const projectPart = (name: string) => name.split("/").slice(0, 2).join("/");
