import { isIPv4 } from "node:net";
import { z } from "zod";
import {
  addressRange,
  hostPattern,
  kubernetesName,
  namespaceName,
  nodePort,
  objectName,
  routePath,
} from "./kubernetes-values";
import { duration, gcpName, seconds, sensitive } from "./values";

const paths = z.array(routePath).min(1).default(["/"]).meta({ description: "Path prefixes that are this app's." });

const hosts = z.array(hostPattern).min(1).meta({
  description: "Host names that lead to the app, such as app.example.com; the first is the one in its URL.",
});
const tlsMeaning = "The certificate of the hosts, and where it comes from. Absent: plain HTTP.";

/** Certificates that every kind of front can have. */
const certificates = [
  z.strictObject({ secret: objectName.meta({ description: "A Secret of type kubernetes.io/tls that exists." }) }),
  z.strictObject({
    certificate: sensitive("a certificate chain in PEM").meta({
      description: "Certificate chain in PEM, the host's own first.",
    }),
    key: sensitive("a private key in PEM").meta({ description: "Its private key in PEM." }),
  }),
  z.strictObject({
    certManagerIssuer: z.string().meta({ description: "A ClusterIssuer of cert-manager, which makes the Secret." }),
  }),
] as const;

const previewHost = hostPattern.optional().meta({
  description:
    "A host that leads to the colour without traffic: the first that the switch left without. A release that is refused leaves it where it is.",
});

const overlap = (what: string, time: string) =>
  duration.default(time).meta({ description: `How long both colours have traffic in a switch, until ${what}.` });

/** A reserved address by its name. */
const reservedAddress = (where: string) =>
  gcpName(63)
    .optional()
    .meta({
      description: `Name of a reserved address, ${where}. Absent: one that is lost with the load balancer. Source: https://cloud.google.com/kubernetes-engine/docs/tutorials/configuring-domain-name-static-ip`,
    });

const backendProtocol = (how: string) =>
  z
    .enum(["HTTP2", "GRPC"])
    .optional()
    .meta({ description: `How the load balancer speaks with the app. ${how} Absent: HTTP/1.1.` });

/** Whether the requests of one client go to one pod. */
const sessionAffinity = z
  .strictObject({
    by: z
      .enum(["client-address", "cookie"])
      .meta({ description: "How a client is known. `cookie` is for Ingress and Gateway." }),
    timeout: duration
      .refine((text) => seconds(text) <= 86400, { error: "24h or less" })
      .optional()
      .meta({
        description: "How long after the last request. Absent: the load balancer's own, 3h within the cluster.",
      }),
  })
  .optional()
  .meta({
    description:
      "The requests of one client go to one pod, as long as it has traffic; a switch moves them all. Absent: to any.",
  });

/** How an app is reached. */
export const exposure = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("ClusterIP").meta({ description: "For clients inside the cluster: an address that stays." }),
    overlap: duration.optional().meta({
      description:
        "How long both colours have traffic in a switch. For an app among another's `backends`, whose load balancer learns of pods late: 60s. None where absent.",
    }),
    sessionAffinity,
  }),
  z.strictObject({
    kind: z.literal("Headless").meta({ description: "DNS answers with the pods' own addresses." }),
    overlap: overlap("clients have asked DNS again", "30s"),
  }),
  z.strictObject({
    kind: z.literal("NodePort").meta({ description: "On a port of every node." }),
    nodePort: nodePort.optional().meta({ description: "From 30000 to 32767. Absent: Kubernetes chooses." }),
    sessionAffinity,
  }),
  z.strictObject({
    kind: z
      .literal("LoadBalancer")
      .meta({ description: "Behind Google's network load balancer (L4), with an address of its own." }),
    internal: z.boolean().default(false).meta({ description: "An address inside the VPC only." }),
    sourceRanges: z.array(addressRange).default([]).meta({ description: "Who may reach it. Everybody where empty." }),
    address: z
      .string()
      .refine((text) => isIPv4(text) || gcpName(63).safeParse(text).success, {
        error: "an IPv4 address, or the name of a reserved one",
      })
      .optional()
      .meta({
        description:
          "A reserved regional address, by its number or its name. Absent: one that is lost with the Service. Source: https://cloud.google.com/kubernetes-engine/docs/concepts/service-load-balancer-parameters",
      }),
    sessionAffinity,
  }),
  z.strictObject({
    kind: z.literal("Ingress").meta({ description: "Behind an HTTP load balancer (L7) by host and path." }),
    class: z.enum(["gce", "gce-internal", "nginx"]).default("gce").meta({
      description: "Whose load balancer: Google's external or internal one, or an ingress-nginx that the cluster has.",
    }),
    hosts,
    paths,
    backends: z
      .record(routePath, kubernetesName)
      .default({})
      .meta({ description: "Further path prefixes that lead to other Services of the namespace, such as /api: api." }),
    tls: z
      .union(
        [
          ...certificates,
          z.strictObject({
            managedCertificate: z.literal(true).meta({ description: "Google makes and renews it (class gce)." }),
          }),
        ],
        { error: "{ secret }, { certificate, key }, { certManagerIssuer } or { managedCertificate: true }" },
      )
      .optional()
      .meta({ description: tlsMeaning }),
    redirectToHttps: z
      .boolean()
      .default(true)
      .meta({ description: "Where there is a certificate, plain HTTP is sent to HTTPS." }),
    backendHttps: z.boolean().default(false).meta({ description: "The app itself speaks HTTPS on its port." }),
    address: reservedAddress("global for class gce, regional for gce-internal"),
    backendProtocol: backendProtocol(
      "Class gce speaks HTTP/2 over TLS only (`backendHttps: true`), gRPC as well; class nginx knows GRPC.",
    ),
    sessionAffinity,
    previewHost,
    overlap: overlap("the load balancer knows the new endpoints", "60s"),
  }),
  z.strictObject({
    kind: z.literal("Gateway").meta({
      description: "Behind the Gateway API's HTTP load balancer (L7): traffic moves by weights, in steps where wanted.",
    }),
    class: z.string().default("gke-l7-global-external-managed").meta({
      description:
        "GatewayClass of the cluster. Source: https://cloud.google.com/kubernetes-engine/docs/how-to/gatewayclass-capabilities",
    }),
    gateway: z
      .strictObject({
        name: objectName.meta({ description: "Its name." }),
        namespace: namespaceName.optional().meta({ description: "Absent: the app's." }),
        listener: z.string().min(1).optional().meta({ description: "Name of a listener. Absent: all of them." }),
        https: z
          .boolean()
          .default(true)
          .meta({ description: "Whether its listener has a certificate; for the app's URL." }),
      })
      .optional()
      .meta({
        description:
          "A Gateway that exists, of a platform team or of another app: only routes are made. Its owner lets the namespace in (`allowFrom` there). Absent: the app has one of its own.",
      }),
    allowFrom: z
      .union([z.literal("all"), z.array(namespaceName).min(1)], { error: "all, or a list of namespaces" })
      .optional()
      .meta({ description: "Namespaces whose apps may put routes on this Gateway. Absent: its own only." }),
    address: reservedAddress("global or regional, as the class is"),
    backendProtocol: backendProtocol("In clear text (h2c), or over TLS where the readiness probe says `https: true`."),
    sessionAffinity,
    hosts,
    paths,
    tls: z
      .union(
        [
          ...certificates,
          z.strictObject({
            certificateMap: z.string().meta({ description: "A map of Google's Certificate Manager." }),
          }),
        ],
        { error: "{ secret }, { certificate, key }, { certManagerIssuer } or { certificateMap }" },
      )
      .optional()
      .meta({ description: tlsMeaning }),
    steps: z
      .array(z.number().int().min(1).max(100))
      .min(1)
      .default([100])
      .meta({ description: "Percentages of the target on the way, ending in 100; the analysis runs at each." }),
    // Google's load balancers took up to 36 s: https://github.com/argoproj/argo-rollouts/issues/4710, read 2026-11.
    propagation: duration.default("60s").meta({
      description:
        "How long the load balancer may take to hear of pods that have just got ready, which get no users before, and of a colour without traffic, whose pods stay for that time.",
    }),
    previewHost,
    previewHeader: z
      .string()
      .regex(/^[A-Za-z0-9-]+$/, { error: "the name of a header such as x-color" })
      .optional()
      .meta({ description: "Requests that carry this header with a colour's name as its value go to that colour." }),
  }),
]);
