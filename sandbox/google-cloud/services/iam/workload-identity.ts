import { randomBytes } from "node:crypto";
import type { Methods, WorkloadIdentityPool, WorkloadIdentityPoolProvider } from "../../definitions/iam-v1.types";
import type { Call, Handlers } from "../../transport/call";
import { GoogleError, invalid, notFound } from "../../transport/errors";
import type { Operations } from "../../state/operations";
import type { Store } from "../../state/store";
import { lro, requireLro } from "../shared/long-running";
import { page } from "../shared/paging";
import { project as findProject } from "../shared/projects";
import { applyMask, without } from "../shared/values";

interface Place {
  readonly project: string;
  readonly number: string;
  readonly pool: string;
  readonly provider: string;
}
interface IdentityJob {
  readonly key: readonly [string, ...string[]];
  readonly value: object;
  readonly type: string;
}

/** Deleted pools and providers keep their names for 30 days and can be undeleted; they stay readable as DELETED. */
export function registerIdentityJobs(operations: Operations, store: Store): void {
  operations.register<IdentityJob>("iam.apply", {
    finish({ key, value, type }) {
      store.put(key, value);
      return { "@type": `type.googleapis.com/google.iam.v1.${type}`, ...value };
    },
  });
}

function placeOf(store: Store, name: string): Place {
  const [, project = "", pool = "", provider = ""] =
    /^projects\/([^/]+)\/locations\/global(?:\/workloadIdentityPools\/([^/]+))?(?:\/providers\/([^/]+))?/.exec(name) ??
    [];
  const { id, number } = findProject(store, project);
  return { project: id, number, pool, provider };
}

const poolKey = ({ project, pool }: Place) => ["identityPool", project, pool] as const;
const providerKey = ({ project, pool, provider }: Place) => ["identityProvider", project, pool, provider] as const;
const poolName = ({ number, pool }: Place) => `projects/${number}/locations/global/workloadIdentityPools/${pool}`;
const providerName = (place: Place) => `${poolName(place)}/providers/${place.provider}`;

function requirePool(store: Store, place: Place): WorkloadIdentityPool {
  const found = store.get<WorkloadIdentityPool>(...poolKey(place));
  if (!found) throw notFound("Requested entity was not found.");
  return found;
}
function requireProvider(store: Store, place: Place): WorkloadIdentityPoolProvider {
  const found = store.get<WorkloadIdentityPoolProvider>(...providerKey(place));
  if (!found) throw notFound("Requested entity was not found.");
  return found;
}

function begin(
  call: Call,
  target: string,
  type: "WorkloadIdentityPool" | "WorkloadIdentityPoolProvider",
  key: IdentityJob["key"],
  value: object,
) {
  const place = placeOf(call.store, target);
  return lro(
    call.operations.start({
      api: "iam",
      project: place.project,
      location: "global",
      name: `${target}/operations/a${randomBytes(12).toString("hex")}`,
      type,
      target,
      lock: undefined,
      job: "iam.apply",
      payload: { key, value, type },
    }),
  );
}

function requireId(id: string | undefined, what: string): string {
  if (id && /^[a-z][a-z0-9-]{2,30}[a-z0-9]$/.test(id) && !id.startsWith("gcp-")) return id;
  throw invalid(
    `Invalid ${what} ID ${JSON.stringify(id ?? "")}: it must have 4 to 32 lowercase letters, digits and hyphens, and not begin with "gcp-".`,
  );
}

function refuseExisting(found: object | undefined) {
  if (found) throw new GoogleError("ALREADY_EXISTS", "Requested entity already exists");
}

function checkProvider(provider: WorkloadIdentityPoolProvider) {
  if (!provider.attributeMapping?.["google.subject"]) throw invalid("The attribute mapping must map google.subject.");
  const issuer = provider.oidc?.issuerUri;
  if (provider.oidc && !issuer?.startsWith("https://"))
    throw invalid(`Invalid OIDC issuer URI ${JSON.stringify(issuer ?? "")}: it must begin with https://.`);
  // Google asks for a condition where an issuer serves many customers, so that not every repository of GitHub may come in.
  if (issuer?.includes("token.actions.githubusercontent.com") && !provider.attributeCondition) {
    throw invalid("The attribute condition must reference one of the provider's claims.");
  }
}

/** Workload Identity pools and their providers: how pipelines get in without a key. */
export const workloadIdentityHandlers: Handlers<Methods> = {
  "projects.locations.workloadIdentityPools.create": ({ parent = "", workloadIdentityPoolId, body = {} }, call) => {
    const place = { ...placeOf(call.store, parent), pool: requireId(workloadIdentityPoolId, "workload identity pool") };
    refuseExisting(call.store.get(...poolKey(place)));
    return begin(call, poolName(place), "WorkloadIdentityPool", poolKey(place), {
      ...body,
      name: poolName(place),
      state: "ACTIVE",
    });
  },
  "projects.locations.workloadIdentityPools.get": ({ name = "" }, { store }) =>
    requirePool(store, placeOf(store, name)),
  "projects.locations.workloadIdentityPools.list": ({ parent = "", pageSize, pageToken, showDeleted }, { store }) => {
    const { project } = placeOf(store, parent);
    const all = store
      .list<WorkloadIdentityPool>("identityPool", project)
      .filter(({ state }) => showDeleted || state === "ACTIVE");
    const { items, nextPageToken } = page(all, pageSize, pageToken, parent);
    return { workloadIdentityPools: items, nextPageToken };
  },
  "projects.locations.workloadIdentityPools.patch": ({ name = "", updateMask, body = {} }, call) => {
    const place = placeOf(call.store, name);
    const now = requirePool(call.store, place);
    return begin(
      call,
      poolName(place),
      "WorkloadIdentityPool",
      poolKey(place),
      applyMask(now, body, updateMask ?? "displayName,description,disabled"),
    );
  },
  "projects.locations.workloadIdentityPools.delete": ({ name = "" }, call) => {
    const place = placeOf(call.store, name);
    const now = requirePool(call.store, place);
    if (now.state === "DELETED") throw notFound("Requested entity was not found.");
    return begin(call, poolName(place), "WorkloadIdentityPool", poolKey(place), {
      ...now,
      state: "DELETED",
      expireTime: inThirtyDays(),
    });
  },
  "projects.locations.workloadIdentityPools.undelete": ({ name = "" }, call) => {
    const place = placeOf(call.store, name);
    const now = without(requirePool(call.store, place), "expireTime");
    return begin(call, poolName(place), "WorkloadIdentityPool", poolKey(place), { ...now, state: "ACTIVE" });
  },
  // The Pulumi plugin reads these after each create; a sandbox has none.
  "projects.locations.workloadIdentityPools.listAttestationRules": ({ resource = "" }, { store }) => {
    requirePool(store, placeOf(store, resource));
    return {};
  },
  "projects.locations.workloadIdentityPools.operations.get": ({ name = "" }, { operations }) =>
    lro(requireLro(operations, name)),
  "projects.locations.workloadIdentityPools.providers.create": (
    { parent = "", workloadIdentityPoolProviderId, body = {} },
    call,
  ) => {
    const place = {
      ...placeOf(call.store, parent),
      provider: requireId(workloadIdentityPoolProviderId, "workload identity pool provider"),
    };
    requirePool(call.store, place);
    refuseExisting(call.store.get(...providerKey(place)));
    checkProvider(body);
    return begin(call, providerName(place), "WorkloadIdentityPoolProvider", providerKey(place), {
      ...body,
      name: providerName(place),
      state: "ACTIVE",
    });
  },
  "projects.locations.workloadIdentityPools.providers.get": ({ name = "" }, { store }) =>
    requireProvider(store, placeOf(store, name)),
  "projects.locations.workloadIdentityPools.providers.list": ({ parent = "", pageSize, pageToken }, { store }) => {
    const { project, pool } = placeOf(store, parent);
    const { items, nextPageToken } = page(
      store.list<WorkloadIdentityPoolProvider>("identityProvider", project, pool),
      pageSize,
      pageToken,
      parent,
    );
    return { workloadIdentityPoolProviders: items, nextPageToken };
  },
  "projects.locations.workloadIdentityPools.providers.patch": ({ name = "", updateMask, body = {} }, call) => {
    const place = placeOf(call.store, name);
    const next = applyMask(
      requireProvider(call.store, place),
      body,
      updateMask ?? "displayName,description,disabled,attributeMapping,attributeCondition,oidc",
    );
    checkProvider(next);
    return begin(call, providerName(place), "WorkloadIdentityPoolProvider", providerKey(place), next);
  },
  "projects.locations.workloadIdentityPools.providers.delete": ({ name = "" }, call) => {
    const place = placeOf(call.store, name);
    return begin(call, providerName(place), "WorkloadIdentityPoolProvider", providerKey(place), {
      ...requireProvider(call.store, place),
      state: "DELETED",
      expireTime: inThirtyDays(),
    });
  },
  "projects.locations.workloadIdentityPools.providers.undelete": ({ name = "" }, call) => {
    const place = placeOf(call.store, name);
    const now = without(requireProvider(call.store, place), "expireTime");
    return begin(call, providerName(place), "WorkloadIdentityPoolProvider", providerKey(place), {
      ...now,
      state: "ACTIVE",
    });
  },
  "projects.locations.workloadIdentityPools.providers.operations.get": ({ name = "" }, { operations }) =>
    lro(requireLro(operations, name)),
};

const inThirtyDays = () => new Date(Date.now() + 30 * 24 * 3600 * 1000).toISOString();
