// Whether a bundle of `npm run build` is as new as what it was made from. Plain JavaScript: it runs before anything is compiled.
const { existsSync, readFileSync, statSync } = require("node:fs");
const { join } = require("node:path");

const root = join(__dirname, "..");

/** The bundle, or nothing when it is missing or older than one of the files that `build.mjs` wrote down beside it. */
exports.freshBundle = (bundle) => {
  const inputs = `${bundle}.inputs.json`;
  if (!existsSync(bundle) || !existsSync(inputs)) return undefined;
  const made = statSync(bundle).mtimeMs;
  const files = JSON.parse(readFileSync(inputs, "utf8")).map((name) => join(root, name));
  return files.every((file) => existsSync(file) && statSync(file).mtimeMs <= made) ? bundle : undefined;
};
