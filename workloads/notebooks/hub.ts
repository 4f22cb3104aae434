import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { createHash } from "node:crypto";
import type { NotebookHubConfig } from "../../config/notebooks";
import type { Child } from "../exposure-args";
import { locked, quantities } from "../pod";
import { HUB_PROGRAM } from "./hub-program";
import { ports } from "./hub-settings";
import { GOOGLE_SECRET } from "./secrets";

/** What the hub's own pod is made of. */
export interface HubArgs {
  /** Of the hub. */
  readonly name: string;
  /** The hub as it is after validation. */
  readonly config: NotebookHubConfig;
  /** Reference with a digest. */
  readonly image: pulumi.Input<string>;
  /** What its program reads. */
  readonly settings: pulumi.Output<object>;
  /** The Secret by which it knows users. */
  readonly access: k8s.core.v1.Secret;
  /** The Secret by which its proxy knows it. */
  readonly token: k8s.core.v1.Secret;
  /** What must be there before it starts. */
  readonly after: readonly pulumi.Resource[];
}

/**
 * The hub. It writes a file of its own, so there is never more than one: the old one is gone before the new one starts, and no budget
 * keeps it on a node that is drained.
 */
export function createHub(args: HubArgs, child: Child): pulumi.Resource[] {
  const { name, config, image, settings, access, token, after } = args;
  const { namespace } = config;
  const labels = { app: name, component: "hub" };
  const metadata = { name: `${name}-hub`, namespace, labels };
  const program = settings.apply((known) => {
    const data = { "jupyterhub_config.py": HUB_PROGRAM, "settings.json": JSON.stringify(known, undefined, 2) };
    return { data, hash: createHash("sha256").update(JSON.stringify(data)).digest("hex").slice(0, 16) };
  });
  const configuration = new k8s.core.v1.ConfigMap(metadata.name, { metadata, data: program.data }, child());
  const disk = new k8s.core.v1.PersistentVolumeClaim(
    metadata.name,
    {
      // A class may make the disk only where the pod is to be.
      metadata: { ...metadata, annotations: { "pulumi.com/skipAwait": "true" } },
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: String(config.hubDisk) } } },
    },
    child(),
  );
  const service = new k8s.core.v1.Service(
    metadata.name,
    {
      metadata: { ...metadata, annotations: { "pulumi.com/skipAwait": "true" } },
      spec: { selector: labels, ports: [{ name: "http", port: ports.hub, targetPort: ports.hub }] },
    },
    child(),
  );
  const deployment = new k8s.apps.v1.Deployment(
    metadata.name,
    {
      metadata,
      spec: {
        replicas: 1,
        strategy: { type: "Recreate" },
        selector: { matchLabels: labels },
        template: {
          metadata: { labels, annotations: { "gke-bluegreen.dev/configuration": program.hash } },
          spec: {
            serviceAccountName: metadata.name,
            enableServiceLinks: false,
            securityContext: {
              runAsNonRoot: true,
              runAsUser: 1000,
              runAsGroup: 100,
              fsGroup: 100,
              fsGroupChangePolicy: "OnRootMismatch",
              seccompProfile: { type: "RuntimeDefault" },
            },
            containers: [
              {
                name: "hub",
                image,
                command: ["jupyterhub", "--config=/etc/jupyterhub/jupyterhub_config.py"],
                workingDir: "/srv/jupyterhub",
                env: [
                  { name: "HOME", value: "/srv/jupyterhub" },
                  { name: "PYTHONUNBUFFERED", value: "1" },
                  { name: "CONFIGPROXY_AUTH_TOKEN", valueFrom: keyOf(token, "token") },
                  ...("google" in config.access
                    ? [{ name: "GOOGLE_CLIENT_SECRET", valueFrom: keyOf(access, GOOGLE_SECRET) }]
                    : []),
                ],
                ports: [{ name: "http", containerPort: ports.hub }],
                readinessProbe: {
                  httpGet: { path: "/hub/health", port: ports.hub },
                  periodSeconds: 2,
                  timeoutSeconds: 2,
                },
                livenessProbe: {
                  httpGet: { path: "/hub/health", port: ports.hub },
                  initialDelaySeconds: 60,
                  periodSeconds: 10,
                  failureThreshold: 6,
                  timeoutSeconds: 5,
                },
                resources: quantities({ cpu: "100m", memory: "512Mi" }),
                securityContext: locked(true),
                volumeMounts: [
                  { name: "configuration", mountPath: "/etc/jupyterhub" },
                  { name: "access", mountPath: "/etc/jupyterhub-access" },
                  { name: "disk", mountPath: "/srv/jupyterhub" },
                  { name: "temporary", mountPath: "/tmp" },
                ],
              },
            ],
            volumes: [
              { name: "configuration", configMap: { name: configuration.metadata.name } },
              { name: "access", secret: { secretName: access.metadata.name } },
              { name: "disk", persistentVolumeClaim: { claimName: disk.metadata.name } },
              { name: "temporary", emptyDir: {} },
            ],
          },
        },
      },
    },
    child({ dependsOn: [service, ...after] }),
  );
  return [configuration, disk, service, deployment];
}

/** A key of a Secret, for an environment variable. */
export const keyOf = (secret: k8s.core.v1.Secret, key: string) => ({
  secretKeyRef: { name: secret.metadata.name, key },
});
