import type { V1Deployment, V1ManagedFieldsEntry } from "@kubernetes/client-node";
import { REVISION } from "../../../lib/release/marks";
import { fingerprint, foreignParts, RESTARTED, withoutForeign } from "../../../provider/traffic-switch/pod-template";

const stated = {
  metadata: { labels: { app: "web", color: "green" }, annotations: { [REVISION]: "2" } },
  spec: {
    containers: [
      {
        name: "web",
        image: "r/web@sha256:9",
        env: [
          { name: "LEVEL", value: "info" },
          { name: "EMPTY", value: "" },
        ],
        resources: { requests: { cpu: "0.5", memory: "1024Mi" } },
        volumeMounts: [],
        command: ["node", "main.mjs"],
      },
    ],
    initContainers: [],
    volumes: [{ name: "tmp", emptyDir: { sizeLimit: "1024Mi" } }],
    automountServiceAccountToken: false,
  },
};

type Fields = Record<string, unknown>;
const own = (manager: string, fields: Fields): V1ManagedFieldsEntry => ({
  manager,
  operation: "Update",
  fieldsV1: { "f:spec": { "f:template": fields } },
});

/** As an API server keeps it: quantities in their own way, empty things gone, defaults beside. */
function live(change: (pod: { containers: Fields[] } & Fields, deployment: V1Deployment) => void = () => undefined) {
  const template = structuredClone(stated) as unknown as { metadata: Fields; spec: { containers: Fields[] } & Fields };
  const [container = {}] = template.spec.containers;
  Object.assign(container, {
    resources: { requests: { cpu: "500m", memory: "1Gi" } },
    env: [{ name: "LEVEL", value: "info" }, { name: "EMPTY" }],
    imagePullPolicy: "IfNotPresent",
  });
  delete container["volumeMounts"];
  delete template.spec["initContainers"];
  Object.assign(template.spec, {
    dnsPolicy: "ClusterFirst",
    volumes: [{ name: "tmp", emptyDir: { sizeLimit: "1Gi" } }],
  });
  const managedFields = [own("pulumi-kubernetes-1a2b3c4d", { "f:spec": { "f:containers": {} } })];
  const deployment = {
    metadata: { annotations: { [REVISION]: "2" }, managedFields },
    spec: { selector: {}, template },
  } as unknown as V1Deployment;
  change(template.spec, deployment);
  return deployment;
}

const parts = (deployment: V1Deployment) => foreignParts(deployment, { revision: "2", template: stated });
const container = (pod: { containers: Fields[] }) => pod.containers[0] ?? {};

test("API server defaults, quantities in other words and what is left out when empty are no foreign hand", () => {
  expect(parts(live())).toEqual([]);
});

test.each<[string, (pod: { containers: Fields[] } & Fields, deployment: V1Deployment) => void, string]>([
  ["another image", (pod) => Object.assign(container(pod), { image: "evil/x" }), "template.spec.containers[web].image"],
  [
    "an env variable taken away",
    (pod) => Object.assign(container(pod), { env: [] }),
    "template.spec.containers[web].env[LEVEL]",
  ],
  [
    "another command",
    (pod) => Object.assign(container(pod), { command: ["sh"] }),
    "template.spec.containers[web].command",
  ],
  [
    "fewer requests",
    (pod) => Object.assign(container(pod), { resources: { requests: { cpu: "5m", memory: "1Gi" } } }),
    "template.spec.containers[web].resources.requests.cpu",
  ],
  [
    "a token mounted",
    (pod) => Object.assign(pod, { automountServiceAccountToken: true }),
    "template.spec.automountServiceAccountToken",
  ],
  [
    "another revision",
    (_, { metadata }) => Object.assign(metadata ?? {}, { annotations: { [REVISION]: "1" } }),
    `metadata.annotations.${REVISION}`,
  ],
])("fails on %s, and names no value", (_, change, path) => {
  const found = parts(live(change)).join("; ");
  expect(found).toContain(path);
  expect(found).not.toMatch(/evil|info|sh\b/);
});

const managedBy =
  (entry: V1ManagedFieldsEntry) =>
  (_: unknown, { metadata }: V1Deployment) => {
    metadata?.managedFields?.push(entry);
  };

test("a variable that somebody adds is told by its manager", () => {
  const fields = {
    "f:spec": {
      "f:containers": { 'k:{"name":"web"}': { ".": {}, "f:env": { 'k:{"name":"X"}': { ".": {}, "f:value": {} } } } },
    },
  };
  expect(parts(live(managedBy(own("kubectl-set", fields))))).toEqual([
    "kubectl-set owns template.spec.containers[web].env[X].value",
  ]);
});

test("a restart, a size and a status are no change of what was reviewed", () => {
  const restart = own("kubectl-rollout", { "f:metadata": { "f:annotations": { ".": {}, [`f:${RESTARTED}`]: {} } } });
  const size = {
    manager: "kubectl",
    operation: "Update",
    subresource: "scale",
    fieldsV1: { "f:spec": { "f:replicas": {} } },
  };
  const before = live();
  const after = live((pod, deployment) => {
    managedBy(restart)(pod, deployment);
    managedBy(size)(pod, deployment);
    Object.assign(deployment.spec?.template.metadata?.annotations ?? {}, { [RESTARTED]: "2026-11-01T10:00:00Z" });
  });
  expect(parts(after)).toEqual([]);
  expect(fingerprint(after)).toBe(fingerprint(before));
});

test("two templates that differ have two fingerprints", () => {
  const changed = live((pod) => Object.assign(container(pod), { image: "x" }));
  expect(fingerprint(changed)).not.toBe(fingerprint(live()));
});

test("what is put back belongs to nobody else any more, and all else stays theirs", () => {
  const foreign = own("kubectl-edit", { "f:spec": { "f:hostNetwork": {} } });
  Object.assign(foreign.fieldsV1 as Fields, { "f:metadata": { "f:labels": { "f:team": {} } } });
  expect(withoutForeign([foreign])).toEqual([
    { ...foreign, fieldsV1: { "f:metadata": { "f:labels": { "f:team": {} } } } },
  ]);
  const ours = own("pulumi-kubernetes", { "f:spec": {} });
  expect(withoutForeign([ours])).toEqual([ours]);
});

test("requests that Autopilot says it adjusted are its own", () => {
  const adjusted = live((pod, { metadata }) => {
    Object.assign(container(pod), { resources: { requests: { cpu: "1", memory: "2Gi" } } });
    Object.assign(metadata?.annotations ?? {}, { "autopilot.gke.io/resource-adjustment": "{}" });
  });
  expect(parts(adjusted)).toEqual([]);
});
