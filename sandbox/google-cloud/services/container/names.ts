import { invalid, notFound } from "../../transport/errors";
import { isZone, requireLocation } from "../compute/locations";

/** What a request is about, from `name`/`parent` or from the deprecated fields `projectId`, `zone`, `clusterId`, `nodePoolId`. */
export interface Place {
  readonly project: string;
  readonly location: string;
  readonly cluster: string;
  readonly nodePool: string;
  readonly operation: string;
}

/** Which cluster. */
export type ClusterAddress = Pick<Place, "project" | "location" | "cluster">;

interface Addressed {
  name?: string | undefined;
  parent?: string | undefined;
  projectId?: string | undefined;
  zone?: string | undefined;
  clusterId?: string | undefined;
  nodePoolId?: string | undefined;
  operationId?: string | undefined;
}

/** What a request is about: by its `name` or `parent`, or by the older fields for each part. */
export function placeOf(request: Addressed): Place {
  const path = request.parent || request.name;
  const part = (kind: string) => new RegExp(`(?:^|/)${kind}/([^/]+)`).exec(path ?? "")?.[1];
  const place = {
    project: part("projects") ?? request.projectId ?? "",
    location: part("locations") ?? part("zones") ?? request.zone ?? "",
    cluster: part("clusters") ?? request.clusterId ?? "",
    nodePool: part("nodePools") ?? request.nodePoolId ?? "",
    operation: part("operations") ?? request.operationId ?? "",
  };
  if (place.project === "" || place.location === "")
    throw invalid(`Invalid resource name ${JSON.stringify(path ?? "")}.`);
  if (place.location !== "-") requireLocation(place.location);
  return place;
}

/** Zonal things say `zones/` in links and messages, regional ones `locations/`. */
export function locationPath(location: string): string {
  return isZone(location) ? `zones/${location}` : `locations/${location}`;
}

/** A cluster's name in messages and links; zones and regions have different words there. */
export function clusterPath({ project, location, cluster }: ClusterAddress): string {
  return `projects/${project}/${locationPath(location)}/clusters/${cluster}`;
}

/** Google's answer where there is no such cluster. */
export function noSuchCluster(place: Place) {
  return notFound(`Not found: ${clusterPath(place)}.`);
}

/** Google's answer where a cluster has no such node pool. */
export function noSuchNodePool(place: Place) {
  return notFound(`Not found: ${clusterPath(place)}/nodePools/${place.nodePool}.`);
}

/** A `selfLink`. @param version of the API, as `v1` */
export function link(version: string, path: string): string {
  return `https://container.googleapis.com/${version}/${path}`;
}
