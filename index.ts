import * as pulumi from "@pulumi/pulumi";
import { readStack } from "./config";
import { deployPlatform } from "./infra";
import { deployWorkloads } from "./workloads";

const stack = readStack();
const platform = deployPlatform(stack);

/** How to reach the cluster; another stack names this one in `cluster.fromStack`. */
export const cluster = { ...platform.cluster, nodes: platform.nodes };
/** Images by name, with their digests. */
export const images = pulumi.output(platform.images);
export const registry = platform.registry;
/** Blue/green apps: the live colour, the address, the receipt of the last switch. */
export const apps = deployWorkloads({ ...stack, ...platform.access, images: platform.images });
