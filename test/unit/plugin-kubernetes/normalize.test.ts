import { unknown, type PropertyMap } from "../../../lib/plugin";
import { unknownFields } from "../../../sandbox/plugins/kubernetes/field-check";
import { normalize } from "../../../sandbox/plugins/kubernetes/normalize";
import { canonicalQuantity } from "../../../sandbox/plugins/kubernetes/quantity";
import { SchemaSet, type Schema } from "../../../sandbox/plugins/kubernetes/schemas";
import { apiDocuments } from "../../conformance/kubernetes-plugin/recordings";

const schemas = (path: string): SchemaSet =>
  new SchemaSet(
    (apiDocuments()[`/openapi/v3/${path}`]?.["components"] as unknown as { schemas: Record<string, Schema> }).schemas,
  );

// What `resource.ParseQuantity(text).String()` of k8s.io/apimachinery answers.
test.each([
  ["0.5", "500m"],
  ["1000m", "1"],
  ["1024Mi", "1Gi"],
  ["1025Mi", "1025Mi"],
  ["1.5Gi", "1536Mi"],
  ["0.1Gi", "107374182400m"],
  ["1e3", "1e3"],
  ["1000", "1k"],
  ["1500", "1500"],
  ["0", "0"],
  ["-1.5", "-1500m"],
  ["100M", "100M"],
  ["12E", "12E"],
  ["seven", "seven"],
])("quantity %s is written %s", (written, canonical) => expect(canonicalQuantity(written)).toBe(canonical));

const deployment = (spec: PropertyMap, container: PropertyMap = {}): PropertyMap => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "a" },
  spec: { ...spec, template: { spec: { containers: [{ name: "c", image: "i", ...container }] } } },
});

test("quantities, empty lists and zeros come into the server's form, and what means something stays", () => {
  const written = deployment(
    { replicas: 0, minReadySeconds: 0, selector: { matchLabels: {} } },
    { resources: { requests: { cpu: "0.5", memory: 1024 } }, env: [], args: ["x"] },
  );
  expect(normalize(written, schemas("apis/apps/v1"))).toEqual(
    deployment(
      { replicas: 0, selector: {} },
      { resources: { requests: { cpu: "500m", memory: "1024" } }, args: ["x"] },
    ),
  );
});

test("emptyDir: {} is no empty value", () => {
  const pod = { apiVersion: "v1", kind: "Pod", metadata: {}, spec: { volumes: [{ name: "v", emptyDir: {} }] } };
  expect(normalize(pod, schemas("api/v1"))).toEqual(pod);
});

test("stringData becomes data and wins over it", () => {
  const secret = { apiVersion: "v1", kind: "Secret", data: { a: "eA==", b: "eQ==" }, stringData: { b: "z" } };
  expect(normalize(secret, undefined)).toEqual({ apiVersion: "v1", kind: "Secret", data: { a: "eA==", b: "eg==" } });
});

test("what the server owns is removed, and half-known objects stay as they are", () => {
  const metadata = { name: "a", uid: "u", resourceVersion: "1", managedFields: [] };
  expect(normalize({ kind: "ConfigMap", metadata }, undefined)).toEqual({ kind: "ConfigMap", metadata: { name: "a" } });
  const half = { apiVersion: "v1", kind: "Secret", stringData: { a: unknown } };
  expect(normalize(half, undefined)).toEqual(half);
});

test.each([
  [deployment({ replica: 2 }), "spec.replica", 'did you mean "replicas"?'],
  [
    deployment({}, { imagePullPolic: "Always" }),
    "spec.template.spec.containers[0].imagePullPolic",
    '"imagePullPolicy"',
  ],
  [deployment({}, { env: [{ nam: unknown }] }), "spec.template.spec.containers[0].env[0].nam", '"name"'],
  [deployment({ zzzzzzzz: 1 }), "spec.zzzzzzzz", "known fields here: minReadySeconds, paused"],
  [{ ...deployment({}), sepc: {} }, "sepc", '"spec"'],
])("fails for a field that does not exist: %#", (object, property, advice) => {
  const failures = unknownFields(object, schemas("apis/apps/v1"));
  expect(failures).toHaveLength(1);
  expect(failures[0]).toMatchObject({ property, reason: expect.stringContaining(advice) as string });
});

test("labels, annotations and other free-form maps have no unknown fields", () => {
  const object = { ...deployment({ selector: { matchLabels: { any: "x" } } }), metadata: { labels: { "a/b": "c" } } };
  expect(unknownFields(object, schemas("apis/apps/v1"))).toEqual([]);
});
