import { refuse, servicePath, type ServiceContext } from "./context";
import { buildKeys, deployKeys, type KeyRule, projectKeys, serviceKeys } from "./keys";
import type { Findings } from "./findings";
import type { ComposeModel } from "./model";

/** Whether a value says nothing, as compose-go's form has it for what nobody wrote. */
const saysNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  value === "" ||
  (typeof value === "object" && Object.keys(value).length === 0);

/** Judges every key at the top of a file: none passes without a word of the table. */
export function judgeProject(model: ComposeModel, findings: Findings): void {
  for (const [key, value] of Object.entries(model)) {
    if (saysNothing(value) || isExtension(key) || key === "name") continue;
    const rule = projectKeys[key] ?? unknownRule;
    if (rule.verdict === "without effect") findings.note([key], "without effect", rule.how);
    if (rule.verdict === "refused")
      findings.refuse({ path: [key], got: key, expected: `none: ${rule.how}`, fix: rule.fix });
  }
}

/** Judges every key of a service, and those below `build` and `deploy`. */
export function judgeService(context: ServiceContext): void {
  const { service } = context;
  judge(service, serviceKeys, [], context);
  if (service.build) judge(service.build, buildKeys, ["build"], context);
  if (service.deploy) judge(service.deploy, deployKeys, ["deploy"], context);
}

function judge(
  value: Readonly<Record<string, unknown>>,
  rules: Readonly<Record<string, KeyRule>>,
  at: readonly string[],
  context: ServiceContext,
): void {
  for (const [key, inner] of Object.entries(value)) {
    if (saysNothing(inner) || isExtension(key)) continue;
    const rule = rules[key] ?? unknownRule;
    const path = [...at, key];
    switch (rule.verdict) {
      case "honoured":
        continue;
      case "without effect":
        if (inner !== false) context.findings.note(servicePath(context, ...path), "without effect", rule.how);
        continue;
      case "refused":
        if ((rule.harmless ?? []).some((one) => JSON.stringify(one) === JSON.stringify(inner))) continue;
        refuse(context, path.join("."), { got: shown(inner), expected: `none: ${rule.how}`, fix: rule.fix });
        continue;
      default:
        rule satisfies never;
    }
  }
}

const unknownRule: KeyRule = {
  verdict: "refused",
  how: "this version does not know what it would do",
  fix: "Remove it, or name it in leaveOut if the service can do without.",
};

const isExtension = (key: string): boolean => key.startsWith("x-");

const shown = (value: unknown): string => {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value.join(", ");
  return "a value";
};
