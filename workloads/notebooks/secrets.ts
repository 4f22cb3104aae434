import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { randomBytes } from "node:crypto";
import type { NotebookHubConfig } from "../../config/notebooks";
import type { Child } from "../exposure-args";
import { secretName } from "../settings-names";

/** The key of the Secret that has Google's word for this hub. */
export const GOOGLE_SECRET = "google-client-secret";

/** What hub and proxy know each other by. Made once: the engine keeps the first one. */
export function proxyToken(name: string, { namespace }: NotebookHubConfig, child: Child): k8s.core.v1.Secret {
  return new k8s.core.v1.Secret(
    `${name}-proxy-token`,
    {
      metadata: { name: `${name}-proxy-token`, namespace, labels: { app: name } },
      stringData: { token: pulumi.secret(randomBytes(32).toString("hex")) },
    },
    child({ ignoreChanges: ["stringData", "data"] }),
  );
}

/** The users' passwords, or Google's word for this hub. Named by content: another one starts the hub anew, and nothing else. */
export function accessSecret(name: string, { namespace, access }: NotebookHubConfig, child: Child): k8s.core.v1.Secret {
  const [key, text] =
    "google" in access
      ? [GOOGLE_SECRET, access.google.clientSecret.reveal()]
      : [
          "passwords.json",
          JSON.stringify(
            Object.fromEntries(Object.entries(access.passwords).map(([user, one]) => [user, one.reveal()])),
          ),
        ];
  const unique = secretName(namespace, { owner: name, key: "access", entries: [[key, text]] });
  return new k8s.core.v1.Secret(
    unique,
    {
      metadata: { name: unique, namespace, labels: { app: name } },
      stringData: { [key]: pulumi.secret(text) },
      immutable: true,
    },
    child(),
  );
}
