import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import {
  Asset,
  isMap,
  Output,
  ResourceReference,
  Secret,
  unknown,
  Unknown,
  type PropertyMap,
  type PropertyValue,
} from "./value";

/**
 * How special values look inside a protobuf Struct. These are constants of the Pulumi protocol; @pulumi/pulumi exports them
 * from its runtime module, whose loading alone takes longer than a plugin has to start.
 */
const wire = {
  signatureKey: "4dabf18193072939515e22adb298388d",
  secret: "1b47061264138c4ac30d75fd1eb44270",
  asset: "c44067f5952c0a294b673a41bacd8c17",
  archive: "0def7320c3a5731c473e5ecbe6d01bc7",
  resource: "5cf8f73096256a8f31e491e813e4eb8e",
  output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
  unknown: "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
} as const;

/** Unknown values also have a sentinel per type; the engine may send any of them. */
const unknownSentinels = new Set<unknown>([
  wire.unknown,
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
  "030794c1-ac77-496b-92df-f27374a8bd58", // asset
  "e48ece36-62e2-4504-bad9-02848725956a", // archive
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

type Json = null | boolean | number | string | Json[] | { [key: string]: Json | undefined };

/** A message's Struct as typed values. An absent Struct is an empty object. */
export function fromStruct(struct: Struct | undefined): PropertyMap {
  return struct ? fromJsonMap(struct.toJavaScript()) : {};
}

/** Typed values as a Struct. */
export function toStruct(map: PropertyMap): Struct {
  return Struct.fromJavaScript(toJsonMap(map));
}

function fromJsonMap(json: { [key: string]: Json | undefined }): PropertyMap {
  const map: PropertyMap = {};
  for (const [key, value] of Object.entries(json)) if (value !== undefined) map[key] = fromJson(value);
  return map;
}

/** One value as it stands in a decoded Struct (or in a recording of one) as a typed value. */
export function fromJson(json: Json): PropertyValue {
  if (typeof json === "string") return unknownSentinels.has(json) ? unknown : json;
  if (Array.isArray(json)) return json.map(fromJson);
  if (typeof json !== "object" || json === null) return json;
  switch (json[wire.signatureKey]) {
    case undefined:
      return fromJsonMap(json);
    case wire.secret:
      return new Secret(fromJson(json["value"] ?? null));
    case wire.output: {
      const known = json["value"] === undefined ? undefined : fromJson(json["value"]);
      const value = known === unknown ? undefined : known;
      return new Output(value, json["secret"] === true, strings(json["dependencies"]));
    }
    case wire.asset:
    case wire.archive: {
      const { text, path, uri, hash, assets } = json;
      return new Asset(json[wire.signatureKey] === wire.asset ? "asset" : "archive", {
        ...(typeof text === "string" && text !== "" && { text }),
        ...(typeof path === "string" && path !== "" && { path }),
        ...(typeof uri === "string" && uri !== "" && { uri }),
        ...(typeof hash === "string" && hash !== "" && { hash }),
        ...(typeof assets === "object" && !Array.isArray(assets) && assets && { assets: fromJsonMap(assets) }),
      });
    }
    case wire.resource: {
      const { urn, id, packageVersion } = json;
      return new ResourceReference(
        typeof urn === "string" ? urn : "",
        typeof id === "string" ? id : undefined,
        typeof packageVersion === "string" ? packageVersion : undefined,
      );
    }
    default:
      throw new Error("the engine sent a value of a kind that this plugin does not know; update the plugin");
  }
}

function strings(json: Json | undefined): string[] {
  return Array.isArray(json) ? json.filter((item): item is string => typeof item === "string") : [];
}

function toJsonMap(map: PropertyMap): { [key: string]: Json } {
  const json: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(map)) if (value !== undefined) json[key] = toJson(value);
  return json;
}

/** The inverse of `fromJson`. */
export function toJson(value: PropertyValue): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(toJson);
  if (isMap(value)) return toJsonMap(value);
  if (value instanceof Unknown) return wire.unknown;
  if (value instanceof Secret) return { [wire.signatureKey]: wire.secret, value: toJson(value.value) };
  if (value instanceof Output) {
    return {
      [wire.signatureKey]: wire.output,
      ...(value.value !== undefined && { value: toJson(value.value) }),
      ...(value.secret && { secret: true }),
      ...(value.dependencies.length > 0 && { dependencies: [...value.dependencies] }),
    };
  }
  if (value instanceof Asset) {
    const { assets, ...content } = value.content;
    return {
      [wire.signatureKey]: value.kind === "asset" ? wire.asset : wire.archive,
      ...content,
      ...(assets && { assets: toJsonMap(assets) }),
    };
  }
  return {
    [wire.signatureKey]: wire.resource,
    urn: value.urn,
    ...(value.id !== undefined && { id: value.id }),
    ...(value.packageVersion !== undefined && { packageVersion: value.packageVersion }),
  };
}
