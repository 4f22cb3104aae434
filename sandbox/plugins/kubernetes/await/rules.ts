import type { ObjectKind } from "../object";
import { ingressRule, serviceRule } from "./networking";
import { podRule } from "./pods";
import { claimRule, quotaRule, secretRule, volumeRule } from "./storage";
import type { ReadyRule } from "./verdict";
import { daemonSetRule, deploymentRule, jobRule, replicationControllerRule, statefulSetRule } from "./workloads";

/** Every kind that is waited for; all others are ready as soon as they exist. */
const readyRules: readonly ReadyRule[] = [
  daemonSetRule,
  claimRule,
  deploymentRule,
  ingressRule,
  jobRule,
  podRule,
  quotaRule,
  replicationControllerRule,
  secretRule,
  serviceRule,
  statefulSetRule,
  volumeRule,
];

/** The rule of a kind, in whichever version. */
export function ruleFor({ group, kind }: ObjectKind): ReadyRule | undefined {
  return readyRules.find((rule) => rule.group === group && rule.kind === kind);
}
