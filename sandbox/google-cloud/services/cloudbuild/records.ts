import type { Build } from "../../definitions/cloudbuild-v1.types";
import type { Store } from "../../state/store";

interface BuildKey {
  readonly project: string;
  readonly id: string;
}

/** The build, or `undefined`. */
export function findBuild(store: Store, { project, id }: BuildKey): Build | undefined {
  return store.get<Build>("build", project, id);
}

/** Keeps a build under its key. */
export function putBuild(store: Store, key: BuildKey, build: Build): void {
  store.put(["build", key.project, key.id], build);
}

/** Changes a build in one step, so that no other change is lost, and answers it. Throws where there is none. */
export function changeBuild(store: Store, key: BuildKey, change: (build: Build) => Build): void {
  store.change(() => {
    const now = findBuild(store, key);
    if (now) putBuild(store, key, change(now));
  });
}
