// What the engine loads: the bundle of `npm run build`, or the sources where that is missing or older than they are.
const { freshBundle } = require("../bin/fresh-bundle");

const bundle = freshBundle(`${__dirname}/../dist/policies/index.js`);
if (bundle) {
  require(bundle);
} else {
  require("tsx/cjs");
  require("./main.ts");
}
