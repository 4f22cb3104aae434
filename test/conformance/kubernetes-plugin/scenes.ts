import type { Json, JsonObject, RecordedCall } from "./recordings";
import type { Scene } from "./recorded-server";

const signatureKey = "4dabf18193072939515e22adb298388d";

/** What the cluster must have done in a recorded call, from what the plugin said of it. */
export function sceneOf(call: RecordedCall): Scene {
  const { method, request, response } = call;
  const error = call.errors?.[0];
  switch (method) {
    case "Create": {
      if (error?.includes("was successfully created, but")) return { after: neverReady(request) };
      if (error !== undefined) return { refusal: refusal(error) };
      const live = liveObject(response?.["properties"]);
      // Inputs came back as they were: the dry run was not possible. Why, the recording does not say; a missing
      // namespace is the usual reason.
      return hasUid(live) ? { after: live } : { refusal: missingNamespace };
    }
    case "Update": {
      const before = liveObject(request["olds"]);
      return error === undefined
        ? { before, after: liveObject(response?.["properties"]) }
        : { before, refusal: refusal(error) };
    }
    case "Read": {
      const live = liveObject(response?.["properties"]);
      return hasUid(live) ? { before: live } : {};
    }
    default:
      return {};
  }
}

/** A stored state without our own keys and secret marks: the object as the server shows it. */
function liveObject(state: Json | undefined): JsonObject {
  const plain = unwrapped(state ?? {}) as JsonObject;
  return Object.fromEntries(Object.entries(plain).filter(([key]) => !key.startsWith("__")));
}

function unwrapped(value: Json): Json {
  if (Array.isArray(value)) return value.map(unwrapped);
  if (typeof value !== "object" || value === null) return value;
  if (signatureKey in value) return unwrapped(value["value"] ?? null);
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, unwrapped(entry)]));
}

function hasUid(object: JsonObject): boolean {
  const metadata = object["metadata"] as JsonObject | undefined;
  return typeof metadata?.["uid"] === "string";
}

const missingNamespace = {
  code: 404,
  status: {
    kind: "Status",
    reason: "NotFound",
    code: 404,
    message: 'namespaces "missing" not found',
    details: { kind: "namespaces", name: "missing" },
  },
};

/** An object whose controller never says anything of it. */
function neverReady(request: JsonObject): JsonObject {
  const properties = unwrapped(request["properties"] ?? {}) as JsonObject;
  const metadata = { ...(properties["metadata"] as JsonObject), uid: "uid", generation: 1 };
  return { ...properties, metadata, status: {} };
}

/** The server's refusal that the plugin reported. */
function refusal(error: string): NonNullable<Scene["refusal"]> {
  const advice = error.indexOf("\n\nThe resource already exists");
  const text = advice < 0 ? error : error.slice(0, advice);
  const message =
    /by the Kubernetes API server: (.*)$/s.exec(text)?.[1] ?? /had an apply conflict: (.*)$/s.exec(text)?.[1] ?? text;
  const status = (code: number, reason: string, details: JsonObject = {}): NonNullable<Scene["refusal"]> => ({
    code,
    status: { kind: "Status", status: "Failure", code, reason, message, details },
  });
  if (message.includes("already exists")) return status(409, "AlreadyExists");
  if (message.includes("Apply failed with")) {
    const field = /: (\.\S+)$/.exec(message)?.[1] ?? "";
    const cause = message.replace(/^Apply failed with 1 conflict: /, "").replace(/: \.\S+$/, "");
    return status(409, "Conflict", { causes: [{ reason: "FieldManagerConflict", message: cause, field }] });
  }
  if (/namespaces ".*" not found/.test(message)) return status(404, "NotFound", { kind: "namespaces" });
  return message.includes("is invalid") ? status(422, "Invalid") : status(400, "BadRequest");
}
