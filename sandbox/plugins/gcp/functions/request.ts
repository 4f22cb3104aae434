import type { PropertyMap } from "../../../../lib/plugin";
import { UserError } from "../../../../lib/errors/user-error";
import type { ServiceName } from "../core/config";
import { regionOf } from "../core/context";
import { GoogleError, oneError } from "../core/google-error";
import { isJsonMap, mapAt, type JsonMap } from "../core/json";
import type { FunctionCall } from "../core/provider";

/** A GET of one of Google's services. */
export async function get(call: FunctionCall, service: ServiceName, path: string): Promise<JsonMap> {
  const answer = await call.client.send({
    method: "GET",
    url: call.config.endpoint(service) + path,
    signal: call.signal,
    log: call.log,
  });
  return isJsonMap(answer) ? answer : {};
}

/** As `get`; what is not there is an error that names it. */
export async function getOrMissing(
  call: FunctionCall,
  token: string,
  service: ServiceName,
  path: string,
  missing: string,
): Promise<JsonMap> {
  try {
    return await get(call, service, path);
  } catch (error) {
    if (error instanceof GoogleError && error.status === 404) throw failed(token, missing);
    throw failed(token, error instanceof Error ? error.message : String(error));
  }
}

/** An error of a function as the official plugin words it. */
export function failed(token: string, message: string): Error {
  return new Error(`invoking ${token}: ${oneError(message)}`);
}

/** An argument that is a text, or what the configuration has for it. */
export function textOr(args: PropertyMap, name: string, fallback: string | undefined): string | undefined {
  const value = args[name];
  return typeof value === "string" && value !== "" ? value : fallback;
}

/** The project that a function is about. Throws where neither it nor the provider names one. */
export function projectOf(args: PropertyMap, call: FunctionCall, name = "project"): string {
  return needed(name, textOr(args, name, call.config.project), "gcp:project");
}

/** The region that a function is about, that of the provider's zone if need be. Throws where none is named. */
export function regionFor(args: PropertyMap, call: FunctionCall): string {
  return needed("region", textOr(args, "region", call.config.region ?? regionOf(call.config.zone)), "gcp:region");
}

/** The zone or region that a function is about. Throws where none is named. */
export function locationOf(args: PropertyMap, call: FunctionCall): string {
  return needed("location", textOr(args, "location", call.config.zone ?? call.config.region), "gcp:zone");
}

function needed(argument: string, value: string | undefined, setting: string): string {
  if (value !== undefined) return value;
  throw new UserError({
    setting,
    got: "nothing",
    expected: `a value, because the call has no ${argument}`,
    fix: `Give the argument \`${argument}\`, or run \`pulumi config set ${setting} <value>\`.`,
  });
}

/** An argument that the function cannot do without. */
export function required(args: PropertyMap, name: string): string {
  const value = args[name];
  if (typeof value === "string" && value !== "") return value;
  throw new UserError({
    setting: name,
    got: "nothing",
    expected: "a text",
    fix: `Give the call the argument \`${name}\`.`,
  });
}

/** Labels of an answer. */
export function labelsAt(json: JsonMap, ...path: string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(mapAt(json, ...path)).map(([key, value]) => [key, typeof value === "string" ? value : ""]),
  );
}
