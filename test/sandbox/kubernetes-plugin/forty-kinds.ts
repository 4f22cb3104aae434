/**
 * A program of 40 kinds, all in one namespace or named after it. `EDIT=1` in its environment changes most of them.
 * What would wait for a controller that no test cluster has is not waited for.
 */
export const fortyKinds = (namespace: string): string => `
const edit = process.env.EDIT === "1";
const v = edit ? "2" : "1";
const ns = new k8s.core.v1.Namespace("ns", { metadata: { name: "${namespace}", labels: { step: v } } }, { provider });
const o = { provider, dependsOn: [ns] };
const m = (name) => ({ name, namespace: "${namespace}", labels: { step: v } });
const cluster = (name) => ({ name: "${namespace}-" + name, labels: { step: v } });
const skip = (name) => ({ ...m(name), annotations: { "pulumi.com/skipAwait": "true" } });
const pod = (name) => ({ metadata: { labels: { app: name } }, spec: { containers: [{ name: "c", image: "busybox", command: ["sh", "-c", "trap exit TERM; while :; do sleep 1; done"], env: [{ name: "V", value: v }], resources: { requests: { cpu: "0.01", memory: "8Mi" } } }], terminationGracePeriodSeconds: 1 } });
const selector = (name) => ({ matchLabels: { app: name } });
new k8s.core.v1.ConfigMap("configmap", { metadata: m("configmap"), data: { v } }, o);
new k8s.core.v1.ConfigMap("autonamed", { metadata: { namespace: "${namespace}" }, data: { v } }, o);
new k8s.core.v1.Secret("secret", { metadata: m("secret"), stringData: { v: "canary-" + v } }, o);
const sa = new k8s.core.v1.ServiceAccount("sa", { metadata: m("sa"), automountServiceAccountToken: edit }, o);
new k8s.core.v1.Pod("pod", { metadata: m("pod"), spec: pod("pod").spec }, o);
new k8s.core.v1.PodTemplate("podtemplate", { metadata: m("podtemplate"), template: pod("podtemplate") }, o);
new k8s.core.v1.ReplicationController("rc", { metadata: m("rc"), spec: { replicas: edit ? 1 : 0, selector: { app: "rc" }, template: pod("rc") } }, o);
const web = new k8s.apps.v1.Deployment("web", { metadata: m("web"), spec: { replicas: 1, selector: selector("web"), template: pod("web") } }, o);
new k8s.apps.v1.ReplicaSet("rs", { metadata: m("rs"), spec: { replicas: 0, minReadySeconds: edit ? 1 : 0, selector: selector("rs"), template: pod("rs") } }, o);
new k8s.apps.v1.DaemonSet("ds", { metadata: m("ds"), spec: { selector: selector("ds"), template: { ...pod("ds"), spec: { ...pod("ds").spec, nodeSelector: { none: "such" } } } } }, o);
new k8s.apps.v1.StatefulSet("ss", { metadata: m("ss"), spec: { serviceName: "ss", replicas: 1, selector: selector("ss"), template: pod("ss") } }, o);
new k8s.apps.v1.ControllerRevision("revision", { metadata: m("revision"), revision: edit ? 2 : 1, data: { any: "thing" } }, o);
new k8s.batch.v1.Job("job", { metadata: m("job"), spec: { backoffLimit: 0, template: { spec: { restartPolicy: "Never", containers: [{ name: "c", image: "busybox", command: ["true"], env: [{ name: "V", value: v }] }] } } } }, o);
new k8s.batch.v1.CronJob("cronjob", { metadata: m("cronjob"), spec: { schedule: edit ? "0 0 1 1 *" : "0 0 2 1 *", jobTemplate: { spec: { template: { spec: { restartPolicy: "Never", containers: [{ name: "c", image: "busybox" }] } } } } } }, o);
new k8s.core.v1.Service("service", { metadata: m("service"), spec: { selector: { app: "web" }, ports: [{ port: 80, targetPort: edit ? 81 : 80 }] } }, { ...o, dependsOn: [web] });
new k8s.core.v1.Service("headless", { metadata: m("headless"), spec: { clusterIP: "None", selector: { app: "ss" }, ports: [{ port: 80 }] } }, o);
new k8s.core.v1.Service("external", { metadata: m("external"), spec: { type: "ExternalName", externalName: edit ? "b.example" : "a.example" } }, o);
new k8s.core.v1.Endpoints("endpoints", { metadata: m("endpoints"), subsets: [{ addresses: [{ ip: "192.0.2.1" }], ports: [{ port: edit ? 81 : 80 }] }] }, o);
new k8s.discovery.v1.EndpointSlice("slice", { metadata: m("slice"), addressType: "IPv4", endpoints: [{ addresses: ["192.0.2.2"] }], ports: [{ port: edit ? 81 : 80, name: "http", protocol: "TCP" }] }, o);
new k8s.networking.v1.Ingress("ingress", { metadata: skip("ingress"), spec: { rules: [{ host: "a.example", http: { paths: [{ path: edit ? "/b" : "/a", pathType: "Prefix", backend: { service: { name: "service", port: { number: 80 } } } }] } }] } }, o);
new k8s.networking.v1.IngressClass("ingressclass", { metadata: cluster("ingressclass"), spec: { controller: "example.com/none" } }, o);
new k8s.networking.v1.NetworkPolicy("np", { metadata: m("np"), spec: { podSelector: {}, policyTypes: edit ? ["Ingress", "Egress"] : ["Ingress"], ingress: [{}], egress: [{}] } }, o);
new k8s.core.v1.PersistentVolume("pv", { metadata: cluster("pv"), spec: { capacity: { storage: "1024Mi" }, accessModes: ["ReadWriteOnce"], storageClassName: "${namespace}", hostPath: { path: "/tmp/none" }, persistentVolumeReclaimPolicy: edit ? "Delete" : "Retain" } }, o);
new k8s.core.v1.PersistentVolumeClaim("pvc", { metadata: m("pvc"), spec: { storageClassName: "${namespace}-late", accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1024Mi" } } } }, { ...o, dependsOn: [ns, new k8s.storage.v1.StorageClass("late", { metadata: { name: "${namespace}-late" }, provisioner: "example.com/none", volumeBindingMode: "WaitForFirstConsumer" }, o)] });
new k8s.storage.v1.CSIDriver("csidriver", { metadata: cluster("csidriver"), spec: { attachRequired: false } }, o);
new k8s.core.v1.LimitRange("limits", { metadata: m("limits"), spec: { limits: [{ type: "Container", default: { cpu: edit ? "0.2" : "0.1" } }] } }, o);
new k8s.core.v1.ResourceQuota("quota", { metadata: m("quota"), spec: { hard: { pods: edit ? "51" : "50" } } }, o);
new k8s.rbac.v1.Role("role", { metadata: m("role"), rules: [{ apiGroups: [""], resources: ["pods"], verbs: edit ? ["get", "list"] : ["get"] }] }, o);
new k8s.rbac.v1.RoleBinding("rolebinding", { metadata: m("rolebinding"), roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: edit ? "role" : "other" }, subjects: [{ kind: "ServiceAccount", name: "sa", namespace: "${namespace}" }] }, o);
new k8s.rbac.v1.ClusterRole("clusterrole", { metadata: cluster("clusterrole"), rules: [{ apiGroups: [""], resources: ["nodes"], verbs: ["get"] }] }, o);
new k8s.rbac.v1.ClusterRoleBinding("clusterrolebinding", { metadata: cluster("crb"), roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "${namespace}-clusterrole" }, subjects: [{ kind: "ServiceAccount", name: "sa", namespace: "${namespace}" }] }, o);
new k8s.autoscaling.v2.HorizontalPodAutoscaler("hpa", { metadata: m("hpa"), spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "none" }, maxReplicas: edit ? 3 : 2 } }, o);
new k8s.policy.v1.PodDisruptionBudget("pdb", { metadata: m("pdb"), spec: { minAvailable: edit ? "50%" : 1, selector: selector("web") } }, o);
new k8s.scheduling.v1.PriorityClass("priority", { metadata: cluster("priority"), value: 1, description: "step " + v }, o);
new k8s.node.v1.RuntimeClass("runtimeclass", { metadata: cluster("runtimeclass"), handler: "runc" }, o);
new k8s.coordination.v1.Lease("lease", { metadata: m("lease"), spec: { holderIdentity: "h" + v } }, o);
new k8s.admissionregistration.v1.ValidatingAdmissionPolicy("policy", { metadata: cluster("policy"), spec: { matchConstraints: { resourceRules: [{ apiGroups: ["none.example.com"], apiVersions: ["v1"], operations: ["CREATE"], resources: ["nones"] }] }, validations: [{ expression: edit ? "true" : "1 == 1" }] } }, o);
new k8s.admissionregistration.v1.ValidatingWebhookConfiguration("webhook", { metadata: cluster("webhook"), webhooks: [] }, o);
new k8s.flowcontrol.v1.FlowSchema("flowschema", { metadata: cluster("flowschema"), spec: { priorityLevelConfiguration: { name: "catch-all" }, matchingPrecedence: edit ? 9001 : 9000 } }, o);
const plural = "widgets", group = "${namespace}.example.com";
const crd = new k8s.apiextensions.v1.CustomResourceDefinition("crd", { metadata: { name: plural + "." + group }, spec: { group, scope: "Namespaced", names: { plural, singular: "widget", kind: "Widget" }, versions: [{ name: "v1", served: true, storage: true, schema: { openAPIV3Schema: { type: "object", properties: { spec: { type: "object", properties: { size: { type: "integer" }, any: { type: "object", "x-kubernetes-preserve-unknown-fields": true } } } } } } }] } }, o);
new k8s.apiextensions.CustomResource("widget", { apiVersion: group + "/v1", kind: "Widget", metadata: { name: "w", namespace: "${namespace}" }, spec: { size: Number(v) } }, { ...o, dependsOn: [crd] });
new k8s.core.v1.ConfigMap("outputs", { metadata: m("outputs"), data: { ip: sa.metadata.uid, v } }, o);
`;
