// Runs a command of this repository after making sure that the packages of package-lock.json are installed:
// `node bin/with-setup.mjs <command> [argument …]`. Plain JavaScript, since nothing is installed when it starts.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const [command, ...args] = process.argv.slice(2);

requireNode();
if (!installed()) {
  console.log("installing the npm packages of package-lock.json");
  const { status } = run("npm", ["install", "--no-save", "--loglevel=error"]);
  if (status !== 0) {
    console.error(
      "npm could not install them. Check the network and `npm config get registry`, then run the same command again.",
    );
    process.exit(1);
  }
}
const { status, signal } = run(command, args);
process.exit(signal ? 130 : (status ?? 1));

function run(name, argv) {
  const path = [join(root, "node_modules", ".bin"), join(root, "bin"), process.env.PATH].join(delimiter);
  // A signal from the terminal reaches the child as well; it decides what to do with it, and this process waits.
  process.on("SIGINT", () => {});
  return spawnSync(name, argv, { cwd: root, stdio: "inherit", env: { ...process.env, PATH: path } });
}

function requireNode() {
  const [major, minor] = process.versions.node.split(".").map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return;
  console.error(`Node ${process.versions.node} is too old: install Node 20.19 or newer.`);
  process.exit(1);
}

/** npm keeps in node_modules a copy of the lock file of what is there. */
function installed() {
  const hidden = join(root, "node_modules", ".package-lock.json");
  if (!existsSync(hidden)) return false;
  const there = JSON.parse(readFileSync(hidden, "utf8")).packages;
  const wanted = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8")).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, peer }]) => path === "" || optional || peer || there[path]?.version === version,
  );
}
