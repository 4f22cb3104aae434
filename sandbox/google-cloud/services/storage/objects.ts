import { createHash, randomUUID } from "node:crypto";
import { createReadStream, existsSync, mkdirSync, rmSync } from "node:fs";
import { open, rename } from "node:fs/promises";
import { join } from "node:path";
import type { Bucket, V1Object as StorageObject } from "../../definitions/storage-v1.types";
import { GoogleError, invalid } from "../../transport/errors";
import type { Store } from "../../state/store";
import { requireLabels } from "../shared/values";
import { Crc32c } from "./crc32c";

/** An object as it is kept: what the API shows, and the file with its bytes. */
export interface ObjectRecord {
  readonly object: StorageObject;
  /** The file with its content. */
  readonly file: string;
}

/** `if…Match` parameters, alike in every method. */
export interface Preconditions {
  ifGenerationMatch?: string | undefined;
  ifGenerationNotMatch?: string | undefined;
  ifMetagenerationMatch?: string | undefined;
  ifMetagenerationNotMatch?: string | undefined;
}

/** Bytes that have arrived. */
export interface Written {
  readonly file: string;
  readonly size: number;
  readonly md5Hash: string;
  readonly crc32c: string;
}

/** The bucket. Throws `NOT_FOUND` where there is none. */
export function requireBucket(store: Store, name: string): Bucket {
  const bucket = store.get<Bucket>("bucket", name);
  if (!bucket) throw new GoogleError("NOT_FOUND", "The specified bucket does not exist.");
  return bucket;
}

/** The object. Throws `NOT_FOUND` where it, or its bucket, is not there. */
export function requireObject(store: Store, bucket: string, name: string): ObjectRecord {
  requireBucket(store, bucket);
  const found = store.get<ObjectRecord>("object", bucket, name);
  if (!found) throw new GoogleError("NOT_FOUND", `No such object: ${bucket}/${name}`);
  return found;
}

/** Refuses a request whose `if…Match` does not hold, as Google does. */
export function checkPreconditions(
  current: { generation?: string | undefined; metageneration?: string | undefined } | undefined,
  wanted: Preconditions,
): void {
  const generation = current?.generation ?? "0";
  const metageneration = current?.metageneration ?? "0";
  const bad =
    (wanted.ifGenerationMatch !== undefined && wanted.ifGenerationMatch !== generation) ||
    (wanted.ifGenerationNotMatch !== undefined && wanted.ifGenerationNotMatch === generation) ||
    (wanted.ifMetagenerationMatch !== undefined && wanted.ifMetagenerationMatch !== metageneration) ||
    (wanted.ifMetagenerationNotMatch !== undefined && wanted.ifMetagenerationNotMatch === metageneration);
  if (bad) {
    throw new GoogleError("FAILED_PRECONDITION", "At least one of the pre-conditions you specified did not hold.", {
      http: 412,
      reason: "conditionNotMet",
    });
  }
}

/** Writes what comes into a file, from a place on. On a full disk the rest is still taken: whoever sends it shall hear why. */
export async function writeFrom(
  source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  file: string,
  start: number,
  seen: (chunk: Uint8Array) => void = () => undefined,
): Promise<void> {
  const handle = await open(file, existsSync(file) ? "r+" : "w", 0o600);
  let place = start;
  const failures: NodeJS.ErrnoException[] = [];
  const write = async (chunk: Uint8Array) => {
    for (let done = 0; done < chunk.length;) {
      const { bytesWritten } = await handle.write(chunk, done, chunk.length - done, place);
      done += bytesWritten;
      place += bytesWritten;
    }
  };
  try {
    for await (const chunk of source) {
      seen(chunk);
      if (failures.length === 0) await write(chunk).catch((error: NodeJS.ErrnoException) => failures.push(error));
    }
  } finally {
    await handle.close();
  }
  const [failure] = failures;
  if (!failure) return;
  if (failure.code !== "ENOSPC") throw failure;
  throw new GoogleError("UNAVAILABLE", "The sandbox's disk is full. Free some space and send it again.");
}

/** The contents of objects, a file each. A file is complete before anything names it. */
export class Contents {
  constructor(readonly folder: string) {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  }

  fresh(): string {
    return join(this.folder, randomUUID());
  }

  /** The folder may be gone since, after a reset. */
  async write(source: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<Written> {
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const file = this.fresh();
    const md5 = createHash("md5");
    const crc32c = new Crc32c();
    let size = 0;
    try {
      await writeFrom(source, `${file}.partial`, 0, (chunk) => {
        md5.update(chunk);
        crc32c.update(chunk);
        size += chunk.length;
      });
    } catch (error) {
      rmSync(`${file}.partial`, { force: true });
      throw error;
    }
    await rename(`${file}.partial`, file);
    return { file, size, md5Hash: md5.digest("base64"), crc32c: crc32c.digest() };
  }

  read(file: string, start?: number, end?: number) {
    return createReadStream(file, { ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) });
  }

  remove(file: string): void {
    rmSync(file, { force: true });
  }
}

/** Makes an uploaded file an object; the one it replaces goes. */
export function putObject(
  store: Store,
  contents: Contents,
  bucket: string,
  name: string,
  sent: StorageObject,
  written: Written,
  wanted: Preconditions,
): StorageObject {
  requireBucket(store, bucket);
  if (name === "" || Buffer.byteLength(name) > 1024 || /[\r\n]/.test(name)) {
    contents.remove(written.file);
    throw invalid("Invalid object name: it must have 1 to 1024 bytes of UTF-8 and no line breaks.");
  }
  if ((sent.md5Hash && sent.md5Hash !== written.md5Hash) || (sent.crc32c && sent.crc32c !== written.crc32c)) {
    contents.remove(written.file);
    throw invalid("Provided hash does not match calculated hash: the upload was damaged or cut short.");
  }
  return store.change(() => {
    const before = store.get<ObjectRecord>("object", bucket, name);
    checkPreconditions(before?.object, wanted);
    const now = new Date().toISOString();
    const generation = String(Date.now() * 1000 + Math.floor(Math.random() * 1000));
    const path = `b/${bucket}/o/${encodeURIComponent(name)}`;
    const object: StorageObject = {
      ...sent,
      kind: "storage#object",
      id: `${bucket}/${name}/${generation}`,
      selfLink: `https://www.googleapis.com/storage/v1/${path}`,
      mediaLink: `https://storage.googleapis.com/download/storage/v1/${path}?generation=${generation}&alt=media`,
      name,
      bucket,
      generation,
      metageneration: "1",
      contentType: sent.contentType ?? "application/octet-stream",
      storageClass: "STANDARD",
      size: String(written.size),
      md5Hash: written.md5Hash,
      crc32c: written.crc32c,
      etag: Buffer.from(generation).toString("base64"),
      timeCreated: now,
      updated: now,
      timeStorageClassUpdated: now,
    };
    store.put(["object", bucket, name], { object, file: written.file } satisfies ObjectRecord);
    if (before) store.onCommit(() => contents.remove(before.file));
    return object;
  });
}

/** Refuses a bucket that Cloud Storage would not make. */
export function checkBucket(bucket: Bucket): void {
  const name = bucket.name ?? "";
  if (
    !/^[a-z0-9][a-z0-9._-]{1,220}[a-z0-9]$/.test(name) ||
    /^goog|google/.test(name.replace(/\.cloudbuild-logs\.googleusercontent\.com$/, ""))
  ) {
    throw new GoogleError("INVALID_ARGUMENT", `Invalid bucket name: '${name}'`, { reason: "invalid" });
  }
  requireLabels(bucket.labels);
}

/** A bucket with what Google fills in. @param now RFC 3339 */
export function completeBucket(sent: Bucket, projectNumber: string, now: string): Bucket {
  const name = sent.name ?? "";
  const location = (sent.location ?? "US").toUpperCase();
  const uniform = sent.iamConfiguration?.uniformBucketLevelAccess ?? { enabled: false };
  return {
    ...sent,
    kind: "storage#bucket",
    id: name,
    name,
    selfLink: `https://www.googleapis.com/storage/v1/b/${name}`,
    projectNumber,
    generation: String(Date.now() * 1000),
    metageneration: sent.metageneration ?? "1",
    location,
    locationType: ["US", "EU", "ASIA"].includes(location) ? "multi-region" : "region",
    storageClass: sent.storageClass ?? "STANDARD",
    timeCreated: sent.timeCreated ?? now,
    updated: now,
    etag: Buffer.from(now).toString("base64"),
    iamConfiguration: {
      publicAccessPrevention: "inherited",
      ...sent.iamConfiguration,
      uniformBucketLevelAccess: uniform,
      bucketPolicyOnly: { enabled: uniform.enabled },
    },
    softDeletePolicy: sent.softDeletePolicy ?? { retentionDurationSeconds: "604800", effectiveTime: now },
  };
}
