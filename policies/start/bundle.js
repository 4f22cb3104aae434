// Where a pack's bundle is, as long as it is newer than what it was made from. Plain JavaScript: it runs before anything is compiled.
const { existsSync, readdirSync, statSync } = require("node:fs");
const { dirname, join } = require("node:path");

const rooms = ["policies", "cost"];

function changed(root, room) {
  const sources = readdirSync(join(root, room), { recursive: true }).filter((name) => /\.(ts|json)$/.test(name));
  return Math.max(...sources.map((name) => statSync(join(root, room, name)).mtimeMs));
}

/** The folder of the bundled pack that belongs to the sources in `folder`, or nothing when it is missing or older than they are. */
exports.freshBundle = (folder) => {
  const root = dirname(folder);
  const pack = join(root, "dist", "policies");
  const bundle = join(pack, "index.js");
  if (!existsSync(bundle)) return undefined;
  const made = statSync(bundle).mtimeMs;
  return rooms.every((room) => made >= changed(root, room)) ? pack : undefined;
};
