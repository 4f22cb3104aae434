/** What every Pulumi resource plugin of this repository needs: typed handlers in, the engine's gRPC protocol out. */
export * from "./diff";
export { silentLog, type CallLog } from "./engine-log";
export { CancelledError, InitFailedError } from "./errors";
export * from "./handlers";
export * from "./names";
export * from "./redact";
export { runPlugin, startPlugin, type RunningPlugin } from "./server";
export { StateOnlyHandler } from "./state-only";
export * from "./value";
