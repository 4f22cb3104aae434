import * as pulumi from "@pulumi/pulumi";
import { withCompose } from "./compose";
import { readStack, stackFolder } from "./config";
import { mendStackTraces } from "./lib/errors/stack-traces";
import { clusterOutputs, deployPlatform, githubOutputs } from "./infra";
import { readManifests } from "./manifests";
import { deployWorkloads } from "./workloads";

mendStackTraces();
const stack = withCompose(readStack(), stackFolder());
for (const note of stack.brought.notes) void pulumi.log.info(note);
const platform = deployPlatform(stack);
const workloads = deployWorkloads({
  ...stack,
  objects: readManifests(stack, stackFolder()),
  provider: platform.access.provider,
  kubeconfig: platform.access.kubeconfig,
  images: platform.images,
});

/** The apps: which colour is live, where it is, and what the last switch did. */
export const apps = workloads;
/** The cluster; `gke-bluegreen kubeconfig` reads this, and another stack's `cluster.fromStack`. */
export const cluster = clusterOutputs(platform);
/** Images by name, with their digests. */
export const images = pulumi.output(platform.images);
/** How GitHub Actions signs in, where it may. */
export const github = githubOutputs(platform);
