// The engine's `pulumi-analyzer-policy` runs `@pulumi/pulumi/cmd/run-policy-pack`, as the pack's own folder resolves it. The SDK's loads a
// TypeScript compiler first, which a bundle has no use for; this one starts the bundle.
require("../../../../../index.js");
