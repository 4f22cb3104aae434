import { z } from "zod";
import { containerPort, imageReference, kubernetesName, podImage, podKeys, probeKeys, rootReason } from "./containers";
import { containerPortName } from "./kubernetes-values";
import { podRules } from "./pod-rules";
import { duration } from "./values";

const hostPath = z
  .string()
  .startsWith("/")
  .refine((path) => !path.split("/").includes("..") && !path.includes(":"), { error: "a path without .. and colons" });

/** One pod on every node: a log collector, an agent. */
export const daemonSet = z
  .strictObject({
    ...podKeys,
    image: imageReference.meta({ description: podImage }),
    ports: z
      .record(containerPortName, containerPort)
      .default({})
      .meta({ description: "Ports of the container by name." }),
    hostPaths: z.record(kubernetesName, hostPath).default({}).meta({
      description:
        "Folders of the node by name, mounted at the same path to be read. The namespace's Pod Security level must be privileged.",
    }),
    runAsRoot: z
      .union([z.boolean(), rootReason], { error: "true, false or { reason, capabilities }" })
      .default(false)
      .meta({ description: "As root, without privileges: what most of a node's logs ask for." }),
    maxUnavailable: z
      .union([z.number().int().min(1), z.string().regex(/^([1-9]\d?|100)%$/, { error: "1% to 100%" })])
      .default(1)
      .meta({ description: "Nodes that an update may leave without it at a time." }),
    ...probeKeys,
    shutdown: duration.default("30s").meta({ description: "How long its processes have to end." }),
  })
  .superRefine((value, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    podRules(value, issue, {
      furtherVolumes: Object.keys(value.hostPaths),
      furtherMounts: Object.values(value.hostPaths),
      ports: value.ports,
    });
    for (const name of Object.keys(value.hostPaths))
      if (name in value.volumes) issue(["hostPaths", name], "a name that no volume has");
    for (const kind of ["readiness", "liveness", "startup"] as const) {
      const one = value[kind];
      if (one && "path" in one && one.port === undefined && Object.keys(value.ports).length === 0)
        issue([kind, "port"], "a port, since this DaemonSet has none of its own");
    }
  });

/** DaemonSets by name. */
export const daemonSets = z
  .record(kubernetesName, daemonSet)
  .default({})
  .meta({ description: "DaemonSets by name: one pod on every node." });
