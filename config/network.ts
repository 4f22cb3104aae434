import { z } from "zod";
import { layOut, overlaps, prefixFor } from "../lib/cidr";
import { podAddressesPerNode } from "./node-pools";
import { cidr, gcpName } from "./values";

const natLogs = z.enum(["ERRORS_ONLY", "TRANSLATIONS_ONLY", "ALL", "OFF"]);

/** A VPC network that this stack creates for the cluster. */
export const ownNetwork = z
  .strictObject({
    name: gcpName(63)
      .optional()
      .meta({ description: "Name of the network and stem of what belongs to it. The cluster's name where absent." }),
    maxNodes: z.int().min(4).max(15000).default(256).meta({
      description: "The most nodes the network must ever hold, upgrades included; sizes the ranges.",
      why: "Ranges cannot shrink or move later; 256 nodes of 110 pods take a /16.",
    }),
    maxPodsPerNode: z
      .int()
      .min(8)
      .max(256)
      .default(110)
      .meta({ description: "Pods on one node, for the size of the pod range." }),
    range: cidr.default("10.64.0.0/12").meta({
      description: "Where the ranges below are laid out, biggest first, unless given.",
      why: "Away from 10.0.0.0/16 to 10.63.0.0/16, where offices and other networks mostly are.",
    }),
    nodes: cidr.optional().meta({ description: "Range of the nodes." }),
    pods: cidr.optional().meta({ description: "Range of the pods." }),
    services: cidr.optional().meta({ description: "Range of the Services." }),
    nat: z
      .strictObject({
        logs: natLogs.default("ERRORS_ONLY").meta({ description: "What Cloud NAT logs." }),
        minPortsPerVm: z.int().min(32).max(65536).default(128).meta({
          description: "Ports set aside for each node's connections.",
          why: "Twice Google's 64: a node is many pods.",
        }),
      })
      .prefault({})
      .meta({ description: "The way out of nodes without public addresses." }),
    flowLogs: z.boolean().default(true).meta({ description: "VPC flow logs of the nodes' range (CIS GKE 5.6.1)." }),
    webhookPorts: z.array(z.int().min(1).max(65535)).default([8443, 9443, 15017]).meta({
      description: "Ports of admission webhooks that the control plane may reach on the nodes.",
      why: "A private control plane reaches only 443 and 10250 by itself: ingress-nginx, cert-manager and mesh webhooks would time out.",
    }),
  })
  .transform((network, context) => {
    const wanted = {
      nodes: Math.min(29, prefixFor(network.maxNodes + 4)),
      pods: prefixFor(network.maxNodes * podAddressesPerNode(network.maxPodsPerNode)),
      services: 20,
    };
    const laid = layOut(network.range, wanted);
    if (!laid) {
      context.addIssue({
        code: "custom",
        path: ["range"],
        message: `a range that holds ${network.maxNodes} nodes of ${network.maxPodsPerNode} pods: a /${wanted.pods} for pods, a /${wanted.nodes} for nodes and a /20 for Services`,
      });
      return z.NEVER;
    }
    const ranges = {
      nodes: network.nodes ?? laid.nodes,
      pods: network.pods ?? laid.pods,
      services: network.services ?? laid.services,
    };
    const reserved = [
      ...Object.entries(ranges).map(([path, range]) => ({ path, range, what: `${path} (${range})` })),
      { path: "", range: "172.17.0.0/16", what: "172.17.0.0/16, the nodes' own bridge" },
    ];
    for (const [index, { path, range }] of reserved.entries())
      for (const other of reserved.slice(index + 1))
        if (overlaps(range, other.range))
          context.addIssue({ code: "custom", path: [path], message: `a range that does not overlap ${other.what}` });
    return { ...network, ranges };
  });

/** A subnet that exists already. */
const existingNetwork = z.strictObject({
  existing: z
    .strictObject({
      network: z.string().min(1).meta({ description: "Name or self link of the network." }),
      subnetwork: z.string().min(1).meta({ description: "Name or self link of the subnet, in the cluster's region." }),
      podsRange: z.string().min(1).meta({ description: "Name of the secondary range of the pods." }),
      servicesRange: z.string().min(1).meta({ description: "Name of the secondary range of the Services." }),
    })
    .meta({ description: "A subnet that exists. It is used, and never changed or removed." }),
});

/** The VPC network that a stack creates or uses. */
export const network = z
  .union([ownNetwork, existingNetwork])
  .prefault({})
  .meta({ description: "The VPC network: one that this stack creates, or one that exists (`existing`)." });

/** A network of this stack after validation, with its ranges laid out. */
export type OwnNetwork = z.output<typeof ownNetwork>;
/** Any network that a stack can name: its own, or a subnet that exists. */
export type NetworkConfig = z.output<typeof network>;
