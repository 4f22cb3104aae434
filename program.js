// What the engine runs: the program's bundle of `npm run build`, or index.ts itself where that is missing or older than what it was made from.
require("./bin/late-serialisation");
const { start } = require("./bin/fresh-bundle");

module.exports = start("dist/program.js", "index.ts");
