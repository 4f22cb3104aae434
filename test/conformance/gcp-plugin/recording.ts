/** A scenario of the official plugin, as recorded between it, the engine and an HTTP server. */
export interface Recording {
  readonly scenario: string;
  readonly steps: readonly Step[];
}

export interface Step {
  readonly name: string;
  readonly calls: readonly Call[];
  readonly http: readonly Exchange[];
}

export type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };
export type JsonObject = { [key: string]: JsonValue };

export interface Call {
  readonly method: string;
  readonly request: JsonObject;
  readonly response?: JsonObject;
  readonly errors?: readonly string[];
}

export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly request: JsonValue;
  /** `null`: the connection was closed without an answer. */
  readonly status: number | null;
  readonly response: JsonValue;
}
