import type * as pulumi from "@pulumi/pulumi";

/** Place of a workload (`apps.web`) → places of those that are ready before it is made. */
export type UpdateOrder = Readonly<Record<string, readonly string[]>>;

type Make = (name: string, before: readonly pulumi.Resource[]) => pulumi.Resource | undefined;

/** Makes workloads section by section, but for those that wait for one of another section: these come after it. */
export class InOrder {
  private readonly sections = new Map<string, { readonly names: readonly string[]; readonly make: Make }>();
  private readonly made = new Map<string, pulumi.Resource>();

  constructor(private readonly after: UpdateOrder) {}

  /** Says how the workloads of a section are made. */
  section(section: string, names: readonly string[], make: Make): void {
    this.sections.set(section, { names, make });
  }

  /** Makes all, in the order in which the sections were stated. */
  make(): void {
    for (const section of this.sections.keys()) this.all(section);
  }

  /** The workloads of a section, made by now at the latest. */
  all(section: string): pulumi.Resource[] {
    return (this.sections.get(section)?.names ?? []).flatMap((name) => this.one(`${section}.${name}`));
  }

  /** Whoever states the order refuses circles. */
  private one(place: string): pulumi.Resource[] {
    const known = this.made.get(place);
    if (known) return [known];
    const [section = "", name = ""] = place.split(".");
    const before = (this.after[place] ?? []).flatMap((other) => this.one(other));
    const resource = this.sections.get(section)?.make(name, before);
    if (!resource) return [];
    this.made.set(place, resource);
    return [resource];
  }
}
