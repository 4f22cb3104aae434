import { nearest } from "../../lib/errors/nearest";
import { type Field, fieldsOf, isJson, POD_TEMPLATE } from "../../lib/kubernetes/fields/schema";
import { DIRECTIVE } from "./directive";

type Path = (string | number)[];
type Issue = (path: Path, message: string) => void;

/** Labels that say whose pods these are, and whether they have traffic. */
const ownLabels = ["app", "color"];

/** Holds a patch against what the API knows of a pod template. */
export function checkPodPatch(patch: unknown, issue: Issue): void {
  check(patch, POD_TEMPLATE, [], issue);
  const labels = isJson(patch) && isJson(patch["metadata"]) ? patch["metadata"]["labels"] : undefined;
  for (const name of ownLabels)
    if (isJson(labels) && name in labels)
      issue(["metadata", "labels", name], "labels other than app and color, which say who has traffic");
}

function check(value: unknown, field: Field, path: Path, issue: Issue): void {
  // Nothing takes a field away.
  if (value === null || value === undefined) return;
  const fields = fieldsOf(field);
  if (fields) return mapping(value, fields, path, issue);
  if (typeof field === "string") {
    if (!isOfType(value, field)) issue(path, words[field] ?? field);
    return;
  }
  if ("*" in field) {
    if (!isJson(value)) return issue(path, "a mapping (key: value)");
    for (const [key, inner] of Object.entries(value)) check(inner, field["*"], [...path, key], issue);
    return;
  }
  if (!Array.isArray(value)) return issue(path, "a list");
  const [entry, key] = "list" in field ? [field.list, field.key] : [field[0], ""];
  for (const [index, inner] of value.entries()) {
    check(inner, entry, [...path, index], issue);
    if (key !== "" && isJson(inner) && !(key in inner) && inner[DIRECTIVE] !== "replace")
      issue([...path, index, key], `the ${key}, by which entries of this list are told apart`);
  }
}

function mapping(value: unknown, fields: Readonly<Record<string, Field>>, path: Path, issue: Issue): void {
  if (!isJson(value)) return issue(path, `a mapping with ${Object.keys(fields).slice(0, 6).join(", ")}, …`);
  for (const [key, inner] of Object.entries(value)) {
    const field = fields[key];
    if (field !== undefined) check(inner, field, [...path, key], issue);
    else if (key !== DIRECTIVE) issue([...path, key], unknownField(key, Object.keys(fields)));
    else if (inner !== "replace" && inner !== "delete" && inner !== "merge")
      issue([...path, key], "replace, delete or merge");
  }
}

function unknownField(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return near === undefined ? `one of ${known.join(", ")}` : `a field that the API has; did you mean ${near}?`;
}

const words: Readonly<Record<string, string>> = {
  string: "a text", integer: "a whole number", number: "a number", boolean: "true or false", quantity: "an amount such as 250m",
  "int-or-string": "a whole number or a text", object: "a mapping (key: value)",
}; // prettier-ignore

function isOfType(value: unknown, type: string): boolean {
  switch (type) {
    case "integer":
      return Number.isInteger(value);
    case "object":
      return isJson(value);
    case "quantity":
      return typeof value === "string" || typeof value === "number";
    case "int-or-string":
      return typeof value === "string" || Number.isInteger(value);
    case "any":
      return true;
    default:
      return typeof value === type;
  }
}
