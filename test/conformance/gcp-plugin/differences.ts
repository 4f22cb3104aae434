/** A way in which our plugin is not the official one, on purpose. */
export interface Difference {
  /** Beginning of the scenario's name. @default – every scenario */
  readonly scenario?: string;
  readonly step?: RegExp;
  readonly method?: RegExp;
  /** Last part of the type or function token. */
  readonly type?: RegExp;
  /** Matches the text `path: theirs → ours`. */
  readonly difference: RegExp;
  readonly reason: string;
}

export const differences: readonly Difference[] = [
  {
    method: /^(Create|Update)$/,
    difference: /^properties\.(project|location|initialNodeCount|deletionPolicy|networkingMode): unknown → /,
    reason:
      "A preview says what follows from the provider's settings and other inputs; the official plugin says it is unknown.",
  },
  {
    method: /^Create$/,
    type: /^GlobalAddress$/,
    difference: /^properties\.addressType: null → "EXTERNAL"$/,
    reason: "The preview shows the default that will be used; the official plugin's suppression hides it.",
  },
  {
    method: /^Create$/,
    type: /^Cluster$/,
    difference: /^properties\.privateClusterConfig\.enablePrivateEndpoint: null → false$/,
    reason: "The preview shows the value that the program gave.",
  },
  {
    method: /^Update$/,
    type: /^Subnetwork$/,
    difference: /^properties\.secondaryIpRanges\[\d+\]\.ipVersion: null → unknown$/,
    reason: "Google chooses the version of a new range: until then it is unknown, and not absent.",
  },
  {
    method: /^Create$/,
    type: /^AlertPolicy$/,
    difference: /^properties\.notificationChannels: unknown → \[unknown/,
    reason: "A list of unknown names is known to be a list of that length.",
  },
  {
    method: /^Create$/,
    type: /^SecretVersion$/,
    difference: /^properties\.isSecretDataBase64: null → false$/,
    reason: "The preview shows the default.",
  },
  {
    method: /^(Create|Update)$/,
    type: /^NotificationChannel$/,
    difference: /^properties\.sensitiveLabels\.\w+(\.value)?: .* → .*null/,
    reason: "A sensitive label that is not given is absent, and not an empty text.",
  },
  {
    scenario: "14-errors",
    method: /^Create$/,
    type: /^NodePool$/,
    difference: /^MISS DELETE .*\/nodePools\/np$/,
    reason:
      "A pool whose creation failed is deleted again, so that the next update can make it; the official plugin keeps it, broken.",
  },
  {
    method: /^Update$/,
    difference: /^properties\.[\w.[\]]+: (\[\]|\{\}) → null$/,
    reason: "An empty list that was never given is absent; to programs it is the same.",
  },
  {
    type: /^(Cluster|NodePool)$/,
    method: /^(Diff|Update)$/,
    difference: /resourceManagerTags|queuedProvisioning|resourceLabels.*goog-pulumi-provisioned/,
    reason:
      "GKE answers an empty queuedProvisioning and its own goog- labels on nodes; the official plugin takes both for changes and replaces the pool at every update.",
  },
  {
    type: /^(Cluster|NodePool)$/,
    method: /^Diff$/,
    difference: /^(changes: "some" → "none"|deleteBeforeReplace: true → false|(diffs|replaces|stables)\[\d+\])/,
    reason: "What follows from the false changes above.",
  },
  {
    type: /^NodePool$/,
    method: /^Diff$/,
    difference:
      /^detailedDiff\.nodeConfig\.(machineType|diskSizeGb|imageType|labels[\w.]*): "UPDATE_REPLACE" → "UPDATE"$/,
    reason:
      "These are updated in place; the official plugin shows a replacement only because of the false changes above.",
  },
  {
    scenario: "05",
    method: /^Update$/,
    difference: /^properties\.(nodePools\[0\]\.)?nodeConfig\.resourceLabels\.team: "web" → absent$/,
    reason:
      "Labels that nodes have from their cluster are the cluster's; shown on the nodes they would be differences there.",
  },
  {
    scenario: "09",
    type: /^Bucket$/,
    difference: /^properties\.project: "123456789012" → "demo-proj"$/,
    reason:
      "The project is known; the official plugin asks compute for its name, and the recording's server answers a number.",
  },
  {
    scenario: "10",
    type: /^WorkloadIdentityPool$/,
    difference: /^(error: |MISS GET)/,
    reason: "A server without attestation rules has none; the official plugin loses the pool that it has just made.",
  },
  {
    scenario: "13",
    difference: /^return\.accessToken: /,
    reason: "The token is a secret.",
  },
  {
    scenario: "13",
    difference: /^return\.id: "2026-/,
    reason: "The time of the call.",
  },
  {
    scenario: "14",
    step: /^4b/,
    difference: /^(error|MISS)/,
    reason:
      "When Google asks to slow down for too long, the error says so in Google's words; theirs says only 'timeout'.",
  },
  {
    scenario: "14",
    step: /^6[bc]/,
    difference: /./,
    reason:
      "A cluster whose creation failed is replaced by the next update; the official plugin reports success and leaves it broken.",
  },
  {
    scenario: "14",
    step: /^9d/,
    type: /^NodePool$/,
    difference: /^error: /,
    reason: "The error says why the pool is in the error state.",
  },
  {
    scenario: "14",
    step: /^6-/,
    difference: /^MISS GET .*instanceGroupManagers$/,
    reason: "The state of a cluster whose creation failed is read in full.",
  },
  {
    scenario: "08",
    method: /^Update$/,
    type: /^Repository$/,
    difference: /^properties\.cleanupPolicies\[\d+\]\.condition\.newerThan: null → ""$/,
    reason: "An age that is not given is an empty text in every element, also in a new one.",
  },
  {
    scenario: "14",
    step: /^8/,
    difference: /./,
    reason:
      "When the connection breaks, the request is tried again and what it made is found; the official plugin leaves an orphan.",
  },
];
