import type { IncomingMessage, ServerResponse } from "node:http";
import { TLSSocket } from "node:tls";
import { pipeline } from "node:stream/promises";
import type { Authority } from "../../iam/authority";
import type { V1Object as StorageObject } from "../../definitions/storage-v1.types";
import { GoogleError, invalid } from "../../transport/errors";
import { send, type RawHandler } from "../../transport/http";
import type { Store } from "../../state/store";
import {
  checkPreconditions,
  putObject,
  requireBucket,
  requireObject,
  type Contents,
  type Preconditions,
} from "./objects";
import { beginSession, continueSession } from "./resumable";
import { syntaxError, tolerate, anyAnswer } from "../../../../lib/errors/expected";

const MULTIPART_LIMIT = 256 * 2 ** 20;
const UPLOAD = /^\/(?:upload|resumable\/upload)\/storage\/v1\/b\/([^/]+)\/o$/;
const DOWNLOAD = /^\/(?:download\/)?storage\/v1\/b\/([^/]+)\/o\/([^/]+)$/;

const UPLOAD_VERBS = new Set(["POST", "PUT"]);

/** The path of an upload, below the name of the API or not. */
const uploadPath = ({ pathname }: URL) => UPLOAD.exec(pathname.replace(/^\/storage(?=\/upload\/)/, ""));

/** Whether a request goes on with an upload: its id is the credential, and Google's clients send no token with it. */
export function goesOnWithUpload(url: URL): boolean {
  return url.searchParams.has("upload_id") && uploadPath(url) !== null;
}

/** Uploads (media, multipart, resumable) and downloads. */
export function transfers(store: Store, contents: Contents, authority: Authority): RawHandler {
  return async (url, incoming, outgoing, principal) => {
    const upload = uploadPath(url);
    if (upload && (UPLOAD_VERBS.has(incoming.method ?? "") || goesOnWithUpload(url))) {
      const bucket = decodeURIComponent(upload[1] ?? "");
      const mayWrite = (object: string) => {
        for (const { permission, api, name } of authority.writing(bucket, object))
          authority.require(principal, permission, api, name);
      };
      await receive(store, contents, bucket, mayWrite, url, incoming, outgoing);
      return { method: `storage.objects.insert (${url.searchParams.get("uploadType") ?? "media"})` };
    }
    const download = DOWNLOAD.exec(url.pathname);
    const media = url.searchParams.get("alt") === "media" || url.pathname.startsWith("/download/");
    if (download && incoming.method === "GET" && media) {
      const [bucket = "", object = ""] = download.slice(1).map(decodeURIComponent);
      requireBucket(store, bucket);
      authority.require(principal, "storage.objects.get", "storage", `b/${bucket}/o/${object}`);
      await deliver(store, contents, bucket, object, incoming, outgoing);
      return { method: "storage.objects.get (media)" };
    }
    return undefined;
  };
}

async function receive(
  store: Store,
  contents: Contents,
  bucket: string,
  /** Throws where the caller may not write this object. */
  mayWrite: (object: string) => void,
  url: URL,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
) {
  const query = url.searchParams;
  const uploadId = query.get("upload_id");
  if (uploadId !== null) return await continueSession(store, contents, uploadId, incoming, outgoing);
  requireBucket(store, bucket);
  const wanted = preconditions(query);
  const name = query.get("name") ?? undefined;
  switch (query.get("uploadType")) {
    case "resumable": {
      const object = await readMetadata(incoming);
      const contentType = object.contentType ?? header(incoming, "x-upload-content-type");
      const named = { ...object, name: object.name ?? name ?? "", contentType };
      mayWrite(named.name);
      const id = beginSession(store, { bucket, object: named, wanted, file: contents.fresh() });
      outgoing.setHeader("X-GUploader-UploadID", id);
      outgoing.setHeader(
        "Location",
        `${incoming.socket instanceof TLSSocket ? "https" : "http"}://${incoming.headers.host ?? ""}${url.pathname}?uploadType=resumable&name=${encodeURIComponent(named.name)}&upload_id=${id}`,
      );
      outgoing.writeHead(200, { "Content-Length": 0 }).end();
      return;
    }
    case "multipart": {
      const { object, content } = await readMultipart(incoming);
      mayWrite(object.name ?? name ?? "");
      const written = await contents.write([content]);
      send(outgoing, 200, putObject(store, contents, bucket, object.name ?? name ?? "", object, written, wanted));
      return;
    }
    default: {
      mayWrite(name ?? "");
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
    "X-Goog-Hash": [`crc32c=${object.crc32c ?? ""}`, `md5=${object.md5Hash ?? ""}`],
    "X-Goog-Generation": object.generation ?? "",
    "X-Goog-Metageneration": object.metageneration ?? "",
    "Last-Modified": new Date(object.updated ?? 0).toUTCString(),
    "X-Goog-Stored-Content-Length": size,
    ETag: object.etag ?? "",
  });
  if (size === 0) return void outgoing.end();
  await pipeline(contents.read(file, start, end), outgoing).catch((error: unknown) => {
    // Cut off, so that the client does not take what it has for all of it.
    incoming.socket.destroy();
    tolerate(error, anyAnswer);
  });
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
  } catch (error) {
    tolerate(error, syntaxError);
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
