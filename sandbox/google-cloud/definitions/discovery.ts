import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Definition } from "./format";
import type { Source } from "./sources";

interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: string[];
  items?: Schema;
  properties?: Record<string, Schema>;
  additionalProperties?: Schema;
  readOnly?: boolean;
  repeated?: boolean;
  required?: boolean;
  annotations?: { required?: string[] };
}
interface Method {
  id: string;
  path: string;
  httpMethod: string;
  parameters?: Record<string, Schema & { location: "path" | "query"; pattern?: string }>;
  request?: { $ref: string };
  response?: { $ref: string };
}
interface Resource {
  methods?: Record<string, Method>;
  resources?: Record<string, Resource>;
}
interface Document extends Resource {
  revision: string;
  servicePath: string;
  schemas: Record<string, Schema>;
}

/** The field of a request message that holds the HTTP body, for APIs known by discovery documents only. */
export const BODY = "body";

/** Makes the compact form from a discovery document. Each method gets a request message: its parameters and its body. */
export function fromDiscovery(source: Extract<Source, { document: string }>, documents: string): Definition {
  const document = JSON.parse(readFileSync(join(documents, `${source.document}.json`), "utf8")) as Document;
  const methods: Record<string, [string, string, ...string[]]> = {};
  const messages: Record<string, Record<string, string>> = {};
  const enums: Record<string, Record<string, number>> = {};

  const reference = (schema: Schema, owner: string, field: string): string => {
    if (schema.$ref) {
      visit(schema.$ref);
      return `.${schema.$ref}`;
    }
    if (schema.type === "array") return `[]${reference(schema.items ?? {}, owner, field)}`;
    if (schema.type === "object" && schema.additionalProperties) {
      const value = reference(schema.additionalProperties, owner, field);
      return value === "any" || value.startsWith("[]") ? "google.protobuf.Struct" : `{}${value}`;
    }
    if (schema.type === "object") {
      if (!schema.properties) return "google.protobuf.Struct";
      const name = `${owner}.${field[0]?.toUpperCase()}${field.slice(1)}`;
      define(name, schema);
      return `.${name}`;
    }
    if (schema.enum) {
      const name = `${owner}.${field[0]?.toUpperCase()}${field.slice(1)}`;
      enums[`${source.package}.${name}`] = Object.fromEntries(schema.enum.map((value, index) => [value, index]));
      return `.${name}`;
    }
    return scalar(schema);
  };
  const define = (name: string, schema: Schema) => {
    const fields: Record<string, string> = (messages[`${source.package}.${name}`] = {});
    for (const [index, [field, property]] of Object.entries(schema.properties ?? {}).entries()) {
      fields[field] = [index + 1, reference(property, name, field), property.readOnly ? "o" : "", "p"]
        .filter(Boolean)
        .join(" ");
    }
  };
  const visit = (name: string) => {
    if (`${source.package}.${name}` in messages) return;
    const schema = document.schemas[name];
    if (!schema) throw new Error(`${source.document} has no schema ${name}`);
    messages[`${source.package}.${name}`] = {};
    define(name, schema);
  };

  for (const method of everyMethod(document)) {
    if (!source.methods.some((wanted) => method.id.startsWith(wanted))) continue;
    const request = `${method.id.split(".").slice(1).join(".")}.Request`;
    const fields: Record<string, string> = (messages[`${source.package}.${request}`] = {});
    for (const [index, [name, parameter]] of Object.entries(method.parameters ?? {}).entries()) {
      const type = parameter.enum ? reference(parameter, request, name) : scalar(parameter);
      fields[name] = [index + 1, (parameter.repeated ? "[]" : "") + type, parameter.required ? "r" : "", "p"]
        .filter(Boolean)
        .join(" ");
    }
    if (method.request) {
      visit(method.request.$ref);
      fields[BODY] = `1000 .${method.request.$ref} p`;
    }
    if (method.response) visit(method.response.$ref);
    const path = `/${document.servicePath}${method.path}`.replace(/\{\+?(\w+)\}/g, (_, name: string) => {
      const pattern = method.parameters?.[name]?.pattern;
      return pattern ? `{${name}=${pattern.slice(1, -1).replaceAll("[^/]+", "*").replaceAll(".*", "**")}}` : `{${name}}`;
    });
    methods[method.id] = [
      `.${request}`,
      method.response ? `.${method.response.$ref}` : "google.protobuf.Empty",
      [method.httpMethod, path, method.request ? BODY : ""].join(" ").trim(),
    ];
  }
  return {
    source: `PyPI google-api-python-client, discovery document ${source.document} revision ${document.revision}; (c) Google LLC; reduced to what is reachable`,
    licence: "Apache-2.0",
    api: source.api,
    host: source.host,
    package: source.package,
    methods,
    messages: { ...messages, "google.protobuf.Empty": {} },
    enums,
  };
}

function everyMethod(resource: Resource): Method[] {
  return [
    ...Object.values(resource.methods ?? {}),
    ...Object.values(resource.resources ?? {}).flatMap((child) => everyMethod(child)),
  ];
}

function scalar({ type, format }: Schema): string {
  switch (format) {
    case "int64":
    case "uint64":
    case "int32":
    case "uint32":
    case "double":
    case "float":
      return format;
    case "byte":
      return "bytes";
    case "google-datetime":
    case "date-time":
      return "google.protobuf.Timestamp";
    case "google-duration":
      return "google.protobuf.Duration";
    case "google-fieldmask":
      return "google.protobuf.FieldMask";
    default:
      break;
  }
  return type === "boolean" ? "bool" : type === "integer" ? "int32" : type === "number" ? "double" : (type ?? "any");
}
