import { createHash, randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { Asset, equalValues, isMap, unknown, type PropertyMap, type PropertyValue } from "../../../../lib/plugin";
import { UserError } from "../../../../lib/errors/user-error";
import { uploadEndpoint } from "../core/config";
import type { Hooks, ResourceContext } from "../core/context";
import { isNotFound } from "../core/google-error";
import { isJsonMap, textAt, type Json, type JsonMap } from "../core/json";

/** What an object says of its content before it has one. */
const noContent = "different hash";

/** What an object of a bucket does that no row can say: it is uploaded. */
export const bucketObjectHooks: Hooks = {
  validate: ({ content, source }) =>
    (content === undefined || content === null) === (source === undefined || source === null)
      ? [{ property: "content", reason: `exactly one of "content" and "source" must be given` }]
      : [],
  plan: (planned, old) => {
    if (!old) return;
    if (!contentChanges(planned, old)) {
      planned["detectMd5hash"] = old["detectMd5hash"] ?? null;
      return;
    }
    // What Google counts and computes of the content changes with it.
    planned["detectMd5hash"] = noContent;
    for (const name of ["crc32c", "md5hash", "generation"]) if (old[name] !== undefined) planned[name] = unknown;
  },
  create: upload,
  read: async (context) => {
    prepare(context);
    try {
      return await context.send("GET", context.table.item);
    } catch (error) {
      if (isNotFound(error)) return undefined;
      throw error;
    }
  },
  state: (state, api, context) => {
    const hash = textAt(api, "md5Hash");
    const { planned } = context;
    for (const name of ["content", "source", "customerEncryption", "forceEmptyContentType", "contexts"])
      state[name] = planned[name] ?? null;
    state["md5hash"] = hash;
    state["md5hexhash"] = Buffer.from(hash, "base64").toString("hex");
    state["detectMd5hash"] = hash;
    state["bucket"] = textAt(api, "bucket") || context.fill("{bucket}");
    state["name"] = context.fill("{name}");
    state["outputName"] = textAt(api, "name");
  },
  update: async (context, changes) => {
    const changed = new Set(changes.map(({ path }) => String(path[0])));
    if (changed.size === 0) return;
    if (changed.has("content") || changed.has("detectMd5hash")) return upload(context);
    prepare(context);
    const { metadata, eventBasedHold, temporaryHold, retention } = context.planned;
    await context.send("PATCH", context.table.item, {
      metadata: isMap(metadata) ? (metadata as JsonMap) : null,
      eventBasedHold: eventBasedHold === true,
      temporaryHold: temporaryHold === true,
      ...(isMap(retention) && {
        retention: { mode: retention["mode"] as Json, retainUntilTime: retention["retainUntilTime"] as Json },
      }),
    });
  },
  delete: async (context) => {
    prepare(context);
    await context.send("DELETE", context.table.item);
  },
};

/** Object names may hold slashes: in an address they are escaped. */
function prepare(context: ResourceContext): void {
  const name = context.vars["outputName"] ?? context.vars["name"] ?? "";
  context.vars["object"] = encodeURIComponent(name);
  context.vars["outputName"] = name;
}

function contentChanges(planned: PropertyMap, old: PropertyMap): boolean {
  const { content, source } = planned;
  if (typeof content === "string" && content !== "") return md5(Buffer.from(content)) !== old["detectMd5hash"];
  return !equalValues(source, old["source"]);
}

function contentOf(planned: PropertyMap): Uint8Array<ArrayBuffer> | undefined {
  const { content, source } = planned;
  if (typeof content === "string" && content !== "") return bytesOf(Buffer.from(content));
  return source instanceof Asset ? assetBytes(source) : undefined;
}

function assetBytes(asset: Asset): Uint8Array<ArrayBuffer> {
  const { text, path } = asset.content;
  if (text !== undefined) return bytesOf(Buffer.from(text));
  if (path !== undefined && asset.kind === "asset") return bytesOf(readFileSync(path));
  throw new UserError({
    setting: "source of gcp.storage.BucketObject",
    got: `an ${asset.kind} that is neither a text nor a file`,
    expected: "a StringAsset or a FileAsset",
    fix: "Pack archives and fetch remote files before the program runs, and give the result as a FileAsset.",
  });
}

function bytesOf(buffer: Buffer): Uint8Array<ArrayBuffer> {
  return new Uint8Array(buffer);
}

function md5(bytes: Uint8Array): string {
  return createHash("md5").update(bytes).digest("base64");
}

/** One request with the object's properties and its bytes. */
async function upload(context: ResourceContext): Promise<void> {
  prepare(context);
  const { planned } = context;
  const bytes = contentOf(planned) ?? new Uint8Array();
  const text = (value: PropertyValue | undefined): string | undefined =>
    typeof value === "string" && value !== "" ? value : undefined;
  const contentType = text(planned["contentType"]) ?? "text/plain; charset=utf-8";
  const properties: JsonMap = { bucket: context.fill("{bucket}") };
  for (const name of [
    "cacheControl",
    "contentDisposition",
    "contentEncoding",
    "contentLanguage",
    "contentType",
    "kmsKeyName",
    "storageClass",
  ]) {
    const value = text(planned[name]);
    if (value !== undefined) properties[name] = value;
  }
  if (isMap(planned["metadata"])) properties["metadata"] = planned["metadata"] as JsonMap;
  const boundary = randomBytes(30).toString("hex");
  const part = (type: string, body: Uint8Array): Buffer =>
    Buffer.concat([Buffer.from(`--${boundary}\r\nContent-Type: ${type}\r\n\r\n`), body, Buffer.from("\r\n")]);
  const message = Buffer.concat([
    part("application/json", Buffer.from(JSON.stringify(properties))),
    part(contentType, bytes),
    Buffer.from(`--${boundary}--\r\n`),
  ]);
  const url = `${uploadEndpoint(context.config)}b/${context.fill("{bucket}")}/o?uploadType=multipart&name=${context.fill("{object}")}`;
  const answer = await context.client.send({
    method: "POST",
    url,
    upload: { bytes: bytesOf(message), contentType: `multipart/related; boundary=${boundary}` },
    signal: context.signal,
    log: context.log,
  });
  if (isJsonMap(answer)) context.vars["outputName"] = textAt(answer, "name") || context.fill("{outputName}");
}
