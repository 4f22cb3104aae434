import type { Methods, Secret, SecretVersion } from "../../definitions/secretmanager-v1.types";
import { handlers, type Service } from "../../transport/call";
import { GoogleError, invalid, notFound } from "../../transport/errors";
import type { Seal } from "../../state/sealed";
import type { Store } from "../../state/store";
import { page } from "../shared/paging";
import { getPolicy, removePolicy, setPolicy } from "../shared/policy";
import { project as findProject } from "../shared/projects";
import { applyMask, requireLabels, sha, without } from "../shared/values";
import { Crc32c } from "../storage/crc32c";

interface Place {
  readonly project: string;
  readonly number: string;
  readonly secret: string;
  readonly version: string;
}
interface VersionRecord {
  readonly version: SecretVersion;
  /** Gone once the version is destroyed. */
  readonly sealed?: string;
}

function placeOf(store: Store, name: string): Place {
  const [, project = "", secret = "", version = ""] =
    /^projects\/([^/]+)(?:\/secrets\/([^/]+))?(?:\/versions\/([^/]+))?$/.exec(name) ?? [];
  const { id, number } = findProject(store, project);
  return { project: id, number, secret, version };
}

const nameOf = ({ number, secret }: Place) => `projects/${number}/secrets/${secret}`;
const etagOf = (value: unknown) => `"${sha(value).slice(0, 14)}"`;

function requireSecret(store: Store, place: Place): Secret {
  const found = store.get<Secret>("secret", place.project, place.secret);
  if (!found) throw notFound(`Secret [${nameOf(place)}] not found.`);
  return found;
}

function versions(store: Store, { project, secret }: Place): VersionRecord[] {
  return store.list<VersionRecord>("secretVersion", project, secret);
}

/** `latest` is the newest, whatever its state. */
function requireVersion(store: Store, place: Place): [key: string, VersionRecord] {
  requireSecret(store, place);
  const number = place.version === "latest" ? versions(store, place).length : Number(place.version);
  const key = String(number).padStart(10, "0");
  const found = store.get<VersionRecord>("secretVersion", place.project, place.secret, key);
  if (!found) throw notFound(`Secret Version [${nameOf(place)}/versions/${place.version}] not found.`);
  return [key, found];
}

function checksum(data: string): string {
  const crc = new Crc32c();
  crc.update(Buffer.from(data, "base64"));
  return String(Buffer.from(crc.digest(), "base64").readUInt32BE());
}

/** Secret Manager. Payloads are sealed in the state. */
export function secretmanager(seal: () => Seal): Service {
  const setState = (
    name: string | undefined,
    state: NonNullable<SecretVersion["state"]>,
    store: Store,
  ): SecretVersion => {
    const place = placeOf(store, name ?? "");
    const [key, record] = requireVersion(store, place);
    if (record.version.state === "DESTROYED" && state !== "DESTROYED")
      throw new GoogleError(
        "FAILED_PRECONDITION",
        `Secret Version [${record.version.name ?? ""}] is DESTROYED and cannot change its state.`,
      );
    const version = {
      ...without(record.version, "etag"),
      state,
      ...(state === "DESTROYED" ? { destroyTime: new Date().toISOString() } : {}),
    };
    const next: VersionRecord = {
      version: { ...version, etag: etagOf(version) },
      ...(state === "DESTROYED" ? {} : { sealed: record.sealed ?? "" }),
    };
    store.put(["secretVersion", place.project, place.secret, key], next);
    return next.version;
  };

  return {
    api: "secretmanager",
    fields: {
      "secret.rotation": "absent",
      "secret.topics": "absent",
      "secret.ttl": "absent",
      "secret.expireTime": "absent",
      "secret.customerManagedEncryption": "absent",
      "secret.replication.userManaged": "recorded",
    },
    handlers: handlers<Methods>({
      "SecretManagerService.CreateSecret": ({ parent = "", secretId = "", secret = {} }, { store }) => {
        const place = { ...placeOf(store, parent), secret: secretId };
        if (!/^[a-zA-Z0-9_-]{1,255}$/.test(secretId))
          throw invalid(`The provided Secret ID [${secretId}] does not match the expected format [[a-zA-Z_0-9-]+]`);
        if (!secret.replication)
          throw invalid("Must provide exactly one of: replication.automatic, replication.user_managed");
        requireLabels(secret.labels);
        if (store.get("secret", place.project, secretId))
          throw new GoogleError("ALREADY_EXISTS", `Secret [${nameOf(place)}] already exists.`);
        const made: Secret = { ...secret, name: nameOf(place), createTime: new Date().toISOString() };
        const stored = { ...made, etag: etagOf(made) };
        store.put(["secret", place.project, secretId], stored);
        return stored;
      },
      "SecretManagerService.GetSecret": ({ name = "" }, { store }) => requireSecret(store, placeOf(store, name)),
      "SecretManagerService.ListSecrets": ({ parent = "", pageSize, pageToken }, { store }) => {
        const all = store.list<Secret>("secret", placeOf(store, parent).project);
        const { items, nextPageToken } = page(all, pageSize, pageToken, parent, 25_000);
        return { secrets: items, nextPageToken, totalSize: all.length };
      },
      "SecretManagerService.UpdateSecret": ({ secret = {}, updateMask = "" }, { store }) => {
        const place = placeOf(store, secret.name ?? "");
        const now = requireSecret(store, place);
        if (updateMask === "") throw invalid("update_mask is required");
        if (updateMask.split(",").includes("replication")) throw invalid("replication is immutable");
        requireLabels(secret.labels);
        const next = without(applyMask(now, secret, updateMask), "etag");
        const stored = { ...next, etag: etagOf(next) };
        store.put(["secret", place.project, place.secret], stored);
        return stored;
      },
      "SecretManagerService.DeleteSecret": ({ name = "" }, { store }) => {
        const place = placeOf(store, name);
        requireSecret(store, place);
        store.remove(["secret", place.project, place.secret]);
        for (const [key] of store.entries("secretVersion", place.project, place.secret))
          store.remove(key as [string, ...string[]]);
        removePolicy(store, nameOf(place));
        return {};
      },
      "SecretManagerService.AddSecretVersion": ({ parent = "", payload = {} }, { store }) => {
        const place = placeOf(store, parent);
        requireSecret(store, place);
        const data = payload.data ?? "";
        if (Buffer.from(data, "base64").length > 65_536)
          throw invalid("The secret payload is larger than 65536 bytes.");
        if (payload.dataCrc32c && payload.dataCrc32c !== checksum(data))
          throw invalid("The checksum of the payload does not match its data.");
        const number = versions(store, place).length + 1;
        const version: SecretVersion = {
          name: `${nameOf(place)}/versions/${number}`,
          createTime: new Date().toISOString(),
          state: "ENABLED",
          replicationStatus: { automatic: {} },
        };
        const stored = {
          ...version,
          etag: etagOf(version),
          ...(payload.dataCrc32c ? { clientSpecifiedPayloadChecksum: true } : {}),
        };
        store.put(["secretVersion", place.project, place.secret, String(number).padStart(10, "0")], {
          version: stored,
          sealed: seal().close(data),
        } satisfies VersionRecord);
        return stored;
      },
      "SecretManagerService.GetSecretVersion": ({ name = "" }, { store }) =>
        requireVersion(store, placeOf(store, name))[1].version,
      "SecretManagerService.ListSecretVersions": ({ parent = "", pageSize, pageToken }, { store }) => {
        const place = placeOf(store, parent);
        requireSecret(store, place);
        const all = versions(store, place)
          .map(({ version }) => version)
          .reverse();
        const { items, nextPageToken } = page(all, pageSize, pageToken, parent, 25_000);
        return { versions: items, nextPageToken, totalSize: all.length };
      },
      "SecretManagerService.AccessSecretVersion": ({ name = "" }, { store }) => {
        const [, { version, sealed }] = requireVersion(store, placeOf(store, name));
        if (version.state !== "ENABLED" || sealed === undefined) {
          throw new GoogleError(
            "FAILED_PRECONDITION",
            `Secret Version [${version.name ?? ""}] is in ${version.state ?? ""} state.`,
          );
        }
        const data = seal().open(sealed);
        return { name: version.name, payload: { data, dataCrc32c: checksum(data) } };
      },
      "SecretManagerService.EnableSecretVersion": ({ name }, { store }) => setState(name, "ENABLED", store),
      "SecretManagerService.DisableSecretVersion": ({ name }, { store }) => setState(name, "DISABLED", store),
      "SecretManagerService.DestroySecretVersion": ({ name }, { store }) => setState(name, "DESTROYED", store),
      "SecretManagerService.GetIamPolicy": ({ resource = "" }, { store }) => {
        const place = placeOf(store, resource);
        requireSecret(store, place);
        return getPolicy(store, nameOf(place));
      },
      "SecretManagerService.SetIamPolicy": ({ resource = "", policy = {} }, { store }) => {
        const place = placeOf(store, resource);
        requireSecret(store, place);
        return setPolicy(store, nameOf(place), policy);
      },
    }),
  };
}
