import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { AppConfig } from "../config/apps";
import { seconds } from "../config/values";
import type { SwitchSpec } from "../provider/traffic-switch/spec";

type Expose = AppConfig["expose"];
type Of<K extends Expose["kind"]> = Extract<Expose, { kind: K }>;
type Child = (options?: pulumi.CustomResourceOptions) => pulumi.CustomResourceOptions;

/** How an app is reached, and what the switch changes to move its traffic. */
export interface Exposed {
  readonly route: SwitchSpec["route"];
  readonly resources: readonly pulumi.Resource[];
  /** Address outside the cluster; undefined where there is none. */
  readonly url: pulumi.Output<string> | undefined;
}

export interface ExposureArgs {
  readonly app: string;
  readonly config: AppConfig;
  /** Colour → its own Service. */
  readonly services: Readonly<Record<string, k8s.core.v1.Service>>;
}

/** Creates what leads users to an app: the live Service, and an Ingress or a Gateway in front where asked for. */
export function expose({ app, config, services }: ExposureArgs, child: Child): Exposed {
  const live = liveService(app, config, child);
  switch (config.expose.kind) {
    case "ClusterIP":
    case "NodePort":
      return { route: selectorRoute(app, config, 0), resources: [live], url: undefined };
    case "LoadBalancer":
      return {
        route: selectorRoute(app, config, 0),
        resources: [live],
        url: live.status.loadBalancer.ingress.apply(
          ([first]) => `http://${first?.ip ?? first?.hostname}${config.port === 80 ? "" : `:${config.port}`}`,
        ),
      };
    case "Ingress": {
      const { hosts, overlap } = config.expose;
      const ingress = createIngress(app, config, config.expose, live, child);
      const scheme = config.expose.tls ? "https" : "http";
      return {
        route: selectorRoute(app, config, seconds(overlap)),
        resources: [live, ...ingress],
        url: live.id.apply(() => `${scheme}://${hosts[0]}`),
      };
    }
    case "Gateway": {
      const { hosts, steps } = config.expose;
      const resources = createGateway(app, config, config.expose, services, child);
      const scheme = config.expose.tls ? "https" : "http";
      const [first = 100, ...rest] = steps;
      return {
        route: { kind: "http-route", name: app, steps: [first, ...rest] },
        resources: [live, ...resources],
        url: live.id.apply(() => `${scheme}://${hosts[0]}`),
      };
    }
  }
}

function selectorRoute(app: string, { labels }: AppConfig, overlapSeconds: number): SwitchSpec["route"] {
  return { kind: "selector", service: app, selector: { app, ...labels }, overlapSeconds };
}

/** The Service of whichever colour is live. Its selector is the switch's alone: no other hand ever writes it. */
function liveService(
  app: string,
  { namespace, port, expose: how, labels }: AppConfig,
  child: Child,
): k8s.core.v1.Service {
  const kind = how.kind === "Ingress" || how.kind === "Gateway" ? "ClusterIP" : how.kind;
  const negs = how.kind === "Ingress" && how.class !== "nginx" ? { "cloud.google.com/neg": '{"ingress":true}' } : {};
  const https =
    how.kind === "Ingress" && how.backendHttps ? { "cloud.google.com/app-protocols": '{"http":"HTTPS"}' } : {};
  const internal =
    how.kind === "LoadBalancer" && how.internal ? { "networking.gke.io/load-balancer-type": "Internal" } : {};
  return new k8s.core.v1.Service(
    app,
    {
      metadata: { name: app, namespace, labels: { app, ...labels }, annotations: { ...negs, ...https, ...internal } },
      spec: {
        type: kind,
        ports: [
          {
            name: "http",
            port,
            targetPort: port,
            ...(how.kind === "NodePort" && how.nodePort && { nodePort: how.nodePort }),
          },
        ],
        ...(how.kind === "LoadBalancer" &&
          how.sourceRanges.length > 0 && { loadBalancerSourceRanges: how.sourceRanges }),
      },
    },
    child(),
  );
}

function createIngress(
  app: string,
  { namespace, port }: AppConfig,
  how: Of<"Ingress">,
  service: k8s.core.v1.Service,
  child: Child,
): pulumi.Resource[] {
  const managed = how.tls && "managedCertificate" in how.tls;
  const certificate = managed
    ? [
        new k8s.apiextensions.CustomResource(
          `${app}-certificate`,
          {
            apiVersion: "networking.gke.io/v1",
            kind: "ManagedCertificate",
            metadata: { name: app, namespace },
            spec: { domains: how.hosts },
          },
          child(),
        ),
      ]
    : [];
  const secretName =
    how.tls && ("secret" in how.tls ? how.tls.secret : "certManagerIssuer" in how.tls ? `${app}-tls` : undefined);
  const annotations = {
    // GKE's own controller reads this annotation and not ingressClassName.
    ...(how.class !== "nginx" && { "kubernetes.io/ingress.class": how.class }),
    ...(how.tls && "certManagerIssuer" in how.tls && { "cert-manager.io/cluster-issuer": how.tls.certManagerIssuer }),
    ...(managed && { "networking.gke.io/managed-certificates": app }),
    ...(how.backendHttps && how.class === "nginx" && { "nginx.ingress.kubernetes.io/backend-protocol": "HTTPS" }),
  };
  const backend = { service: { name: service.metadata.name, port: { number: port } } };
  const ingress = new k8s.networking.v1.Ingress(
    app,
    {
      metadata: { name: app, namespace, labels: { app }, annotations },
      spec: {
        ...(how.class === "nginx" && { ingressClassName: "nginx" }),
        ...(secretName && { tls: [{ hosts: how.hosts, secretName }] }),
        rules: how.hosts.map((host) => ({
          host,
          http: { paths: how.paths.map((path) => ({ path, pathType: "Prefix", backend })) },
        })),
      },
    },
    child({ dependsOn: certificate }),
  );
  return [...certificate, ingress];
}

/** Both colours are always referenced, or the load balancer would have to be built at the moment of the switch. */
function createGateway(
  app: string,
  config: AppConfig,
  how: Of<"Gateway">,
  services: ExposureArgs["services"],
  child: Child,
): pulumi.Resource[] {
  const { namespace, port, active } = config;
  const gateway = new k8s.apiextensions.CustomResource(
    `${app}-gateway`,
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "Gateway",
      metadata: { name: app, namespace, labels: { app } },
      spec: {
        gatewayClassName: how.class,
        listeners: [
          how.tls
            ? {
                name: "https",
                port: 443,
                protocol: "HTTPS",
                tls: { mode: "Terminate", certificateRefs: [{ name: how.tls.secret }] },
              }
            : { name: "http", port: 80, protocol: "HTTP" },
        ],
      },
    },
    child(),
  );
  const matches = how.paths.map((value) => ({ path: { type: "PathPrefix", value } }));
  const backendRefs = Object.entries(services).map(([color, service]) => ({
    name: service.metadata.name,
    port,
    weight: color === active ? 100 : 0,
  }));
  const route = new k8s.apiextensions.CustomResource(
    `${app}-route`,
    {
      apiVersion: "gateway.networking.k8s.io/v1",
      kind: "HTTPRoute",
      metadata: { name: app, namespace, labels: { app } },
      spec: { parentRefs: [{ name: app }], hostnames: how.hosts, rules: [{ matches, backendRefs }] },
    },
    // The weights are the switch's from here on; a list of rules has one owner.
    child({ dependsOn: [gateway, ...Object.values(services)], ignoreChanges: ["spec.rules"] }),
  );
  return [gateway, route, ...drainPolicies(app, config, services, child)];
}

/** GKE's load balancers cut connections of removed endpoints at once unless told to drain them. */
function drainPolicies(
  app: string,
  { namespace, drain, readiness, port, expose: how }: AppConfig,
  services: ExposureArgs["services"],
  child: Child,
): pulumi.Resource[] {
  if (how.kind !== "Gateway" || !how.class.startsWith("gke-")) return [];
  return Object.entries(services).flatMap(([color, service]) => {
    const targetRef = { group: "", kind: "Service", name: service.metadata.name };
    return [
      new k8s.apiextensions.CustomResource(
        `${app}-${color}-backend`,
        {
          apiVersion: "networking.gke.io/v1",
          kind: "GCPBackendPolicy",
          metadata: { name: `${app}-${color}`, namespace },
          spec: { default: { connectionDraining: { drainingTimeoutSec: Math.max(60, seconds(drain)) } }, targetRef },
        },
        child(),
      ),
      new k8s.apiextensions.CustomResource(
        `${app}-${color}-health`,
        {
          apiVersion: "networking.gke.io/v1",
          kind: "HealthCheckPolicy",
          metadata: { name: `${app}-${color}`, namespace },
          spec: {
            default: {
              config: { type: "HTTP", httpHealthCheck: { port: readiness.port ?? port, requestPath: readiness.path } },
            },
            targetRef,
          },
        },
        child(),
      ),
    ];
  });
}
