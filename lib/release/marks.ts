/** Annotation on a Deployment and on its pods: hash of its pod template. */
export const REVISION = "gke-bluegreen.dev/revision";

/** Annotation with which the program takes back what it said of an object; somebody else's autoscaler has none, and is left alone. */
export const PROGRAM_WINS = "pulumi.com/patchForce";
