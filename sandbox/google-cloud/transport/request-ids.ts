import { createHash } from "node:crypto";
import type { Store } from "../state/store";
import { GoogleError } from "./errors";
import type { Json } from "./read";

interface Known {
  readonly method: string;
  readonly digest: string;
  readonly at: string;
  readonly response: Json;
}

/** For at least this long Google knows a request again. */
const KEPT_MS = 3600_000;

/**
 * Requests that carry a `requestId` are done once: who sends one again, because the answer got lost, gets the first answer. Must run
 * inside of the request's transaction, so that work and memory of it are one.
 */
export function onceForEachId(store: Store, method: string, request: Json, work: () => unknown): unknown {
  const { requestId, ...rest } = request;
  if (typeof requestId !== "string" || requestId === "") return work();
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(requestId) || /^[0-]+$/.test(requestId))
    throw new GoogleError(
      "INVALID_ARGUMENT",
      `Invalid value for field 'requestId': '${requestId}'. Must be a valid, nonzero UUID.`,
    );
  const digest = createHash("sha256").update(JSON.stringify(rest)).digest("hex");
  const known = store.get<Known>("requestId", requestId);
  if (known && Date.now() - Date.parse(known.at) < KEPT_MS) {
    if (known.method === method && known.digest === digest) return known.response;
    throw new GoogleError("INVALID_ARGUMENT", `The request id '${requestId}' was used for another request.`);
  }
  const response = work();
  // What has to be waited for (a look outside) changes nothing that a repetition could do twice.
  if (typeof response === "object" && response !== null && !(response instanceof Promise)) {
    const record: Known = { method, digest, at: new Date().toISOString(), response: response as Json };
    store.put(["requestId", requestId], record);
  }
  return response;
}

/** Forgets old ids; done at each start. */
export function forgetOldIds(store: Store): void {
  store.change(() => {
    for (const [[, id = ""], { at }] of store.entries<Known>("requestId"))
      if (Date.now() - Date.parse(at) >= KEPT_MS) store.remove(["requestId", id]);
  });
}
