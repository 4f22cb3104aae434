import * as gcp from "@pulumi/gcp";
import type * as pulumi from "@pulumi/pulumi";
import type { z } from "zod";
import { ownNetwork, type OwnNetwork } from "../config/network";
import { parsePart } from "../config/part";
import { InfraComponent } from "./component";

/** What a network is made of. */
export interface NetworkArgs {
  /** The Google Cloud project's id. */
  readonly project: string;
  /** Region of the subnet and of Cloud NAT: the cluster's. */
  readonly region: string;
  /** Name of the network and stem of what belongs to it. */
  readonly name: string;
  /** The section `network` of a network that is made, as a stack file writes it: defaults are filled in, and mistakes are refused with their path. */
  readonly config: z.input<typeof ownNetwork>;
  /** Nodes have no public addresses, and need Cloud NAT to reach the internet. */
  readonly privateNodes: boolean;
  /** Fixed range of the control plane, where it has one: admission webhooks are reached from there. */
  readonly controlPlaneCidr?: string | undefined;
}

/** Where a cluster stands: names of network, subnet and secondary ranges. */
export interface ClusterNetwork {
  /** Name or self link of the VPC network. */
  readonly network: pulumi.Input<string>;
  /** Name or self link of the subnet, in the cluster's region. */
  readonly subnetwork: pulumi.Input<string>;
  /** Name of the secondary range of the pods. */
  readonly podsRange: string;
  /** Name of the secondary range of the Services. */
  readonly servicesRange: string;
}

/** A VPC-native network for one cluster: a subnet with ranges for pods and Services, and a way out for private nodes. */
export class Network extends InfraComponent implements ClusterNetwork {
  /** Name of the network; known when it exists. */
  readonly network: pulumi.Output<string>;
  /** Name of the subnet; known when it exists. */
  readonly subnetwork: pulumi.Output<string>;
  /** Name of the secondary range of the pods. */
  readonly podsRange: string;
  /** Name of the secondary range of the Services. */
  readonly servicesRange: string;

  constructor(name: string, args: NetworkArgs, options?: pulumi.ComponentResourceOptions) {
    const config = parsePart(ownNetwork, args.config, name);
    super("Network", name, options);
    const { project, region } = args;
    const network = new gcp.compute.Network(
      name,
      { project, name: args.name, autoCreateSubnetworks: false, routingMode: "REGIONAL" },
      this.child(),
    );
    this.podsRange = `${args.name}-pods`;
    this.servicesRange = `${args.name}-services`;
    const subnetwork = new gcp.compute.Subnetwork(
      name,
      {
        project,
        region,
        name: args.name,
        network: network.id,
        ipCidrRange: config.ranges.nodes,
        // Private nodes reach Google's APIs and the registry without leaving Google.
        privateIpGoogleAccess: true,
        secondaryIpRanges: [
          { rangeName: this.podsRange, ipCidrRange: config.ranges.pods },
          { rangeName: this.servicesRange, ipCidrRange: config.ranges.services },
        ],
        ...(config.flowLogs && {
          logConfig: { aggregationInterval: "INTERVAL_10_MIN", flowSampling: 0.5, metadata: "INCLUDE_ALL_METADATA" },
        }),
      },
      this.child(),
    );
    if (args.privateNodes) this.wayOut(name, args, config, network, subnetwork);
    if (args.controlPlaneCidr !== undefined && config.webhookPorts.length > 0)
      new gcp.compute.Firewall(
        `${name}-webhooks`,
        {
          project,
          name: `${args.name}-webhooks`,
          network: network.id,
          description: "The control plane calls admission webhooks on the nodes",
          direction: "INGRESS",
          sourceRanges: [args.controlPlaneCidr],
          targetTags: [nodeTag(args.name)],
          allows: [{ protocol: "tcp", ports: config.webhookPorts.map(String) }],
        },
        this.child(),
      );
    this.network = network.id;
    this.subnetwork = subnetwork.id;
    this.registerOutputs({ network: this.network, subnetwork: this.subnetwork });
  }

  private wayOut(
    name: string,
    { project, region, name: stem }: NetworkArgs,
    config: OwnNetwork,
    network: gcp.compute.Network,
    subnetwork: gcp.compute.Subnetwork,
  ): void {
    const router = new gcp.compute.Router(name, { project, region, name: stem, network: network.id }, this.child());
    new gcp.compute.RouterNat(
      name,
      {
        project,
        region,
        name: stem,
        router: router.name,
        natIpAllocateOption: "AUTO_ONLY",
        minPortsPerVm: config.nat.minPortsPerVm,
        sourceSubnetworkIpRangesToNat: "LIST_OF_SUBNETWORKS",
        subnetworks: [{ name: subnetwork.id, sourceIpRangesToNats: ["ALL_IP_RANGES"] }],
        logConfig:
          config.nat.logs === "OFF"
            ? { enable: false, filter: "ERRORS_ONLY" }
            : { enable: true, filter: config.nat.logs },
      },
      this.child(),
    );
  }
}

/** Network tag of a network's nodes. */
export const nodeTag = (network: string): string => `${network}-node`.slice(0, 63).replace(/-+$/, "");
