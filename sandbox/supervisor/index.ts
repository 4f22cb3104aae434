export { Supervisor } from "./client";
export { LockHeldError, withLock } from "./lock";
export { bootId, identify, isAlive, signal, type ProcessIdentity } from "./process-identity";
export type { Probe, ProcessPhase, ProcessSpec, ProcessStatus } from "./spec";
