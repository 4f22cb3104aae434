// What the engine runs: the program's bundle of `npm run build`, or index.ts itself where that is missing or older than what it was made from.
// TypeScript's loader makes all of Pulumi's modules slower, not only ours.
require("./bin/late-serialisation");
const { freshBundle } = require("./bin/fresh-bundle");

const bundle = freshBundle(`${__dirname}/dist/program.js`);
if (!bundle) require("tsx/cjs");
module.exports = require(bundle ?? "./index.ts");
