// Stands for `@pulumi/pulumi` in the bundle. The policy SDK takes assets and one type test from it; the whole of it is seconds of loading on
// a small machine.
exports.asset = require("@pulumi/pulumi/asset");
exports.Output = { isInstance: (value) => value?.__pulumiOutput === true };
