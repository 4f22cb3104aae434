import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseKubernetes } from "../../../sandbox/kubernetes/external-cluster/access";

const folder = mkdtempSync(join(tmpdir(), "gkb-context-"));
const file = (name: string, ...contexts: string[]) => {
  const path = join(folder, name);
  const config = {
    apiVersion: "v1",
    kind: "Config",
    clusters: contexts.map((one) => ({ name: one, cluster: { server: `https://${one}.example` } })),
    users: contexts.map((one) => ({ name: one, user: { token: "t" } })),
    contexts: contexts.map((one) => ({ name: one, context: { cluster: one, user: one } })),
  };
  writeFileSync(path, JSON.stringify(config));
  return path;
};
const both = { KUBECONFIG: `${file("one", "kind-kind")}:${file("two", "minikube")}:${join(folder, "not-there")}` };
afterAll(() => rmSync(folder, { recursive: true }));

test("a context is found in any of the kubeconfig's files", () => {
  expect(parseKubernetes("context:minikube", both)).toEqual({ context: "minikube", kubeconfig: both.KUBECONFIG });
  expect(parseKubernetes("sandbox", both)).toBeUndefined();
});

test.each([
  ["context:kind-kin", /kind-kind, minikube.*Did you mean context:kind-kind/s],
  ["context:production", /one of kind-kind, minikube.*kind create cluster/s],
  ["kind", /sandbox, or context:<name>.*get-contexts/s],
])("fails for %s", (value, message) => {
  expect(() => parseKubernetes(value, both)).toThrow(message);
});

test("fails when there is no kubeconfig at all, saying how to get one", () => {
  expect(() => parseKubernetes("context:a", { KUBECONFIG: join(folder, "none") })).toThrow(
    /none does not have.*KUBECONFIG/s,
  );
});
