import type { KubernetesObject } from "@kubernetes/client-node";

/** The class and Gateway controllers that Traefik answers to. */
const NGINX_CONTROLLER = "k8s.io/ingress-nginx";
const GCE_CONTROLLER = "traefik.io/ingress-controller";
const GATEWAY_CONTROLLER = "traefik.io/gateway-controller";

/** GKE's Gateway classes: https://cloud.google.com/kubernetes-engine/docs/how-to/gatewayclass-capabilities */
const gatewayClasses = [
  "gke-l7-global-external-managed",
  "gke-l7-regional-external-managed",
  "gke-l7-rilb",
  "gke-l7-gxlb",
] as const;

/** Ingress classes: `gce`, which is also what GKE takes an Ingress without a class for, and `nginx`. */
export function ingressClassObjects(): KubernetesObject[] {
  return [
    ingressClass("gce", GCE_CONTROLLER, { "ingressclass.kubernetes.io/is-default-class": "true" }),
    ingressClass("nginx", NGINX_CONTROLLER, {}),
  ];
}

/** GKE's Gateway classes, as far as they are served. */
export function gatewayClassObjects(): KubernetesObject[] {
  return gatewayClasses.map((name) => {
    const gatewayClass = {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "GatewayClass",
      metadata: { name },
      spec: { controllerName: GATEWAY_CONTROLLER },
    };
    return gatewayClass;
  });
}

function ingressClass(name: string, controller: string, annotations: Record<string, string>): KubernetesObject {
  const object = {
    apiVersion: "networking.k8s.io/v1",
    kind: "IngressClass",
    metadata: { name, annotations },
    spec: { controller },
  };
  return object;
}

/**
 * Traefik's arguments: an Ingress of class `nginx` with ingress-nginx' annotations, one of class `gce`, and Gateways.
 * It sends requests to pods, not to Services' addresses, as container-native load balancing does.
 */
export function traefikArguments(address: string): string[] {
  return [
    `--entryPoints.web.address=${address}:80`,
    `--entryPoints.websecure.address=${address}:443`,
    // An Ingress' rules hold on both ports, as with Google's load balancer; which certificate answers is the Ingress' own.
    "--entryPoints.websecure.http.tls=true",
    // A request under way ends before a replaced Traefik does.
    "--entryPoints.web.transport.lifeCycle.graceTimeOut=10",
    "--entryPoints.websecure.transport.lifeCycle.graceTimeOut=10",
    "--providers.kubernetesingress=true",
    "--providers.kubernetesingress.ingressclass=gce",
    "--providers.kubernetesingress.strictprefixmatching=true",
    "--providers.kubernetesingress.allowemptyservices=true",
    `--providers.kubernetesingress.ingressendpoint.ip=${address}`,
    "--providers.kubernetesingressnginx=true",
    `--providers.kubernetesingressnginx.controllerclass=${NGINX_CONTROLLER}`,
    `--providers.kubernetesingressnginx.publishstatusaddress=${address}`,
    "--providers.kubernetesgateway=true",
    `--providers.kubernetesgateway.statusaddress.ip=${address}`,
    "--providers.providersthrottleduration=0s",
    "--global.checknewversion=false",
    "--global.sendanonymoususage=false",
    "--log.level=INFO",
    "--log.nocolor=true",
  ];
}
