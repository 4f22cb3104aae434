/** The `Status` object with which the API server refuses. */
export interface ApiStatus {
  readonly message?: string;
  readonly reason?: string;
  readonly code?: number;
  readonly details?: {
    readonly name?: string;
    readonly kind?: string;
    readonly retryAfterSeconds?: number;
    readonly causes?: readonly { readonly reason?: string; readonly message?: string; readonly field?: string }[];
  };
}

/** The API server's refusal, in its own words. */
export class ApiError extends Error {
  override readonly name = "ApiError";

  constructor(
    readonly code: number,
    readonly status: ApiStatus,
  ) {
    super(status.message ?? `the API server answered ${code}`);
  }

  get reason(): string {
    return this.status.reason ?? "";
  }
}

/** The server could not be asked at all. */
export class UnreachableError extends Error {
  override readonly name = "UnreachableError";
}

/** The server has no such kind (any more, or yet). */
export class NoSuchKindError extends Error {
  override readonly name = "NoSuchKindError";

  constructor(apiVersion: string, kind: string) {
    super(`no matches for kind "${kind}" in version "${apiVersion}"`);
  }
}

export function isStatus(error: unknown, code: number): error is ApiError {
  return error instanceof ApiError && error.code === code;
}

/** 404 for the object, or for the kind itself. */
export function isGone(error: unknown): boolean {
  return isStatus(error, 404) || error instanceof NoSuchKindError;
}

/** The object's namespace does not exist. */
export function isMissingNamespace(error: unknown): error is ApiError {
  return isStatus(error, 404) && error.status.details?.kind === "namespaces";
}

/** The name is taken. (409 is also what an update against a stale version gets; that one has reason Conflict.) */
export function isAlreadyExists(error: unknown): error is ApiError {
  return isStatus(error, 409) && error.reason === "AlreadyExists";
}

/** Two field managers want the same field. */
export function isApplyConflict(error: unknown): error is ApiError {
  return (
    isStatus(error, 409) && (error.status.details?.causes ?? []).some(({ reason }) => reason === "FieldManagerConflict")
  );
}
