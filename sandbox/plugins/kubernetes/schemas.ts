import { isStatus } from "./api-error";
import type { ApiClient } from "./client";
import { apiVersionOf, type ObjectKind } from "./object";

/** The part of OpenAPI 3 that the API server uses. */
export interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly required?: readonly string[];
  readonly "x-kubernetes-int-or-string"?: boolean;
  readonly "x-kubernetes-preserve-unknown-fields"?: boolean;
  /** The field by which a strategic merge patch tells a list's items apart. */
  readonly "x-kubernetes-patch-merge-key"?: string;
  /** `merge`, `retainKeys`, `replace`, or several with commas between. */
  readonly "x-kubernetes-patch-strategy"?: string;
  readonly "x-kubernetes-group-version-kind"?: readonly {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  }[];
}

interface Document {
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
}

/** Schemas of one group and version, with references to follow. */
export class SchemaSet {
  constructor(private readonly schemas: Readonly<Record<string, Schema>>) {}

  /** The schema of a kind, or undefined when the server publishes none. */
  of(kind: ObjectKind): Schema | undefined {
    return Object.values(this.schemas).find((schema) =>
      schema["x-kubernetes-group-version-kind"]?.some(
        (known) => known.group === kind.group && known.version === kind.version && known.kind === kind.kind,
      ),
    );
  }

  /** The schema itself, where another is only named. */
  resolve(schema: Schema | undefined): Schema | undefined {
    const reference = schema?.$ref ?? (schema?.allOf?.length === 1 ? schema.allOf[0]?.$ref : undefined);
    return reference === undefined ? schema : this.schemas[nameOfReference(reference)];
  }

  /** The name of the schema that this one refers to, e.g. `io.k8s.apimachinery.pkg.api.resource.Quantity`. */
  referenceName(schema: Schema | undefined): string | undefined {
    const reference = schema?.$ref ?? (schema?.allOf?.length === 1 ? schema.allOf[0]?.$ref : undefined);
    return reference === undefined ? undefined : nameOfReference(reference);
  }
}

function nameOfReference(reference: string): string {
  return reference.slice(reference.lastIndexOf("/") + 1);
}

/**
 * The server's own description of its kinds, loaded per group and version when first needed: a whole description is
 * megabytes, and most programs use three or four groups.
 */
export class Schemas {
  private readonly documents = new Map<string, Promise<SchemaSet | undefined>>();

  constructor(private readonly client: ApiClient) {}

  /** The schemas of a kind's group and version; undefined when the server has none or does not let us see them. */
  forKind(kind: ObjectKind, signal?: AbortSignal): Promise<SchemaSet | undefined> {
    const key = kind.group === "" ? `api/${kind.version}` : `apis/${apiVersionOf(kind)}`;
    let document = this.documents.get(key);
    if (!document) {
      document = this.load(key, signal);
      this.documents.set(key, document);
      document.then(
        // A custom resource's group may get a schema later.
        (set) => set || this.documents.delete(key),
        () => this.documents.delete(key),
      );
    }
    return document;
  }

  /** Called when a CustomResourceDefinition changed. */
  invalidate(): void {
    this.documents.clear();
  }

  private async load(key: string, signal?: AbortSignal): Promise<SchemaSet | undefined> {
    try {
      const document = await this.client.json<Document>({ method: "GET", path: `/openapi/v3/${key}`, signal });
      return new SchemaSet(document.components?.schemas ?? {});
    } catch (error) {
      if (isStatus(error, 404) || isStatus(error, 403) || isStatus(error, 406)) return undefined;
      throw error;
    }
  }
}
