import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { CryptoKey, CryptoKeyVersion, KeyRing, Methods } from "../../definitions/cloudkms-v1.types";
import type {
  DecryptRequest,
  DecryptResponse,
  EncryptRequest,
  EncryptResponse,
  Methods as RpcMethods,
} from "../../definitions/cloudkms-rpc-v1.types";
import type { Seal } from "../../state/sealed";
import type { Store } from "../../state/store";
import { handlers, type Service } from "../../transport/call";
import { GoogleError, invalid, notFound, unimplemented } from "../../transport/errors";
import { regions } from "../compute/locations";
import { page } from "../shared/paging";
import { getPolicy, setPolicy } from "../shared/policy";
import { project as findProject } from "../shared/projects";
import { requireLabels } from "../shared/values";
import { Crc32c } from "../storage/crc32c";
import { anyAnswer, tolerate } from "../../../../lib/errors/expected";

interface Place {
  readonly project: string;
  readonly location: string;
  readonly ring: string;
  readonly key: string;
}

interface KeyRecord {
  readonly key: CryptoKey;
  /** Material of the one version, sealed. */
  readonly sealed: string;
}

const ALGORITHM = "GOOGLE_SYMMETRIC_ENCRYPTION";
const MULTI_REGIONS = ["global", "us", "europe", "asia"];
const NONCE = 12;
const TAG = 16;
/** Cloud KMS takes no more at once. */
const LIMIT = 64 * 1024;

function placeOf(store: Store, name: string): Place {
  const [, project = "", location = "", ring = "", key = ""] =
    /^projects\/([^/]+)\/locations\/([^/]+)(?:\/keyRings\/([^/]+))?(?:\/cryptoKeys\/([^/]+))?/.exec(name) ?? [];
  if (!regions.includes(location) && !MULTI_REGIONS.includes(location))
    throw notFound(`The request concerns location '${location}' but was sent to location 'global'.`);
  return { project: findProject(store, project).id, location, ring, key };
}

const ringName = ({ project, location, ring }: Place) => `projects/${project}/locations/${location}/keyRings/${ring}`;
const keyName = (place: Place) => `${ringName(place)}/cryptoKeys/${place.key}`;
const ringKey = ({ project, location, ring }: Place) => ["keyRing", project, location, ring] as const;
const keyKey = ({ project, location, ring, key }: Place) => ["cryptoKey", project, location, ring, key] as const;

function requireRing(store: Store, place: Place): KeyRing {
  const found = store.get<KeyRing>(...ringKey(place));
  if (!found) throw notFound(`KeyRing ${ringName(place)} not found.`);
  return found;
}

function requireKey(store: Store, name: string): [Place, KeyRecord] {
  const place = placeOf(store, name);
  const found = store.get<KeyRecord>(...keyKey(place));
  if (!found) throw notFound(`CryptoKey ${keyName(place)} not found.`);
  return [place, found];
}

function requireId(id: string | undefined): string {
  if (id && /^[a-zA-Z0-9_-]{1,63}$/.test(id)) return id;
  throw invalid(`Invalid ID ${JSON.stringify(id ?? "")}: it must match [a-zA-Z0-9_-]{1,63}.`);
}

function refuseExisting(found: object | undefined, name: string) {
  if (found) throw new GoogleError("ALREADY_EXISTS", `${name} already exists.`);
}

/** Cloud Key Management: symmetric keys in software with one version each. Their material is sealed in the state. */
export function cloudkms(seal: () => Seal): Service {
  return {
    api: "cloudkms",
    fields: {
      "projects.locations.keyRings.cryptoKeys.create:body.importOnly": "absent",
      "projects.locations.keyRings.cryptoKeys.create:body.rotationPeriod": "recorded",
      "projects.locations.keyRings.cryptoKeys.create:body.nextRotationTime": "recorded",
      "projects.locations.keyRings.cryptoKeys.create:body.keyAccessJustificationsPolicy": "absent",
      "projects.locations.keyRings.cryptoKeys.create:body.cryptoKeyBackend": "absent",
      "projects.locations.keyRings.cryptoKeys.create:skipInitialVersionCreation": "absent",
      "projects.locations.keyRings.cryptoKeys.create:trustedWrappingEnabled": "absent",
      "projects.locations.keyRings.cryptoKeys.list:filter": "absent",
      "projects.locations.keyRings.cryptoKeys.list:orderBy": "absent",
      "projects.locations.keyRings.list:filter": "absent",
      "projects.locations.keyRings.list:orderBy": "absent",
    },
    handlers: handlers<Methods & RpcMethods>({
      "projects.locations.keyRings.create": ({ parent = "", keyRingId }, { store }) => {
        const place = { ...placeOf(store, parent), ring: requireId(keyRingId) };
        refuseExisting(store.get(...ringKey(place)), `KeyRing ${ringName(place)}`);
        const ring: KeyRing = { name: ringName(place), createTime: new Date().toISOString() };
        store.put(ringKey(place), ring);
        return ring;
      },
      "projects.locations.keyRings.get": ({ name = "" }, { store }) => requireRing(store, placeOf(store, name)),
      "projects.locations.keyRings.list": ({ parent = "", pageSize, pageToken }, { store }) => {
        const { project, location } = placeOf(store, parent);
        const all = store.list<KeyRing>("keyRing", project, location);
        const { items, nextPageToken } = page(all, pageSize, pageToken, parent);
        return { keyRings: items, nextPageToken, totalSize: all.length };
      },
      "projects.locations.keyRings.getIamPolicy": ({ resource = "" }, { store }) =>
        getPolicy(store, requireRing(store, placeOf(store, resource)).name ?? ""),
      "projects.locations.keyRings.setIamPolicy": ({ resource = "", body = {} }, { store }) =>
        setPolicy(store, requireRing(store, placeOf(store, resource)).name ?? "", body.policy ?? {}),
      "projects.locations.keyRings.cryptoKeys.create": ({ parent = "", cryptoKeyId, body = {} }, { store }) => {
        const place = { ...placeOf(store, parent), key: requireId(cryptoKeyId) };
        requireRing(store, place);
        refuseExisting(store.get(...keyKey(place)), `CryptoKey ${keyName(place)}`);
        requireLabels(body.labels);
        const { algorithm = ALGORITHM, protectionLevel = "SOFTWARE" } = body.versionTemplate ?? {};
        if (body.purpose !== "ENCRYPT_DECRYPT") throw unimplemented(`keys for ${body.purpose ?? "no purpose"}`);
        if (algorithm !== ALGORITHM) throw unimplemented(`keys of ${algorithm}`);
        if (protectionLevel !== "SOFTWARE") throw unimplemented(`keys of protection level ${protectionLevel}`);
        const now = new Date().toISOString();
        const primary: CryptoKeyVersion = {
          name: `${keyName(place)}/cryptoKeyVersions/1`,
          state: "ENABLED",
          algorithm,
          protectionLevel,
          createTime: now,
          generateTime: now,
        };
        const key: CryptoKey = {
          ...body,
          name: keyName(place),
          createTime: now,
          primary,
          versionTemplate: { algorithm, protectionLevel },
          destroyScheduledDuration: body.destroyScheduledDuration ?? "2592000s",
        };
        const record: KeyRecord = { key, sealed: seal().close(randomBytes(32).toString("base64")) };
        store.put(keyKey(place), record);
        return key;
      },
      "projects.locations.keyRings.cryptoKeys.get": ({ name = "" }, { store }) => requireKey(store, name)[1].key,
      "projects.locations.keyRings.cryptoKeys.list": ({ parent = "", pageSize, pageToken }, { store }) => {
        const place = placeOf(store, parent);
        requireRing(store, place);
        const all = store.list<KeyRecord>("cryptoKey", place.project, place.location, place.ring);
        const { items, nextPageToken } = page(all, pageSize, pageToken, parent);
        return { cryptoKeys: items.map(({ key }) => key), nextPageToken, totalSize: all.length };
      },
      "projects.locations.keyRings.cryptoKeys.getIamPolicy": ({ resource = "" }, { store }) =>
        getPolicy(store, keyName(requireKey(store, resource)[0])),
      "projects.locations.keyRings.cryptoKeys.setIamPolicy": ({ resource = "", body = {} }, { store }) =>
        setPolicy(store, keyName(requireKey(store, resource)[0]), body.policy ?? {}),
      "projects.locations.keyRings.cryptoKeys.encrypt": ({ name, body = {} }, { store }) =>
        encrypt({ name, ...body }, store, seal()),
      "projects.locations.keyRings.cryptoKeys.decrypt": ({ name, body = {} }, { store }) =>
        decrypt({ name, ...body }, store, seal()),
      // The same over gRPC, which is how Google's clients and the engine ask.
      "KeyManagementService.Encrypt": (request, { store }) => encrypt(request, store, seal()),
      "KeyManagementService.Decrypt": (request, { store }) => decrypt(request, store, seal()),
    }),
  };
}

function encrypt(request: EncryptRequest, store: Store, seal: Seal): EncryptResponse {
  const [place, { key, sealed }] = requireKey(store, request.name ?? "");
  const plaintext = bytes("plaintext", request.plaintext, request.plaintextCrc32c);
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv("aes-256-gcm", Buffer.from(seal.open(sealed), "base64"), nonce);
  cipher.setAAD(additional(place, request));
  const ciphertext = Buffer.concat([nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  return {
    name: key.primary?.name,
    ciphertext: ciphertext.toString("base64"),
    ciphertextCrc32c: checksum(ciphertext),
    protectionLevel: "SOFTWARE",
    verifiedPlaintextCrc32c: request.plaintextCrc32c !== undefined,
    verifiedAdditionalAuthenticatedDataCrc32c: request.additionalAuthenticatedDataCrc32c !== undefined,
  };
}

function decrypt(request: DecryptRequest, store: Store, seal: Seal): DecryptResponse {
  const [place, { sealed }] = requireKey(store, request.name ?? "");
  const ciphertext = bytes("ciphertext", request.ciphertext, request.ciphertextCrc32c);
  const wrong = invalid("Decryption failed: verify that 'name' refers to the correct CryptoKey.");
  if (ciphertext.length < NONCE + TAG) throw wrong;
  try {
    const decipher = createDecipheriv(
      "aes-256-gcm",
      Buffer.from(seal.open(sealed), "base64"),
      ciphertext.subarray(0, NONCE),
    );
    decipher.setAAD(additional(place, request));
    decipher.setAuthTag(ciphertext.subarray(-TAG));
    const plaintext = Buffer.concat([decipher.update(ciphertext.subarray(NONCE, -TAG)), decipher.final()]);
    return {
      plaintext: plaintext.toString("base64"),
      plaintextCrc32c: checksum(plaintext),
      protectionLevel: "SOFTWARE",
      usedPrimary: true,
    };
  } catch (error) {
    tolerate(error, anyAnswer);
    throw wrong;
  }
}

/** What goes with the text unencrypted; the key is part of it, so that no other one opens it. */
function additional(
  place: Place,
  body: { additionalAuthenticatedData?: string | undefined; additionalAuthenticatedDataCrc32c?: string | undefined },
): Buffer {
  const given = bytes(
    "additional_authenticated_data",
    body.additionalAuthenticatedData,
    body.additionalAuthenticatedDataCrc32c,
  );
  return Buffer.concat([Buffer.from(`${keyName(place)}\n`), given]);
}

function bytes(field: string, text: string | undefined, sum: string | undefined): Buffer {
  const value = Buffer.from(text ?? "", "base64");
  if (value.length > LIMIT + NONCE + TAG) throw invalid(`${field} is larger than ${LIMIT} bytes.`);
  if (sum !== undefined && sum !== checksum(value))
    throw invalid(`The checksum in field ${field}_crc32c did not match the data in field ${field}.`);
  return value;
}

function checksum(data: Buffer): string {
  const crc = new Crc32c();
  crc.update(data);
  return String(Buffer.from(crc.digest(), "base64").readUInt32BE());
}
