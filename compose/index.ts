import { ConfigurationError, type StackConfig } from "../config";
import type { ComposeProjectConfig } from "../config/compose";
import { parsePart } from "../config/part";
import { sections as schemas } from "../config/schema";
import { UserError } from "../lib/errors/user-error";
import { readOfficially, type Reader } from "../readers";
import { Findings, type Note } from "./findings";
import { positionOf } from "./position";
import { sectionsOf } from "./project";
import { readProject, stackFiles } from "./read";
import type { Sections, ServicePolicy } from "./sections";

/** What a stack's compose files add to it. */
export interface Brought {
  /** Who may connect to whom. */
  readonly policies: readonly ServicePolicy[];
  /** `apps.web` → what has to be there before it: `statefulSets.db`. */
  readonly after: Readonly<Record<string, readonly string[]>>;
  /** What is not as with compose, a line each, for the preview. */
  readonly notes: readonly string[];
}

type Merged = Pick<StackConfig, "images" | "apps" | "statefulSets" | "jobs" | "externalNames">;
const merged = ["images", "apps", "statefulSets", "jobs", "externalNames"] as const;

/**
 * A stack's configuration with what its compose files become, as if it were written there.
 * @param folder of Pulumi.yaml
 * @throws every mistake of a file at once
 */
export function withCompose<S extends StackConfig>(
  stack: S,
  folder: string,
  read: Reader = readOfficially,
): S & { readonly brought: Brought } {
  let result: S = stack;
  const policies: ServicePolicy[] = [];
  const after: Record<string, readonly string[]> = {};
  const notes: string[] = [];
  for (const [name, config] of Object.entries(stack.compose)) {
    const project = composeSections(name, config, folder, read);
    result = { ...result, ...mergedSections(name, result, project.sections) };
    policies.push(...project.sections.policies);
    Object.assign(after, project.sections.after);
    notes.push(...project.notes);
  }
  return { ...result, brought: { policies, after, notes } };
}

/** One compose file: what it becomes, and what is to be said of it. */
export function composeSections(
  name: string,
  config: ComposeProjectConfig,
  folder: string,
  read: Reader,
): { readonly sections: Sections; readonly notes: readonly string[] } {
  const { model, sources } = readProject(name, config, folder, read);
  for (const [kind, there] of [
    ["services", model.services],
    ["volumes", model.volumes ?? {}],
  ] as const)
    for (const told of Object.keys(config[kind]))
      if (!(told in there))
        throw new UserError({
          setting: `gke-bluegreen:compose.${name}.${kind}.${told}`,
          got: "a name that the file does not have",
          expected: `one of ${Object.keys(there).join(", ") || "none: the file has no such"}`,
          fix: "Rename it, or choose its profile in `profiles`.",
        });
  const findings = new Findings();
  const sections = sectionsOf({ project: name, config, model, files: stackFiles(folder), findings });
  const mistakes = findings.refusals.map(({ path, leaveOut, got, expected, fix }) => ({
    setting: `${positionOf(path, sources)} ${path.join(".")}`,
    got,
    expected,
    fix:
      leaveOut === undefined || !fix.includes("leaveOut")
        ? fix
        : `${fix} (pulumi config set --path 'gke-bluegreen:compose.${name}.services.${path[1]}.leaveOut[0]' ${leaveOut})`,
  }));
  const [first, ...rest] = mistakes;
  if (first) throw new ConfigurationError([first, ...rest]);
  const line = ({ path, kind, text }: Note) => `${positionOf(path, sources)} ${path.join(".")}: ${kind}: ${text}`;
  return { sections, notes: findings.notes.map(line) };
}

/** Names are one space: what a file brings may not be what the stack has already. */
function mergedSections(name: string, stack: StackConfig, sections: Sections): Merged {
  const parts = merged.map((section) => {
    const given = sections[section] as Record<string, unknown>;
    for (const key of Object.keys(given))
      if (merged.some((other) => (other !== "images") === (section !== "images") && key in stack[other]))
        throw new UserError({
          setting: `gke-bluegreen:compose.${name}`,
          got: `${key}, which this stack has already`,
          expected: "names that no other section and no other compose file has",
          fix: "Rename one of them, or put the compose file into a stack of its own.",
        });
    return [
      section,
      {
        ...stack[section],
        ...(parsePart(schemas[section], given as never, `gke-bluegreen:compose.${name}`) as object),
      },
    ];
  });
  return Object.fromEntries(parts) as Merged;
}
