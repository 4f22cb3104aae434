import { z } from "zod";
import { imageReference, kubernetesName, podKeys, variable } from "./containers";
import { exposure } from "./exposure";
import { exposureRules } from "./exposure-rules";
import { diskSize, extendedResource, memoryAmount, namespaceName, objectName, processors } from "./kubernetes-values";
import { Sensitive } from "./sensitive";
import { duration, email, seconds, sensitive } from "./values";

const userName = z.string().regex(/^[a-z0-9][a-z0-9._@+-]{0,62}$/, {
  error: "a user's name: 1 to 63 lower-case letters, digits, . _ @ + and -, a letter or digit first",
});

const LEAST_PASSWORD = 12;
const longEnough = `a password of ${LEAST_PASSWORD} characters or more`;

/** A user's password. Its length is all that is said of it. */
const password = sensitive("a password")
  .refine((value) => !(value instanceof Sensitive) || value.reveal().length >= LEAST_PASSWORD, { error: longEnough })
  .meta({ secret: true });

const admins = z
  .array(userName)
  .default([])
  .meta({ description: "Those of them who may see and stop everybody's notebooks." });

/** Who gets in. There is no way to let everybody in. */
const access = z.union(
  [
    z.strictObject({
      passwords: z
        .record(userName, password)
        .refine((users) => Object.keys(users).length > 0, { error: "one user or more, each with a password" })
        .meta({ description: "The users, each with a password, encrypted with `pulumi config set --secret --path`." }),
      admins,
    }),
    z.strictObject({
      google: z
        .strictObject({
          clientId: z
            .string()
            .regex(/\.apps\.googleusercontent\.com$/, {
              error: "the id of an OAuth client: NUMBER-….apps.googleusercontent.com",
            })
            .meta({ description: "Id of an OAuth client for web applications." }),
          clientSecret: sensitive("the secret of an OAuth client"),
        })
        .meta({
          description:
            "Sign-in with Google. Among the client's redirect addresses must be https://HOST/hub/oauth_callback. Source: https://developers.google.com/identity/protocols/oauth2/web-server",
        }),
      users: z.array(email).default([]).meta({ description: "Accounts that may sign in." }),
      domains: z
        .array(
          z.string().regex(/^(?!gmail\.com$)[a-z0-9-]+(\.[a-z0-9-]+)+$/, {
            error: "the domain of an organization, such as example.com; gmail.com is everybody's",
          }),
        )
        .default([])
        .meta({ description: "Google Workspace domains of which everybody may sign in." }),
      admins: z
        .array(email)
        .default([])
        .meta({ description: "Accounts that may see and stop everybody's notebooks; they may sign in as well." }),
    }),
  ],
  { error: "{ passwords } or { google, users or domains }" },
);

/** How large a notebook may be; the first is what somebody gets who does not choose. */
const size = z.strictObject({
  name: kubernetesName.meta({ description: "What users see." }),
  cpu: processors.default("500m").meta({ description: "Processors that are reserved." }),
  memory: memoryAmount.default("1Gi").meta({ description: "Memory that is reserved, and the limit." }),
  extended: z
    .record(extendedResource, z.number().int().min(1))
    .default({})
    .meta({ description: "Devices by resource name, such as nvidia.com/gpu: 1." }),
  image: imageReference.optional().meta({ description: "In place of the hub's, with the same version of JupyterHub." }),
  nodePool: kubernetesName.optional().meta({ description: "In place of the hub's." }),
});

const disk = z.strictObject({
  size: diskSize.meta({ description: "For example 10Gi." }),
  storageClass: objectName.optional().meta({ description: "Absent: the cluster's own, standard-rwo on GKE." }),
  deleted: z.enum(["never", "with-user", "with-notebook"]).default("never").meta({
    description: "When it goes: never by itself, when an admin deletes the user, or each time the notebook is removed.",
    why: "Data is worth more than the disk costs.",
  }),
});

const [clusterIp, , , loadBalancer, ingress, gateway] = exposure.options;
const noColors = { previewHost: true, overlap: true } as const;

/** How the proxy is reached: as an app is, less what only colours need. */
const front = z.discriminatedUnion("kind", [
  clusterIp.pick({ kind: true }),
  loadBalancer.omit({ sessionAffinity: true }),
  ingress.omit({
    ...noColors,
    backends: true,
    backendHttps: true,
    backendProtocol: true,
    sessionAffinity: true,
    paths: true,
  }),
  gateway.omit({
    previewHost: true,
    previewHeader: true,
    steps: true,
    propagation: true,
    backendProtocol: true,
    sessionAffinity: true,
    paths: true,
  }),
]);

/** A JupyterHub: notebooks that start when somebody signs in and are removed after use. */
export const notebookHub = z
  .strictObject({
    namespace: namespaceName.meta({
      description: "A namespace of its own: whoever may start pods there may use all that is in it.",
    }),
    image: imageReference.meta({
      description:
        "Of the hub and of the notebooks, with jupyterhub, jupyterhub-kubespawner, jupyterhub-idle-culler and jupyterlab; examples/data-platform/notebook is one.",
    }),
    proxyImage: imageReference.meta({ description: "An image with configurable-http-proxy, such as its proxy." }),
    access: access.meta({ description: "Who may sign in: named users, or accounts of Google. Never everybody." }),
    expose: front.prefault({ kind: "ClusterIP" }).meta({ description: "How users reach it." }),
    idleTimeout: duration.default("1h").meta({
      description:
        "How long a notebook stays that nobody uses: no request came, and no kernel said anything. It is gone at most a minute later.",
      why: "A notebook that was left open overnight costs as much as one at work.",
    }),
    maxAge: duration
      .optional()
      .meta({ description: "How long any notebook stays, at work or not. Absent: as long as it is used." }),
    startTimeout: duration.default("10m").meta({
      description: "How long a start may take, with the node that it may have to wait for and its image.",
    }),
    sizes: z
      .array(size)
      .min(1)
      .prefault([{ name: "small" }])
      .meta({ description: "What users choose from; the first is the default." }),
    disk: disk.optional().meta({ description: "A disk for each user's home. Absent: it goes with the notebook." }),
    hubDisk: diskSize.default("1Gi").meta({ description: "The disk where the hub keeps who has which notebook." }),
    nodePool: kubernetesName.optional().meta({
      description:
        "Node pool of the notebooks. They live with the taint hub.jupyter.org/dedicated=user, which keeps others away from it. Absent: any.",
    }),
    tolerations: podKeys.tolerations.meta({ description: "Further taints that the notebooks live with." }),
    env: z
      .record(variable, z.string())
      .default({})
      .meta({ description: "Environment variables of the notebooks. Never secrets: every user reads them." }),
    serviceAccount: podKeys.serviceAccount.meta({
      description:
        "Identity of the notebooks (Workload Identity), such as one that may read a bucket. Absent: none. They never have a token of the cluster.",
    }),
  })
  .superRefine((value, context) => {
    const issue = (path: (string | number)[], message: string) => context.addIssue({ code: "custom", path, message });
    const { access: given, sizes, expose } = value;
    if ("passwords" in given) {
      for (const [index, admin] of given.admins.entries())
        if (!Object.hasOwn(given.passwords, admin))
          issue(["access", "admins", index], `one of the users: ${Object.keys(given.passwords).join(", ")}`);
    } else {
      if (given.users.length + given.admins.length + given.domains.length === 0)
        issue(["access", "users"], "an account or a domain at least, or everybody with a Google account would get in");
      if (given.users.length > 0 && given.domains.length > 0)
        issue(["access", "users"], "none beside `domains`, of which everybody may sign in");
      if (!("tls" in expose && expose.tls) && !("gateway" in expose && expose.gateway?.https))
        issue(["expose"], "an Ingress or a Gateway with tls: Google sends users back to an https address only");
    }
    for (const [index, { name }] of sizes.entries())
      if (sizes.findIndex((one) => one.name === name) !== index)
        issue(["sizes", index, "name"], "a name that no other size has");
    if (seconds(value.idleTimeout) < 30) issue(["idleTimeout"], "30s or more");
    if (value.maxAge !== undefined && seconds(value.maxAge) < seconds(value.idleTimeout))
      issue(["maxAge"], `${value.idleTimeout} (idleTimeout) or more`);
    exposureRules({ expose: wholeFront(expose), readiness: { path: "/", https: false }, ports: {} }, issue);
  });

/** The front as an app's, with what colours would need. */
export const wholeFront = (given: z.output<typeof front>): z.output<typeof exposure> => exposure.parse(given);

/** JupyterHubs by name. */
export const notebooks = z.record(kubernetesName, notebookHub).default({}).meta({
  description:
    "JupyterHubs by name: notebooks that start when somebody signs in, and are removed when nobody uses them.",
});

/** A JupyterHub after validation, with its defaults. */
export type NotebookHubConfig = z.output<typeof notebookHub>;
/** The section after validation. */
export type NotebooksConfig = z.output<typeof notebooks>;
