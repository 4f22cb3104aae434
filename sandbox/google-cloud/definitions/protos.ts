import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SCALARS, type Definition } from "./format";
import type { Source } from "./sources";

interface ProtoField {
  type: string;
  id: number;
  rule?: "repeated";
  keyType?: string;
  options?: Record<string, unknown>;
}
interface ProtoNode {
  nested?: Record<string, ProtoNode>;
  fields?: Record<string, ProtoField>;
  oneofs?: Record<string, { oneof: string[] }>;
  values?: Record<string, number>;
  methods?: Record<string, ProtoMethod>;
}
interface ProtoMethod {
  requestType: string;
  responseType: string;
  requestStream?: boolean;
  responseStream?: boolean;
  parsedOptions?: { "(google.api.http)"?: HttpRule; "(google.longrunning.operation_info)"?: { response_type?: string; metadata_type?: string } }[];
}
type HttpRule = Record<string, unknown> & { body?: string; additional_bindings?: HttpRule | HttpRule[] };

/** Makes the compact form from the descriptors inside one of Google's npm clients. */
export function fromProtos(source: Extract<Source, { npm: string }>, modules: string): Definition {
  const folder = join(modules, source.npm);
  const descriptor = JSON.parse(readFileSync(join(folder, "build/protos/protos.json"), "utf8")) as ProtoNode;
  const { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, string>;
  const types = new Map<string, ProtoNode>();
  collect(descriptor, "", types);

  const methods: Record<string, [string, string, ...string[]]> = {};
  const messages: Record<string, Record<string, string>> = {};
  const enums: Record<string, Record<string, number>> = {};
  const short = (name: string) => (name.startsWith(`${source.package}.`) ? name.slice(source.package.length) : name);

  const visit = (name: string) => {
    if (SCALARS.has(name) || name in messages || name in enums) return;
    const node = types.get(name);
    if (node?.values) {
      enums[name] = node.values;
      return;
    }
    if (!node?.fields) throw new Error(`${name} is neither a message nor an enum in ${source.npm}`);
    const fields: Record<string, string> = (messages[name] = {});
    for (const [field, spec] of Object.entries(node.fields)) {
      const type = resolve(spec.type, name, types);
      const prefix = spec.keyType ? "{}" : spec.rule === "repeated" ? "[]" : "";
      fields[field] = [spec.id, prefix + short(type), ...flags(field, spec, node)].join(" ");
      visit(type);
    }
  };

  for (const service of source.services) {
    const found = types.get(`${source.package}.${service}`)?.methods;
    if (!found) throw new Error(`${source.npm} has no service ${source.package}.${service}`);
    for (const [name, method] of Object.entries(found)) {
      if (method.requestStream || method.responseStream || source.only?.includes(name) === false) continue;
      const scope = `${source.package}.${service}`;
      const request = resolve(method.requestType, scope, types);
      const response = resolve(method.responseType, scope, types);
      methods[`${scope}.${name}`] = [short(request), short(response), ...httpRules(method)];
      if (!SCALARS.has(request)) visit(request);
      if (!SCALARS.has(response)) visit(response);
      // What a long-running operation carries is named in an option only.
      for (const name of operationTypes(method)) {
        const type = resolve(name, scope, types);
        if (types.get(type)?.fields && !SCALARS.has(type)) visit(type);
      }
    }
  }
  for (const [name, fields] of Object.entries(source.restOnly ?? {})) messages[name] = { ...messages[name], ...fields };
  return {
    source: `npm ${source.npm} ${version}, build/protos/protos.json; (c) Google LLC; reduced to what is reachable`,
    licence: license ?? "unknown",
    api: source.api,
    host: source.host,
    package: source.package,
    methods,
    messages,
    enums,
  };
}

function collect(node: ProtoNode, path: string, types: Map<string, ProtoNode>) {
  for (const [name, child] of Object.entries(node.nested ?? {})) {
    const full = path ? `${path}.${name}` : name;
    types.set(full, child);
    collect(child, full, types);
  }
}

/** Protobuf's scoping: the innermost enclosing scope that has the name wins. */
function resolve(type: string, scope: string, types: ReadonlyMap<string, ProtoNode>): string {
  if (SCALARS.has(type)) return type;
  const bare = type.replace(/^\./, "");
  for (let at = scope; at; at = at.includes(".") ? at.slice(0, at.lastIndexOf(".")) : "") {
    const name = `${at}.${bare}`;
    if (SCALARS.has(name)) return name;
    const node = types.get(name);
    if (node?.fields || node?.values) return name;
  }
  return bare;
}

function flags(name: string, field: ProtoField, message: ProtoNode): string[] {
  const behaviour = [field.options?.["(google.api.field_behavior)"] ?? []].flat();
  const optional = field.options?.["proto3_optional"] === true;
  const oneof = Object.entries(message.oneofs ?? {}).find(([, { oneof }]) => oneof.includes(name))?.[0];
  return [
    ...(behaviour.includes("OUTPUT_ONLY") ? ["o"] : []),
    ...(behaviour.includes("REQUIRED") ? ["r"] : []),
    ...(behaviour.includes("IMMUTABLE") ? ["i"] : []),
    ...(optional ? ["p"] : []),
    ...(oneof && !optional ? [`=${oneof}`] : []),
  ];
}

function operationTypes(method: ProtoMethod): string[] {
  const info = method.parsedOptions?.map((option) => option["(google.longrunning.operation_info)"]).find((found) => found !== undefined);
  return info ? [info.response_type, info.metadata_type].filter((name) => name !== undefined) : [];
}

function httpRules(method: ProtoMethod): string[] {
  const rule = method.parsedOptions?.map((option) => option["(google.api.http)"]).find((found) => found !== undefined);
  if (!rule) return [];
  return [rule, ...[rule.additional_bindings ?? []].flat()].flatMap((binding) => {
    for (const verb of ["get", "put", "post", "delete", "patch"]) {
      const path = binding[verb];
      if (typeof path !== "string") continue;
      return [[verb.toUpperCase(), camelVariables(path), binding.body === undefined ? "" : camel(binding.body)].join(" ").trim()];
    }
    return [];
  });
}

const camel = (name: string) => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
/** Variables are named as the fields are in JSON. */
const camelVariables = (path: string) =>
  path.replace(/\{([\w.]+)/g, (_, name: string) => `{${name.split(".").map(camel).join(".")}`);
