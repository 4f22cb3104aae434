import type { RecordedCall } from "./recordings";

/** Where our answer differs from the official plugin's on purpose. */
export interface Difference {
  readonly scenario: string;
  readonly method: RecordedCall["method"];
  /** Logical name of the resource. */
  readonly resource: string;
  readonly steps: readonly string[];
  readonly reason: string;
  /** What our answer must then hold (a text in its JSON), so that a difference is no licence for any answer. */
  readonly ours: string;
}

export const differences: readonly Difference[] = [
  {
    scenario: "05-patch-get",
    method: "Read",
    resource: "existing",
    steps: ["1-preview", "2-up", "3-noop", "6-edit-preview", "7-edit-up", "8-noop"],
    reason:
      "The recorded plugin was built without its schema, so its import found no inputs; a released one gives the live fields, " +
      "as ours does: without them an import always shows a difference.",
    ours: '"clusterIP":"10.96.0.1"',
  },
  {
    scenario: "06-drift",
    method: "Update",
    resource: "web",
    steps: ["7-edit-up", "8-noop"],
    reason: "A conflict also names the owner of each field and the ways out.",
    ours: '.spec.replicas is owned by \\"kubectl\\"',
  },
  {
    scenario: "10-bad-misspelt",
    method: "Check",
    resource: "web",
    steps: ["1-preview", "2-up", "3-noop"],
    reason:
      "The official plugin drops a misspelt field without a word; here it is an error that names the nearest field.",
    ours: 'did you mean \\"replicas\\"?',
  },
  {
    scenario: "16-unreachable",
    method: "Create",
    resource: "cm",
    steps: ["2-up"],
    reason: "The same error, but of the request that is our first: discovery, and not the whole OpenAPI document.",
    ours: "configured Kubernetes cluster is unreachable: unable to load schema information from the API server: Get ",
  },
];
