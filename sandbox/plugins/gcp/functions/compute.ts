import { lastPart } from "../core/equivalence";
import { listAt, mapAt, textAt } from "../core/json";
import { v1Link } from "../core/links";
import type { GcpFunction } from "../core/provider";
import { get, getOrMissing, projectOf, regionFor, textOr, required } from "./request";

/** `gcp.compute.getZones` */
export const getZones: GcpFunction = async (args, call) => {
  const project = projectOf(args, call);
  const region = regionFor(args, call);
  const status = textOr(args, "status", undefined);
  const filter = status === undefined ? "" : `(status eq ${status})`;
  const answer = await get(call, "compute", `projects/${project}/zones?filter=${encodeURIComponent(filter)}`);
  const names = listAt(answer, "items")
    .filter((zone) => lastPart(textAt(zone, "region")) === region)
    .map((zone) => textAt(zone, "name"))
    .sort();
  return {
    id: `projects/${project}/regions/${region}`,
    names,
    project,
    region,
    ...(status !== undefined && { status }),
  };
};

/** `gcp.compute.getNetwork` */
export const getNetwork: GcpFunction = async (args, call) => {
  const project = projectOf(args, call);
  const name = required(args, "name");
  const id = `projects/${project}/global/networks/${name}`;
  const network = await getOrMissing(call, "gcp:compute/getNetwork:getNetwork", "compute", id, `${id} not found`);
  const subnetworks = network["subnetworks"];
  return {
    description: textAt(network, "description"),
    gatewayIpv4: textAt(network, "gatewayIPv4"),
    id,
    internalIpv6Range: textAt(network, "internalIpv6Range"),
    name,
    networkId: Number(textAt(network, "id")),
    networkProfile: textAt(network, "networkProfile"),
    numericId: textAt(network, "id"),
    project,
    selfLink: v1Link(textAt(network, "selfLink")),
    subnetworksSelfLinks: Array.isArray(subnetworks) ? subnetworks.filter((one) => typeof one === "string") : [],
  };
};

/** `gcp.compute.getSubnetwork` */
export const getSubnetwork: GcpFunction = async (args, call) => {
  const token = "gcp:compute/getSubnetwork:getSubnetwork";
  const link = /projects\/([^/]+)\/regions\/([^/]+)\/subnetworks\/([^/]+)$/.exec(textOr(args, "selfLink", "") ?? "");
  const project = link?.[1] ?? projectOf(args, call);
  const region = link?.[2] ?? regionFor(args, call);
  const name = link?.[3] ?? required(args, "name");
  const id = `projects/${project}/regions/${region}/subnetworks/${name}`;
  const subnetwork = await getOrMissing(call, token, "compute", id, `${id} not found`);
  return {
    description: textAt(subnetwork, "description"),
    gatewayAddress: textAt(subnetwork, "gatewayAddress"),
    id,
    internalIpv6Prefix: textAt(subnetwork, "internalIpv6Prefix"),
    ipCidrRange: textAt(subnetwork, "ipCidrRange"),
    name,
    network: v1Link(textAt(subnetwork, "network")),
    privateIpGoogleAccess: mapAt({ v: subnetwork }, "v")["privateIpGoogleAccess"] === true,
    project,
    region,
    secondaryIpRanges: listAt(subnetwork, "secondaryIpRanges").map((range) => ({
      ipCidrRange: textAt(range, "ipCidrRange"),
      rangeName: textAt(range, "rangeName"),
    })),
    selfLink: v1Link(textAt(subnetwork, "selfLink")),
    subnetworkId: Number(textAt(subnetwork, "id")),
  };
};
