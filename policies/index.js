// What the engine loads: the bundle of `npm run build`, or the sources where that is missing or older than they are.
const { existsSync, readdirSync, statSync } = require("node:fs");
const { join } = require("node:path");

const bundle = join(__dirname, "..", "dist", "policies.js");

function newestSource() {
  const sources = readdirSync(__dirname, { recursive: true }).filter((name) => /\.(ts|json)$/.test(name));
  return Math.max(...sources.map((name) => statSync(join(__dirname, name)).mtimeMs));
}

if (existsSync(bundle) && statSync(bundle).mtimeMs >= newestSource()) {
  require(bundle).startPack();
} else {
  require("tsx/cjs");
  require("./pack.ts").startPack();
}
