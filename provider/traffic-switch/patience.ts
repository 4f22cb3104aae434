import { type ClusterPort, RolloutFailedError, RouteChangedError, RouteGoneError } from "./cluster-port";

/** Milliseconds between two tries: the first pause, and the longest. */
const PAUSE = { first: 250, longest: 5_000 };

/** Until when something is tried again, by a port's clock. */
export interface Patience {
  readonly port: Pick<ClusterPort, "wait" | "now">;
  readonly until: number;
  readonly signal: AbortSignal;
}

/** Errors that the next try would only meet again: another hand's work, and pods that will never be ready. */
const lasting = (error: unknown) =>
  error instanceof RouteChangedError || error instanceof RouteGoneError || error instanceof RolloutFailedError;

/** Does something, and does it again while it fails and there is time: an API server may be away for minutes. */
export async function persist<T>({ port, until, signal }: Patience, work: () => Promise<T>): Promise<T> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      if (lasting(error) || signal.aborted || port.now() >= until) throw error;
      await port.wait(Math.min(PAUSE.first * 2 ** attempt, PAUSE.longest), signal);
    }
  }
}
