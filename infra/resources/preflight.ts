import type * as pulumi from "@pulumi/pulumi";
import type { OwnCluster } from "../../config/cluster";
import { zoneCount } from "../../config/cross-rules";
import { machineType } from "../../config/machine-types";
import { mostNodes } from "../../config/node-pools";
import { OwnResource } from "./own-resource";

/** Asks Google whether quotas, machine types, accelerators and versions allow a cluster; fails the preview where they do not. */
export class Preflight extends OwnResource {
  constructor(name: string, project: string, cluster: OwnCluster, options?: pulumi.CustomResourceOptions) {
    const { location, nodeLocations: zones, version, releaseChannel: channel, privateNodes } = cluster;
    const pools = Object.entries(cluster.nodePools).map(([pool, config]) => ({
      name: pool,
      machineType: config.machineType,
      cpus: machineType(config.machineType)?.cpus ?? 0,
      mostNodes: mostNodes(config, zoneCount(cluster)),
      diskType: config.diskType,
      diskSizeGb: config.diskSizeGb,
      spot: config.spot,
      gpus: config.gpus.map(({ type, count }) => ({ type, count })),
      ...(config.zones && { zones: config.zones }),
    }));
    const given = { ...(zones && { zones }), ...(version !== undefined && { version }) };
    super("Preflight", name, { project, location, channel, privateNodes, pools, ...given }, [], options);
  }
}
