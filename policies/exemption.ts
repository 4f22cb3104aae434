import { nameOf } from "../lib/urn";
import * as z from "zod/mini";

/** Leaves one rule out for some resources, for a time. Both reason and date are asked for: an exemption nobody can explain stays for ever. */
export const exemptionSchema = z.strictObject({
  /** A resource's name or URN, where `*` stands for any characters; `stack` for what is said of the whole stack. */
  resource: z.string().check(z.minLength(1)),
  reason: z.string().check(z.minLength(10, "say in at least 10 characters why the rule does not hold here")),
  /** The last day it holds, `YYYY-MM-DD`. */
  expires: z.iso.date("expected a date such as 2027-03-31"),
});

/** That a rule does not hold for some resources, why, and until when. */
export type Exemption = z.infer<typeof exemptionSchema>;

/** The same for the engine, which checks the pack's configuration before any rule runs. */
export const exemptionsJsonSchema = {
  type: "array" as const,
  items: {
    type: "object" as const,
    required: ["resource", "reason", "expires"],
    additionalProperties: false,
    properties: {
      resource: { type: "string" as const, minLength: 1 },
      reason: { type: "string" as const, minLength: 10 },
      expires: { type: "string" as const, pattern: "^\\d{4}-\\d{2}-\\d{2}$" },
    },
  },
};

/** The exemptions of a rule's configuration; what is wrong with them is thrown as one sentence. */
export function exemptionsOf(settings: Readonly<Record<string, unknown>>): readonly Exemption[] {
  const parsed = z.array(exemptionSchema).safeParse(settings["exemptions"] ?? []);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new Error(`exemptions.${issue?.path.join(".") ?? ""}: ${issue?.message ?? "not an exemption"}`);
}

/** The name under which findings about no single resource, such as a bill, are exempted. */
export const wholeStack = "stack";

/** Whether a finding is exempted, and by what. */
export type Exempted =
  | { readonly kind: "no" }
  | { readonly kind: "yes"; readonly exemption: Exemption }
  | { readonly kind: "expired"; readonly exemption: Exemption };

/** Whether a resource is exempted today; an expired exemption is told apart, so that the message can say so. */
export function exempted(exemptions: readonly Exemption[], urn: string, today: string): Exempted {
  const name = nameOf(urn) || wholeStack;
  const matching = exemptions.filter(({ resource }) => matches(resource, urn) || matches(resource, name));
  const current = matching.find(({ expires }) => expires >= today);
  if (current) return { kind: "yes", exemption: current };
  const expired = matching[0];
  return expired ? { kind: "expired", exemption: expired } : { kind: "no" };
}

function matches(pattern: string, text: string): boolean {
  const escaped = pattern.split("*").map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  return new RegExp(`^${escaped.join(".*")}$`).test(text);
}
