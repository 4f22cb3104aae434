/** The values of a template's braces in an id, or `undefined` when the id has another form. `{x+}` may hold slashes. */
function matchId(template: string, id: string): Record<string, string> | undefined {
  const names: string[] = [];
  const pattern = template
    .replace(/[.*^$()|[\]\\?]/g, "\\$&")
    .replace(/\{(\w+)(\+?)\}/g, (_, name: string, slashes: string) => {
      names.push(name);
      return slashes ? "(.+)" : "([^/]+)";
    });
  const match = new RegExp(`^${pattern}$`).exec(id);
  return match ? Object.fromEntries(names.map((name, index) => [name, match[index + 1] ?? ""])) : undefined;
}

/** What an id says, by the first template that fits. */
export function parseId(templates: readonly string[], id: string): Record<string, string> | undefined {
  for (const template of templates) {
    const values = matchId(template, id);
    if (values) return values;
  }
  return undefined;
}
