export { Supervisor } from "./client";
export { LockHeldError, withLock } from "./lock";
export { identify, isAlive, signal, type ProcessIdentity } from "./process-identity";
export type { ProcessSpec, ProcessStatus } from "./spec";
