import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import type { NotebookHubConfig } from "../../config/notebooks";
import type { Child } from "../exposure-args";
import { locked, quantities } from "../pod";
import { keyOf } from "./hub";
import { ports } from "./hub-settings";

/** What the proxy's pod is made of. */
export interface ProxyArgs {
  /** Of the hub. */
  readonly name: string;
  /** The hub as it is after validation. */
  readonly config: NotebookHubConfig;
  /** Reference with a digest. */
  readonly image: pulumi.Input<string>;
  /** The Secret by which hub and proxy know each other. */
  readonly token: k8s.core.v1.Secret;
}

/** The pods that users come in by. */
export const proxyLabels = (name: string) => ({ app: name, component: "proxy" });

/** Where it is asked whether it works. */
export const PROXY_HEALTH = "/_chp_healthz";

/**
 * The proxy, which leads each user to the hub or to a notebook. A Deployment of its own: whoever is at work does not notice that the hub
 * starts anew. It keeps the ways in memory, so there is one; the hub tells a new one all of them.
 */
export function createProxy({ name, config, image, token }: ProxyArgs, child: Child): pulumi.Resource[] {
  const { namespace } = config;
  const labels = proxyLabels(name);
  const metadata = { name: `${name}-proxy`, namespace, labels };
  const hub = `http://${name}-hub:${ports.hub}`;
  const api = new k8s.core.v1.Service(
    `${name}-proxy-api`,
    {
      metadata: { ...metadata, name: `${name}-proxy-api`, annotations: { "pulumi.com/skipAwait": "true" } },
      spec: { selector: labels, ports: [{ name: "api", port: ports.proxyApi, targetPort: ports.proxyApi }] },
    },
    child(),
  );
  const probe = { httpGet: { path: PROXY_HEALTH, port: ports.proxy } };
  const deployment = new k8s.apps.v1.Deployment(
    metadata.name,
    {
      metadata,
      spec: {
        replicas: 1,
        strategy: { type: "Recreate" },
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
            containers: [
              {
                name: "proxy",
                image,
                command: [
                  "configurable-http-proxy",
                  "--ip=0.0.0.0",
                  `--port=${ports.proxy}`,
                  "--api-ip=0.0.0.0",
                  `--api-port=${ports.proxyApi}`,
                  `--default-target=${hub}`,
                  `--error-target=${hub}/hub/error`,
                  "--pid-file=/tmp/proxy.pid",
                ],
                env: [{ name: "CONFIGPROXY_AUTH_TOKEN", valueFrom: keyOf(token, "token") }],
                ports: [
                  { name: "http", containerPort: ports.proxy },
                  { name: "api", containerPort: ports.proxyApi },
                ],
                readinessProbe: { ...probe, periodSeconds: 2, timeoutSeconds: 2 },
                livenessProbe: {
                  ...probe,
                  initialDelaySeconds: 60,
                  periodSeconds: 10,
                  failureThreshold: 6,
                  timeoutSeconds: 5,
                },
                resources: quantities({ cpu: "50m", memory: "256Mi" }),
                securityContext: locked(true),
                volumeMounts: [{ name: "temporary", mountPath: "/tmp" }],
              },
            ],
            volumes: [{ name: "temporary", emptyDir: {} }],
          },
        },
      },
    },
    child({ dependsOn: [api] }),
  );
  return [api, deployment];
}
