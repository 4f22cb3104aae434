import { createHash } from "node:crypto";
import { invalid } from "../../transport/errors";

/** Some items, and how to ask for the next. */
export interface Page<T> {
  readonly items: T[];
  /** Absent on the last page. */
  readonly nextPageToken: string | undefined;
}

/**
 * One page of a list. The token holds the offset and the hash of what was asked, so that a token of another list, or a made-up
 * one, is refused.
 */
export function page<T>(
  all: readonly T[],
  size: number | undefined,
  token: string | undefined,
  asked: string,
  limit = 1000,
): Page<T> {
  if (size !== undefined && size < 0) throw invalid("Page size must be non-negative.");
  const offset = token ? readToken(token, asked) : 0;
  const end = offset + Math.min(size || limit, limit);
  return {
    items: all.slice(offset, end),
    nextPageToken: end < all.length ? Buffer.from(`${end}.${mark(asked)}`).toString("base64url") : undefined,
  };
}

function readToken(token: string, asked: string): number {
  const [, offset, hash] = /^(\d+)\.(\w+)$/.exec(Buffer.from(token, "base64url").toString("utf8")) ?? [];
  if (offset === undefined || hash !== mark(asked)) throw invalid("Page token is invalid.");
  return Number(offset);
}

const mark = (asked: string) => createHash("sha256").update(asked).digest("hex").slice(0, 8);
