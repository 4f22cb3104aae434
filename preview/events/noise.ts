import type { FieldChange } from "../model";

/** A change that says nothing about the world: providers fill it in, or count with it. */
interface NoiseRule {
  readonly name: string;
  readonly types: RegExp;
  readonly path: RegExp;
  /** Only when the value goes to nothing, or to null. @default false */
  readonly onlyRemoval?: boolean;
  /** Only a list, or an entry of one: elsewhere the name may be a user's. @default false */
  readonly onlyLists?: boolean;
}

/** As data, so that a report can name the rule and a reader can disagree. Seen in recordings of the official plugins. */
const noiseRules: readonly NoiseRule[] = [
  { name: "provider-version", types: /^pulumi:providers:/, path: /^version$/ },
  {
    name: "provider-labels",
    types: /^gcp:/,
    path: /^(effectiveLabels|pulumiLabels|terraformLabels|effectiveAnnotations)(\.|\[|$)/,
  },
  {
    name: "gke-own-labels",
    types: /^gcp:container\//,
    path: /(^|\.)nodeConfig\.(resourceLabels(\["goog-.*|\.goog-.*)?|resourceManagerTags.*|effectiveTaints.*)$/,
    onlyRemoval: true,
  },
  {
    name: "computed-by-google",
    types: /^gcp:/,
    path: /^(etag|fingerprint|labelFingerprint|metadataFingerprint|tagsFingerprint|creationTimestamp|updateTime|createTime|generation|selfLinkUniqueId|numericId)$/,
  },
  {
    name: "kubernetes-bookkeeping",
    types: /^kubernetes:/,
    path: /^metadata\.(resourceVersion|generation|uid|creationTimestamp|selfLink|managedFields.*|annotations\["kubectl\.kubernetes\.io\/last-applied-configuration"\]|annotations\["deployment\.kubernetes\.io\/revision"\]|annotations\["pulumi\.com\/patchForce"\])$/,
  },
  { name: "kubernetes-status", types: /^kubernetes:/, path: /^status(\.|\[|$)/ },
  // Bridged providers note at each level which properties they filled in; names of ours and of Kubernetes' objects are the user's.
  {
    name: "provider-defaults",
    types: /^(?!kubernetes:|gke-bluegreen:)/,
    path: /(^|\.)__defaults(\[\d+\])?$/,
    onlyLists: true,
  },
  { name: "provider-defaults", types: /^(?!kubernetes:|gke-bluegreen:)/, path: /^__(internal|meta)(\.|$)/ },
  { name: "provider-defaults", types: /^kubernetes:/, path: /^__(inputs|initialApiVersion|fieldManager)(\.|\[|$)/ },
];

/** The rule that calls a change noise. */
export function noiseRule(
  type: string,
  { path, before, after }: Pick<FieldChange, "path" | "before" | "after">,
): string | undefined {
  const removed = after === undefined || after === null;
  const list = /\[\d+\]$/.test(path) || Array.isArray(before) || Array.isArray(after);
  return noiseRules.find(
    ({ types, path: where, onlyRemoval, onlyLists }) =>
      types.test(type) && where.test(path) && (!onlyRemoval || removed) && (!onlyLists || list),
  )?.name;
}
