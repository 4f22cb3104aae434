import type { AnyResourceRule, RuleDescription, StackRule } from "../rule";
import { blueGreenRules } from "./blue-green";
import { cloudRules } from "./cloud";
import { clusterRules } from "./cluster";
import { costRules } from "./cost";
import { nodePoolRules } from "./node-pool";
import { objectRules } from "./object";
import { podRules } from "./pod";
import { quotaRules } from "./quota";
import { reachabilityRules } from "./reachability";
import { referenceRules } from "./reference";
import { scalingRules } from "./scaling";

/** Rules over one resource, in the order of the documentation. */
export const resourceRuleList: readonly AnyResourceRule[] = [
  ...clusterRules,
  ...nodePoolRules,
  ...cloudRules,
  ...podRules,
  ...objectRules,
];

/** Rules over the relations of a whole stack. */
export const stackRuleList: readonly StackRule[] = [
  ...reachabilityRules,
  ...scalingRules,
  ...referenceRules,
  ...blueGreenRules,
  ...quotaRules,
  ...costRules,
];

/** All of them, as far as every rule is the same. */
export const ruleList: readonly RuleDescription[] = [...resourceRuleList, ...stackRuleList];
