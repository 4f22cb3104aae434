import { z } from "zod";
import {
  addressRange,
  amountOf,
  labels,
  memoryAmount,
  namespaceName,
  objectName,
  processors,
} from "./kubernetes-values";
import { cidr } from "./values";

/** https://kubernetes.io/docs/concepts/policy/resource-quotas/ */
const quotaResource = z
  .string()
  .regex(
    /^(cpu|memory|ephemeral-storage|((requests|limits)\.)?(cpu|memory|ephemeral-storage)|requests\.storage|pods|services(\.(nodeports|loadbalancers))?|replicationcontrollers|resourcequotas|secrets|configmaps|persistentvolumeclaims|requests\.[a-z0-9.-]+\/[A-Za-z0-9._-]+|count\/[a-z0-9.-]+|[a-z0-9.-]+\.storageclass\.storage\.k8s\.io\/[a-z.]+|hugepages-\w+|requests\.hugepages-\w+)$/,
    { error: "a resource of a quota such as pods, requests.cpu, limits.memory, requests.storage or count/jobs.batch" },
  );

const quotaAmount = z.union([z.string(), z.number()]).refine((amount) => amountOf(amount) !== undefined, {
  error: 'an amount such as 10, "500m" or "4Gi"',
});

const subject = z.union(
  [
    z.strictObject({ user: z.email().meta({ description: "E-mail address of a Google account." }) }),
    z.strictObject({
      group: z
        .email()
        .meta({ description: "E-mail address of a Google group; the cluster needs `rbacGroup` to know groups." }),
    }),
    z.strictObject({
      serviceAccount: objectName.meta({ description: "Name of a Kubernetes ServiceAccount of the namespace." }),
    }),
  ],
  {
    error: "{ user: … }, { group: … } or { serviceAccount: … }",
  },
);

const containerCpu = z
  .string()
  .refine((text) => processors.safeParse(text).success, { error: 'an amount such as "250m"' });
const containerMemory = z
  .string()
  .refine((text) => memoryAmount.safeParse(text).success, { error: 'an amount of memory such as "128Mi"' });

/** One team or environment: a namespace with its rights, limits and walls. */
export const tenant = z.strictObject({
  podSecurity: z
    .enum(["restricted", "baseline", "privileged"])
    .default("restricted")
    .meta({ description: "Pod Security level that is enforced." }),
  labels: labels
    .default({})
    .meta({ description: "Labels of the namespace, beside the one of its Pod Security level." }),
  access: z
    .strictObject({
      view: z.array(subject).default([]).meta({ description: "Who may look at everything but Secrets." }),
      edit: z
        .array(subject)
        .default([])
        .meta({ description: "Who may change workloads and read Secrets, but grant nothing." }),
      admin: z.array(subject).default([]).meta({ description: "Who may also grant rights within the namespace." }),
    })
    .prefault({})
    .meta({ description: "Who holds Kubernetes' roles view, edit and admin in the namespace." }),
  quota: z
    .record(quotaResource, quotaAmount)
    .default({})
    .meta({ description: "ResourceQuota, for example requests.cpu: 4." }),
  containerDefaults: z
    .strictObject({
      cpu: containerCpu.default("100m").meta({ description: "Processors that are reserved." }),
      memory: containerMemory.default("128Mi").meta({ description: "Memory that is reserved, and the limit." }),
    })
    .prefault({})
    .meta({ description: "Requests of a container that names none." }),
  network: z
    .strictObject({
      isolated: z
        .boolean()
        .default(true)
        .meta({ description: "Nothing comes in or goes out but DNS and what is named here." }),
      withinNamespace: z.boolean().default(true).meta({
        description:
          "Its pods may connect to each other. Where false, only those that a policy of their workload's lets in.",
      }),
      ingressFrom: z.array(namespaceName).default([]).meta({ description: "Namespaces whose pods may connect." }),
      ingressFromRanges: z
        .array(
          z.union([cidr, z.literal("google-load-balancers")], {
            error: "an IPv4 range such as 203.0.113.0/24, or google-load-balancers",
          }),
        )
        .default([])
        .meta({
          description:
            "Address ranges that may connect, such as those of a LoadBalancer's clients (0.0.0.0/0: everybody). google-load-balancers are Google's own, from which external Ingresses, Gateways and health checks come.",
        }),
      egressTo: z.array(addressRange).default([]).meta({ description: "Address ranges its pods may reach." }),
    })
    .prefault({})
    .meta({ description: "Who may connect to the namespace's pods, and whom they may reach: NetworkPolicies." }),
});

/** Tenants by the name of their namespace. */
export const tenants = z
  .record(namespaceName, tenant)
  .default({})
  .meta({ description: "Namespaces for teams and environments." });

/** One tenant after validation, with its defaults. */
export type TenantConfig = z.output<typeof tenant>;
/** All tenants of a stack, by name. */
export type TenantsConfig = z.output<typeof tenants>;
