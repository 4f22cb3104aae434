/** `gke-bluegreen:cluster.nodePools.default.taints[0].key`, as `pulumi config set --path` reads it. */
export function pathText(path: readonly PropertyKey[], source: { readonly namespace: string }): string {
  const [first, ...rest] = path;
  const tail = rest.map((key) =>
    typeof key === "number" ? `[${key}]` : /^[\w-]+$/.test(String(key)) ? `.${String(key)}` : `["${String(key)}"]`,
  );
  return `${source.namespace}${first === undefined ? "" : String(first)}${tail.join("")}`;
}
