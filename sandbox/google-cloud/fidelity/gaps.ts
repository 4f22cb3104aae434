/** Where the sandbox's Google Cloud is known to differ from Google's, beyond methods and fields that are refused. */
export interface Gap {
  readonly area: string;
  readonly what: string;
  /** What a user can do, or why it is so. */
  readonly then: string;
}

export const gaps: readonly Gap[] = [
  {
    area: "errors",
    what: "There is no public oracle for Google's error texts. Status, code, `errors[].reason` and the types of `details` follow what Google's clients and the official Pulumi plugin's source branch on; the sentences are derived from documentation and public reports.",
    then: "Branch on codes and reasons, never on sentences; so does Google's own advice.",
  },
  {
    area: "IAM",
    what: "Policies are kept with their etags and given back, and decide nothing: whoever has the sandbox's token may do everything, and `testIamPermissions` answers with every permission it was asked for.",
    then: "Test permissions on Google Cloud; policies that are wrong in a checkable way are found by the policy pack.",
  },
  {
    area: "container",
    what: "Two versions are on offer, both builds of the one Kubernetes that the sandbox has: an upgrade replaces nodes and changes no Kubernetes.",
    then: "Upgrade paths between minor versions need GKE.",
  },
  {
    area: "container",
    what: "Autopilot and node-pool autoscaling are recorded: no node comes or goes by itself.",
    then: "Resize with `setSize`.",
  },
  {
    area: "container",
    what: "Maintenance windows, release channels and auto-upgrade are recorded: nothing upgrades by itself.",
    then: "Ask for the upgrade.",
  },
  {
    area: "compute",
    what: "Networks, subnetworks, routers and firewalls are checked and kept, and no packet meets them: the sandbox's own bridge joins all nodes.",
    then: "NetworkPolicies are for traffic between pods.",
  },
  {
    area: "storage",
    what: "Google's Node client sends no token to any address but Google's when it uploads in parts.",
    then: "Point it at `http://127.84.0.10:PORT/~TOKEN` (port and token: `gke-bluegreen sandbox env`), or begin the upload with `createResumableUpload`.",
  },
  {
    area: "storage",
    what: "Object versions, retention, notifications and signed URLs are absent. A part of a resumable upload may have any size.",
    then: "Cloud Build's sources need none of them.",
  },
  {
    area: "artifactregistry",
    what: "Cleanup policies are recorded: no image is deleted by them.",
    then: "Images stay until `gke-bluegreen sandbox down --delete`.",
  },
  {
    area: "cloudbuild",
    what: "Steps run on this one machine, as root, without Google's network; machine types and disk sizes are recorded. Triggers run when they are asked to, never by a push.",
    then: "A step whose image cannot be had fails with the image's name and what the sandbox has.",
  },
  {
    area: "monitoring",
    what: "Alert policies and channels are kept and never notify; time series are those of the sandbox's own nodes, without secondary aggregation.",
    then: "Test notifications on Google Cloud.",
  },
  {
    area: "quotas",
    what: "Quotas are a new project's for CPUs, disks, instances and addresses of a region; rate limits exist as faults on request only.",
    then: "`PUT /_sandbox/faults` sets both.",
  },
];

/** Methods that answer and do less than Google's. */
export const partialMethods: Readonly<Record<string, string>> = {
  "Projects.TestIamPermissions": "answers with everything it was asked for",
  "BackendServices.GetHealth":
    "of the backends that Ingresses, HTTPRoutes and NEG annotations name, by their endpoints' readiness",
  "MetricService.ListTimeSeries": "only metrics of the sandbox's own nodes",
};
