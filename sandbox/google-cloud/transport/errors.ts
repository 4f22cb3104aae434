/** gRPC codes by name, the HTTP status and the legacy `reason` Google's JSON errors give with each. */
const CODES = {
  CANCELLED: [1, 499, "cancelled"],
  UNKNOWN: [2, 500, "unknown"],
  INVALID_ARGUMENT: [3, 400, "badRequest"],
  DEADLINE_EXCEEDED: [4, 504, "deadlineExceeded"],
  NOT_FOUND: [5, 404, "notFound"],
  ALREADY_EXISTS: [6, 409, "alreadyExists"],
  PERMISSION_DENIED: [7, 403, "forbidden"],
  RESOURCE_EXHAUSTED: [8, 429, "rateLimitExceeded"],
  FAILED_PRECONDITION: [9, 400, "failedPrecondition"],
  ABORTED: [10, 409, "aborted"],
  OUT_OF_RANGE: [11, 400, "outOfRange"],
  UNIMPLEMENTED: [12, 501, "notImplemented"],
  INTERNAL: [13, 500, "backendError"],
  UNAVAILABLE: [14, 503, "backendError"],
  UNAUTHENTICATED: [16, 401, "authError"],
} as const satisfies Record<string, readonly [grpc: number, http: number, reason: string]>;

/** Google's names of errors (`google.rpc.Code`). */
export type Code = keyof typeof CODES;

/** What an error says beside its code and message. */
export interface ErrorExtras {
  /** What clients branch on in `errors[].reason`, where it is not the code's usual one. */
  readonly reason?: string;
  /** Where the API's HTTP status is not the code's usual one. */
  readonly http?: number;
  /** `google.rpc.*` messages with their `@type`. */
  readonly details?: readonly ErrorDetail[];
}
type ErrorDetail = { readonly "@type": string } & Readonly<Record<string, unknown>>;

/** An error as Google's APIs answer it. The only thing handlers throw on purpose. */
export class GoogleError extends Error {
  override readonly name = "GoogleError";

  constructor(
    readonly code: Code,
    message: string,
    readonly extras: ErrorExtras = {},
  ) {
    super(message);
  }

  get grpcCode(): number {
    return CODES[this.code][0];
  }

  get httpStatus(): number {
    return this.extras.http ?? CODES[this.code][1];
  }

  /**
   * The JSON body. `errors[]` is always there: clients decide from its `reason` whether to try again, and older ones read
   * nothing else.
   */
  body() {
    const reason = this.extras.reason ?? CODES[this.code][2];
    return {
      error: {
        code: this.httpStatus,
        message: this.message,
        errors: [{ message: this.message, domain: "global", reason }],
        status: this.code,
        ...(this.extras.details ? { details: this.extras.details } : {}),
      },
    };
  }
}

/** The code that an HTTP status stands for; `UNKNOWN` where there is none. */
export function codeOfStatus(http: number): Code {
  const exact = (Object.keys(CODES) as Code[]).find((code) => CODES[code][1] === http);
  return exact ?? (http >= 500 ? "INTERNAL" : "INVALID_ARGUMENT");
}

/** A code's number, as gRPC has it. */
export function codeNumber(code: Code): number {
  return CODES[code][0];
}

/** Whether a word is one of Google's codes. */
export function isCode(name: string): name is Code {
  return name in CODES;
}

/** What is wrong with a field of a request. */
export interface FieldViolation {
  readonly field: string;
  readonly description: string;
}

/** 400 for a request that does not fit the API's definition; every violation is named at once. */
export function badRequest(violations: readonly FieldViolation[]): GoogleError {
  return new GoogleError("INVALID_ARGUMENT", violations.map(({ description }) => description).join("\n"), {
    details: [{ "@type": "type.googleapis.com/google.rpc.BadRequest", fieldViolations: violations }],
  });
}

/** 400 for one value that has the right type and is wrong all the same. */
export function invalid(message: string): GoogleError {
  return new GoogleError("INVALID_ARGUMENT", message);
}

/** There is nothing of this name. @param message as Google words it for the resource */
export function notFound(message: string): GoogleError {
  return new GoogleError("NOT_FOUND", message);
}

/** 501 for what Google knows and this sandbox does not do. */
export function unimplemented(what: string): GoogleError {
  return new GoogleError(
    "UNIMPLEMENTED",
    `The sandbox does not implement ${what}. Leave it out, run the sandbox with --loose to have it ignored, ` +
      "or see docs/sandbox-fidelity.md for what is implemented.",
  );
}
