/** What a Dockerfile says of the image that it makes, as far as it can be read without building it. */
export interface DockerfileFacts {
  /** Ports of its EXPOSE lines, in the last stage. */
  readonly ports: readonly number[];
  /** Its last USER, in the last stage. */
  readonly user: string | undefined;
}

/** @param target a stage that is asked for in place of the last */
export function dockerfileFacts(text: string, target?: string): DockerfileFacts {
  const lines = text
    .replaceAll(/\\\r?\n/g, " ")
    .split(/\r?\n/)
    .map((line) => line.trim());
  const stages = new Map<string, DockerfileFacts>();
  let current: DockerfileFacts = { ports: [], user: undefined };
  let name = "";
  for (const line of lines) {
    const [, word = "", rest = ""] = /^([A-Za-z]+)\s+(.*)$/.exec(line) ?? [];
    switch (word.toUpperCase()) {
      case "FROM": {
        const [, base = "", alias] = /^(?:--\S+\s+)*(\S+)(?:\s+as\s+(\S+))?/i.exec(rest) ?? [];
        name = alias ?? String(stages.size);
        // A stage that builds on another one has what that one says.
        current = stages.get(base) ?? { ports: [], user: undefined };
        break;
      }
      case "EXPOSE": {
        const ports = rest.split(/\s+/).flatMap((one) => (/^\d+(\/tcp)?$/.test(one) ? [parseInt(one, 10)] : []));
        current = { ...current, ports: [...current.ports, ...ports] };
        break;
      }
      case "USER":
        current = { ...current, user: rest.split(/[\s:]/)[0] };
        break;
    }
    if (word !== "") stages.set(name, current);
  }
  return (target === undefined ? undefined : stages.get(target)) ?? current;
}
