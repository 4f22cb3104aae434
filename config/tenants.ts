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
    z.strictObject({ user: z.email() }),
    z.strictObject({ group: z.email() }),
    z.strictObject({ serviceAccount: objectName }),
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
  labels: labels.default({}),
  access: z
    .strictObject({
      view: z.array(subject).default([]),
      edit: z.array(subject).default([]),
      admin: z.array(subject).default([]),
    })
    .prefault({})
    .meta({ description: "Who holds Kubernetes' roles view, edit and admin in the namespace." }),
  quota: z
    .record(quotaResource, quotaAmount)
    .default({})
    .meta({ description: "ResourceQuota, for example requests.cpu: 4." }),
  containerDefaults: z
    .strictObject({ cpu: containerCpu.default("100m"), memory: containerMemory.default("128Mi") })
    .prefault({})
    .meta({ description: "Requests of a container that names none." }),
  network: z
    .strictObject({
      isolated: z
        .boolean()
        .default(true)
        .meta({ description: "Nothing comes in or goes out but DNS and what is named here." }),
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
    .prefault({}),
});

export const tenants = z
  .record(namespaceName, tenant)
  .default({})
  .meta({ description: "Namespaces for teams and environments." });

export type TenantConfig = z.output<typeof tenant>;
export type TenantsConfig = z.output<typeof tenants>;
