import { parseField, type Definition, type Field } from "../definitions/format";
import { methodKey } from "../definitions/typescript";

/** Where a method is reached over HTTP (`google.api.http`). */
export interface HttpRule {
  readonly verb: string;
  /** `/v1/{parent=projects/*}/things:verb` */
  readonly template: string;
  /** The request's field that the body is, `*` for the whole request, undefined when there is none. */
  readonly body: string | undefined;
}

/** A method as its API's definition has it. */
export interface Method {
  readonly schema: Schema;
  /** For example `google.container.v1.ClusterManager.CreateCluster`. */
  readonly fullName: string;
  /** The same in each version of an API: `ClusterManager.CreateCluster`. */
  readonly key: string;
  readonly request: string;
  readonly response: string;
  readonly rules: readonly HttpRule[];
}

/** What a type is: an enum, a message, or neither. */
export interface Kind {
  readonly values: Readonly<Record<string, number>> | undefined;
  readonly fields: ReadonlyMap<string, Field> | undefined;
}

/** One version of one API, ready to read requests with. Messages are parsed when first used: there are thousands. */
export class Schema {
  /** As `container`. */
  readonly api: string;
  /** As `container.googleapis.com`. */
  readonly host: string;
  /** As `google.container.v1`. */
  readonly package: string;
  /** Google's file that it was made from. */
  readonly source: string;
  /** Whether or not something serves them. */
  readonly methods: readonly Method[];
  readonly #definition: Definition;
  readonly #messages = new Map<string, ReadonlyMap<string, Field>>();
  readonly #kinds = new Map<string, Kind>();

  constructor(definition: Definition) {
    this.#definition = definition;
    this.api = definition.api;
    this.host = definition.host;
    this.package = definition.package;
    this.source = definition.source;
    const full = (name: string) => (name.startsWith(".") ? definition.package + name : name);
    this.methods = Object.entries(definition.methods).map(([fullName, [request, response, ...rules]]) => ({
      schema: this,
      fullName,
      key: methodKey(fullName, definition),
      request: full(request),
      response: full(response),
      rules: rules.map((rule) => {
        const [verb = "", template = "", body] = rule.split(" ");
        return { verb, template, body };
      }),
    }));
  }

  get messageNames(): readonly string[] {
    return Object.keys(this.#definition.messages);
  }

  get enumNames(): readonly string[] {
    return Object.keys(this.#definition.enums);
  }

  fields(message: string): ReadonlyMap<string, Field> | undefined {
    const known = this.#messages.get(message);
    if (known) return known;
    const texts = this.#definition.messages[message];
    if (!texts) return undefined;
    const fields = new Map(
      Object.entries(texts).map(([name, text]) => [name, parseField(name, text, this.#definition.package)]),
    );
    this.#messages.set(message, fields);
    return fields;
  }

  /** What a field's type is, looked up once. */
  kindOf(type: string): Kind {
    let kind = this.#kinds.get(type);
    if (!kind) this.#kinds.set(type, (kind = { values: this.enumValues(type), fields: this.fields(type) }));
    return kind;
  }

  enumValues(name: string): Readonly<Record<string, number>> | undefined {
    return this.#definition.enums[name];
  }
}
