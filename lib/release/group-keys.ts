interface Named {
  readonly namespace: string;
  readonly app: string;
}

/** By what the outputs of a group name its apps, in their order: by name, and by `namespace/name` where two have one name. */
export function groupKeys(members: readonly Named[]): readonly string[] {
  return members.map(({ namespace, app }) =>
    members.filter((other) => other.app === app).length > 1 ? `${namespace}/${app}` : app,
  );
}
