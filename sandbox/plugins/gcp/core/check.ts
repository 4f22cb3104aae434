import { nearest } from "../../../../lib/errors/nearest";
import {
  isMap,
  Secret,
  uniqueName,
  Unknown,
  unwrap,
  type CheckFailure,
  type CheckRequest,
  type CheckResult,
  type PropertyMap,
  type PropertyValue,
} from "../../../../lib/plugin";
import { isNested, type Field, type Fields } from "./schema";

/** How a resource gets a name when the program gives none. */
export interface Autoname {
  readonly property: string;
  readonly maxLength?: number;
}

/** Where Pulumi's gcp plugin keeps, per object, which of its inputs are defaults and not the program's own. */
export const defaultsKey = "__defaults";

interface Checking {
  readonly failures: CheckFailure[];
  /** Property path so far, as the user would write it. */
  readonly path: string;
}

/** Inputs with defaults, or what is wrong with them. */
export function check(
  fields: Fields,
  autoname: Autoname | undefined,
  request: CheckRequest,
  pendingName?: string,
): CheckResult {
  const failures: CheckFailure[] = [];
  const news = { ...request.news };
  const named: string[] = [];
  if (autoname && (news[autoname.property] === undefined || news[autoname.property] === null)) {
    const name = chooseName(autoname, request, pendingName);
    if (name === undefined) {
      failures.push({
        property: autoname.property,
        reason: `"${autoname.property}" is needed: this stack's pulumi:autonaming setting turns generated names off. Give the name in the program.`,
      });
    } else {
      news[autoname.property] = name;
      named.push(autoname.property);
    }
  }
  const inputs = checkObject(fields, news, { failures, path: "" });
  inputs[defaultsKey] = [...named, ...defaultNames(inputs)].sort();
  return { inputs, failures };
}

function defaultNames(inputs: PropertyMap): string[] {
  const names = inputs[defaultsKey];
  return Array.isArray(names) ? names.filter((name): name is string => typeof name === "string") : [];
}

function chooseName(autoname: Autoname, request: CheckRequest, pendingName: string | undefined): string | undefined {
  const { property, maxLength = 255 } = autoname;
  const old = request.olds[property];
  if (typeof old === "string" && defaultNames(request.olds).includes(property)) return old;
  if (pendingName !== undefined && Object.keys(request.olds).length === 0) return pendingName;
  if (request.autonaming?.mode === "disable") return undefined;
  if (request.autonaming) return request.autonaming.proposedName;
  return uniqueName(request.randomSeed, `${request.name.slice(0, maxLength - 8)}-`).slice(0, -1);
}

function checkObject(fields: Fields, given: PropertyMap, checking: Checking): PropertyMap {
  const inputs: PropertyMap = {};
  const defaults: string[] = [];
  for (const [name, value] of Object.entries(given)) {
    if (name === defaultsKey || value === undefined) continue;
    const path = checking.path ? `${checking.path}.${name}` : name;
    const field = fields.get(name);
    if (!field || field.is.output) {
      checking.failures.push({ property: path, reason: unexpected(fields, name, path, field) });
      continue;
    }
    inputs[name] = checkValue(field, value, { ...checking, path });
  }
  for (const field of fields.values()) {
    if (inputs[field.name] !== undefined && inputs[field.name] !== null) continue;
    if (field.is.required) {
      const path = checking.path ? `${checking.path}.${field.name}` : field.name;
      checking.failures.push({ property: path, reason: `Missing required property '${path}'` });
    } else if (field.default !== undefined && !(field.unless !== undefined && inputs[field.unless])) {
      inputs[field.name] = field.default;
      defaults.push(field.name);
    }
  }
  return { [defaultsKey]: defaults.sort(), ...inputs };
}

function unexpected(fields: Fields, name: string, path: string, field: Field | undefined): string {
  if (field) return `"${path}" is an output: Google sets it, the program can only read it. Remove it from the inputs.`;
  const inputs = [...fields.values()].filter(({ is }) => !is.output).map((known) => known.name);
  const near = nearest(name, inputs);
  return `There is no property "${path}".${near !== undefined ? ` Did you mean "${near}"?` : ` Known here: ${inputs.sort().join(", ")}.`}`;
}

function checkValue(field: Field, value: PropertyValue, checking: Checking): PropertyValue {
  if (value instanceof Secret) return new Secret(unwrapped(checkValue(field, unwrap(value), checking)));
  if (value instanceof Unknown || value === null) return value;
  const fail = (expected: string): PropertyValue => {
    const got = Array.isArray(value)
      ? "a list"
      : isMap(value)
        ? "an object"
        : typeof value === "object"
          ? "an asset"
          : JSON.stringify(value);
    checking.failures.push({
      property: checking.path,
      reason: `"${checking.path}" must be ${expected}, got ${field.is.secret ? "another type" : got}`,
    });
    return value;
  };
  switch (field.kind) {
    case "string":
      if (typeof value === "number" || typeof value === "boolean") return String(value);
      return typeof value === "string" || (!isMap(value) && !Array.isArray(value))
        ? marked(field, value)
        : fail("a text");
    case "bool":
      if (value === "true" || value === "false") return value === "true";
      return typeof value === "boolean" ? value : fail("true or false");
    case "int":
    case "number":
      if (typeof value === "string" && value !== "" && Number.isFinite(Number(value))) return Number(value);
      return typeof value === "number" ? value : fail("a number");
    case "map":
      return isMap(value) ? checkMap(value) : fail("an object");
    case "block":
      return isMap(value) ? checkObject(field.fields, value, checking) : fail("an object");
    case "list":
    case "set":
    case "strings":
    case "string-set":
    case "ints":
      return Array.isArray(value)
        ? value.map((item, index) => checkElement(field, item, { ...checking, path: `${checking.path}[${index}]` }))
        : fail("a list");
    default:
      return field.kind satisfies never;
  }
}

function checkElement(field: Field, item: PropertyValue, checking: Checking): PropertyValue {
  if (item instanceof Secret) return new Secret(unwrapped(checkElement(field, unwrap(item), checking)));
  if (isNested(field)) return isMap(item) ? checkObject(field.fields, item, checking) : item;
  return typeof item === "number" && field.kind !== "ints" ? String(item) : item;
}

/** Google's maps are of texts. */
function checkMap(map: PropertyMap): PropertyMap {
  const checked: PropertyMap = {};
  for (const [key, value] of Object.entries(map)) {
    if (value === undefined) continue;
    checked[key] = typeof value === "number" || typeof value === "boolean" ? String(value) : value;
  }
  return checked;
}

/** A property that is secret by nature is one even when the program did not say so. */
function marked(field: Field, value: PropertyValue): PropertyValue {
  return field.is.secret ? new Secret(value) : value;
}

function unwrapped(value: PropertyValue): PropertyValue {
  return value instanceof Secret ? value.value : value;
}
