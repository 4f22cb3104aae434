import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stage, StageFile } from "../../cli/drill/stage";

interface LiveObject {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly managedFields?: readonly object[] };
}

/**
 * What version 0.1.0 (commit 5fafbf7) made of `config` on a cluster of the sandbox, after its switch to green: the engine's state with its
 * own version of the plugins, and the objects with their field managers. The namespace, the image's digest and the kubeconfig are named
 * instead of given.
 */
interface Recorded {
  /** The image's digest in the templates. */
  readonly digest: string;
  readonly config: StageFile;
  /** Of the colours, as text in the order in which that version hashed them, and what came of it. */
  readonly templates: readonly { readonly revision: string; readonly template: string }[];
  readonly resources: readonly object[];
  readonly objects: readonly LiveObject[];
}

/** That version's hash of a template: what tells its releases apart. */
const revisionOf = (template: string) => createHash("sha256").update(template).digest("hex").slice(0, 16);

/** Where the recorded stack is put. */
type Place = Pick<Stage, "namespace" | "image"> & { readonly kubeconfig: string };

/** The recorded stack as that version would have made it in another place: with its image, the revisions are others as well. */
export function recordedIn({ namespace, image, kubeconfig }: Place): Recorded {
  const text = readFileSync(join(__dirname, "fixtures", "stack-of-0.1.0.json"), "utf8");
  const recorded = JSON.parse(text) as Recorded;
  const digest = image.replace(/^.*@/, "");
  const moved = recorded.templates.map(({ revision, template }) => {
    const original = revisionOf(template.replaceAll("sha256:DIGEST", recorded.digest));
    if (original !== revision) throw new Error(`a recorded template is of ${original}, not of ${revision}`);
    return [revision, revisionOf(template.replaceAll("sha256:DIGEST", digest))] as const;
  });
  const place = (value: string) =>
    [
      ["NAMESPACE", namespace] as const,
      ["sha256:DIGEST", digest] as const,
      ["KUBECONFIG", value.startsWith('"') ? JSON.stringify(kubeconfig).slice(1, -1) : kubeconfig] as const,
      ...moved,
    ].reduce((made, [from, to]) => made.replaceAll(from, to), value);
  return JSON.parse(text, (_, value: unknown) => (typeof value === "string" ? place(value) : value)) as Recorded;
}

/** Makes the recorded objects, and gives the stage's stack the recorded state. */
export async function putUp(stage: Stage, { resources, objects }: Recorded): Promise<void> {
  const { cluster, project } = stage;
  const list = (items: readonly object[]) => ({ apiVersion: "v1", kind: "List", items });
  const own = ["--field-manager=pulumi-kubernetes", "-f", "-"];
  const bare = objects.map(({ metadata: { managedFields: _, ...metadata }, ...object }) => ({ ...object, metadata }));
  await cluster.kubectl(["create", "--validate=false", ...own], list(bare));
  // Who owns which field, as it was: a second write, which changes nothing else.
  await cluster.kubectl(["replace", "--validate=false", ...own], list(objects));
  const exported = JSON.parse(await project.mustRun(["stack", "export"])) as { deployment: object };
  const file = join(project.folder, "state.json");
  writeFileSync(file, JSON.stringify({ ...exported, deployment: { ...exported.deployment, resources } }));
  await project.mustRun(["stack", "import", "--file", file]);
}
