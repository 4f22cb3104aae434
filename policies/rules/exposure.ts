import type { Unwrap } from "@pulumi/pulumi";
import type { core, networking } from "@pulumi/kubernetes/types/input";
import { cis, failIf, kubeScore, link, resourceRules } from "../rule";

type Service = Unwrap<core.v1.Service>;
type Ingress = Unwrap<networking.v1.Ingress>;

export const serviceRules = resourceRules<Service>(
  ["kubernetes:core/v1:Service"],
  [
    {
      id: "service-external-ips",
      title: "A Service claims no foreign address",
      severity: "high",
      sources: [link("https://github.com/kubernetes/kubernetes/issues/97076")],
      field: "spec.externalIPs",
      fix: "Remove externalIPs; use a LoadBalancer or an Ingress.",
      examples: { pass: { spec: {} }, fail: { spec: { externalIPs: ["203.0.113.7"] } } },
      check: ({ spec }) =>
        failIf((spec?.externalIPs ?? []).length > 0, "takes over traffic to an address that need not be yours"),
    },
    {
      id: "service-load-balancer-sources",
      title: "A public load balancer says who may reach it",
      severity: "low",
      sources: [kubeScore("service-type"), cis("5.6.7")],
      field: "spec.loadBalancerSourceRanges",
      fix: "Set loadBalancerSourceRanges, make it internal, or use an Ingress or Gateway with TLS.",
      examples: {
        pass: { spec: { type: "LoadBalancer", loadBalancerSourceRanges: ["203.0.113.0/24"] } },
        fail: { spec: { type: "LoadBalancer" } },
      },
      check: ({ spec, metadata }) =>
        failIf(
          spec?.type === "LoadBalancer" &&
            !spec.loadBalancerSourceRanges?.length &&
            metadata?.annotations?.["networking.gke.io/load-balancer-type"] !== "Internal",
          "is open to the whole internet, without TLS",
        ),
    },
  ],
);

export const ingressRules = resourceRules<Ingress>(
  ["kubernetes:networking.k8s.io/v1:Ingress"],
  [
    {
      id: "ingress-tls",
      title: "An Ingress serves HTTPS",
      severity: "medium",
      sources: [cis("5.6.7")],
      field: "spec.tls",
      fix: "Name a TLS secret, a cert-manager issuer or a managed certificate.",
      examples: { pass: { spec: { tls: [{ hosts: ["a.example.com"], secretName: "tls" }] } }, fail: { spec: {} } },
      check: ({ spec, metadata }) =>
        failIf(
          !spec?.tls?.length &&
            !["networking.gke.io/managed-certificates", "ingress.gcp.kubernetes.io/pre-shared-cert"].some(
              (key) => metadata?.annotations?.[key],
            ),
          "traffic crosses the internet in the clear",
        ),
    },
  ],
);
