import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { unknownFields } from "../../../lib/kubernetes/fields/unknown";
import { requireKnownFields } from "../../../workloads/known-fields";

const pod = (container: object) => ({ template: { spec: { containers: [{ name: "c", image: "i" }, container] } } });
const found = (apiVersion: string, kind: string, object: object) =>
  unknownFields(apiVersion, kind, object as Record<string, unknown>).map(({ path, near }) =>
    near === undefined ? path : `${path} → ${near}`,
  );

describe("fields that Kubernetes' API has not", () => {
  test.each<[string, string, object, string[]]>([
    ["apps/v1", "Deployment", { spec: { replica: 3 } }, ["spec.replica → replicas"]],
    ["apps/v1", "DeploymentPatch", { spec: { replica: 3 } }, ["spec.replica → replicas"]],
    ["apps/v1", "Deployment", { spec: pod({ imagePullPolice: "Always" }) }, ["spec.template.spec.containers[1].imagePullPolice → imagePullPolicy"]],
    ["batch/v1", "CronJob", { spec: { schedule: "* * * * *", jobTemplate: { spec: { backofLimit: 1 } } } }, ["spec.jobTemplate.spec.backofLimit → backoffLimit"]],
    ["v1", "ConfigMap", { metadata: { lables: {} }, dta: {} }, ["metadata.lables → labels", "dta → data"]],
    ["autoscaling/v2", "HorizontalPodAutoscaler", { spec: { targetCPUUtilizationPercentage: 50 } }, ["spec.targetCPUUtilizationPercentage"]],
    ["networking.k8s.io/v1", "Ingress", { spec: { rules: [{ http: { paths: [{ path: "/", backend: { serviceName: "a" } }] } }] } }, ["spec.rules[0].http.paths[0].backend.serviceName → service"]],
    ["apiextensions.k8s.io/v1", "CustomResourceDefinition", { spec: { versions: [{ schema: { openAPIV3Schema: { properties: { a: { x_kubernetes_int_or_string: true, nulable: true } } } } }] } }, ["spec.versions[0].schema.openAPIV3Schema.properties.a.nulable → nullable"]],
  ])("%s %s: %j", (apiVersion, kind, object, paths) => expect(found(apiVersion, kind, object)).toEqual(paths)); // prettier-ignore

  test.each<[string, string, object]>([
    ["apps/v1", "Deployment", { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "a", annotations: { any: "x" } }, spec: { replicas: 1, ...pod({ resources: { limits: { "nvidia.com/gpu": 1 } } }) } }],
    ["autoscaling/v1", "HorizontalPodAutoscaler", { spec: { targetCPUUtilizationPercentage: 50 } }],
    ["apps/v1", "Deployment", { spec: { strategy: undefined, paused: undefined, leftOut: undefined } }],
    ["v1", "Secret", { stringData: { any: "x" }, data: pulumi.secret({ any: "x" }) }],
    ["example.com/v1", "Widget", { spec: { anything: 1 } }],
    ["extensions/v1beta1", "Ingress", { spec: { backend: {} } }],
  ])("%s %s: none in %j", (apiVersion, kind, object) => expect(found(apiVersion, kind, object)).toEqual([])); // prettier-ignore

  test("values that are known later, promises and outputs are not looked into", () => {
    const later = { spec: pulumi.output({ replica: 3 }), metadata: Promise.resolve({ lables: {} }) };
    expect(found("apps/v1", "Deployment", later)).toEqual([]);
  });
});

describe("an object of a program", () => {
  const spec = { spec: { replica: 3, template: { spec: { containers: [{ newField: "t0p-secret" }] } } } };

  test("fails with a field that the API has not, naming the object, the field and what was meant, and no value", () => {
    const refused = () => requireKnownFields("kubernetes:apps/v1:Deployment", "web", spec);
    expect(refused).toThrow(/^Deployment web: got spec\.replica \(did you mean replicas\?\), spec\.template\.spec\.containers\[0\]\.newField; expected/);
    expect(refused).not.toThrow(/t0p-secret/);
  }); // prettier-ignore

  test("keeps a field of a newer API that is named", () => {
    const except = ["spec.replica", "spec.template.spec.containers.newField"];
    expect(() => requireKnownFields("kubernetes:apps/v1:Deployment", "web", spec, except)).not.toThrow();
    expect(() => requireKnownFields("kubernetes:apps/v1:Deployment", "web", spec, except.slice(1))).toThrow(/replica/);
  });

  test("is looked for in the YAML of a group, of a list in it, and of a file", () => {
    const yaml = "kind: List\napiVersion: v1\nitems: [{ apiVersion: apps/v1, kind: Deployment, metadata: { name: web }, spec: { replica: 1 } }]\n---\n";
    const file = join(mkdtempSync(join(tmpdir(), "known-fields-")), "web.yaml");
    writeFileSync(file, yaml);
    for (const props of [{ yaml }, { yaml: ["", yaml] }, { file }, { files: [file] }, { objs: [{ apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "web" }, spec: { replica: 1 } }] }])
      expect(() => requireKnownFields("kubernetes:yaml/v2:ConfigGroup", "group", props)).toThrow(/^Deployment web in group: got spec\.replica/);
    rmSync(dirname(file), { recursive: true });
    expect(() => requireKnownFields("kubernetes:yaml/v2:ConfigFile", "x", { file: "https://example.com/a.yaml" })).not.toThrow();
  }); // prettier-ignore

  test.each(["kubernetes:yaml/v2:ConfigGroup", "kubernetes:helm.sh/v4:Chart", "pulumi:providers:kubernetes", "gcp:container/cluster:Cluster"])(
    "%s is none",
    (type) => expect(() => requireKnownFields(type, "x", { replica: 3 })).not.toThrow(),
  ); // prettier-ignore

  test("the core group stands in tokens and not in manifests", () =>
    expect(() => requireKnownFields("kubernetes:core/v1:Service", "web", { spec: { selectr: {} } })).toThrow(
      /selector/,
    ));
});
