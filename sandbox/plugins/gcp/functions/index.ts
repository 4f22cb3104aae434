import type { GcpFunction } from "../core/provider";
import { getCluster, getEngineVersions } from "./container";
import { getDockerImage, getRepository } from "./artifact-registry";
import { getClientConfig, getProject } from "./organizations";
import { getNetwork, getSubnetwork, getZones } from "./compute";

/** The functions that the project and its examples use, by their tokens. */
export const functions: Readonly<Record<string, GcpFunction>> = {
  "gcp:organizations/getClientConfig:getClientConfig": getClientConfig,
  "gcp:organizations/getProject:getProject": getProject,
  "gcp:compute/getZones:getZones": getZones,
  "gcp:compute/getNetwork:getNetwork": getNetwork,
  "gcp:compute/getSubnetwork:getSubnetwork": getSubnetwork,
  "gcp:container/getEngineVersions:getEngineVersions": getEngineVersions,
  "gcp:container/getCluster:getCluster": getCluster,
  "gcp:artifactregistry/getDockerImage:getDockerImage": getDockerImage,
  "gcp:artifactregistry/getRepository:getRepository": getRepository,
};
