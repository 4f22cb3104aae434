// What the engine loads: the bundle of `npm run build`, or the sources where that is missing or older than they are.
require("../bin/fresh-bundle").start("dist/policies/index.js", "policies/main.ts");
