import { execFile } from "node:child_process";
import { toolPath } from "../../sandbox/toolchain";
import { filesIn, resourcesOf, violations } from "./manifests";

/** Checks of kube-score that are the same rule as one of ours. */
const sameRule: Readonly<Record<string, string>> = {
  "container-security-context-privileged": "pod-not-privileged",
  "container-security-context-readonlyrootfilesystem": "pod-read-only-root",
  "container-image-tag": "image-digest",
  "pod-probes-identical": "pod-liveness-differs",
  "pod-networkpolicy": "namespace-network-policy",
  "deployment-pod-selector-labels-match-template-metadata-labels": "deployment-selector-matches",
  "deployment-strategy": "deployment-rolling-update",
  "deployment-replicas": "deployment-replicas",
  "deployment-has-poddisruptionbudget": "deployment-has-budget",
  "deployment-targeted-by-hpa-does-not-have-replicas-configured": "autoscaler-owns-replicas",
  "service-targets-pod": "service-selects-pods",
  "horizontalpodautoscaler-has-target": "autoscaler-target",
  "horizontalpodautoscaler-replicas": "autoscaler-minimum",
  "ingress-targets-service": "ingress-backend",
  "networkpolicy-targets-pod": "network-policy-selects",
};

/** Where the verdicts differ on purpose: `check object` → why. */
const differences: Readonly<Record<string, string>> = {
  "container-image-tag Deployment shop/tagged": "ours asks for a digest: a fixed tag can still be moved",
  "pod-networkpolicy Deployment guestbook/frontend":
    "ours asks for one policy in the namespace (CIS 4.3.2), kube-score for one that selects this pod",
  "pod-networkpolicy Deployment shop/tagged":
    "ours asks for one policy in the namespace (CIS 4.3.2), kube-score for one that selects this pod",
};

interface Scored {
  readonly type_meta: { readonly kind: string };
  readonly object_meta: { readonly name: string; readonly namespace: string };
  readonly checks: readonly {
    readonly check: { readonly id: string };
    readonly grade: number;
    readonly skipped: boolean;
  }[];
}

/** kube-score's grade for "nothing to say". */
const GOOD = 10;

const files = filesIn("manifests");

async function score(): Promise<readonly Scored[]> {
  const kubeScore = await toolPath("kube-score", () => {});
  // It exits with 1 when it finds something, which it does here.
  const output = await new Promise<string>((resolve) =>
    execFile(kubeScore, ["score", "-o", "json", ...files], (_, stdout) => resolve(stdout)),
  );
  return JSON.parse(output) as Scored[];
}

test("the pack and kube-score agree where the rule is the same", async () => {
  const ours = violations(resourcesOf(files));
  const disagreements: string[] = [];
  let compared = 0;
  for (const { type_meta, object_meta, checks } of await score()) {
    const object = `${type_meta.kind} ${object_meta.namespace}/${object_meta.name}`;
    for (const { check, grade, skipped } of checks) {
      const rule = sameRule[check.id];
      if (rule === undefined || skipped) continue;
      compared++;
      if (grade < GOOD !== ours.has(`${rule} ${object}`)) disagreements.push(`${check.id} ${object}`);
    }
  }
  expect(compared).toBeGreaterThan(25);
  expect(disagreements.sort()).toEqual(Object.keys(differences).sort());
}, 300_000);
