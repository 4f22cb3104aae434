import type { PropertyMap } from "../../../lib/plugin";
import { ruleFor } from "../../../sandbox/plugins/kubernetes/await/rules";
import type { Related, Verdict } from "../../../sandbox/plugins/kubernetes/await/verdict";
import { customRule } from "../../../sandbox/plugins/kubernetes/await/wait-for";
import type { KubeObject } from "../../../sandbox/plugins/kubernetes/object";

function judge(
  group: string,
  kind: string,
  object: KubeObject,
  others: Record<string, readonly KubeObject[]> = {},
): Verdict {
  const rule = ruleFor({ group, version: "v1", kind });
  if (!rule) throw new Error(`fails for a kind without a rule: ${kind}`);
  const related: Related = { of: ({ kind: wanted }) => others[wanted] ?? [] };
  return rule.judge({ object: { kind, ...object }, related, created: true });
}

const condition = (type: string, status: string, reason = "", message = "") => ({ type, status, reason, message });
const revisionKey = "deployment.kubernetes.io/revision";

const deployment = (status: PropertyMap, revision = "1", replicas = 2): KubeObject => ({
  metadata: { name: "web", uid: "d", generation: 1, annotations: { [revisionKey]: revision } },
  spec: { replicas },
  status: { observedGeneration: 1, ...status },
});
const replicaSet = (ready: number, revision = "1", replicas = 2): KubeObject => ({
  metadata: { name: "web-1", uid: "r", ownerReferences: [{ uid: "d" }], annotations: { [revisionKey]: revision } },
  spec: { replicas },
  status: { readyReplicas: ready },
});
const available = condition("Available", "True");
const rolledOut = condition("Progressing", "True", "NewReplicaSetAvailable");
const stuck = condition("Progressing", "False", "ProgressDeadlineExceeded", "too long");
const brokenPod = {
  metadata: { name: "web-1-x", ownerReferences: [{ uid: "r" }] },
  status: {
    containerStatuses: [{ name: "c", state: { waiting: { reason: "ImagePullBackOff", message: "no such image" } } }],
  },
};

const service = (spec: PropertyMap, status: PropertyMap = {}): KubeObject => ({
  metadata: { name: "live" },
  spec,
  status,
});
const slice = (...ready: (boolean | undefined)[]): KubeObject => ({
  metadata: { labels: { "kubernetes.io/service-name": "live" } },
  endpoints: ready.map((value) => ({ conditions: value === undefined ? {} : { ready: value } })),
});
const pod = (labels: PropertyMap, phase = "Running"): KubeObject => ({ metadata: { labels }, status: { phase } });
const selector = { selector: { app: "a" } };

type Row = readonly [
  string,
  string,
  string,
  KubeObject,
  Record<string, readonly KubeObject[]>,
  Verdict["state"],
  RegExp?,
];

const rows: readonly Row[] = [
  [
    "not seen by its controller",
    "apps",
    "Deployment",
    { ...deployment({ conditions: [available] }), metadata: { generation: 2 } },
    {},
    "waiting",
  ],
  [
    "complete",
    "apps",
    "Deployment",
    deployment({ conditions: [available, rolledOut] }),
    { ReplicaSet: [replicaSet(2)] },
    "ready",
  ],
  [
    "one pod of two",
    "apps",
    "Deployment",
    deployment({ conditions: [available] }),
    { ReplicaSet: [replicaSet(1)] },
    "waiting",
    /1\/2/,
  ],
  [
    "second revision, not rolled out",
    "apps",
    "Deployment",
    deployment({ conditions: [available] }, "2"),
    { ReplicaSet: [replicaSet(2, "2")] },
    "waiting",
  ],
  [
    "second revision, old ReplicaSet complete",
    "apps",
    "Deployment",
    deployment({ conditions: [available, rolledOut] }, "2"),
    { ReplicaSet: [replicaSet(2, "1")] },
    "waiting",
  ],
  [
    "second revision, rolled out",
    "apps",
    "Deployment",
    deployment({ conditions: [available, rolledOut] }, "2"),
    { ReplicaSet: [replicaSet(2, "2")] },
    "ready",
  ],
  [
    "deadline exceeded: at once, with the pod's trouble",
    "apps",
    "Deployment",
    deployment({ conditions: [stuck] }),
    { ReplicaSet: [replicaSet(0)], Pod: [brokenPod] },
    "failed",
    /ProgressDeadlineExceeded.*ImagePullBackOff/,
  ],
  [
    "no replicas wanted",
    "apps",
    "Deployment",
    deployment({ conditions: [available] }, "1", 0),
    { ReplicaSet: [replicaSet(0, "1", 0)] },
    "ready",
  ],
  [
    "a claim without volume",
    "apps",
    "Deployment",
    {
      ...deployment({ conditions: [available, rolledOut] }),
      spec: { replicas: 2, template: { spec: { volumes: [{ persistentVolumeClaim: { claimName: "p" } }] } } },
    },
    { ReplicaSet: [replicaSet(2)], PersistentVolumeClaim: [{ metadata: { name: "p" }, status: { phase: "Pending" } }] },
    "waiting",
    /Failed to bind/,
  ],
  [
    "all replicas, one revision",
    "apps",
    "StatefulSet",
    {
      metadata: { generation: 1 },
      spec: { replicas: 2 },
      status: {
        observedGeneration: 1,
        replicas: 2,
        readyReplicas: 2,
        currentReplicas: 2,
        currentRevision: "a",
        updateRevision: "a",
      },
    },
    {},
    "ready",
  ],
  [
    "an update under way",
    "apps",
    "StatefulSet",
    {
      metadata: { generation: 2 },
      spec: { replicas: 2 },
      status: {
        observedGeneration: 2,
        replicas: 2,
        readyReplicas: 2,
        currentReplicas: 1,
        currentRevision: "a",
        updateRevision: "b",
      },
    },
    {},
    "waiting",
  ],
  [
    "an update that waits for hands",
    "apps",
    "StatefulSet",
    {
      metadata: { generation: 2 },
      spec: { replicas: 2, updateStrategy: { type: "OnDelete" } },
      status: { observedGeneration: 2, replicas: 2, readyReplicas: 2, currentRevision: "a", updateRevision: "b" },
    },
    {},
    "ready",
  ],
  [
    "no node to be on",
    "apps",
    "DaemonSet",
    { metadata: { generation: 1 }, status: { observedGeneration: 1, desiredNumberScheduled: 0 } },
    {},
    "ready",
  ],
  [
    "one node of two",
    "apps",
    "DaemonSet",
    {
      metadata: { generation: 1 },
      status: {
        observedGeneration: 1,
        desiredNumberScheduled: 2,
        currentNumberScheduled: 2,
        updatedNumberScheduled: 2,
        numberAvailable: 1,
      },
    },
    {},
    "waiting",
    /available \(1\/2\)/,
  ],
  [
    "not scheduled",
    "",
    "Pod",
    {
      metadata: { name: "p" },
      status: { conditions: [condition("PodScheduled", "False", "Unschedulable", "0/3 nodes")] },
    },
    {},
    "waiting",
    /0\/3 nodes/,
  ],
  [
    "ready",
    "",
    "Pod",
    {
      status: {
        conditions: [condition("PodScheduled", "True"), condition("Initialized", "True"), condition("Ready", "True")],
      },
    },
    {},
    "ready",
  ],
  ["done", "", "Pod", { status: { phase: "Succeeded" } }, {}, "ready"],
  [
    "failed",
    "",
    "Pod",
    { metadata: { name: "p" }, status: { phase: "Failed", reason: "Evicted" } },
    {},
    "failed",
    /Evicted/,
  ],
  [
    "complete",
    "batch",
    "Job",
    { status: { startTime: "t", conditions: [condition("Complete", "True")] } },
    {},
    "ready",
  ],
  ["running", "batch", "Job", { status: { startTime: "t", active: 1 } }, {}, "waiting"],
  [
    "failed for a reason the official plugin waits out",
    "batch",
    "Job",
    {
      metadata: { name: "j" },
      status: { startTime: "t", conditions: [condition("Failed", "True", "PodFailurePolicy", "exit 42")] },
    },
    {},
    "failed",
    /PodFailurePolicy.*exit 42/,
  ],
  ["ExternalName", "", "Service", service({ type: "ExternalName" }), {}, "ready"],
  ["headless", "", "Service", service({ ...selector, clusterIP: "None" }), {}, "ready"],
  ["no selector", "", "Service", service({ clusterIP: "10.0.0.1" }), {}, "ready"],
  ["load balancer without address", "", "Service", service({ type: "LoadBalancer" }), {}, "waiting", /load balancer/],
  [
    "load balancer with address",
    "",
    "Service",
    service({ type: "LoadBalancer", ...selector }, { loadBalancer: { ingress: [{ ip: "1.2.3.4" }] } }),
    { EndpointSlice: [slice(true)] },
    "ready",
  ],
  ["one ready endpoint of two", "", "Service", service(selector), { EndpointSlice: [slice(false, true)] }, "ready"],
  ["readiness not said means ready", "", "Service", service(selector), { EndpointSlice: [slice(undefined)] }, "ready"],
  [
    "pods, none of them ready",
    "",
    "Service",
    service(selector),
    { EndpointSlice: [slice(false)], Pod: [pod({ app: "a" })] },
    "waiting",
    /0\/1 Pods ready/,
  ],
  [
    "a workload whose pods are not there yet",
    "",
    "Service",
    service(selector),
    { Deployment: [{ metadata: { name: "d" }, spec: { template: { metadata: { labels: { app: "a" } } } } }] },
    "waiting",
    /Pods of d/,
  ],
  [
    "a selector of no pod and no workload",
    "",
    "Service",
    service(selector),
    { Pod: [pod({ app: "b" }), pod({ app: "a" }, "Succeeded")] },
    "ready",
    /selects no Pod \(app=a\)/,
  ],
  ["no address", "networking.k8s.io", "Ingress", { spec: {}, status: {} }, {}, "waiting", /loadBalancer/],
  [
    "address, but a backend without endpoints",
    "networking.k8s.io",
    "Ingress",
    {
      spec: { defaultBackend: { service: { name: "gone" } } },
      status: { loadBalancer: { ingress: [{ ip: "1.2.3.4" }] } },
    },
    {},
    "ready",
    /Service .{2}gone/,
  ],
  ["bound", "", "PersistentVolumeClaim", { status: { phase: "Bound" } }, {}, "ready"],
  [
    "pending until its first pod",
    "",
    "PersistentVolumeClaim",
    { spec: { storageClassName: "s" }, status: { phase: "Pending" } },
    { StorageClass: [{ metadata: { name: "s" }, volumeBindingMode: "WaitForFirstConsumer" }] },
    "ready",
  ],
  [
    "pending",
    "",
    "PersistentVolumeClaim",
    { metadata: { name: "p" }, spec: { storageClassName: "s" }, status: { phase: "Pending" } },
    {},
    "waiting",
    /StorageClass .{2}s.{2} does not exist/,
  ],
  ["available", "", "PersistentVolume", { status: { phase: "Available" } }, {}, "ready"],
  ["taken up", "", "ResourceQuota", { spec: { hard: { pods: "1" } }, status: { hard: { pods: "1" } } }, {}, "ready"],
  [
    "not taken up",
    "",
    "ResourceQuota",
    { spec: { hard: { pods: "2" } }, status: { hard: { pods: "1" } } },
    {},
    "waiting",
  ],
  ["token not made", "", "Secret", { type: "kubernetes.io/service-account-token" }, {}, "waiting"],
  ["ordinary", "", "Secret", { type: "Opaque" }, {}, "ready"],
  [
    "all available",
    "",
    "ReplicationController",
    { metadata: { generation: 1 }, spec: { replicas: 1 }, status: { observedGeneration: 1, availableReplicas: 1 } },
    {},
    "ready",
  ],
];

test.each(rows.map((row) => [...row.slice(0, 6), row[6] ?? /./] as unknown as Required<Row>))(
  "%s: %s %s",
  (_title, group, kind, object, others, state, says) => {
    const verdict = judge(group, kind, object, others);
    expect(verdict.state).toBe(state);
    expect(JSON.stringify(verdict)).toMatch(says);
  },
);

const waitFor = (value: string): KubeObject => ({ metadata: { annotations: { "pulumi.com/waitFor": value } } });

test.each([
  ["jsonpath={.status.phase}=Running", { status: { phase: "Running" } }, "ready"],
  ["jsonpath={.status.phase}=Running", { status: { phase: "Pending" } }, "waiting"],
  ["jsonpath={.status.ips[0]}", { status: { ips: [] } }, "waiting"],
  [
    'jsonpath={.status.conditions[?(@.type=="Ready")].status}=True',
    { status: { conditions: [condition("Ready", "True")] } },
    "ready",
  ],
  ["condition=ready", { status: { conditions: [condition("Ready", "True")] } }, "ready"],
  ["condition=Ready=False", { status: { conditions: [condition("Ready", "True")] } }, "waiting"],
  [
    "condition=Ready",
    { metadata: { generation: 2 }, status: { observedGeneration: 1, conditions: [condition("Ready", "True")] } },
    "waiting",
  ],
  [
    '["condition=Ready","jsonpath={.status.x}=1"]',
    { status: { x: 2, conditions: [condition("Ready", "True")] } },
    "waiting",
  ],
])("waitFor %s of %j: %s", (value, object, state) => expect(customRule(waitFor(value))?.(object).state).toBe(state));

test.each(["phase=Running", "jsonpath=.status.phase", "jsonpath={.status[}"])("fails for waitFor %s", (value) => {
  expect(() => customRule(waitFor(value))).toThrow(/waitFor|JSONPath/);
});
