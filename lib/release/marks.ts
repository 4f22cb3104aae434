/** Annotation on a Deployment and on its pods: hash of its pod template. */
export const REVISION = "gke-bluegreen.dev/revision";

/** Label on an app's pods, and on no other workload's: its name. Pods that version 0.1.0 made have it from their next release on. */
export const APP_LABEL = "gke-bluegreen.dev/app";

/** Annotation with which the program takes back what it said of an object; somebody else's autoscaler has none, and is left alone. */
export const PROGRAM_WINS = "pulumi.com/patchForce";

/** The plugin's function that says whether a Deployment has pods of a revision. */
export const RUNS_REVISION = "gke-bluegreen:workloads:runsRevision";

/** Annotation on pods: which fields of theirs a patch of the configuration writes. */
export const POD_PATCH = "gke-bluegreen.dev/pod-patch";

/** Annotation on pods: why their processes run as root. */
export const RUNS_AS_ROOT = "gke-bluegreen.dev/runs-as-root";
