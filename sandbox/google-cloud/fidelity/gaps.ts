/** Where the sandbox's Google Cloud is known to differ from Google's, beyond methods and fields that are refused. */
export interface Gap {
  readonly area: string;
  readonly what: string;
  /** What a user can do, or why it is so. */
  readonly then: string;
}

/** What is served and differs from Google's, for the page of the documentation. */
export const gaps: readonly Gap[] = [
  {
    area: "errors",
    what: "There is no public oracle for Google's error texts. Status, code, `errors[].reason` and the types of `details` follow what Google's clients and the official Pulumi plugin's source branch on; the sentences are derived from documentation and public reports.",
    then: "Branch on codes and reasons, never on sentences; so does Google's own advice.",
  },
  {
    area: "IAM",
    what: "Policies of projects, service accounts, repositories, buckets, secrets, key rings and keys decide, by what Google's predefined roles permit (public data of August 2026). There are no organisations, folders, deny policies, custom roles, groups or keys of service accounts; access token scopes are not looked at, and a change of policy counts at once. What is refused with 501: a method or permission of which nobody has said who may, a condition with functions of Google's own, and tokens of issuers that cannot be reached.",
    then: "The sandbox's owner (`gke-bluegreen sandbox env`) may do everything; `sandbox up --iam=off` lets everybody.",
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
    area: "cloudkms",
    what: "Keys are symmetric, in software, with one version; no rotation happens by itself.",
    then: "Encrypt and decrypt are all that Pulumi's secrets and GKE's need.",
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
  "BackendServices.GetHealth":
    "of the backends that Ingresses, HTTPRoutes and NEG annotations name, by their endpoints' readiness",
  "MetricService.ListTimeSeries": "only metrics of the sandbox's own nodes",
};
