import { KubernetesError } from "../../lib/kubernetes";
import type { CallLog } from "../../lib/plugin";
import type { Setback } from "../../lib/retry";

/** Attempts of one call after which its setback is kept in the log, and is not only a status line. */
const LASTING = 3;

/** Tells whoever waits that a call to the API server is tried again, and why. */
export function tellSetbacks(log: Pick<CallLog, "status" | "info">): (setback: Setback) => void {
  return ({ error, attempt, pauseMs }) => {
    const line = `${reason(error)}; trying again in ${Math.round(pauseMs / 100) / 10} s`;
    log.status(line);
    // A pipeline shows no status lines.
    if (attempt === LASTING) log.info(line);
  };
}

function reason(error: unknown): string {
  if (error instanceof KubernetesError)
    return error.status === 429 ? "the API server asks to slow down" : `the API server answers ${error.status}`;
  return error instanceof Error ? error.message : String(error);
}
