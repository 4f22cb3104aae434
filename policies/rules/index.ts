import type { AnyResourceRule, RuleDescription, StackRule } from "../rule";
import { cloudRules } from "./cloud";
import { clusterRules } from "./cluster";
import { nodePoolRules } from "./node-pool";
import { objectRules } from "./object";
import { podRules } from "./pod";
import { relationRules } from "./relation";

/** Rules over one resource, in the order of the documentation. */
export const resourceRuleList: readonly AnyResourceRule[] = [
  ...clusterRules,
  ...nodePoolRules,
  ...cloudRules,
  ...podRules,
  ...objectRules,
];

/** Rules over the relations of a whole stack. */
export const stackRuleList: readonly StackRule[] = relationRules;

/** All of them, as far as every rule is the same. */
export const ruleList: readonly RuleDescription[] = [...resourceRuleList, ...stackRuleList];
