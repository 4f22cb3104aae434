import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { tables } from "../../../sandbox/plugins/gcp/resources";

/** The tables against the SDK that programs are written with: every property of every resource, in name and in who sets it. */
const sdk = dirname(require.resolve("@pulumi/gcp/package.json"));

function declarations(type: string): string {
  const [, path = "", name = ""] = type.split(":");
  const [folder = "", file = ""] = path.split("/");
  // Some files are named in lower case only.
  const found =
    readdirSync(join(sdk, folder)).find((one) => one.toLowerCase() === `${file.toLowerCase()}.d.ts`) ?? file;
  const text = readFileSync(join(sdk, folder, found), "utf8");
  return text.slice(text.indexOf(`export interface ${name}Args `));
}

/** Names of the properties an interface declares at its first level. */
function properties(text: string): Map<string, boolean> {
  const body = text.slice(text.indexOf("{") + 1, text.indexOf("\n}"));
  const plain = body.replace(/\/\*\*[^]*?\*\//g, "");
  return new Map([...plain.matchAll(/^ {4}(\w+)(\??):/gm)].map(([, name = "", optional]) => [name, optional !== "?"]));
}

test.each(tables.map((table) => [table.type, table] as const))("%s has the inputs of the SDK", (type, table) => {
  const args = properties(declarations(type));
  const flags = (name: string): string[] => {
    const row = table.rows[name];
    return (typeof row === "string" ? row : (row?.[0] ?? "")).split(" ");
  };
  const inputs = Object.keys(table.rows).filter((name) => !flags(name).includes("output"));
  expect(inputs.sort()).toEqual([...args.keys()].sort());
  const required = inputs.filter((name) => flags(name).includes("required") && table.autoname?.property !== name);
  expect(required).toEqual(
    [...args]
      .filter(([, needed]) => needed)
      .map(([name]) => name)
      .sort(),
  );
});
