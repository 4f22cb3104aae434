import type { Unwrap } from "@pulumi/pulumi";
import type { core } from "@pulumi/kubernetes/types/input";
import { cis, failIf, link, pass, resourceRules } from "../rule";
import { everyContainer, podWith, type Workload, workloads } from "../workload";

export const podSecretRules = resourceRules<Workload>(workloads, [
  {
    id: "pod-secret-as-file",
    title: "Secrets are files, not environment variables",
    severity: "low",
    sources: [cis("4.4.1")],
    field: "env[].valueFrom.secretKeyRef, envFrom[].secretRef",
    fix: "Mount the Secret as a volume where the program can read a file.",
    examples: {
      pass: podWith({ env: [{ name: "A", value: "b" }] }),
      fail: podWith({ env: [{ name: "A", valueFrom: { secretKeyRef: { name: "s", key: "k" } } }] }),
    },
    check: (workload) =>
      everyContainer(
        workload,
        (c) =>
          (c.env ?? []).some(({ valueFrom }) => valueFrom?.secretKeyRef !== undefined) ||
          (c.envFrom ?? []).some(({ secretRef }) => secretRef !== undefined),
        "environments end up in crash reports and child processes",
      ),
  },
  {
    id: "pod-no-plain-secret",
    title: "No secret stands in the clear in a pod's environment",
    severity: "high",
    sources: [link("https://docs.kubelinter.io/#/generated/checks?id=env-var-secret")],
    field: "env[].value",
    fix: "Put the value into a Secret (a Pulumi secret in the program) and refer to it.",
    examples: {
      pass: podWith({ env: [{ name: "LEVEL", value: "info" }] }),
      fail: podWith({ env: [{ name: "API_SECRET", value: "hunter2" }] }),
    },
    check: (workload) =>
      everyContainer(
        workload,
        (c) =>
          (c.env ?? []).some(
            ({ name, value }) =>
              /(secret|passw(or)?d|token|private_?key)/i.test(name) &&
              !!value &&
              !/(_FILE|_PATH|_NAME|_URL|_ID)$/i.test(name),
          ),
        "whoever may read pods reads it",
      ),
  },
]);

export const configMapRules = resourceRules<Unwrap<core.v1.ConfigMap>>(
  ["kubernetes:core/v1:ConfigMap"],
  [
    {
      id: "config-map-no-secret",
      title: "No secret stands in a ConfigMap",
      severity: "high",
      sources: [link("https://polaris.docs.fairwinds.com/checks/security/")],
      field: "data",
      fix: "Move the key into a Secret.",
      examples: { pass: { data: { "project.id": "p" } }, fail: { data: { "db.password": "hunter2" } } },
      check: ({ data }) => {
        const keys = Object.keys(data ?? {}).filter(
          (key) =>
            /(secret|passw(or)?d|private.?key)/i.test(key) || /-----BEGIN [A-Z ]*PRIVATE KEY/.test(data?.[key] ?? ""),
        );
        return keys.length === 0
          ? pass
          : failIf(true, `${keys.join(", ")} can be read by whoever may view the namespace`);
      },
    },
  ],
);
