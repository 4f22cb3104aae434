import { z } from "zod";
import { cidr } from "./values";

const namespaceName = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, { error: "the name of a namespace" });

const subject = z.union(
  [
    z.strictObject({ user: z.email() }),
    z.strictObject({ group: z.email() }),
    z.strictObject({ serviceAccount: z.string() }),
  ],
  {
    error: "{ user: … }, { group: … } or { serviceAccount: … }",
  },
);

/** One team or environment: a namespace with its rights, limits and walls. */
export const tenant = z.strictObject({
  podSecurity: z
    .enum(["restricted", "baseline", "privileged"])
    .default("restricted")
    .meta({ description: "Pod Security level that is enforced." }),
  labels: z.record(z.string(), z.string()).default({}),
  access: z
    .strictObject({
      view: z.array(subject).default([]),
      edit: z.array(subject).default([]),
      admin: z.array(subject).default([]),
    })
    .prefault({})
    .meta({ description: "Who holds Kubernetes' roles view, edit and admin in the namespace." }),
  quota: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .default({})
    .meta({ description: "ResourceQuota, for example requests.cpu: 4." }),
  containerDefaults: z
    .strictObject({ cpu: z.string().default("100m"), memory: z.string().default("128Mi") })
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
      egressTo: z.array(z.string()).default([]).meta({ description: "Address ranges its pods may reach." }),
    })
    .prefault({}),
});

export const tenants = z
  .record(namespaceName, tenant)
  .default({})
  .meta({ description: "Namespaces for teams and environments." });

export type TenantConfig = z.output<typeof tenant>;
export type TenantsConfig = z.output<typeof tenants>;
