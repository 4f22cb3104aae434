import { z } from "zod";
import { namespace } from "./read";
import { sections } from "./schema";

/** What a JSON Schema says of one value; only what this project writes and reads. */
export interface JsonSchema {
  readonly type?: string | string[];
  readonly description?: string;
  /** Why the default is what it is. */
  readonly why?: string;
  /** Another key says the same, and this one stands in its place. */
  readonly inPlace?: boolean;
  readonly default?: unknown;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
}

/** One section of the configuration as JSON Schema. */
export function sectionSchema(section: keyof typeof sections): JsonSchema {
  const { $schema, ...schema } = z.toJSONSchema(sections[section], {
    target: "draft-7",
    io: "input",
    // An encrypted value is whatever Pulumi makes of it.
    unrepresentable: "any",
    override: ({ jsonSchema }) => {
      if (jsonSchema["secret"] === true) Object.assign(jsonSchema, secretSchema);
      delete jsonSchema["secret"];
    },
  });
  void $schema;
  return schema as JsonSchema;
}

/** In a stack file a secret is a mapping with the one key `secure` (or `env`), never a text. */
const secretSchema = {
  anyOf: undefined,
  type: "object",
  properties: {
    secure: {
      type: "string",
      description: "What `pulumi config set --secret --path` wrote; only the stack's key reads it.",
    },
    env: { type: "string", description: "Environment variable of whoever runs the update. Unset or empty is refused." },
  },
  additionalProperties: false,
  minProperties: 1,
  maxProperties: 1,
  description: "Encrypted (pulumi config set --secret --path), or { env: VARIABLE }.",
} as const;

/** The JSON Schema of a whole stack file, for editors. */
export function stackFileSchema(): object {
  return {
    $schema: "http://json-schema.org/draft-07/schema#",
    title: "Pulumi stack file of gke-bluegreen",
    type: "object",
    properties: {
      config: {
        type: "object",
        properties: {
          "gcp:project": { type: "string", description: "Id of the Google Cloud project." },
          ...Object.fromEntries(
            (Object.keys(sections) as (keyof typeof sections)[]).map((section) => [
              `${namespace}:${section}`,
              sectionSchema(section),
            ]),
          ),
        },
        // Other packages' settings are theirs; a misspelt one of ours is not.
        patternProperties: { [`^(?!${namespace}:)`]: {} },
        additionalProperties: false,
      },
    },
  };
}
