import { diffLines } from "./field-text";
import type { FieldChange, Properties, ResourceChange } from "../model";

/** What a switch, a group of them or a guard repeats of a Deployment: the template of its pods. */
const ofColour = /^((?:members\[\d+\]\.)?colors(?:\.[^.[]+|\["[^"]+"\]))\.template(?:[.[]|$)/;

/**
 * All that changes of a resource, as the lines of a diff. The template of a colour's pods is in the change of its Deployment, and again in
 * that of the switch, which compares it with the cluster: a reader sees it once. Hash and plan keep both.
 *
 * @param all the changes of the same preview
 */
export function changeLines(change: ResourceChange, all: readonly ResourceChange[]): string[] {
  if (!change.type.startsWith("gke-bluegreen:workloads:")) return change.fields.flatMap(diffLines);
  const told = new Set<string>();
  return change.fields.flatMap((field) => {
    const colour = ofColour.exec(field.path)?.[1];
    const deployment = colour === undefined ? undefined : deploymentOf(change, colour);
    if (deployment === undefined || !all.some((one) => showsTemplate(one, deployment))) return diffLines(field);
    if (told.has(deployment)) return [];
    told.add(deployment);
    return [`  ${colour}.template: as in Deployment ${deployment}`];
  });
}

/** The Deployment that a colour's part of the inputs names, such as `members[0].colors.green`. */
function deploymentOf({ before, after }: ResourceChange, colour: string): string | undefined {
  const parts = [...colour.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(
    ([, quoted, index, name]) => quoted ?? index ?? name ?? "",
  );
  for (const state of [after, before]) {
    const found = parts.reduce<unknown>((at, part) => (at as Properties | undefined)?.[part], state?.inputs);
    const { deployment } = (found ?? {}) as { readonly deployment?: unknown };
    if (typeof deployment === "string") return deployment;
  }
  return undefined;
}

const showsTemplate = ({ type, name, fields }: ResourceChange, deployment: string): boolean =>
  type === "kubernetes:apps/v1:Deployment" && name === deployment && fields.some(isOfTemplate);

const isOfTemplate = ({ path }: FieldChange): boolean => /^spec\.template(?:[.[]|$)/.test(path);
