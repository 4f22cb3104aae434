import { randomBytes } from "node:crypto";
import type { Methods, ServiceAccount } from "../../definitions/iam-v1.types";
import type { Handlers } from "../../transport/call";
import { GoogleError, invalid, notFound } from "../../transport/errors";
import type { Store } from "../../state/store";
import { page } from "../shared/paging";
import { forgetMember, getPolicy, removePolicy, setPolicy } from "../shared/policy";
import { project as findProject } from "../shared/projects";
import { sha } from "../shared/values";

/** By e-mail address or unique id; `-` stands for whatever project the address is in. */
export function findServiceAccount(store: Store, name: string): ServiceAccount | undefined {
  const [, asked = "", account = ""] = /^projects\/([^/]+)\/serviceAccounts\/([^/]+)$/.exec(name) ?? [];
  const inAddress = /@([^.]+)\.iam\.gserviceaccount\.com$/.exec(account)?.[1];
  const project = asked === "-" ? (inAddress ?? "") : asked;
  if (project === "") return undefined;
  const { id } = findProject(store, project);
  return store
    .list<ServiceAccount>("serviceAccount", id)
    .find(({ email, uniqueId }) => email === account || uniqueId === account);
}

function require(store: Store, name: string): ServiceAccount {
  const found = findServiceAccount(store, name);
  if (!found) throw notFound(`Unknown service account: ${name}`);
  return found;
}

const put = (store: Store, account: ServiceAccount) => {
  const next = { ...account, etag: undefined };
  const stored = { ...account, etag: Buffer.from(sha(next).slice(0, 16), "hex").toString("base64") };
  store.put(["serviceAccount", account.projectId ?? "", account.email ?? ""], stored);
  return stored;
};

/** Service accounts and their policies, which hold Workload Identity's bindings. Keys are refused: nothing here checks them. */
export const serviceAccountHandlers: Handlers<Methods> = {
  "projects.serviceAccounts.create": ({ name = "", body = {} }, { store }) => {
    const { id } = findProject(store, name.replace("projects/", ""));
    const accountId = body.accountId ?? "";
    if (!/^[a-z]([a-z0-9-]{4,28}[a-z0-9])$/.test(accountId)) {
      throw invalid(
        `Invalid service account ID ${JSON.stringify(accountId)}: it must have 6 to 30 lowercase letters, digits and hyphens, start with a letter and not end with a hyphen.`,
      );
    }
    const email = `${accountId}@${id}.iam.gserviceaccount.com`;
    if (store.get("serviceAccount", id, email)) {
      throw new GoogleError(
        "ALREADY_EXISTS",
        `Service account ${accountId} already exists within project projects/${id}.`,
      );
    }
    const uniqueId = `1${String(BigInt(`0x${randomBytes(9).toString("hex")}`))
      .padStart(20, "0")
      .slice(-20)}`;
    return put(store, {
      ...body.serviceAccount,
      name: `projects/${id}/serviceAccounts/${email}`,
      projectId: id,
      uniqueId,
      email,
      oauth2ClientId: uniqueId,
    });
  },
  "projects.serviceAccounts.get": ({ name = "" }, { store }) => require(store, name),
  "projects.serviceAccounts.list": ({ name = "", pageSize, pageToken }, { store }) => {
    const { id } = findProject(store, name.replace("projects/", ""));
    const { items, nextPageToken } = page(
      store.list<ServiceAccount>("serviceAccount", id),
      pageSize,
      pageToken,
      name,
      100,
    );
    return { accounts: items, nextPageToken };
  },
  "projects.serviceAccounts.patch": ({ name = "", body = {} }, { store }) => {
    const now = require(store, name);
    const { displayName, description, etag } = body.serviceAccount ?? {};
    if (etag && etag !== now.etag)
      throw new GoogleError(
        "ABORTED",
        "There were concurrent updates of the service account. Read it again and retry.",
      );
    const mask = (body.updateMask ?? "displayName,description").split(",");
    return put(store, {
      ...now,
      ...(mask.includes("displayName") ? { displayName } : {}),
      ...(mask.includes("description") ? { description } : {}),
    });
  },
  "projects.serviceAccounts.delete": ({ name = "" }, { store }) => {
    const account = require(store, name);
    store.remove(["serviceAccount", account.projectId ?? "", account.email ?? ""]);
    removePolicy(store, account.name ?? "");
    forgetMember(store, account.email ?? "", account.uniqueId ?? "");
    return {};
  },
  "projects.serviceAccounts.enable": ({ name = "" }, { store }) => {
    put(store, { ...require(store, name), disabled: undefined });
    return {};
  },
  "projects.serviceAccounts.disable": ({ name = "" }, { store }) => {
    put(store, { ...require(store, name), disabled: true });
    return {};
  },
  "projects.serviceAccounts.getIamPolicy": ({ resource = "" }, { store }) =>
    getPolicy(store, require(store, resource).name ?? ""),
  "projects.serviceAccounts.setIamPolicy": ({ resource = "", body = {} }, { store }) =>
    setPolicy(store, require(store, resource).name ?? "", body.policy ?? {}),
};
