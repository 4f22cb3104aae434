/** The one way of trying again, of waiting and of limiting a wait. */
export { type Backoff, backoffMs, retryAfterMs, usualBackoff } from "./backoff";
export { type Clock, pause, systemClock } from "./clock";
export { deadline, describeMilliseconds, follow, isTimeUp, within } from "./deadline";
export { type Failure, failureOfConnection, failureOfStatus } from "./failure";
export { poll, type PollOptions, pollUntil } from "./poll";
export { asUnreachable, UnreachableError } from "./unreachable";
export { type Attempt, PATIENCE_MS, retry, type RetryOptions, type Setback } from "./retry";
