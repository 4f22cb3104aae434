import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AppConfig } from "../config/apps";
import { seconds } from "../config/values";
import { pathMatches } from "../lib/release/http-route";
import { frontCertificate } from "./certificate";
import { type Child, type ExposedConfig, type ExposureArgs, idleService } from "./exposure-args";
import { drainingSeconds } from "./ingress";
import { servicePortOf } from "./service-port";

type GatewayConfig = Extract<AppConfig["expose"], { kind: "Gateway" }>;

/** An app that stands behind a Gateway. */
export interface GatewayArgs extends ExposureArgs {
  /** `expose` of its configuration. */
  readonly how: GatewayConfig;
  /** The Service under the app's own name. */
  readonly liveService: k8s.core.v1.Service;
}

const API = "gateway.networking.k8s.io/v1";

/**
 * A Gateway and its routes, or only routes where a Gateway exists. Both colours are always referenced, or the load balancer would have to
 * be built at the moment of the switch.
 */
export function createGateway(args: GatewayArgs, child: Child): pulumi.Resource[] {
  const { app, config, how, services, selector, liveService } = args;
  const { namespace } = config;
  const port = servicePortOf(config);
  const gateway = how.gateway ? [] : ownGateway(args, child);
  const backends = selector ? [liveService] : Object.values(services);
  // Nobody is led to a colour that was not verified, not at the first time either: the switch gives the first weight.
  const backendRefs = backends.map(({ metadata: { name } }) => ({ name, port, ...(!selector && { weight: 0 }) }));
  const route = new k8s.apiextensions.CustomResource(
    `${app}-route`,
    {
      apiVersion: API,
      kind: "HTTPRoute",
      metadata: { name: app, namespace, labels: { app } },
      spec: {
        parentRefs: [parentOf(args)],
        hostnames: how.hosts,
        rules: [{ matches: pathMatches(how.paths), backendRefs }],
      },
    },
    // The rules are the switch's from here on: a list has one owner.
    child({ dependsOn: [...gateway.slice(-1), ...backends], ...(!selector && { ignoreChanges: ["spec.rules"] }) }),
  );
  previewHostRoute(args, gateway, child);
  return [...gateway, route, ...previewHeaderRoute(args, gateway, child), ...backendPolicies(args, child)];
}

/** The Gateway of one app, last, after what it needs. */
function ownGateway(args: GatewayArgs, child: Child): pulumi.Resource[] {
  const { app, config, how } = args;
  const { namespace } = config;
  const certificate = frontCertificate(app, namespace, how.tls ?? {}, child);
  const certificateMap = how.tls && "certificateMap" in how.tls ? how.tls.certificateMap : undefined;
  const tls =
    certificate.secretName === undefined
      ? undefined
      : { mode: "Terminate", certificateRefs: [{ name: certificate.secretName }] };
  const annotations = {
    ...certificate.annotations,
    ...(certificateMap !== undefined && { "networking.gke.io/certmap": certificateMap }),
  };
  const listeners: object[] = how.tls ? httpsListeners(args, tls) : [{ name: "http", port: 80, protocol: "HTTP" }];
  const gateway = new k8s.apiextensions.CustomResource(
    `${app}-gateway`,
    {
      apiVersion: API,
      kind: "Gateway",
      metadata: {
        name: app,
        namespace,
        labels: { app },
        // Not an empty map: earlier versions' states have none, and the engine would write the Gateway anew.
        ...(Object.keys(annotations).length > 0 && { annotations }),
      },
      spec: {
        gatewayClassName: how.class,
        listeners: listeners.map((listener) => ({ ...listener, ...allowedRoutes(args) })),
        ...(how.address !== undefined && { addresses: [{ type: "NamedAddress", value: how.address }] }),
      },
    },
    child({ dependsOn: [...certificate.resources] }),
  );
  return [...certificate.resources, gateway];
}

/** Whose routes a Gateway takes; its own namespace's where nothing is said. */
function allowedRoutes({ how: { allowFrom }, config: { namespace } }: GatewayArgs): object {
  if (allowFrom === undefined) return {};
  if (allowFrom === "all") return { allowedRoutes: { namespaces: { from: "All" } } };
  const values = [...new Set([namespace, ...allowFrom])];
  const selector = { matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values }] };
  return { allowedRoutes: { namespaces: { from: "Selector", selector } } };
}

/** The Gateway that routes hang on. */
function parentOf({ app, how: { gateway } }: GatewayArgs): object {
  if (!gateway) return { name: app };
  const { name, namespace, listener } = gateway;
  return {
    name,
    ...(namespace !== undefined && { namespace }),
    ...(listener !== undefined && { sectionName: listener }),
  };
}

/** With cert-manager a listener needs a host of its own: the certificate is made of them. */
function httpsListeners({ how }: GatewayArgs, tls: object | undefined): object[] {
  const listener = { port: 443, protocol: "HTTPS", ...(tls && { tls }) };
  if (!(how.tls && "certManagerIssuer" in how.tls)) return [{ name: "https", ...listener }];
  const hosts = how.previewHost === undefined ? how.hosts : [...how.hosts, how.previewHost];
  return hosts.map((hostname, index) => ({ name: `https-${index}`, hostname, ...listener }));
}

/**
 * Ways to a colour that has no traffic: a host for the idle one, a header for any. Routes of their own, since the rules of the first are
 * the switch's; a match with a header goes before one without.
 */
function previewRoute(args: GatewayArgs, gateway: readonly pulumi.Resource[], child: Child) {
  const { app, config, services } = args;
  return (name: string, spec: object) =>
    new k8s.apiextensions.CustomResource(
      `${app}-${name}-route`,
      {
        apiVersion: API,
        kind: "HTTPRoute",
        metadata: { name: `${app}-${name}`, namespace: config.namespace, labels: { app } },
        spec: { parentRefs: [parentOf(args)], ...spec },
      },
      child({ dependsOn: [...gateway.slice(-1), ...Object.values(services)] }),
    );
}

/** Comes after the switch, which says which colour is idle, and so cannot wait for it. */
function previewHostRoute(args: GatewayArgs, gateway: readonly pulumi.Resource[], child: Child): void {
  const { how, config } = args;
  if (how.previewHost === undefined) return;
  const backendRefs = [{ name: idleService(args), port: servicePortOf(config) }];
  previewRoute(
    args,
    gateway,
    child,
  )("preview", {
    hostnames: [how.previewHost],
    rules: [{ matches: pathMatches(how.paths), backendRefs }],
  });
}

function previewHeaderRoute(args: GatewayArgs, gateway: readonly pulumi.Resource[], child: Child) {
  const { how, config, services } = args;
  const { previewHeader } = how;
  if (previewHeader === undefined) return [];
  const rules = Object.entries(services).map(([color, service]) => ({
    matches: pathMatches(how.paths).map((match) => ({
      ...match,
      headers: [{ type: "Exact", name: previewHeader, value: color }],
    })),
    backendRefs: [{ name: service.metadata.name, port: servicePortOf(config) }],
  }));
  return [previewRoute(args, gateway, child)("preview-header", { hostnames: how.hosts, rules })];
}

/** GKE's load balancers cut connections of removed endpoints at once unless told to drain them, and ask `/` unless told what to ask. */
function backendPolicies(
  { app, config, how, services, selector, liveService }: GatewayArgs,
  child: Child,
): pulumi.Resource[] {
  if (!how.class.startsWith("gke-")) return [];
  const { namespace, drain } = config;
  return Object.entries(selector ? { live: liveService } : services).flatMap(([color, service]) => {
    const targetRef = { group: "", kind: "Service", name: service.metadata.name };
    const policy = (suffix: string, kind: string, settings: object) =>
      new k8s.apiextensions.CustomResource(
        `${app}-${color}-${suffix}`,
        {
          apiVersion: "networking.gke.io/v1",
          kind,
          metadata: { name: `${app}-${color}`, namespace },
          spec: { default: settings, targetRef },
        },
        child(),
      );
    return [
      policy("backend", "GCPBackendPolicy", {
        connectionDraining: { drainingTimeoutSec: drainingSeconds(drain) },
        ...affinity(how.sessionAffinity),
      }),
      policy("health", "HealthCheckPolicy", { config: healthCheck(config) }),
    ];
  });
}

/** https://cloud.google.com/kubernetes-engine/docs/how-to/configure-gateway-resources#session_affinity */
function affinity(given: GatewayConfig["sessionAffinity"]): object {
  if (!given) return {};
  return {
    sessionAffinity: {
      type: given.by === "cookie" ? "GENERATED_COOKIE" : "CLIENT_IP",
      ...(given.by === "cookie" && given.timeout !== undefined && { cookieTtlSec: seconds(given.timeout) }),
    },
  };
}

function healthCheck({ readiness, port }: ExposedConfig): object {
  if ("path" in readiness) {
    const request = { port: readiness.port ?? port, requestPath: readiness.path };
    return readiness.https ? { type: "HTTPS", httpsHealthCheck: request } : { type: "HTTP", httpHealthCheck: request };
  }
  if ("grpc" in readiness) return { type: "GRPC", grpcHealthCheck: { port: readiness.grpc } };
  return { type: "TCP", tcpHealthCheck: { port: "tcp" in readiness ? readiness.tcp : port } };
}
