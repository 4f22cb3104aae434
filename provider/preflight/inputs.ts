import type { PropertyMap } from "../../lib/plugin";
import { unwrapMap } from "../../lib/plugin";

/** What is checked of a node pool. */
export interface PreflightPool {
  readonly name: string;
  readonly machineType: string;
  /** vCPUs; 0 where this project does not know the machine type, whose quota is then not checked. */
  readonly cpus: number;
  /** Most nodes at any time, upgrades included. */
  readonly mostNodes: number;
  readonly diskType: string;
  readonly diskSizeGb: number;
  readonly spot: boolean;
  readonly gpus: readonly { readonly type: string; readonly count: number }[];
  /** Zones of its own. */
  readonly zones?: readonly string[];
}

/** What is looked at before a cluster is made. */
export interface PreflightInputs {
  readonly project: string;
  /** The cluster's region or zone. */
  readonly location: string;
  /** Zones of the nodes, where they are given. */
  readonly zones?: readonly string[];
  readonly channel: string;
  readonly version?: string;
  readonly privateNodes: boolean;
  readonly pools: readonly PreflightPool[];
}

/** All inputs are plain values of the configuration, so that the check can be made before anything else. */
export const preflightInputs = (properties: PropertyMap): PreflightInputs =>
  unwrapMap(properties) as unknown as PreflightInputs;
