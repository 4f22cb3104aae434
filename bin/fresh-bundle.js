// Whether a bundle of `npm run build` is as new as what it was made from. Plain JavaScript: it runs before anything is compiled.
const { existsSync, readFileSync, statSync } = require("node:fs");
const { register: registerHooks } = require("node:module");
const { join } = require("node:path");
const { pathToFileURL } = require("node:url");

const root = join(__dirname, "..");

/** The bundle, or nothing when it is missing or older than one of the files that `build.mjs` wrote down beside it. */
const freshBundle = (bundle) => {
  const inputs = `${bundle}.inputs.json`;
  if (!existsSync(bundle) || !existsSync(inputs)) return undefined;
  const made = statSync(bundle).mtimeMs;
  const files = JSON.parse(readFileSync(inputs, "utf8")).map((name) => join(root, name));
  return files.every((file) => existsSync(file) && statSync(file).mtimeMs <= made) ? bundle : undefined;
};
exports.freshBundle = freshBundle;

/**
 * Runs a program of this repository: its bundle, or its TypeScript sources where that is missing or older than they are.
 * @public for bin/gke-bluegreen and provider/bin, whose names have no ending
 */
exports.start = (bundle, source) => {
  const fresh = freshBundle(join(root, bundle));
  // TypeScript's loader makes all modules slower, not only ours.
  if (!fresh) {
    require("tsx/cjs");
    // `import()` goes another way than `require`.
    registerHooks(pathToFileURL(require.resolve("tsx/esm")), { data: {} });
  }
  return require(fresh ?? join(root, source));
};
