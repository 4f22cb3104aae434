import { createHash } from "node:crypto";
import { invalid } from "../../transport/errors";
import type { Store } from "../../state/store";

/** A project as it is kept. */
export interface ProjectRecord {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly created: string;
  readonly labels: Readonly<Record<string, string>>;
}

/**
 * The project that an id or number means. A sandbox has no organisation to create projects in, so a well-formed id that is new is
 * a new project.
 */
export function project(store: Store, idOrNumber: string): ProjectRecord {
  if (/^\d+$/.test(idOrNumber)) {
    const known = store.list<ProjectRecord>("project").find(({ number }) => number === idOrNumber);
    if (known) return known;
    throw invalid(`Project ${idOrNumber} is unknown.`);
  }
  const known = store.get<ProjectRecord>("project", idOrNumber);
  if (known) return known;
  if (!/^([a-z][a-z0-9.-]*:)?[a-z][a-z0-9-]{4,28}[a-z0-9]$/.test(idOrNumber)) {
    throw invalid(`Invalid project resource name projects/${idOrNumber}`);
  }
  const record: ProjectRecord = {
    id: idOrNumber,
    number: numberOf(idOrNumber),
    name: idOrNumber,
    created: new Date().toISOString(),
    labels: {},
  };
  store.change(() => store.put(["project", idOrNumber], record));
  return record;
}

/** Twelve digits, always the same for an id. */
function numberOf(id: string): string {
  const digest = createHash("sha256").update(id).digest().readBigUInt64BE();
  return String(100_000_000_000n + (digest % 900_000_000_000n));
}
