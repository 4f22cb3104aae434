import type { CoreV1Event } from "@kubernetes/client-node";
import { deadline } from "../../lib/retry";
import type { KubernetesClient } from "../../lib/kubernetes";
import { anyAnswer, tolerate } from "../../lib/errors/expected";

/** How long a failure is kept back for its explanation. */
const LIMIT_MS = 5_000;

/**
 * The warnings about a namespace's pods. They explain a failure and decide nothing: whoever may not read them, or cannot just now, gets none.
 */
export async function podWarnings(
  client: Pick<KubernetesClient, "json">,
  namespace: string,
): Promise<readonly CoreV1Event[]> {
  try {
    const { items } = await client.json<{ items: CoreV1Event[] }>("GET", `/api/v1/namespaces/${namespace}/events`, {
      query: { fieldSelector: "involvedObject.kind=Pod,type=Warning" },
      // Not the signal of the wait, which may be what ended it.
      signal: deadline(undefined, LIMIT_MS),
    });
    return items;
  } catch (error) {
    tolerate(error, anyAnswer);
    return [];
  }
}
