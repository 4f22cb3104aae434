import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { evaluateResource, evaluateStack, type Told } from "../../policies/evaluate";
import type { StackResource } from "../../policies/rule";
import { resourceRuleList, stackRuleList } from "../../policies/rules";

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string };
}

/** `Deployment shop/web`: how the judges' verdicts are compared. */
const urnOf = ({ kind, metadata }: Manifest) => `${kind} ${metadata.namespace}/${metadata.name}`;

export const filesIn = (folder: string): string[] =>
  readdirSync(join(__dirname, "fixtures", folder)).map((file) => join(__dirname, "fixtures", folder, file));

/** Manifests as the engine would hand them to the pack. */
export function resourcesOf(files: readonly string[]): StackResource[] {
  return files
    .flatMap((file) => loadAll(readFileSync(file, "utf8")) as Manifest[])
    .map((manifest) => ({
      urn: urnOf(manifest),
      type: `kubernetes:${manifest.apiVersion.includes("/") ? manifest.apiVersion : `core/${manifest.apiVersion}`}:${manifest.kind}`,
      name: manifest.metadata.name,
      props: manifest as unknown as Record<string, unknown>,
    }));
}

/** Everything the pack says of them. */
export function judged(resources: readonly StackResource[]): Told[] {
  const run = { settingsOf: () => ({}), isOn: () => true, today: "2026-11-21" };
  return [
    ...resources.flatMap((resource) => evaluateResource(resourceRuleList, resource, run)),
    ...evaluateStack(stackRuleList, resources, run),
  ];
}

/** `rule object` of each violation. */
export function violations(resources: readonly StackResource[]): Set<string> {
  return new Set(judged(resources).flatMap((one) => (one.kind === "violation" ? [`${one.rule.id} ${one.urn}`] : [])));
}
