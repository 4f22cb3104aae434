import type { AnyResourceRule, RuleDescription, StackRule } from "../rule";
import { autoscalerRules, budgetRules } from "./availability";
import { blueGreenRules } from "./blue-green";
import { cloudRules } from "./cloud";
import { clusterRules } from "./cluster";
import { clusterSizeRules } from "./cluster-size";
import { costRules } from "./cost";
import { deploymentRules } from "./deployment";
import { ingressRules, serviceRules } from "./exposure";
import { imageRules } from "./image";
import { namespaceRules, placementRules } from "./namespace";
import { nodeIdentityRules } from "./node-identity";
import { nodePoolRules } from "./node-pool";
import { objectLimitRules } from "./object-limits";
import { podReliabilityRules } from "./pod-reliability";
import { podSecurityRules } from "./pod-security";
import { quotaRules } from "./quota";
import { rbacRules } from "./rbac";
import { reachabilityRules } from "./reachability";
import { referenceRules } from "./reference";
import { scalingRules } from "./scaling";
import { configMapRules, podSecretRules } from "./secret";
import { storageRules } from "./storage";

/** Rules over one resource, in the order of the documentation. */
export const resourceRuleList: readonly AnyResourceRule[] = [
  ...clusterRules,
  ...nodePoolRules,
  ...cloudRules,
  ...podSecurityRules,
  ...imageRules,
  ...podSecretRules,
  ...podReliabilityRules,
  ...deploymentRules,
  ...namespaceRules,
  ...rbacRules,
  ...placementRules,
  ...serviceRules,
  ...budgetRules,
  ...ingressRules,
  ...autoscalerRules,
  ...configMapRules,
  ...storageRules,
];

/** Rules over the relations of a whole stack. */
export const stackRuleList: readonly StackRule[] = [
  ...reachabilityRules,
  ...scalingRules,
  ...referenceRules,
  ...blueGreenRules,
  ...quotaRules,
  ...nodeIdentityRules,
  ...clusterSizeRules,
  ...objectLimitRules,
  ...costRules,
];

/** All of them, as far as every rule is the same. */
export const ruleList: readonly RuleDescription[] = [...resourceRuleList, ...stackRuleList];
