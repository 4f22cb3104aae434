// What the engine loads: the bundle of `npm run build`, or the sources where that is missing or older than they are.
const { freshBundle } = require("./start/bundle");

const bundle = freshBundle(__dirname);
if (bundle) {
  // With its file name: without, a file dist/policies.js of an older build would be meant.
  require(`${bundle}/index.js`);
} else {
  require("tsx/cjs");
  require("./main.ts");
}
