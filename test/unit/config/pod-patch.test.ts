import { patchedFields, patchPodTemplate } from "../../../config/pod-patch/apply";
import { checkPodPatch } from "../../../config/pod-patch/check";

const template = {
  metadata: { labels: { app: "web" } },
  spec: {
    containers: [{ name: "web", image: "a", ports: [{ name: "http", containerPort: 80 }] }],
    volumes: [{ name: "tmp", emptyDir: {} }],
  },
};
const mistakes = (patch: unknown) => {
  const found: string[] = [];
  checkPodPatch(patch, (path, message) => found.push(`${path.join(".")}: ${message}`));
  return found;
};

describe("a patch is merged as kubectl patch does it", () => {
  test.each<[string, object, object]>([
    ["a field that is new", { spec: { dnsPolicy: "None" } }, { spec: { ...template.spec, dnsPolicy: "None" } }],
    ["an entry of a list by its key", { spec: { containers: [{ name: "web", tty: true }] } }, { spec: { containers: [{ ...template.spec.containers[0], tty: true }] } }],
    ["an entry that is new", { spec: { volumes: [{ name: "gcs", emptyDir: { medium: "Memory" } }] } }, { spec: { volumes: [{ name: "tmp" }, { name: "gcs", emptyDir: { medium: "Memory" } }] } }],
    ["a list without a key as a whole", { spec: { tolerations: [{ operator: "Exists" }] } }, { spec: { tolerations: [{ operator: "Exists" }] } }],
    ["an entry that goes", { spec: { volumes: [{ name: "tmp", $patch: "delete" }] } }, { spec: { volumes: [] } }],
    ["a list that is replaced", { spec: { volumes: [{ $patch: "replace" }, { name: "a", emptyDir: {} }] } }, { spec: { volumes: [{ name: "a", emptyDir: {} }] } }],
    ["a field that goes", { spec: { volumes: null } }, { spec: { containers: template.spec.containers } }],
  ])("%s", (_, patch, wanted) => {
    const before = JSON.stringify(template);
    expect(mistakes(patch)).toEqual([]);
    expect(patchPodTemplate(template, patch as Record<string, unknown>)).toMatchObject(wanted);
    expect(JSON.stringify(template)).toBe(before);
  }); // prettier-ignore
});

describe("a patch is held against the API's schema", () => {
  test.each<[string, object, RegExp]>([
    ["a field that does not exist", { spec: { hostAlias: [] } }, /^spec\.hostAlias: a field that the API has; did you mean hostAliases/],
    ["a text for a number", { spec: { priority: "high" } }, /^spec\.priority: a whole number/],
    ["a mapping for a list", { spec: { hostAliases: {} } }, /^spec\.hostAliases: a list/],
    ["an entry without its key", { spec: { containers: [{ tty: true }] } }, /^spec\.containers\.0\.name: the name, by which/],
    ["the switch's own label", { metadata: { labels: { color: "red" } } }, /who has traffic/],
    ["a directive of no meaning", { spec: { $patch: "remove" } }, /replace, delete or merge/],
  ])("fails with %s", (_, patch, message) => expect(mistakes(patch).join("\n")).toMatch(message)); // prettier-ignore
});

test("what is patched is said in words", () =>
  expect(patchedFields({ metadata: { labels: { a: "b" } }, spec: { hostAliases: [], dnsPolicy: "None" } })).toEqual([
    "metadata.labels",
    "spec.hostAliases",
    "spec.dnsPolicy",
  ]));
