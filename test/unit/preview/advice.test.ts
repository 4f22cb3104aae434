import { adviceOn, advicesIn } from "../../../preview/events/advice";
import { readEventLog } from "../../../preview/events/engine-event";
import { readPreview } from "../../../preview/events/read-preview";

const urn = "urn:pulumi:dev::shop::kubernetes:apps/v1:Deployment::web";
const notLive = `the Kubernetes API server reported that "shop/web" failed to fully initialize or become live: Server-Side Apply field conflict detected. See https://www.pulumi.com/registry/packages/kubernetes/how-to-guides/managing-resources-with-server-side-apply/ for troubleshooting help.
The resource managed by field manager "pulumi-kubernetes-1234abcd" had an apply conflict: `;
const event = (message: string) =>
  JSON.stringify({ sequence: 1, diagnosticEvent: { urn, message, severity: "error" } });

describe("a conflict names the field, who wrote it and both ways out", () => {
  test("of one field", () => {
    const advice = adviceOn(`${notLive}Apply failed with 1 conflict: conflict with "kubectl-edit" using apps/v1: .spec.replicas`, urn);
    expect(advice).toMatch(/^kubectl-edit wrote \.spec\.replicas of web,.*ignoreChanges: \["spec\.replicas"\].*pulumi\.com\/patchForce: "true"/s);
  }); // prettier-ignore

  test("of several fields and managers", () => {
    const advice = adviceOn(
      `${notLive}Apply failed with 3 conflicts: conflicts with "helm" using apps/v1:\n- .spec.replicas\n- .spec.template.spec.containers[name="web"].image\nconflict with "kubectl" with subresource "scale" using apps/v1: .spec.paused`,
      urn,
    );
    expect(advice).toMatch(/^helm, kubectl wrote \.spec\.replicas, \.spec\.template\.spec\.containers\[name="web"\]\.image, \.spec\.paused of web/);
  }); // prettier-ignore
});

test("a namespace that nothing made is named, with where to make it", () =>
  expect(adviceOn(`resource "${urn}" was not successfully created by the Kubernetes API server: namespaces "shopp" not found`, urn)).toMatch(
    /Nothing made the namespace shopp while web waited.*tenants\.shopp/,
  )); // prettier-ignore

test("an object that an update made and lost sight of is told from somebody else's", () =>
  expect(adviceOn(`resource "${urn}" was not successfully created by the Kubernetes API server: deployments.apps "web" already exists`, urn)).toMatch(
    /broke off, it made deployments\.apps\/web.*kubectl get deployments\.apps web --show-managed-fields.*pulumi import.*another name/,
  )); // prettier-ignore

test("other errors are left as they are", () => {
  expect(adviceOn("'web' timed out waiting to be Ready", urn)).toBeUndefined();
  expect(advicesIn(event("no space left"))).toEqual([]);
});

test("a run's advice is said once, and a report has it with its error", () => {
  const message = `resource "${urn}" was not successfully created by the Kubernetes API server: namespaces "shopp" not found`;
  const log = `${event(message)}\n${event(message)}\n`;
  expect(advicesIn(log)).toHaveLength(1);
  const { outcome } = readPreview(readEventLog(log), { project: "shop", stack: "dev", exitCode: 1 });
  expect(outcome).toMatchObject({ kind: "failed", errors: [{ urn, text: expect.stringMatching(/not found\nNothing made/) as unknown }] });
}); // prettier-ignore
