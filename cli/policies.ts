import { Command } from "commander";
import { UserError } from "../lib/errors/user-error";
import { nearest } from "../lib/errors/nearest";
import { table } from "./table";

/** `gke-bluegreen policies …`: what the pack checks, from the rules themselves. */
export function policiesCommand(): Command {
  const command = new Command("policies").description("the policy pack: its rules and what they cover");
  command
    .command("list")
    .description("every rule: id, severity, CIS number, title")
    .action(async () => {
      const { ruleRows } = await import("../policies/documentation");
      process.stdout.write(table(ruleRows()));
    });
  command
    .command("explain <rule>")
    .description("what a rule reads, why, how to fix it, and an example of each verdict")
    .action(async (id: string) => {
      const { explainRule } = await import("../policies/documentation");
      const { ruleList } = await import("../policies/rules");
      const explanation = explainRule(id);
      if (explanation === undefined) {
        const near = nearest(
          id,
          ruleList.map((rule) => rule.id),
        );
        throw new UserError({
          setting: "policies explain <rule>",
          got: JSON.stringify(id),
          expected: near === undefined ? "the id of a rule" : `the id of a rule, such as ${near}`,
          fix: "gke-bluegreen policies list",
        });
      }
      process.stdout.write(explanation);
    });
  command
    .command("coverage")
    .description(
      "CIS GKE 1.9.0 and gke-policy-automation, recommendation by recommendation, with what a program cannot show",
    )
    .action(async () => {
      const { coverageRows } = await import("../policies/documentation");
      const parts = (["cis", "gke-policy-automation"] as const).map(coverageRows);
      process.stdout.write(parts.map(({ title, rows, sum }) => `${title}\n\n${table(rows)}\n${sum}\n`).join("\n"));
    });
  return command;
}
