import { parseField, SCALARS, type Definition, type Field } from "./format";

/** TypeScript types of a definition's messages as they are in JSON, and of its methods: what handlers are written against. */
export function typescript(definition: Definition): string {
  const names = typeNames(definition);
  const lines = ["/* eslint-disable */", `// Made by generate.ts from ${definition.source}. Licence: ${definition.licence}.`];
  for (const [full, values] of Object.entries(definition.enums)) {
    const union = Object.keys(values).map((value) => JSON.stringify(value));
    lines.push(`export type ${names.get(full)} =${union.map((value) => `\n  | ${value}`).join("")};`);
  }
  for (const [full, fields] of Object.entries(definition.messages)) {
    lines.push(`export interface ${names.get(full)} {`);
    for (const [name, text] of Object.entries(fields)) {
      const key = /^[a-zA-Z_]\w*$/.test(name) ? name : JSON.stringify(name);
      lines.push(`  ${key}?: ${typeOf(parseField(name, text, definition.package), names)} | undefined;`);
    }
    lines.push("}");
  }
  lines.push("/** Method → its request and response. */", "export interface Methods {");
  for (const [method, [request, response]] of Object.entries(definition.methods)) {
    const of = (type: string) => nameOf(type.startsWith(".") ? definition.package + type : type, names);
    lines.push(`  ${JSON.stringify(methodKey(method, definition))}: [${of(request)}, ${of(response)}];`);
  }
  lines.push("}", "");
  return lines.join("\n");
}

/** `ClusterManager.CreateCluster`; for discovery documents the id without the API's name: `projects.serviceAccounts.create`. */
export function methodKey(method: string, definition: Pick<Definition, "package" | "api">): string {
  const prefix = method.startsWith(`${definition.package}.`) ? definition.package : definition.api;
  return method.slice(prefix.length + 1);
}

function typeOf(field: Field, names: ReadonlyMap<string, string>): string {
  const name = nameOf(field.type, names);
  if (field.kind === "map") return `Record<string, ${name}>`;
  return field.kind === "repeated" ? `${name}[]` : name;
}

function nameOf(type: string, names: ReadonlyMap<string, string>): string {
  if (!SCALARS.has(type)) return names.get(type) ?? "Record<string, never>";
  switch (type) {
    case "double":
    case "float":
    case "int32":
    case "uint32":
    case "sint32":
    case "fixed32":
    case "sfixed32":
    case "google.protobuf.Int32Value":
    case "google.protobuf.UInt32Value":
    case "google.protobuf.DoubleValue":
    case "google.protobuf.FloatValue":
      return "number";
    case "bool":
    case "google.protobuf.BoolValue":
      return "boolean";
    case "google.protobuf.Struct":
      return "Record<string, unknown>";
    case "google.protobuf.Any":
      return `({ "@type": string } & Record<string, unknown>)`;
    case "google.protobuf.Value":
    case "any":
      return "unknown";
    case "google.protobuf.ListValue":
      return "unknown[]";
    default:
      return "string";
  }
}

/** Short names, made longer from the left only where two would be the same. */
function typeNames(definition: Definition): Map<string, string> {
  const names = new Map<string, string>();
  const taken = new Set<string>(["Methods", "Record", "Date", "String", "Number", "Object"]);
  for (const full of [...Object.keys(definition.messages), ...Object.keys(definition.enums)]) {
    const inPackage = full.startsWith(`${definition.package}.`) ? full.slice(definition.package.length + 1) : undefined;
    const parts = inPackage?.split(".") ?? full.split(".").slice(-1);
    let name = pascal(parts.join("_"));
    const outer = full.split(".").slice(0, -parts.length);
    while (taken.has(name)) name = pascal(`${outer.pop() ?? "Other"}_${name}`);
    taken.add(name);
    names.set(full, name);
  }
  return names;
}

const pascal = (name: string) => name.replace(/(^|[_.])(\w)/g, (_, _dot: string, letter: string) => letter.toUpperCase());
