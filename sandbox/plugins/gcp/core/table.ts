import type { CheckFailure, PropertyMap } from "../../../../lib/plugin";
import type { Autoname } from "./check";
import type { Change } from "./compare";
import type { ServiceName } from "./config";
import type { JsonMap } from "./json";
import type { WaitKind } from "./operations";
import type { Rows } from "./schema";

/** One extra request that updates some properties. */
export interface UpdateCall {
  /** The properties whose change makes the request. */
  readonly on: readonly string[];
  readonly method: "POST" | "PUT" | "PATCH";
  /** After the item's own address, e.g. `/expandIpCidrRange`. @default "" */
  readonly path?: string;
  /** Properties sent. @default those of `on` */
  readonly body?: readonly string[];
  /** Sent with the fingerprint that the last read gave, under this name. */
  readonly fingerprint?: string;
}

/** How an update is sent: with a mask, as a whole, or as a request per group of properties. */
type UpdateStyle =
  | { readonly style: "mask"; readonly envelope?: string }
  | { readonly style: "whole"; readonly method: "PUT" | "PATCH" }
  | { readonly style: "calls"; readonly calls: readonly UpdateCall[] };

/**
 * Everything this plugin knows of one resource type. Words in braces are properties of the resource or its project.
 * `Context` is what hooks are given of a call: core/context.ts, which knows of tables.
 */
export interface Table<Context> {
  readonly type: string;
  /** What messages call it, e.g. `Network`. */
  readonly noun: string;
  readonly service: ServiceName;
  /** Address of the resource, relative to its service. */
  readonly item: string;
  /** Address to which a new one is posted, with its query. */
  readonly collection: string;
  /** Member of the body that holds a new one. @default – the body is the resource */
  readonly envelope?: string;
  /** @default `item` */
  readonly id?: string;
  /** Ids that `pulumi import` accepts besides `id`. */
  readonly importIds?: readonly string[];
  readonly wait?: WaitKind;
  readonly rows: Rows;
  readonly autoname?: Autoname;
  /** Where labels go in Google's JSON. The property is `labels` or `resourceLabels`. */
  readonly labels?: { readonly property: string; readonly api: string };
  readonly update?: UpdateStyle;
  /** Query of the DELETE request. */
  readonly deleteQuery?: string;
  /** Minutes an operation may take. @default 20 each */
  readonly minutes?: {
    readonly create?: number;
    readonly read?: number;
    readonly update?: number;
    readonly delete?: number;
  };
  /** Version of the state's shape that the official plugin writes. */
  readonly schemaVersion?: number;
  /** The state holds the times that an operation may take. @default true */
  readonly timeoutsInState?: boolean;
  /** `{}` in an answer is a block that is there. @default false */
  readonly emptyBlocks?: boolean;
  /** States (`status`) of a resource that is still being worked on. */
  readonly busy?: readonly string[];
  /** Texts before errors, when they are not `Error creating <noun>: `. */
  readonly errors?: { readonly create?: string; readonly update?: string; readonly delete?: string };
  readonly hooks?: TableHooks<Context>;
}

/** What tables cannot say. */
export interface TableHooks<Context> {
  /** More checks of inputs. */
  validate?(inputs: PropertyMap): CheckFailure[];
  /** Finishes a plan, in place. */
  plan?(planned: PropertyMap, old: PropertyMap | undefined, context: PlanContext): void;
  /** Makes the body of the create request. */
  body?(body: JsonMap, context: Context): JsonMap;
  /** Instead of the create request; fills in `context.vars` what Google chose. */
  create?(context: Context): Promise<void>;
  /** After the creation. */
  created?(context: Context): Promise<void>;
  /** After a creation that failed: takes away what is of no use to anybody, and says whether it did. */
  discard?(context: Context): Promise<boolean>;
  /** Instead of the read request. */
  read?(context: Context): Promise<JsonMap | undefined>;
  /** Finishes a state that was read, in place. */
  state?(state: PropertyMap, api: JsonMap, context: Context): void | Promise<void>;
  /** Instead of the table's update style. */
  update?(context: Context, changes: readonly Change[]): Promise<void>;
  /** Instead of the delete request. */
  delete?(context: Context): Promise<void>;
  /** Refuses a deletion. */
  beforeDelete?(state: PropertyMap): void;
}

interface PlanContext {
  readonly project: string | undefined;
  readonly changed: (property: string) => boolean;
}
