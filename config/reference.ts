import { type JsonSchema, sectionSchema } from "./json-schema";
import { namespace } from "./read";
import { sections } from "./schema";

/** The reference page of the stack configuration, made of the schema that validates it. */
export function configurationPage(): string {
  const names = Object.keys(sections) as (keyof typeof sections)[];
  return [
    "# Configuration",
    "",
    "<!-- Generated from config/ by `npm run docs`. -->",
    "",
    "Everything a stack is made of, in `Pulumi.<stack>.yaml`. It is validated as a whole before anything is created:",
    "`gke-bluegreen config check` does the same without an engine or a cloud, and with `--server` asks a cluster about every object, by a dry run",
    "that changes nothing there. Editors complete and check the file with",
    "[`docs/stack-file.schema.json`](stack-file.schema.json).",
    "",
    `Sections: ${names.map((name) => `[${name}](#${name})`).join(" · ")}`,
    "",
    "Durations are written `30s`, `10m`, `2h`, `7d`. Google's settings have Google's names.",
    "",
    ...names.flatMap((name) => section(name)),
  ].join("\n");
}

function section(name: keyof typeof sections): string[] {
  const schema = sectionSchema(name);
  return [
    `## ${name}`,
    "",
    `\`${namespace}:${name}\` – ${schema.description ?? ""}`,
    "",
    "| key | type | default | meaning |",
    "| --- | --- | --- | --- |",
    ...rows(schema, ""),
    "",
  ];
}

function rows(schema: JsonSchema, path: string): string[] {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return alternatives.flatMap((alternative) => rows(alternative, path));
  const own = Object.entries(schema.properties ?? {}).flatMap(([key, value]) => row(join(path, key), value, schema));
  const more = typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
  return [
    ...own,
    ...(more ? rows(more, join(path, "*NAME*")) : []),
    ...(schema.items ? rows(schema.items, `${path}[]`) : []),
  ];
}

function row(path: string, schema: JsonSchema, parent: JsonSchema): string[] {
  const key = path.split(".").at(-1) ?? path;
  const required = schema.default === undefined && parent.required?.includes(key) === true;
  const meaning = [schema.description ?? "", schema.why === undefined ? "" : `_Why: ${schema.why}_`].filter(
    (text) => text !== "",
  );
  const cells = [`\`${path}\``, type(schema), required ? "**required**" : defaultOf(schema), meaning.join(" ")];
  return [`| ${cells.map(cell).join(" | ")} |`, ...(schema.inPlace === true ? [] : rows(schema, path))];
}

function type(schema: JsonSchema): string {
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (alternatives) return [...new Set(alternatives.map(type))].join(" or ");
  if (schema.enum) return schema.enum.map((value) => `\`${String(value)}\``).join(", ");
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``;
  if (Array.isArray(schema.type)) return schema.type.map(typeName).join(" or ");
  if (schema.type === "array") return `list of ${schema.items ? type(schema.items) : "anything"}`;
  if (schema.type === "object")
    return typeof schema.additionalProperties === "object"
      ? `mapping to ${type(schema.additionalProperties)}`
      : "mapping";
  return typeName(schema.type);
}

const typeName = (name: string | undefined) => (name === "integer" ? "whole number" : (name ?? "anything"));

function defaultOf({ default: value }: JsonSchema): string {
  if (value === undefined) return "";
  // Its parts have defaults of their own, in the lines below.
  if (typeof value === "object" && value !== null && !Array.isArray(value) && Object.keys(value).length === 0)
    return "";
  return `\`${JSON.stringify(value)}\``;
}

const join = (path: string, key: string) => (path === "" ? key : `${path}.${key}`);
const cell = (text: string) => text.replaceAll("|", "\\|").replaceAll("\n", " ");
