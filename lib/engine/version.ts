/** The Pulumi engine that the sandbox builds and the project is tested with. */
export const ENGINE_VERSION = "3.215.0";

/**
 * The engine that generated pipelines install, with the digest of its archive for Linux on x64 (pulumi/homebrew-tap, Formula/pulumi.rb).
 * It is also the oldest that is known to do: messages name it.
 */
export const PIPELINE_ENGINE = {
  version: "3.200.0",
  sha256: "b48a7f6034c6ef554c25e1762b9e89d451d2ebd4f3671850a56fe395956fecbe",
} as const;

/** What every message says of the engine that is needed. */
export const ENGINE_EXPECTED = `the Pulumi engine, ${PIPELINE_ENGINE.version.split(".").slice(0, 2).join(".")} or newer`;

/** What every message says of how to get it. */
export const ENGINE_FIX =
  "Install Pulumi (https://www.pulumi.com/docs/install/), or use the sandbox's: eval $(gke-bluegreen sandbox env)";
