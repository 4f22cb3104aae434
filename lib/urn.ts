/** The parts of a resource's URN: https://www.pulumi.com/docs/iac/concepts/resources/names/#urns */
export interface UrnParts {
  /** With the types of its parents, outermost first: `app:Shop$kubernetes:apps/v1:Deployment`. */
  readonly qualifiedType: string;
  /** `kubernetes:apps/v1:Deployment`. */
  readonly type: string;
  /** The logical name, in which `::` may occur. */
  readonly name: string;
}

/** Reads `urn:pulumi:STACK::PROJECT::TYPE::NAME`; any other text is `undefined`. */
export function parseUrn(urn: string): UrnParts | undefined {
  const [stack = "", project, qualifiedType, ...name] = urn.split("::");
  if (!stack.startsWith("urn:pulumi:") || project === undefined || qualifiedType === undefined || name.length === 0)
    return undefined;
  return { qualifiedType, type: qualifiedType.split("$").at(-1) ?? qualifiedType, name: name.join("::") };
}

/** A resource's logical name; a text that is no URN is its own name. */
export function nameOf(urn: string): string {
  return parseUrn(urn)?.name ?? urn;
}

/** `kubernetes:apps/v1:Deployment` out of a URN, without the types of its parents; nothing of a text that is no URN. */
export function typeOf(urn: string): string {
  return parseUrn(urn)?.type ?? "";
}

/** Type, with those of its parents, and name, for a line that names one resource; a text that is no URN as it is. */
export function typeAndName(urn: string): string {
  const parts = parseUrn(urn);
  return parts ? `${parts.qualifiedType} ${parts.name}` : urn;
}
