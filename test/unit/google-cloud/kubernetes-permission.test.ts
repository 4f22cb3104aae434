import { kubernetesPermission } from "../../../sandbox/google-cloud/kubernetes/permission";

test.each<[string, string, string, string, string | undefined]>([
  ["get", "", "pods", "", "container.pods.get"],
  ["watch", "", "pods", "", "container.pods.list"],
  ["patch", "apps", "deployments", "", "container.deployments.update"],
  ["deletecollection", "", "secrets", "", "container.secrets.delete"],
  ["get", "", "pods", "log", "container.pods.getLogs"],
  ["create", "", "pods", "exec", "container.pods.exec"],
  ["create", "", "pods", "eviction", "container.pods.evict"],
  ["create", "", "serviceaccounts", "token", "container.serviceAccounts.createToken"],
  ["update", "apps", "deployments", "status", "container.deployments.updateStatus"],
  ["get", "apps", "statefulsets", "scale", "container.statefulSets.getScale"],
  ["escalate", "rbac.authorization.k8s.io", "clusterroles", "", "container.clusterRoles.escalate"],
  ["list", "gateway.networking.k8s.io", "httproutes", "", "container.thirdPartyObjects.list"],
  // A resource of somebody's own that is called like one of Kubernetes' is not that one.
  ["get", "serving.example.com", "services", "", "container.thirdPartyObjects.get"],
  ["impersonate", "", "users", "", undefined],
  ["get", "", "unheardof", "", undefined],
  ["create", "", "namespaces", "unheardof", undefined],
])("%s %s/%s/%s", (verb, group, resource, subresource, permission) => {
  expect(kubernetesPermission({ verb, group, resource, subresource })).toBe(permission);
});
