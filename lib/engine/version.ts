/**
 * The Pulumi engine that the sandbox builds, that generated pipelines install and that the project is tested with. It is also the oldest that is
 * known to do: messages name it. The module proxy serves later ones. Up to 3.208 they start the Node language host that it serves with a project's
 * runtime options by their source (`buildArgsForNewPlugin` in sdk/go/common/resource/plugin), and were not tried; 3.214.1 and 3.215 do not, and with
 * 3.256 that host started no policy pack.
 */
export const ENGINE_VERSION = "3.200.0";

/** The SHA-256 digest of the engine's archive for Linux on x64 (pulumi/homebrew-tap, Formula/pulumi.rb). */
export const ENGINE_SHA256 = "b48a7f6034c6ef554c25e1762b9e89d451d2ebd4f3671850a56fe395956fecbe";

/** What every message says of the engine that is needed. */
export const ENGINE_EXPECTED = `the Pulumi engine, ${ENGINE_VERSION.split(".").slice(0, 2).join(".")} or newer`;

/** What every message says of how to get it. */
export const ENGINE_FIX =
  "Install Pulumi (https://www.pulumi.com/docs/install/), or use the sandbox's: eval $(gke-bluegreen sandbox env)";
