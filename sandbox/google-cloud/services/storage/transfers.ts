import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream, existsSync, rmSync, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { pipeline } from "node:stream/promises";
import type { V1Object as StorageObject } from "../../definitions/storage-v1.types";
import { GoogleError, invalid } from "../../front/errors";
import { send, type RawHandler } from "../../front/http";
import type { Store } from "../../state/store";
import {
  checkPreconditions,
  putObject,
  requireBucket,
  requireObject,
  type Contents,
  type Preconditions,
} from "./objects";

/** A resumable upload that was begun. Sessions outlive the server, as they do at Google. */
interface Session {
  readonly bucket: string;
  readonly object: StorageObject;
  readonly wanted: Preconditions;
  readonly file: string;
}

const MULTIPART_LIMIT = 256 * 2 ** 20;
const UPLOAD = /^\/(?:upload|resumable\/upload)\/storage\/v1\/b\/([^/]+)\/o$/;
const DOWNLOAD = /^\/(?:download\/)?storage\/v1\/b\/([^/]+)\/o\/([^/]+)$/;

/** Uploads (media, multipart, resumable) and downloads. */
export function transfers(store: Store, contents: Contents): RawHandler {
  return async (url, incoming, outgoing) => {
    const upload = UPLOAD.exec(url.pathname.replace(/^\/storage(?=\/upload\/)/, ""));
    if (upload && (incoming.method === "POST" || incoming.method === "PUT")) {
      await receive(store, contents, decodeURIComponent(upload[1] ?? ""), url, incoming, outgoing);
      return { method: `storage.objects.insert (${url.searchParams.get("uploadType") ?? "media"})` };
    }
    const download = DOWNLOAD.exec(url.pathname);
    const media = url.searchParams.get("alt") === "media" || url.pathname.startsWith("/download/");
    if (download && incoming.method === "GET" && media) {
      await deliver(
        store,
        contents,
        decodeURIComponent(download[1] ?? ""),
        decodeURIComponent(download[2] ?? ""),
        incoming,
        outgoing,
      );
      return { method: "storage.objects.get (media)" };
    }
    return undefined;
  };
}

async function receive(
  store: Store,
  contents: Contents,
  bucket: string,
  url: URL,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) {
  const query = url.searchParams;
  const uploadId = query.get("upload_id");
  if (uploadId !== null) return await resume(store, contents, uploadId, incoming, outgoing);
  requireBucket(store, bucket);
  const wanted = preconditions(query);
  const name = query.get("name") ?? undefined;
  switch (query.get("uploadType")) {
    case "resumable": {
      const object = await readMetadata(incoming);
      const session: Session = {
        bucket,
        object: {
          ...object,
          name: object.name ?? name ?? "",
          contentType: object.contentType ?? header(incoming, "x-upload-content-type"),
        },
        wanted,
        file: contents.fresh(),
      };
      const id = randomUUID();
      store.change(() => store.put(["upload", id], session));
      outgoing.setHeader("X-GUploader-UploadID", id);
      outgoing.setHeader(
        "Location",
        `http://${incoming.headers.host ?? ""}${url.pathname}?uploadType=resumable&name=${encodeURIComponent(session.object.name ?? "")}&upload_id=${id}`,
      );
      outgoing.writeHead(200, { "Content-Length": 0 }).end();
      return;
    }
    case "multipart": {
      const { object, content } = await readMultipart(incoming);
      const written = await contents.write([content]);
      send(outgoing, 200, putObject(store, contents, bucket, object.name ?? name ?? "", object, written, wanted));
      return;
    }
    default: {
      const written = await contents.write(whole(incoming));
      send(
        outgoing,
        200,
        putObject(
          store,
          contents,
          bucket,
          name ?? "",
          { contentType: incoming.headers["content-type"] },
          written,
          wanted,
        ),
      );
    }
  }
}

/** One part of a resumable upload, or the question how much has arrived. */
async function resume(
  store: Store,
  contents: Contents,
  id: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) {
  const session = store.get<Session>("upload", id);
  if (!session) throw new GoogleError("NOT_FOUND", "No such upload session.");
  const has = existsSync(session.file) ? statSync(session.file).size : 0;
  const [, first, last, total] =
    /^bytes (?:(\d+)-(\d+)|\*)\/(\d+|\*)$/.exec(header(incoming, "content-range") ?? "") ?? [];
  const isQuestion =
    header(incoming, "content-range")?.startsWith("bytes */") === true &&
    Number(header(incoming, "content-length") ?? 0) === 0;
  if (!isQuestion) {
    const start = Number(first ?? 0);
    if (start > has)
      throw new GoogleError(
        "UNAVAILABLE",
        `Invalid request. Expected a part that begins at byte ${has}, got ${start}.`,
      );
    try {
      await pipeline(
        incoming,
        createWriteStream(session.file, { flags: existsSync(session.file) ? "r+" : "w", start, mode: 0o600 }),
      );
    } catch {
      // A part that was cut short is kept as far as it came; the client asks and goes on from there.
      incoming.socket.destroy();
      return;
    }
  }
  const size = existsSync(session.file) ? statSync(session.file).size : 0;
  const complete = isQuestion
    ? total !== "*" && size === Number(total)
    : first === undefined ||
      (total !== undefined && total !== "*" && Number(last) + 1 === Number(total) && size === Number(total));
  if (!complete) {
    outgoing.writeHead(308, { "Content-Length": 0, ...(size > 0 ? { Range: `bytes=0-${size - 1}` } : {}) }).end();
    return;
  }
  const written = await contents.write(createReadStream(session.file));
  const object = putObject(
    store,
    contents,
    session.bucket,
    session.object.name ?? "",
    session.object,
    written,
    session.wanted,
  );
  store.change(() => store.remove(["upload", id]));
  rmSync(session.file, { force: true });
  send(outgoing, 200, object);
}

async function deliver(
  store: Store,
  contents: Contents,
  bucket: string,
  name: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) {
  const { object, file } = requireObject(store, bucket, name);
  checkPreconditions(object, preconditions(new URL(incoming.url ?? "/", "http://x.invalid").searchParams));
  const size = Number(object.size);
  const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(incoming.headers.range ?? "") ?? [];
  const start = Number(from ?? 0);
  const end = to ? Math.min(Number(to), size - 1) : size - 1;
  if (from !== undefined && start >= size)
    throw new GoogleError("OUT_OF_RANGE", "The requested range cannot be satisfied.", {
      http: 416,
      reason: "requestedRangeNotSatisfiable",
    });
  outgoing.writeHead(from === undefined ? 200 : 206, {
    "Content-Type": object.contentType ?? "application/octet-stream",
    "Content-Length": size === 0 ? 0 : end - start + 1,
    ...(from === undefined ? {} : { "Content-Range": `bytes ${start}-${end}/${size}` }),
    "X-Goog-Hash": `crc32c=${object.crc32c ?? ""},md5=${object.md5Hash ?? ""}`,
    "X-Goog-Generation": object.generation ?? "",
    "X-Goog-Stored-Content-Length": size,
    ETag: object.etag ?? "",
  });
  if (size === 0) return void outgoing.end();
  await pipeline(contents.read(file, start, end), outgoing).catch(() => incoming.socket.destroy());
}

async function* whole(incoming: IncomingMessage): AsyncGenerator<Buffer> {
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    yield chunk;
  }
  const promised = incoming.headers["content-length"];
  if (!incoming.complete || (promised !== undefined && Number(promised) !== size))
    throw invalid("The upload was cut short.");
}

async function readAll(incoming: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of whole(incoming)) {
    size += chunk.length;
    if (size > MULTIPART_LIMIT)
      throw new GoogleError(
        "INVALID_ARGUMENT",
        `A multipart upload may have ${MULTIPART_LIMIT} bytes in the sandbox; use a resumable one.`,
        { http: 413, reason: "uploadTooLarge" },
      );
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

async function readMetadata(incoming: IncomingMessage): Promise<StorageObject> {
  const text = (await readAll(incoming)).toString("utf8");
  return text.trim() === "" ? {} : parseMetadata(text);
}

function parseMetadata(text: string): StorageObject {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below.
  }
  throw new GoogleError("INVALID_ARGUMENT", "Metadata part is not a JSON object.", { reason: "parseError" });
}

/** `multipart/related`: the metadata, then the content. */
async function readMultipart(incoming: IncomingMessage): Promise<{ object: StorageObject; content: Buffer }> {
  const [, quoted, plain] = /boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(incoming.headers["content-type"] ?? "") ?? [];
  const boundary = Buffer.from(`--${quoted ?? plain ?? ""}`);
  const body = await readAll(incoming);
  const starts: number[] = [];
  for (let at = body.indexOf(boundary); at >= 0; at = body.indexOf(boundary, at + boundary.length)) starts.push(at);
  const parts = starts.slice(0, -1).map((start, index) => {
    const part = body.subarray(start + boundary.length, starts[index + 1]);
    const gap = part.indexOf("\r\n\r\n");
    // Without the line breaks before the content and before the next boundary.
    return { head: part.subarray(0, gap).toString("utf8"), content: part.subarray(gap + 4, part.length - 2) };
  });
  const [metadata, content] = parts;
  if (parts.length !== 2 || !metadata || !content || boundary.length === 2) {
    throw new GoogleError("INVALID_ARGUMENT", `Multipart upload must have 2 parts, got ${parts.length}.`, {
      reason: "badContent",
    });
  }
  const type = /content-type:\s*([^\r\n]+)/i.exec(content.head)?.[1];
  const object = parseMetadata(metadata.content.toString("utf8"));
  return { object: { ...object, contentType: object.contentType ?? type }, content: content.content };
}

function preconditions(query: URLSearchParams): Preconditions {
  const value = (key: string) => query.get(key) ?? undefined;
  return {
    ifGenerationMatch: value("ifGenerationMatch"),
    ifGenerationNotMatch: value("ifGenerationNotMatch"),
    ifMetagenerationMatch: value("ifMetagenerationMatch"),
    ifMetagenerationNotMatch: value("ifMetagenerationNotMatch"),
  };
}

function header(incoming: IncomingMessage, name: string): string | undefined {
  const value = incoming.headers[name];
  return Array.isArray(value) ? value[0] : value;
}
