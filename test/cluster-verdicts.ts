/** A value that cannot work, as a stack file writes it and as the API server would get it. */
export interface Verdict {
  readonly what: string;
  /** Sections of a stack file that hold it. */
  readonly sections: object;
  /** What our check says of it. */
  readonly ours: RegExp;
  /** The same in the cluster's own words. */
  readonly object: object;
  /** What the API server says to it; undefined where it takes what no node can run. */
  readonly server: RegExp | undefined;
  /** Whether it says so only where the object is to be kept: a dry run takes no port of the nodes. */
  readonly onlyKept?: true;
}

const image = `docker.io/library/web@sha256:${"a".repeat(64)}`;
const colors = { blue: { image }, green: { image } };
const app = (changes: object) => ({ apps: { web: { active: "blue", colors, ...changes } } });

const metadata = { name: "verdict", namespace: "default" };
const template = (spec: object = {}, labels: object = {}) => ({
  metadata: { labels: { app: "verdict", ...labels } },
  spec: { containers: [{ name: "web", image }], ...spec },
});
const pod = (container: object, spec: object = {}) => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata,
  spec: { containers: [{ name: "web", image, ...container }], ...spec },
});
const deployment = (spec: object) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata,
  spec: { selector: { matchLabels: { app: "verdict" } }, template: template(), ...spec },
});
const service = (spec: object) => ({
  apiVersion: "v1",
  kind: "Service",
  metadata,
  spec: { ports: [{ port: 80 }], ...spec },
});
const cronJob = (schedule: string) => ({
  apiVersion: "batch/v1",
  kind: "CronJob",
  metadata,
  spec: { schedule, jobTemplate: { spec: { template: template({ restartPolicy: "Never" }) } } },
});
const memory = (amount: string) => pod({ resources: { requests: { memory: amount }, limits: { memory: amount } } });
const schedule = (text: string) => ({ cronJobs: { clean: { image, schedule: text } } });

/** One of each kind. */
export const verdicts: readonly Verdict[] = [
  { what: "memory in thousandths of bytes", sections: app({ resources: { memory: "128m" } }), ours: /amount of memory with its unit.*"128Mi"/s, object: memory("128m"), server: undefined },
  { what: "memory without a unit", sections: app({ resources: { memory: 512 } }), ours: /got 512; expected an amount of memory with its unit/, object: memory("512"), server: undefined },
  { what: "an amount that is none", sections: app({ resources: { memory: "1GB" } }), ours: /an amount of memory/, object: memory("1GB"), server: /quantities must match/ },
  { what: "processors by the million", sections: app({ resources: { cpu: "250M" } }), ours: /a quarter of one/, object: pod({ resources: { requests: { cpu: "250M" } } }), server: undefined },
  { what: "no room to roll", sections: app({ maxSurge: 0, maxUnavailable: "0%" }), ours: /no pod could ever be replaced/, object: deployment({ strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: "0%" } } }), server: /may not be 0 when/ },
  { what: "more than all unavailable", sections: app({ maxUnavailable: "150%" }), ours: /at most 100%/, object: deployment({ strategy: { rollingUpdate: { maxUnavailable: "150%" } } }), server: /must not be greater than 100%/ },
  { what: "ready too late for the deadline", sections: app({ minReadySeconds: 60, progressDeadline: "1m" }), ours: /less than progressDeadline/, object: deployment({ minReadySeconds: 60, progressDeadlineSeconds: 60 }), server: /must be greater than minReadySeconds/ },
  { what: "a label's value with a space", sections: app({ labels: { team: "team a" } }), ours: /a label value/, object: deployment({ template: template({}, { team: "team a" }) }), server: /valid label must be/ },
  { what: "a label's key with a space", sections: app({ labels: { "my team": "a" } }), ours: /a label key/, object: deployment({ template: template({}, { "my team": "a" }) }), server: /name part must consist/ },
  { what: "an annotation's key with a space", sections: app({ annotations: { "my note": "a" } }), ours: /an annotation's key/, object: { ...pod({}), metadata: { ...metadata, annotations: { "my note": "a" } } }, server: /name part must consist/ },
  { what: "a node's label that is none", sections: app({ nodeSelector: { pool: "a b" } }), ours: /a label value/, object: pod({}, { nodeSelector: { pool: "a b" } }), server: /valid label must be/ },
  { what: "a toleration of a value without a key", sections: app({ tolerations: [{ value: "x" }] }), ours: /the key of the taint/, object: pod({}, { tolerations: [{ operator: "Equal", value: "x" }] }), server: /operator must be Exists when `key` is empty/ },
  { what: "a bare address as a range", sections: app({ expose: { kind: "LoadBalancer", sourceRanges: ["192.0.2.7"] } }), ours: /did you mean 192.0.2.7\/32/, object: service({ type: "LoadBalancer", loadBalancerSourceRanges: ["192.0.2.7"] }), server: /must be a valid CIDR|invalid CIDR|192\.0\.2\.7/ },
  { what: "a node port below its range", sections: app({ expose: { kind: "NodePort", nodePort: 8080 } }), ours: /30000 to 32767/, object: service({ type: "NodePort", ports: [{ port: 80, nodePort: 8080 }] }), server: /not in the valid range/, onlyKept: true },
  { what: "two volumes in one folder", sections: app({ volumes: { a: { emptyDir: {} }, b: { emptyDir: {} } }, mounts: { a: "/d", b: "/d" } }), ours: /a folder other than \/d/, object: pod({ volumeMounts: [{ name: "a", mountPath: "/d" }, { name: "b", mountPath: "/d" }] }, { volumes: [{ name: "a", emptyDir: {} }, { name: "b", emptyDir: {} }] }), server: /must be unique/ },
  { what: "a subPath that leaves its volume", sections: app({ volumes: { a: { emptyDir: {} } }, mounts: { a: { path: "/d", subPath: "../x" } } }), ours: /inside the volume/, object: pod({ volumeMounts: [{ name: "a", mountPath: "/d", subPath: "../x" }] }, { volumes: [{ name: "a", emptyDir: {} }] }), server: /must not contain '\.\.'/ },
  { what: "two containers of one name", sections: app({ initContainers: [{ name: "a" }, { name: "a" }] }), ours: /no other container/, object: pod({}, { initContainers: [{ name: "a", image }, { name: "a", image }] }), server: /Duplicate value/ },
  { what: "two ports of one number in a Service", sections: app({ ports: { a: 9090, b: 9090 } }), ours: /a port other than 9090, which a has/, object: service({ ports: [{ name: "a", port: 9090 }, { name: "b", port: 9090 }] }), server: /Duplicate value/ },
  { what: "a port's name that is too long", sections: { statefulSets: { db: { image, ports: { "a-name-of-many-letters": 80 } } } }, ours: /at most 15/, object: pod({ ports: [{ name: "a-name-of-many-letters", containerPort: 80 }] }), server: /must be no more than 15/ },
  { what: "a field that pods do not have", sections: app({ env: { A: { field: "spec.replicas" } } }), ours: /a field of the pod/, object: pod({ env: [{ name: "A", valueFrom: { fieldRef: { fieldPath: "spec.replicas" } } }] }), server: /error converting fieldPath|not supported|Unsupported/ },
  { what: "an hour that no day has", sections: schedule("61 25 * * *"), ours: /0 to 59 as the minute/, object: cronJob("61 25 * * *"), server: /end of range \(61\) above maximum|above maximum/ },
  { what: "a step of nothing", sections: schedule("*/0 * * * *"), ours: /a step \*\/5/, object: cronJob("*/0 * * * *"), server: /step of range should be a positive number/ },
  { what: "an eighth weekday", sections: schedule("0 0 * * 7"), ours: /0 to 6 as the day of the week/, object: cronJob("0 0 * * 7"), server: /above maximum/ },
  { what: "a resource that no quota knows", sections: { tenants: { team: { quota: { cpus: 4 } } } }, ours: /a resource of a quota/, object: { apiVersion: "v1", kind: "ResourceQuota", metadata, spec: { hard: { cpus: "4" } } }, server: /must be a standard resource/ },
  { what: "a host with two dots", sections: app({ expose: { kind: "Ingress", hosts: ["a..example.com"] } }), ours: /a host name/, object: ingress({ host: "a..example.com" }), server: /RFC 1123 subdomain/ },
  { what: "a path that leaves itself", sections: app({ expose: { kind: "Ingress", hosts: ["a.example.com"], paths: ["/a/../b"] } }), ours: /a path without/, object: ingress({ host: "a.example.com" }, "/a/../b"), server: /must not contain '\/\.\.\/'/ },
  { what: "a namespace's name in capitals", sections: app({ namespace: "Shop" }), ours: /the name of a namespace/, object: { apiVersion: "v1", kind: "Namespace", metadata: { name: "Shop" } }, server: /RFC 1123 label/ },
  { what: "a device without a domain", sections: app({ resources: { extended: { gpu: 1 } } }), ours: /a resource with its domain/, object: pod({ resources: { requests: { gpu: "1" }, limits: { gpu: "1" } } }), server: /must be a standard resource/ },
]; // prettier-ignore

function ingress(rule: { host: string }, path = "/"): object {
  const http = { paths: [{ path, pathType: "Prefix", backend: { service: { name: "web", port: { number: 80 } } } }] };
  return { apiVersion: "networking.k8s.io/v1", kind: "Ingress", metadata, spec: { rules: [{ ...rule, http }] } };
}

/** What must stay right: the edges of what is allowed. */
export const accepted: readonly { readonly what: string; readonly sections: object; readonly object: object }[] = [
  { what: "names of months and days", sections: schedule("*/5 0-23/2 1,15 jan-mar MON-FRI"), object: cronJob("*/5 0-23/2 1,15 jan-mar MON-FRI") },
  { what: "a schedule by its name", sections: schedule("@every 1h30m"), object: cronJob("@every 1h30m") },
  { what: "a label with a domain", sections: app({ labels: { "example.com/team": "a.b_c" } }), object: deployment({ template: template({}, { "example.com/team": "a.b_c" }) }) },
  { what: "an exponent", sections: app({ resources: { memory: "1e9", cpu: "0.5" } }), object: pod({ resources: { requests: { memory: "1e9", cpu: "0.5" } } }) },
  { what: "the last second before the deadline", sections: app({ minReadySeconds: 59, progressDeadline: "1m" }), object: deployment({ minReadySeconds: 59, progressDeadlineSeconds: 60 }) },
  { what: "the last node port", sections: app({ expose: { kind: "NodePort", nodePort: 32767 } }), object: service({ type: "NodePort", ports: [{ port: 80, nodePort: 32767 }] }) },
  { what: "a range of IPv6", sections: app({ expose: { kind: "LoadBalancer", sourceRanges: ["2001:db8::/32"] } }), object: service({ type: "LoadBalancer", loadBalancerSourceRanges: ["2001:db8::/32"] }) },
  { what: "one port twice, by protocol", sections: app({ ports: { a: 53, b: { port: 53, protocol: "UDP" } } }), object: service({ ports: [{ name: "a", port: 53 }, { name: "b", port: 53, protocol: "UDP" }] }) },
]; // prettier-ignore
