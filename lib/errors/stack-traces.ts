/**
 * Lets an error that a Pulumi program throws be shown soon, and where it was thrown. Source maps name Pulumi's own frames
 * `node_modules/@pulumi/output.ts`, a path without a package, over which Node 20's coloured inspection goes on until memory is full
 * (https://github.com/pulumi/pulumi/issues/21326). Calls after the first do nothing.
 */
export function mendStackTraces(): void {
  if (process.listeners("uncaughtException").includes(mendStackTrace)) return;
  // Node maps what tsx has compiled by itself; the hook that Pulumi installs for it maps it wrongly.
  Reflect.deleteProperty(Error, "prepareStackTrace");
  // Ahead of Pulumi's own listeners, which inspect the error.
  process.prependListener("uncaughtException", mendStackTrace);
  process.prependListener("unhandledRejection", mendStackTrace);
}

/** Puts the package's name into such frames. */
export function mendStackTrace(error: unknown): void {
  if (!(error instanceof Error) || error.stack === undefined) return;
  error.stack = error.stack.replace(/node_modules\/@pulumi\/(?=[\w-]+\.ts:)/g, "node_modules/@pulumi/pulumi/");
}
