import type { Clock } from "../../../../lib/retry";

/** Time that passes only in pauses, and at once. */
export class SimulatedClock implements Clock {
  private time = 0;
  readonly pauses: number[] = [];

  constructor(private readonly chance = 0.5) {}

  now(): number {
    return this.time;
  }

  pass(milliseconds: number): void {
    this.time += milliseconds;
  }

  pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
    this.pauses.push(milliseconds);
    this.time += milliseconds;
    return signal?.aborted
      ? Promise.reject(Object.assign(new Error("The operation was aborted"), { name: "AbortError" }))
      : Promise.resolve();
  }

  random(): number {
    return this.chance;
  }
}
