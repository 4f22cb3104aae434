import { dangers } from "../../../preview/judgement/danger";
import type { Preview, ResourceChange } from "../../../preview/model";

/** A change of pods with these annotations, as one of a preview. */
function found(type: string, spec: object, action: ResourceChange["action"] = "update") {
  const urn = `urn:pulumi:prod::shop::${type}::web`;
  const after = { urn, type, name: "web", inputs: { spec } };
  const change = { urn, type, name: "web", action, fields: [], noise: [], replacedFor: [], options: [], after };
  const preview = { kind: "preview", changes: [change] } as unknown as Preview;
  return dangers(preview).filter(({ rule }) => rule === "pod-patch");
}

const template = { metadata: { annotations: { "gke-bluegreen.dev/pod-patch": "spec.hostAliases" } } };

test("a patch of pods is listed with the fields that it writes, whatever keeps the pods running", () => {
  const [deployment] = found("kubernetes:apps/v1:Deployment", { template });
  expect(deployment).toMatchObject({
    level: "look",
    name: "web",
    because: expect.stringContaining("spec.hostAliases") as string,
  });
  expect(found("kubernetes:batch/v1:CronJob", { jobTemplate: { spec: { template } } })).toHaveLength(1);
});

test("pods without a patch are not listed", () =>
  expect(found("kubernetes:apps/v1:Deployment", { template: { metadata: {} } })).toEqual([]));
