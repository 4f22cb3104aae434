import { randomUUID } from "node:crypto";
import { createReadStream, existsSync, rmSync, statSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { V1Object as StorageObject } from "../../definitions/storage-v1.types";
import { GoogleError, invalid } from "../../transport/errors";
import { send } from "../../transport/http";
import type { Store } from "../../state/store";
import { putObject, writeFrom, type Contents, type Preconditions } from "./objects";

/** A resumable upload that was begun. Sessions outlive the server, as they do at Google. */
export interface Session {
  readonly bucket: string;
  readonly object: StorageObject;
  readonly wanted: Preconditions;
  readonly file: string;
  readonly begun: string;
  /** What it ended as: a client that lost the answer asks again. */
  readonly finished?: StorageObject;
}

/** Google keeps a session for a week. */
const KEPT_MS = 7 * 86_400_000;

/** Begins an upload; whoever has the answered id may go on with it, without a token. */
export function beginSession(store: Store, session: Omit<Session, "begun">): string {
  const id = randomUUID();
  const begun = new Date();
  store.change(() => {
    for (const [key, old] of store.entries<Session>("upload")) {
      if (begun.getTime() - Date.parse(old.begun) < KEPT_MS) continue;
      store.remove(["upload", key[1] ?? ""]);
      store.onCommit(() => rmSync(old.file, { force: true }));
    }
    store.put(["upload", id], { ...session, begun: begun.toISOString() });
  });
  return id;
}

/** Where a part belongs, from its `Content-Range`. */
interface Part {
  readonly kind: "question" | "part" | "whole";
  readonly start: number;
  /** Whether the upload ends with it; undefined: as soon as this many bytes are there. */
  readonly isLast: boolean | undefined;
  readonly total: number | undefined;
}

function partOf(incoming: IncomingMessage): Part {
  const text = incoming.headers["content-range"];
  if (text === undefined) return { kind: "whole", start: 0, isLast: true, total: undefined };
  const [, first, last, all] = /^bytes (?:(\d+)-(\d+|\*)|\*)\/(\d+|\*)$/.exec(text) ?? [];
  if (all === undefined) throw invalid(`Failed to parse Content-Range header: ${text}`);
  const total = all === "*" ? undefined : Number(all);
  if (first === undefined) {
    // An empty object, or a client that asks; both send no byte.
    return { kind: "question", start: 0, isLast: total === undefined ? false : undefined, total };
  }
  // An open end (`0-*`) is a stream: it ends where its request does, unless it says how much there is in all.
  const isLast = total !== undefined ? undefined : last === "*";
  return { kind: "part", start: Number(first), isLast, total };
}

/** One part of a resumable upload, the question how much has arrived, or its end before it is complete. */
export async function continueSession(
  store: Store,
  contents: Contents,
  id: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const session = store.get<Session>("upload", id);
  if (!session) throw new GoogleError("NOT_FOUND", "No such upload session.");
  if (incoming.method === "DELETE") {
    store.change(() => store.remove(["upload", id]));
    if (!session.finished) rmSync(session.file, { force: true });
    outgoing.writeHead(499, { "Content-Length": 0 }).end();
    return;
  }
  if (session.finished) {
    incoming.resume();
    send(outgoing, 200, session.finished);
    return;
  }
  const part = partOf(incoming);
  if (part.kind !== "question" && !(await append(session.file, part.start, incoming))) return;
  const size = sizeOf(session.file);
  if (!(part.isLast ?? size === part.total)) {
    outgoing.writeHead(308, { "Content-Length": 0, ...(size > 0 ? { Range: `bytes=0-${size - 1}` } : {}) }).end();
    return;
  }
  const written = await contents.write(existsSync(session.file) ? createReadStream(session.file) : []);
  const { bucket, object, wanted } = session;
  const finished = store.change(() => {
    const made = putObject(
      store,
      contents,
      bucket,
      object.name ?? "",
      { ...object, ...hashes(incoming) },
      written,
      wanted,
    );
    store.put(["upload", id], { ...session, finished: made });
    return made;
  });
  rmSync(session.file, { force: true });
  send(outgoing, 200, finished);
}

/** Writes a part at its place; false when it was cut short, which leaves what came for the client to go on from. */
async function append(file: string, start: number, incoming: IncomingMessage): Promise<boolean> {
  const has = sizeOf(file);
  if (start > has) {
    incoming.resume();
    throw new GoogleError("UNAVAILABLE", `Invalid request. Expected a part that begins at byte ${has}, got ${start}.`);
  }
  try {
    await writeFrom(incoming as AsyncIterable<Buffer>, file, start);
    return true;
  } catch (error) {
    if (error instanceof GoogleError) throw error;
    incoming.socket.destroy();
    return false;
  }
}

const sizeOf = (file: string) => (existsSync(file) ? statSync(file).size : 0);

/** What the client says the whole content's checksums are: `x-goog-hash: crc32c=…,md5=…`. */
function hashes(incoming: IncomingMessage): Pick<StorageObject, "crc32c" | "md5Hash"> {
  const text = [incoming.headers["x-goog-hash"] ?? []].flat().join(",");
  const crc32c = /crc32c=([^,\s]+)/.exec(text)?.[1];
  const md5Hash = /md5=([^,\s]+)/.exec(text)?.[1];
  return { ...(crc32c ? { crc32c } : {}), ...(md5Hash ? { md5Hash } : {}) };
}
