import type { Properties } from "../lib/cost/resource";

export type { Properties };
export { textOf } from "../lib/cost/resource";

/** What a preview says, taken from the engine's events and judged. Renderers read only this. */
export interface Preview {
  readonly project: string;
  readonly stack: string;
  readonly kind: "update" | "drift";
  readonly outcome: Outcome;
  /** Resources that something happens to, in the order of their URNs. */
  readonly changes: readonly ResourceChange[];
  /** All resources of the stack after and before the change, for prices and pictures. */
  readonly resources: readonly ResourceState[];
  readonly unchanged: number;
  readonly outputs: readonly FieldChange[];
  readonly messages: readonly Message[];
  readonly violations: readonly Violation[];
  readonly policyPacks: Readonly<Record<string, string>>;
  /** What the log held that this version could not read, and what was not looked at. */
  readonly gaps: readonly string[];
}

/** How the engine's run ended. */
export type Outcome =
  | { readonly kind: "finished" }
  | { readonly kind: "failed"; readonly errors: readonly Message[] }
  | { readonly kind: "cancelled" }
  /** The log ends without a summary and without an error: the engine was killed, or the log cut. */
  | { readonly kind: "cut-off" };

/** What an update would do to a resource. */
export type Action = "create" | "update" | "replace" | "delete" | "import" | "forget" | "read";

/** What an update would do to one resource. */
export interface ResourceChange {
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly action: Action;
  /** In which order a replacement happens: `delete-first` leaves a gap without the resource. */
  readonly order?: "delete-first" | "create-first";
  /** Changes a reader needs. */
  readonly fields: readonly FieldChange[];
  /** Changes without meaning, with the rule that says so. */
  readonly noise: readonly NoiseChange[];
  /** Properties that force the replacement. */
  readonly replacedFor: readonly string[];
  /** A change of the resource's options. */
  readonly options: readonly OptionChange[];
  readonly before: ResourceState | undefined;
  readonly after: ResourceState | undefined;
  /** The provider instance is another one after the change. */
  readonly providerChanged: boolean;
}

/** A resource on one side of the change. Properties are plain JSON: secrets and unknowns are already texts. */
export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly id: string;
  readonly parent: string;
  readonly provider: string;
  readonly custom: boolean;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly side: "before" | "after" | "both";
  readonly inputs: Properties;
}

/** A property that changes, as a reader may see it. */
export interface FieldChange {
  /** In the engine's notation. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
  readonly replaces: boolean;
  /** Plain JSON; `undefined` when absent. */
  readonly before: unknown;
  readonly after: unknown;
  /** A keyed hash of both sides, where not all of them is shown: a plan with other hidden values is another plan. */
  readonly fingerprint?: string;
}

/** A change that says nothing, and the rule that knows so. */
export interface NoiseChange {
  readonly path: string;
  readonly rule: string;
}

/** An option of a resource that changes, which no property shows. */
export interface OptionChange {
  readonly option: "protect" | "retainOnDelete";
  readonly before: boolean;
  readonly after: boolean;
}

/** What the engine, a plugin or the program said. */
export interface Message {
  /** `waiting`: what the program has and nobody gets before a release. */
  readonly severity: "error" | "warning" | "waiting";
  readonly urn: string;
  readonly text: string;
}

/** What follows from a violation; `undecidable`: the value that it is about is not known before the update. */
export type Enforcement = "mandatory" | "advisory" | "undecidable" | "exempted";

/** A rule that a resource breaks. */
export interface Violation {
  readonly policy: string;
  readonly pack: string;
  readonly urn: string;
  readonly message: string;
  readonly enforcement: Enforcement;
  /** New with this change, there before it, or – without a baseline – on a resource that changes, so nobody can tell. */
  readonly age: "new" | "already-there" | "on-a-changed-resource";
}

/** What a reader calls a type: `Deployment`, `container.Cluster`. */
export function shortType(type: string): string {
  const [pkg = "", module = "", name = type] = type.split(":");
  if (pkg === "gcp") return `${module.split("/")[0] ?? ""}.${name}`;
  return name;
}
