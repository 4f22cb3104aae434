import { object } from "../examples";
import { list, objects, podMakers, text } from "../objects";
import { cis, each, link, type StackRule } from "../rule";
import { podSpec } from "../workload";

const settingsExist: StackRule = {
  id: "settings-exist",
  title: "ConfigMaps, Secrets and claims that pods name exist",
  severity: "high",
  sources: [link("https://kubernetes.io/docs/concepts/configuration/configmap/")],
  field: "env[].valueFrom, envFrom[], volumes[]",
  fix: "Correct the name, add the object to the program, or mark the reference optional.",
  examples: {
    pass: [
      object("ConfigMap", "core/v1", { data: {} }, "settings"),
      object("Pod", "core/v1", {
        spec: { containers: [{ name: "app", envFrom: [{ configMapRef: { name: "settings" } }] }] },
      }),
    ],
    fail: [
      object("Pod", "core/v1", {
        spec: { containers: [{ name: "app", envFrom: [{ configMapRef: { name: "settings" } }] }] },
      }),
    ],
  },
  check: (resources) => {
    const there = new Set(
      objects(resources, "ConfigMap", "Secret", "PersistentVolumeClaim").map(
        ({ kind, namespace, name }) => `${kind} ${namespace}/${name}`,
      ),
    );
    return each(objects(resources, ...podMakers), (server) => {
      const spec = podSpec(server.props);
      const references = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])].flatMap((container) => [
        ...(container.env ?? []).flatMap(({ valueFrom }) => [
          { kind: "ConfigMap", ...valueFrom?.configMapKeyRef },
          { kind: "Secret", ...valueFrom?.secretKeyRef },
        ]),
        ...(container.envFrom ?? []).flatMap(({ configMapRef, secretRef }) => [
          { kind: "ConfigMap", ...configMapRef },
          { kind: "Secret", ...secretRef },
        ]),
      ]);
      const volumes = (spec?.volumes ?? []).flatMap(({ configMap, secret, persistentVolumeClaim }) => [
        { kind: "ConfigMap", name: configMap?.name, optional: configMap?.optional },
        { kind: "Secret", name: secret?.secretName, optional: secret?.optional },
        { kind: "PersistentVolumeClaim", name: persistentVolumeClaim?.claimName, optional: false },
      ]);
      return [...references, ...volumes]
        .filter(
          ({ kind, name, optional }) =>
            name !== undefined && optional !== true && !there.has(`${kind} ${server.namespace}/${name}`),
        )
        .map(({ kind, name }) => ({
          urn: server.urn,
          because: `${kind} ${server.namespace}/${name} is not in this stack: the pod will not start`,
        }));
    });
  },
};

const bindingSubjects: StackRule = {
  id: "rbac-subject-exists",
  title: "Roles are bound to service accounts that exist",
  severity: "medium",
  sources: [cis("4.1.1")],
  field: "subjects[]",
  fix: "Correct the subject's name and namespace.",
  examples: {
    pass: [
      object("ServiceAccount", "core/v1", {}),
      object("RoleBinding", "rbac.authorization.k8s.io/v1", {
        subjects: [{ kind: "ServiceAccount", name: "a", namespace: "n" }],
      }),
    ],
    fail: [
      object("RoleBinding", "rbac.authorization.k8s.io/v1", {
        subjects: [{ kind: "ServiceAccount", name: "typo", namespace: "n" }],
      }),
    ],
  },
  check: (resources) => {
    const accounts = new Set(objects(resources, "ServiceAccount").map(({ namespace, name }) => `${namespace}/${name}`));
    const ours = new Set(objects(resources).map(({ namespace }) => namespace));
    return each(objects(resources, "RoleBinding", "ClusterRoleBinding"), (binding) =>
      list(binding.props["subjects"])
        .filter(({ kind, namespace }) => kind === "ServiceAccount" && ours.has(text(namespace)))
        .filter(({ namespace, name }) => name !== "default" && !accounts.has(`${text(namespace)}/${text(name)}`))
        .map(({ namespace, name }) => ({
          urn: binding.urn,
          because: `service account ${text(namespace)}/${text(name)} is not in this stack: whoever creates it gets the role`,
        })),
    );
  },
};

/** Every cluster has them. */
const givenNamespace = /^(default|kube-(system|public|node-lease)|gke-.*|gmp-.*)$/;

const namespaceExists: StackRule = {
  id: "namespace-exists",
  title: "Namespaces that objects are put into are made by the stack",
  severity: "medium",
  sources: [link("https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/")],
  field: "metadata.namespace",
  fix: "Correct the name, make the namespace in the program, or exempt the object where another stack makes it.",
  examples: {
    pass: [
      object("Namespace", "core/v1", { metadata: { name: "shop" } }, "shop"),
      object("ConfigMap", "core/v1", { metadata: { name: "settings", namespace: "shop" } }),
    ],
    fail: [object("ConfigMap", "core/v1", { metadata: { name: "settings", namespace: "shop" } })],
  },
  check: (resources) => {
    const made = new Set(objects(resources, "Namespace").map(({ name }) => name));
    return each(objects(resources), ({ urn, kind, namespace }) =>
      kind === "Namespace" || made.has(namespace) || givenNamespace.test(namespace)
        ? []
        : [
            {
              urn,
              because: `unless something else has made the namespace ${namespace}, the update waits 63 s for it and fails`,
            },
          ],
    );
  },
};

export const referenceRules: readonly StackRule[] = [settingsExist, bindingSubjects, namespaceExists];
