import { BODY } from "../definitions/discovery";
import { badRequest } from "./errors";
import { camelPath, RequestReader, type Json } from "./read";
import type { Match } from "./router";

/** Query parameters every Google API takes; they say how to answer, not what is asked. */
const SYSTEM = new Set([
  "alt",
  "prettyPrint",
  "fields",
  "key",
  "access_token",
  "oauth_token",
  "quotaUser",
  "callback",
  "userIp",
  "upload_protocol",
  "uploadType",
  "upload_id",
  "$.xgafv",
  "$alt",
  "$fields",
  "$prettyPrint",
  "$userProject",
  "userProject",
]);

/** Puts a REST request's path, query and body together into the request message of its method. */
export function assemble({ method, rule, variables }: Match, query: URLSearchParams, body: unknown): Json {
  const { schema } = method;
  const reader = new RequestReader(schema);
  let request: Json = {};
  if (rule.body === "*") request = body === undefined ? {} : reader.message(method.request, body, "");
  else if (rule.body !== undefined && body !== undefined) {
    const field = schema.fields(method.request)?.get(rule.body);
    if (field) {
      // Discovery APIs have no name for the body, so neither do their messages.
      const at = rule.body === BODY && !method.fullName.startsWith("google.") ? "" : field.name;
      request[field.name] = reader.value(field.type, body, at);
    }
  }
  for (const key of new Set(query.keys())) {
    if (SYSTEM.has(key)) continue;
    // Discovery documents have parameters whose names contain dots.
    const path = schema.fields(method.request)?.has(key) ? [key] : camelPath(key).split(".");
    if (!place(request, method.request, path, query.getAll(key), reader)) reader.unknownParameter(key);
  }
  for (const [name, value] of Object.entries(variables))
    place(request, method.request, name.split("."), [value], reader);
  if (reader.violations.length > 0) throw badRequest(reader.violations);
  return request;
}

/** Sets a possibly nested field from text; false when the message has no such field. */
function place(target: Json, type: string, path: readonly string[], texts: string[], reader: RequestReader): boolean {
  const [name = "", ...rest] = path;
  const field = reader.schema.fields(type)?.get(name);
  if (!field) return false;
  if (rest.length === 0) {
    target[name] = reader.field(field, field.kind === "repeated" ? texts : texts.at(-1), name);
    return true;
  }
  const inner = (target[name] ??= {}) as Json;
  return place(inner, field.type, rest, texts, reader);
}
