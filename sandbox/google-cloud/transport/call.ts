import type { Principal } from "../iam/principal";
import type { Operations } from "../state/operations";
import type { Store } from "../state/store";

/** What every handler gets beside its request. */
export interface Call {
  readonly api: string;
  /** `v1`, `v1beta1`, … as the client asked. */
  readonly version: string;
  readonly store: Store;
  readonly operations: Operations;
  /** `curl`, `Terraform/…`: what the client calls itself. */
  readonly userAgent: string;
  readonly principal: Principal;
  /** Refuses, in Google's words, a caller without a permission beside the method's own. @param api whose words */
  readonly require: (permission: string, name: string, api?: string) => void;
  /** Whether the caller has a permission on a resource of this API. */
  readonly allows: (permission: string, name: string) => boolean;
  /** Collects notices about fields that were accepted though nothing here acts on them (`--loose`). */
  warn(line: string): void;
}

/**
 * The handlers of one API: a table from its methods (`Service.Method`) to functions. They get a request that fits the API's
 * definition, run inside a transaction, and may return a promise where they have to look outside (the transaction covers what
 * they do before).
 */
export type Handlers<M> = {
  readonly [K in keyof M]?: M[K] extends [infer Request, infer Response]
    ? (request: Request, call: Call) => Response | Promise<Response>
    : never;
};

/** How a field of a request is treated; see `Service.fields`. */
export type FieldSupport = "real" | "recorded" | "absent";

/** What serves one API. */
export interface Service {
  readonly api: string;
  readonly handlers: Readonly<Record<string, AnyHandler>>;
  /**
   * Which request fields do something (`real`), are kept and given back without effect in a sandbox (`recorded`), or are
   * refused (`absent`). Longest path wins: `ClusterManager.CreateCluster:cluster.autopilot`. Unnamed fields are `real`.
   */
  readonly fields?: Readonly<Record<string, FieldSupport>>;
  /** On without being enabled, as in each new project. */
  readonly alwaysEnabled?: boolean;
}

/** A method of any API, whose request the schema has checked. */
export type AnyHandler = (request: never, call: Call) => object | Promise<object>;

/** Typed at the table, checked there; the dispatcher needs only that it is a function. */
export function handlers<M>(table: Handlers<M>): Readonly<Record<string, AnyHandler>> {
  return table as Readonly<Record<string, AnyHandler>>;
}
