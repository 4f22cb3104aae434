import * as pulumi from "@pulumi/pulumi";
import { readStack } from "./config";
import { mendStackTraces } from "./lib/errors/stack-traces";
import { clusterOutputs, deployPlatform, githubOutputs } from "./infra";
import { deployWorkloads } from "./workloads";

mendStackTraces();
const stack = readStack();
const platform = deployPlatform(stack);
const workloads = deployWorkloads({
  ...stack,
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
