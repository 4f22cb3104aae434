/** A resource's properties, as plain JSON. */
export type Properties = Readonly<Record<string, unknown>>;

/** As much of a resource as a price needs. Properties are plain JSON; what is not known yet may stand there as a text. */
export interface PricedResource {
  readonly urn: string;
  readonly type: string;
  /** Logical name. */
  readonly name: string;
  readonly id?: string;
  readonly inputs: Properties;
}

/** A property that should be text, as text. */
export function textOf(value: unknown, otherwise = ""): string {
  if (value === undefined || value === null) return otherwise;
  return typeof value === "string" ? value : JSON.stringify(value);
}
