import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AppConfig } from "../config/apps";
import { seconds } from "../config/values";
import { frontCertificate } from "./certificate";
import { type Child, type ExposedConfig, type ExposureArgs, idleService } from "./exposure-args";
import { servicePortOf } from "./service-port";

/** `expose` of an app that stands behind an Ingress. */
export type IngressConfig = Extract<AppConfig["expose"], { kind: "Ingress" }>;

/** An app that stands behind an Ingress. */
export interface IngressArgs extends ExposureArgs {
  /** `expose` of its configuration. */
  readonly how: IngressConfig;
  /** The Service of whichever colour is live. */
  readonly liveService: k8s.core.v1.Service;
}

/** An Ingress before the live Service, with what its class needs: what the switch can wait for. */
export function createIngress(args: IngressArgs, child: Child): pulumi.Resource[] {
  const { app, config, how, liveService } = args;
  const { namespace } = config;
  const port = servicePortOf(config);
  const managed = how.tls && "managedCertificate" in how.tls;
  const hosts = how.previewHost === undefined ? how.hosts : [...how.hosts, how.previewHost];
  const certificate = frontCertificate(app, namespace, how.tls ?? {}, child);
  const front = managed ? [managedCertificate(app, namespace, hosts, child)] : [];
  const redirect = how.tls && how.redirectToHttps && how.class === "gce" ? [httpsRedirect(app, namespace, child)] : [];
  const annotations = {
    // GKE's own controller reads this annotation and not ingressClassName.
    ...(how.class !== "nginx" && { "kubernetes.io/ingress.class": how.class }),
    ...certificate.annotations,
    ...(managed && { "networking.gke.io/managed-certificates": app }),
    ...(redirect.length > 0 && { "networking.gke.io/v1beta1.FrontendConfig": app }),
    ...(how.class === "nginx" &&
      how.tls &&
      !how.redirectToHttps && { "nginx.ingress.kubernetes.io/ssl-redirect": "false" }),
    ...(how.class === "nginx" && nginxBackend(how)),
    ...(how.address !== undefined && { [ADDRESS[how.class === "gce" ? "gce" : "gce-internal"]]: how.address }),
  };
  // The other Service's port is not known here; ours are all called http.
  const others = Object.entries(how.backends).map(([path, service]) => [path, service, "http"] as const);
  const rule = (host: string, service: pulumi.Input<string>) => ({
    host,
    http: {
      paths: [...how.paths.map((path) => [path, service, port] as const), ...others].map(([path, name, number]) => ({
        path,
        pathType: "Prefix",
        backend: { service: { name, port: typeof number === "number" ? { number } : { name: number } } },
      })),
    },
  });
  const ingress = new k8s.networking.v1.Ingress(
    app,
    {
      metadata: { name: app, namespace, labels: { app }, annotations },
      spec: {
        ...(how.class === "nginx" && { ingressClassName: "nginx" }),
        ...(certificate.secretName !== undefined && { tls: [{ hosts, secretName: certificate.secretName }] }),
        rules: [
          ...how.hosts.map((host) => rule(host, liveService.metadata.name)),
          ...(how.previewHost === undefined ? [] : [rule(how.previewHost, idleService(args))]),
        ],
      },
    },
    // The plugin's ten minutes are too few for a cluster's first load balancer, and for a sandbox that still builds its proxy.
    child({ dependsOn: [...certificate.resources, ...front, ...redirect], customTimeouts: FIRST_ADDRESS }),
  );
  // One with a preview host comes after the switch, which cannot wait for it.
  const sooner = how.previewHost === undefined ? [ingress] : [];
  return [...certificate.resources, ...front, ...redirect, ...sooner];
}

const FIRST_ADDRESS = { create: "30m", update: "30m" } as const;

/** https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration */
const ADDRESS = {
  gce: "kubernetes.io/ingress.global-static-ip-name",
  "gce-internal": "kubernetes.io/ingress.regional-static-ip-name",
} as const;

/** https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/ */
function nginxBackend({ backendHttps, backendProtocol, sessionAffinity }: IngressConfig): Record<string, string> {
  const prefix = "nginx.ingress.kubernetes.io";
  const protocol = backendProtocol === "GRPC" ? (backendHttps ? "GRPCS" : "GRPC") : backendHttps ? "HTTPS" : undefined;
  const { by, timeout } = sessionAffinity ?? {};
  return {
    ...(protocol !== undefined && { [`${prefix}/backend-protocol`]: protocol }),
    ...(by === "client-address" && { [`${prefix}/upstream-hash-by`]: "$binary_remote_addr" }),
    ...(by === "cookie" && { [`${prefix}/affinity`]: "cookie" }),
    ...(by === "cookie" && timeout !== undefined && { [`${prefix}/session-cookie-max-age`]: String(seconds(timeout)) }),
  };
}

/**
 * What Google's load balancer does with the live Service's pods: drain connections of pods that go, and ask the readiness path, not `/`.
 * https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration
 */
export function backendConfig(app: string, config: ExposedConfig, how: IngressConfig, child: Child): pulumi.Resource[] {
  if (how.class === "nginx") return [];
  const { namespace, readiness, port, drain } = config;
  const healthCheck =
    "path" in readiness
      ? {
          type: readiness.https || how.backendHttps ? "HTTPS" : "HTTP",
          requestPath: readiness.path,
          port: readiness.port ?? port,
        }
      : undefined;
  return [
    new k8s.apiextensions.CustomResource(
      `${app}-backend-config`,
      {
        apiVersion: "cloud.google.com/v1",
        kind: "BackendConfig",
        metadata: { name: app, namespace },
        spec: {
          connectionDraining: { drainingTimeoutSec: drainingSeconds(drain) },
          ...(healthCheck && { healthCheck }),
          ...affinity(how),
        },
      },
      child(),
    ),
  ];
}

function affinity({ sessionAffinity: given }: IngressConfig): object {
  if (!given) return {};
  return {
    sessionAffinity: {
      affinityType: given.by === "cookie" ? "GENERATED_COOKIE" : "CLIENT_IP",
      ...(given.by === "cookie" && given.timeout !== undefined && { affinityCookieTtlSec: seconds(given.timeout) }),
    },
  };
}

/** At least a minute: the load balancer learns of a removed endpoint late, and cuts what it still has when the time is up. */
export const drainingSeconds = (drain: string) => Math.max(60, seconds(drain));

function managedCertificate(app: string, namespace: string, domains: readonly string[], child: Child) {
  return new k8s.apiextensions.CustomResource(
    `${app}-certificate`,
    {
      apiVersion: "networking.gke.io/v1",
      kind: "ManagedCertificate",
      metadata: { name: app, namespace },
      spec: { domains },
    },
    child(),
  );
}

function httpsRedirect(app: string, namespace: string, child: Child) {
  return new k8s.apiextensions.CustomResource(
    `${app}-frontend-config`,
    {
      apiVersion: "networking.gke.io/v1beta1",
      kind: "FrontendConfig",
      metadata: { name: app, namespace },
      spec: { redirectToHttps: { enabled: true } },
    },
    child(),
  );
}
