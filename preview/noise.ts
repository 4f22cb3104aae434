/** A change that says nothing about the world: providers fill it in, or count with it. */
export interface NoiseRule {
  readonly name: string;
  readonly types: RegExp;
  readonly path: RegExp;
  /** Only when the value goes to nothing, or to null. @default false */
  readonly onlyRemoval?: boolean;
}

/** As data, so that a report can name the rule and a reader can disagree. Seen in recordings of the official plugins. */
export const noiseRules: readonly NoiseRule[] = [
  { name: "provider-version", types: /^pulumi:providers:/, path: /^(version|pluginDownloadURL)$/ },
  {
    name: "provider-labels",
    types: /^gcp:/,
    path: /^(effectiveLabels|pulumiLabels|terraformLabels|effectiveAnnotations)\b/,
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
  { name: "kubernetes-status", types: /^kubernetes:/, path: /^status\b/ },
  {
    name: "provider-defaults",
    types: /./,
    path: /(^|\.|\[")__(defaults|internal|meta|inputs|initialApiVersion|fieldManager)\b/,
  },
];

/** The rule that calls a change noise. */
export function noiseRule(type: string, path: string, after: unknown): string | undefined {
  return noiseRules.find(
    (rule) =>
      rule.types.test(type) && rule.path.test(path) && (!rule.onlyRemoval || after === undefined || after === null),
  )?.name;
}
