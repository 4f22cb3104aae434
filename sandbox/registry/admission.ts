import { deadline } from "../../lib/retry";
import { isGoogleRegistry, type Decision, type ImageAction } from "./access";
import type { ImageName } from "./names";
import { anyAnswer, otherwise } from "../../lib/errors/expected";

/** One push asks a dozen times; what the cloud said holds for this long. */
const REMEMBERED_MS = 3000;

/**
 * Asks the stand-in for Google Cloud whether a repository exists, its API is on, and an account may:
 * `GET <url>?host=&path=&action=` answers 200, or 403/404 with Google's error body.
 * Only Google's registries are asked for; without a cloud everything is admitted.
 */
export function askCloud(
  url: string | undefined,
  accessToken: string,
): (image: ImageName, action: ImageAction, as?: string) => Promise<Decision> {
  const remembered = new Map<string, { until: number; decision: Decision }>();
  return async (image, action, as) => {
    if (url === undefined || !isGoogleRegistry(image.host)) return { allowed: true };
    const query = new URLSearchParams({ host: image.host, path: image.path, action }).toString();
    const asked = `${query} ${as ?? ""}`;
    const known = remembered.get(asked);
    if (known && known.until > Date.now()) return known.decision;
    const decision = await ask(`${url}?${query}`, as ?? accessToken, action);
    if (remembered.size > 1000) remembered.clear();
    remembered.set(asked, { until: Date.now() + REMEMBERED_MS, decision });
    return decision;
  };
}

async function ask(url: string, accessToken: string, action: ImageAction): Promise<Decision> {
  const response = await fetch(url, {
    headers: { Authorization: `Bearer ${accessToken}` },
    signal: deadline(undefined, 5000),
  }).catch(otherwise(undefined, anyAnswer));
  if (response?.ok) return { allowed: true };
  if (response?.status === 401)
    return { allowed: false, status: 401, code: "UNAUTHORIZED", message: "the access token is no longer good" };
  if (response?.status === 403 || response?.status === 404) {
    const body = (await response.json().catch(otherwise({}, anyAnswer))) as { error?: { message?: string } };
    const message = body.error?.message ?? response.statusText;
    return response.status === 403
      ? { allowed: false, status: 403, code: "DENIED", message }
      : { allowed: false, status: 404, code: "NAME_UNKNOWN", message };
  }
  // Running clusters go on pulling while the cloud's API is away, as they do on Google Cloud.
  if (action === "pull") return { allowed: true };
  return { allowed: false, status: 503, code: "UNAVAILABLE", message: "the Artifact Registry API does not answer" };
}
