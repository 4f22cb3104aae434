import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { isIPv4 } from "node:net";
import { seconds } from "../config/values";
import type { SwitchSpec } from "../lib/release/spec";
import type { Child, ExposedConfig, ExposureArgs } from "./exposure-args";
import { createGateway } from "./gateway";
import { backendConfig, createIngress } from "./ingress";
import { servicePort, servicePortOf } from "./service-port";

/** How an app is reached, and what the switch changes to move its traffic. */
export interface Exposed {
  readonly route: SwitchSpec["route"];
  /** What must be there before the traffic moves. */
  readonly resources: readonly pulumi.Resource[];
  /** Address outside the cluster; "" where there is none. */
  readonly url: pulumi.Output<string>;
}

/** Creates what leads users to an app: the live Service, and an Ingress or a Gateway in front where asked for. */
export function expose(args: ExposureArgs, child: Child): Exposed {
  const { app, config } = args;
  const how = config.expose;
  switch (how.kind) {
    case "ClusterIP":
      return {
        route: selectorRoute(app, how.overlap === undefined ? 0 : seconds(how.overlap)),
        resources: [liveService(args, child)],
        url: pulumi.output(""),
      };
    case "NodePort":
      return { route: selectorRoute(app, 0), resources: [liveService(args, child)], url: pulumi.output("") };
    case "Headless":
      return {
        route: selectorRoute(app, seconds(how.overlap)),
        resources: [liveService(args, child)],
        url: pulumi.output(""),
      };
    case "LoadBalancer": {
      const live = liveService(args, child);
      return {
        route: selectorRoute(app, 0),
        resources: [live],
        url: live.status.loadBalancer.ingress.apply(([first]) => loadBalancerUrl(config, first)),
      };
    }
    case "Ingress": {
      const policies = backendConfig(app, config, how, child);
      const live = liveService(args, child, policies);
      const front = createIngress({ ...args, how, liveService: live }, child);
      return {
        route: selectorRoute(app, seconds(how.overlap)),
        resources: [live, ...policies, ...front],
        url: frontUrl(how, live),
      };
    }
    case "Gateway": {
      const live = liveService(args, child);
      const front = createGateway({ ...args, how, liveService: live }, child);
      const [first = 100, ...rest] = how.steps;
      return {
        route: {
          kind: "http-route",
          name: app,
          paths: how.paths,
          port: servicePortOf(config),
          service: app,
          selector: { app },
          steps: [first, ...rest],
          propagationSeconds: seconds(how.propagation),
        },
        resources: [live, ...front],
        url: frontUrl(how.gateway?.https === true ? { hosts: how.hosts, tls: true } : how, live),
      };
    }
  }
}

/** Where users come in by a load balancer of their own; the scheme's usual port is not said. */
export function loadBalancerUrl(
  config: ExposedConfig,
  at: { readonly ip?: string; readonly hostname?: string } | undefined,
): string {
  const scheme = schemeOf(config);
  const usual = { http: 80, https: 443 }[scheme];
  const port = servicePortOf(config);
  return `${scheme}://${at?.ip ?? at?.hostname}${port === usual ? "" : `:${port}`}`;
}

/** Whether an app speaks HTTPS itself, as its probes or the load balancer in front of it are told. */
export function schemeOf({ readiness, port, expose }: ExposedConfig): SwitchSpec["scheme"] {
  const probed = "path" in readiness && readiness.https && (readiness.port ?? port) === port;
  return probed || (expose.kind === "Ingress" && expose.backendHttps) ? "https" : "http";
}

/** Ports of an app's Services: the users' and the further ones. */
export function servicePorts(config: ExposedConfig) {
  const { port, ports } = config;
  const appProtocol = gatewayProtocol(config);
  const http = { name: "http", port: servicePortOf(config), targetPort: port, ...(appProtocol && { appProtocol }) };
  return [http, ...Object.entries(ports).map(([name, given]) => servicePort(name, given))];
}

/** How Google's Gateways are told: https://cloud.google.com/kubernetes-engine/docs/how-to/secure-gateway#load-balancer-tls */
function gatewayProtocol(config: ExposedConfig): string | undefined {
  const { expose: how } = config;
  if (how.kind !== "Gateway") return undefined;
  const secure = schemeOf(config) === "https";
  if (how.backendProtocol !== undefined) return secure ? "HTTP2" : "kubernetes.io/h2c";
  return secure ? "HTTPS" : undefined;
}

const frontUrl = ({ hosts, tls }: { hosts: readonly string[]; tls?: unknown }, live: k8s.core.v1.Service) =>
  live.id.apply(() => `${tls ? "https" : "http"}://${hosts[0]}`);

/** Without the app's further labels: one that changes would leave pods that roll out of the live Service's sight. */
function selectorRoute(app: string, overlapSeconds: number): SwitchSpec["route"] {
  return { kind: "selector", service: app, selector: { app }, overlapSeconds };
}

/** The Service of whichever colour is live. Its selector is the switch's alone: no other hand ever writes it, where there are colours. */
function liveService(
  { app, config, selector }: ExposureArgs,
  child: Child,
  dependsOn: pulumi.Resource[] = [],
): k8s.core.v1.Service {
  const { namespace, expose: how, labels } = config;
  const ports = servicePorts(config).map((one) =>
    how.kind === "NodePort" && how.nodePort !== undefined && one.name === "http"
      ? { ...one, nodePort: how.nodePort }
      : // A load balancer is for users; further ports are for colleagues inside.
        one,
  );
  const outside = how.kind === "LoadBalancer" || how.kind === "NodePort";
  return new k8s.core.v1.Service(
    app,
    {
      metadata: { name: app, namespace, labels: { app, ...labels }, annotations: loadBalancerAnnotations(app, config) },
      spec: {
        type: outside ? how.kind : "ClusterIP",
        ...(selector && { selector }),
        ...(how.kind === "Headless" && { clusterIP: "None" }),
        ports: outside ? ports.filter(({ name }) => name === "http" || isForUsers(config, name)) : ports,
        ...(how.kind === "LoadBalancer" &&
          how.sourceRanges.length > 0 && { loadBalancerSourceRanges: how.sourceRanges }),
        ...(how.kind === "LoadBalancer" && isIPv4(how.address ?? "") && { loadBalancerIP: how.address }),
        ...serviceAffinity(config),
      },
    },
    child({ dependsOn }),
  );
}

const isForUsers = ({ ports }: ExposedConfig, name: string): boolean => {
  const given = ports[name];
  return typeof given === "object" && given.outside;
};

/** Inside the cluster kube-proxy keeps a client at its pod; before Google's load balancers stand policies of their own. */
function serviceAffinity({ expose: how }: ExposedConfig): object {
  if (how.kind !== "ClusterIP" && how.kind !== "NodePort" && how.kind !== "LoadBalancer") return {};
  if (how.sessionAffinity?.by !== "client-address") return {};
  const { timeout } = how.sessionAffinity;
  return {
    sessionAffinity: "ClientIP",
    ...(timeout !== undefined && { sessionAffinityConfig: { clientIP: { timeoutSeconds: seconds(timeout) } } }),
  };
}

/** What GKE's load balancers read from the Service: https://cloud.google.com/kubernetes-engine/docs/how-to/ingress-configuration */
export function loadBalancerAnnotations(app: string, { expose: how }: ExposedConfig): Record<string, string> {
  if (how.kind === "LoadBalancer")
    return {
      ...(how.internal && { "networking.gke.io/load-balancer-type": "Internal" }),
      ...(how.address !== undefined &&
        !isIPv4(how.address) && { "networking.gke.io/load-balancer-ip-addresses": how.address }),
    };
  if (how.kind !== "Ingress" || how.class === "nginx") return {};
  return {
    "cloud.google.com/neg": '{"ingress":true}',
    "cloud.google.com/backend-config": JSON.stringify({ default: app }),
    ...(how.backendHttps && {
      "cloud.google.com/app-protocols": how.backendProtocol === undefined ? '{"http":"HTTPS"}' : '{"http":"HTTP2"}',
    }),
  };
}
