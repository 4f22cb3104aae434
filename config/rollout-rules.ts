import { seconds } from "./values";

/** An app, as far as these rules look at it. */
interface Rollout {
  readonly maxSurge: number | string;
  readonly maxUnavailable: number | string;
  readonly minReadySeconds: number;
  readonly progressDeadline: string;
}

/** What a Deployment's controller could not work with; the API server refuses the same. */
export function rolloutRules(
  { maxSurge, maxUnavailable, minReadySeconds, progressDeadline }: Rollout,
  issue: (path: (string | number)[], message: string) => void,
): void {
  if (isNothing(maxSurge) && isNothing(maxUnavailable))
    issue(["maxSurge"], "more than 0 where maxUnavailable is 0, or no pod could ever be replaced");
  if (typeof maxUnavailable === "string" && Number(maxUnavailable.slice(0, -1)) > 100)
    issue(["maxUnavailable"], "at most 100%");
  if (minReadySeconds >= seconds(progressDeadline))
    issue(
      ["minReadySeconds"],
      `less than progressDeadline, which is ${progressDeadline}: no pod would be ready in time`,
    );
}

const isNothing = (amount: number | string): boolean => Number(String(amount).replace("%", "")) === 0;
